"""``glossary check``: what in glossary files contradicts itself, hides something, or cannot be read."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from translator.errors import GlossaryError
from translator.languages.words import comparable, folded_form
from translator.termbase.files import TBX_SUFFIXES, read_bytes, read_text
from translator.termbase.tables import parse_entry, read, read_header, records, unwritable
from translator.terms.entries import Entry
from translator.terms.glossary import may_be_written

_MOJIBAKE = ("Ã©", "Ã¨", "Ã ", "â€", "ï»¿", "\ufffd")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at ``where`` ("file:line"): a "conflict" must be solved, a "warning" looked at."""

    where: str
    severity: Literal["conflict", "warning"]
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message}"


def check(paths: Sequence[Path]) -> list[Finding]:
    """Check glossary files together, in the order of their precedence. Never raises for what a file contains."""
    findings: list[Finding] = []
    files: list[list[Entry]] = []
    for path in paths:
        entries, broken = _entries(path)
        findings += broken
        findings += _encoding(path)
        files.append(entries)
    findings += _spellings(files)
    findings += _hidden([entry for entries in files for entry in entries if not entry.forbidden])
    findings += _forms([entry for entries in files for entry in entries])
    return list(dict.fromkeys(findings))


def _entries(path: Path) -> tuple[list[Entry], list[Finding]]:
    """The entries that can be read, and a finding for what cannot: each line of a table, all such concepts of TBX."""
    found: list[Entry] = []
    broken: list[Finding] = []
    try:
        if path.suffix.lower() in TBX_SUFFIXES:
            contents = read(path)
            doubts = [(remark.where, remark.message) for remark in contents.remarks]
            doubts += [(e.where, f"{why}: import leaves it out") for e in contents.entries if (why := unwritable(e))]
            return list(contents.entries), [Finding(where, "warning", message) for where, message in doubts]
        lines = records(path)
        names = read_header(path, lines)
        for line, cells in lines:
            try:
                found.append(parse_entry(names, cells, path, line))
            except GlossaryError as error:
                broken.append(_broken(error, path))
    except GlossaryError as error:
        return [], [_broken(error, path)]
    return found, broken


def _broken(error: GlossaryError, path: Path) -> Finding:
    said = str(error).removeprefix(f"{path}:").strip()
    line, _, message = said.partition(": ") if said[0].isdigit() else ("1", "", said)  # of the file itself: no line
    return Finding(f"{path.name}:{line}", "conflict", message)


def _encoding(path: Path) -> Iterator[Finding]:
    try:
        data, text = read_bytes(path), read_text(path)
    except GlossaryError:
        return  # reported by _entries
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Finding(f"{path.name}:1", "warning", "UTF-16; UTF-8 is what other tools expect")
    for number, line in enumerate(text.split("\n"), 1):
        if any(sign in line for sign in _MOJIBAKE):
            yield Finding(f"{path.name}:{number}", "warning", "looks like UTF-8 that was read as Latin-1 (Ã©, â€)")
        elif not unicodedata.is_normalized("NFC", line):
            yield Finding(f"{path.name}:{number}", "warning", "decomposed accents; matched all the same")


def _spellings(files: Sequence[Sequence[Entry]]) -> Iterator[Finding]:
    """Double spellings within a file, and across files what a later file hides."""
    earlier: dict[tuple[str, str], tuple[Entry, str]] = {}
    for entries in files:
        here: dict[tuple[str, str], tuple[Entry, str]] = {}
        for entry in entries:
            for position, spelling in enumerate(() if entry.forbidden else entry.sources):
                key = _key(entry, spelling)
                form = entry.form(position)
                other, other_form = here.get(key, (None, ""))
                if other is entry:
                    yield Finding(entry.where, "warning", f"“{spelling}” is listed twice in one entry")
                elif other and other_form != form:
                    yield Finding(
                        entry.where,
                        "conflict",
                        f"“{spelling}” → “{form}”, but {other.where} has “{other_form}”: one source with two targets",
                    )
                elif other:
                    yield Finding(entry.where, "warning", f"“{spelling}” is already in {other.where}: a duplicate")
                elif key in earlier and earlier[key][1] != form:
                    hidden, hidden_form = earlier[key]
                    yield Finding(
                        entry.where, "warning", f"“{spelling}” → “{form}” hides “{hidden_form}” of {hidden.where}"
                    )
                here[key] = entry, form
        earlier |= here


def _hidden(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Spellings that differ by capitals or accents alone, where the text of one falls to the other.

    By capitals: a later spelling that takes all that the earlier one could have, as foo bar (fold) takes Foo Bar
    (exact); Marine after marine takes only the name, and is meant to. By accents: ELYSEE takes Élysée in capitals.
    """
    alike: dict[str, list[tuple[Entry, str, str]]] = {}
    for entry in entries:
        for position, spelling in enumerate(entry.sources):
            form = entry.form(position)
            known = alike.setdefault(comparable(spelling), [])
            for other, other_spelling, other_form in known:
                clash = f"“{other_spelling}” → “{other_form}” of {other.where}"
                if form == other_form or _key(entry, spelling) == _key(other, other_spelling):
                    continue  # no matter, or told by _spellings
                if other is entry or _tells(entry, other) or _tells(other, entry):
                    continue
                if folded_form(spelling) != folded_form(other_spelling):
                    clash = f"“{spelling}” → “{form}” is the same as {clash} where accents are left out"
                    yield Finding(entry.where, "warning", clash)
                elif may_be_written(spelling, other_spelling, entry.case):
                    yield Finding(entry.where, "warning", f"“{spelling}” → “{form}” hides {clash}")
            known.append((entry, spelling, form))


def _key(entry: Entry, spelling: str) -> tuple[str, str]:
    """What two entries share that have the same spelling."""
    return folded_form(spelling) if entry.case == "fold" else spelling, entry.case


def _forms(entries: Sequence[Entry]) -> Iterator[Finding]:
    """English forms that are right for one entry and wrong for another, or for itself."""
    right: dict[str, list[Entry]] = {}
    wrong: dict[str, list[Entry]] = {}
    for entry in entries:
        for form in dict.fromkeys(entry.targets):
            (wrong if entry.forbidden else right).setdefault(form, []).append(entry)
        if not entry.forbidden:
            for form in dict.fromkeys(entry.variants):
                wrong.setdefault(form, []).append(entry)
    for form in [form for form in right if form in wrong]:
        for good in right[form]:
            for rival in wrong[form]:
                if rival is good:
                    yield Finding(good.where, "conflict", f"“{form}” is the house form and its own wrong variant")
                elif rival.forbidden:
                    yield Finding(
                        good.where, "conflict", f"“{form}” is the house form here, and forbidden in {rival.where}"
                    )
                elif (way := _way(good, rival, right)) is not None:
                    back = f"so on through {', '.join(way)}" if way else "the reverse"
                    yield Finding(
                        good.where,
                        "conflict",
                        f"“{form}” is right here and wrong in {rival.where}, and {back}: a cycle",
                    )
                elif set(good.sources) & set(rival.sources) == set() and not (
                    _tells(good, rival) or _tells(rival, good)
                ):
                    yield Finding(
                        good.where, "warning", f"“{form}” is the house form here, a wrong variant in {rival.where}"
                    )


def _way(good: Entry, rival: Entry, right: Mapping[str, Sequence[Entry]]) -> list[str] | None:
    """The entries between ``good`` and ``rival``, if what is wrong for each is the next one's house form; None if not.

    The shortest way, each entry by where it stands; [] where a variant of ``good`` is the house form of ``rival``.
    """
    seen = {id(good)}
    ways: list[tuple[Entry, list[str]]] = [(good, [])]
    for entry, way in ways:
        for following in (e for form in entry.variants for e in right.get(form, ())):
            if following is rival:
                return way
            if id(following) not in seen:
                seen.add(id(following))
                ways.append((following, [*way, following.where]))
    return None


def _tells(entry: Entry, other: Entry) -> bool:
    """Whether the note of an entry names the other: somebody has looked at the two, and tells the reader of them."""
    return any(form in entry.note for form in (*other.sources, *other.targets))
