"""Before the engine: the sentences that the glossary says itself, the terms that an engine is to say, and placeholders.

What must come through the engine untouched goes in as a code and comes out as itself.

A code is two rare capitals and a digit, ``QK7``, ``ZV4`` …, that the source does not have: of the shapes tried on the
embedded model it survives best, and best of all where the codes of a sentence are unlike (benchmarks/glossary.md).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, product

from translator.document import Fix, replay
from translator.languages.datelines import DATELINE
from translator.languages.untouchable import untouchables
from translator.terms.entries import numbered, says_many, terms_of
from translator.terms.glossary import Glossary

_CODES = ("QK7", "ZV4", "XK9", "KV3", "JQ8", "WX5")
_NOTE = re.compile(r"(?:[¹²³⁰-⁹]{1,3}|\[\d{1,3}\]|\*{1,3})\s+(?=\S)")
_AT_START = ("sign", "opening")
_AT_END = ("sign", "url", "hashtag")


def say(source: str, glossary: Glossary) -> tuple[str, tuple[Fix, ...]] | None:
    """A sentence that is but a standing head ("Natation.") in English, and the fix from the French; None for others."""
    for match in glossary.find(source):
        if match.entry.kind == "head":
            before = source[match.start : match.end]
            if before == match.form:
                return source, ()
            fix = Fix(match.start, match.end, before, match.form, "head", match.form, match.entry.where, before)
            return replay(source, [fix]), (fix,)
    return None


def hints(source: str, glossary: Glossary) -> list[tuple[int, int, str]]:
    """What an engine that knows terms is to say: (start, end, house form) for each term of ``source``, left to right.

    Not the ones that it never sees (``dnt``) or is not asked about (``head``).
    """
    found = []
    for term in terms_of(glossary.find(source)):
        if term.entry.kind in ("dnt", "head"):
            continue
        for match in term.matches:
            many = says_many(term, term.entry.sources.index(match.spelling), source)
            found.append((match.start, match.end, numbered(match.form, term.entry, many)))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Slot:
    """A protected span of the source: ``source[start:end] == text``, which the engine sees as ``code``.

    ``code`` is "" for a slot that the engine does not see at all (an emoji or address at an end of the sentence).
    ``hidden`` is what no rule after the engine may see either (inline code): it takes the place of ``text``, which is
    then the code, when all is done (``Prepared.unmask``).
    """

    start: int
    end: int
    text: str
    code: str
    entry: str = ""
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence made ready for the engine.

    ``text`` is what to translate, "" where there is nothing but slots: the source then stands as it is. ``before`` and
    ``after`` are the parts at the ends that the engine does not see.
    """

    source: str
    text: str
    slots: tuple[Slot, ...] = ()
    before: str = ""
    after: str = ""
    glued: frozenset[tuple[str, bool]] = frozenset()

    @property
    def pieces(self) -> tuple[str | Slot, ...]:
        """The source as pieces of text to be translated alone and slots to be kept: joined, it is the source again."""
        pieces: list[str | Slot] = []
        done = 0
        for slot in self.slots:
            if slot.start > done:
                pieces.append(self.source[done : slot.start])
            pieces.append(slot)
            done = slot.end
        if done < len(self.source):
            pieces.append(self.source[done:])
        return tuple(pieces)

    def restore(self, raw: str) -> tuple[str, tuple[Fix, ...]] | None:
        """The engine's ``raw`` with every code replaced by what it stands for, and the fixes that do it.

        None when a code did not come through exactly once: translate ``pieces`` instead.
        """
        places: list[tuple[int, Slot]] = []
        for slot in self.slots:
            if slot.code:
                found = [match.start() for match in re.finditer(slot.code, raw)]
                if len(found) != 1 or not _is_whole(slot.code, raw, self.text):
                    return None
                places.append((found[0], slot))
        fixes: list[Fix] = []
        text = raw
        for start, slot in sorted(places, key=lambda place: -place[0]):  # from the right: what is left of it stays put
            if slot.hidden:
                continue
            end = start + len(slot.code)
            if (slot.code, True) in self.glued and text[start - 1 : start] == " ":
                start -= 1
            if (slot.code, False) in self.glued and text[end : end + 1] == " ":
                end += 1
            fixes.append(_placeholder(text, start, end, slot.text, slot))
            text = text[:start] + slot.text + text[end:]
        if self.before:
            fixes.append(Fix(0, 0, "", self.before, "placeholder", evidence=self.before.strip()))
            text = self.before + text
        if self.after:
            fixes.append(Fix(len(text), len(text), "", self.after, "placeholder", evidence=self.after.strip()))
            text += self.after
        return text, tuple(fixes)

    def mask(self, source: str) -> str:
        """``source`` (this one, or the same in capitals) with codes for what is hidden: what rules may look at."""
        for slot in reversed(self.slots if len(source) == len(self.source) else ()):
            if slot.hidden:
                source = source[: slot.start] + slot.code + source[slot.end :]
        return source

    def unmasked(self, position: int) -> int:
        """Where a position of ``mask(source)`` is in ``source``; inside a code: where its span begins."""
        for slot in self.slots:
            if slot.hidden and position > slot.start:
                position = max(slot.start, position + slot.end - slot.start - len(slot.code))
        return position

    def unmask(self, target: str, source: str) -> tuple[str, tuple[Fix, ...]]:
        """``target`` with what is hidden in its place, as ``source`` has it (see ``mask``), and the fixes for it."""
        fixes = []
        for slot in self.slots:
            if slot.hidden and (found := re.search(rf"(?<!\w){slot.code}(?!\w)", target)):
                hidden = source[slot.start : slot.end] if len(source) == len(self.source) else slot.hidden
                fix = Fix(*found.span(), slot.code, hidden, "placeholder", evidence=hidden)
                fixes.append(fix)
                target = target[: fix.start] + fix.after + target[fix.end :]
        return target, tuple(fixes)


def _is_whole(code: str, raw: str, text: str) -> bool:
    """Whether a code came through as a word of its own: no "QK7s", and no "QK7-mate" unless it was so in ``text``."""
    if not re.search(rf"(?<!\w){code}(?!\w)", raw):
        return False
    return all(re.search(pattern, text) or not re.search(pattern, raw) for pattern in (rf"{code}-\w", rf"\w-{code}"))


def _placeholder(text: str, start: int, end: int, after: str, slot: Slot) -> Fix:
    term = slot.text if slot.entry else ""
    return Fix(start, end, text[start:end], after, "placeholder", term, slot.entry, slot.text)


def prepare(source: str, glossary: Glossary, verbatim: Collection[tuple[int, int]] = ()) -> Prepared:
    """``source`` with what must survive the engine replaced by codes: addresses, hashtags, signs, ``dnt`` terms, and
    the spans that are ``verbatim``."""
    spans = [(start, end, sort, "") for start, end, sort in untouchables(source)]
    spans = [span for span in spans if not any(start < span[1] and span[0] < end for start, end in verbatim)]
    spans += [(start, end, "verbatim", "") for start, end in verbatim]
    spans += [(m.start, m.end, "dnt", m.entry.where) for m in glossary.find(source) if m.entry.kind == "dnt"]
    if end := opening(source):
        spans.insert(0, (0, end, "opening", ""))
    if not spans:
        return Prepared(source, source)
    kept: list[tuple[int, int, str, str]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    first, last = _ends(source, kept)
    codes = _codes(source)
    slots = tuple(_slot(source, span, next(codes) if first <= i < last else "") for i, span in enumerate(kept))
    begin = _skip_space(source, kept[first - 1][1], 1) if first else 0
    stop = _skip_space(source, kept[last][0], -1) if last < len(kept) else len(source)
    if begin >= stop or not re.search(r"\w", "".join(_between(source, slots, begin, stop))):
        return Prepared(source, "", slots)
    text, glued = _coded(source, slots, begin, stop)
    return Prepared(source, text, slots, source[:begin], source[stop:], glued)


def opening(text: str) -> int:
    """Where the dateline, or the mark of a footnote, ends with which ``text`` begins; 0 without one.

    >>> opening("PARIS, 17 nov. (AFP) — À quatre jours"), opening("[2] NDLR : voir"), opening("URGENT — Il pleut")
    (23, 4, 0)
    """
    found = DATELINE.match(text) or _NOTE.match(text)
    return found.end() if found else 0


def _slot(source: str, span: tuple[int, int, str, str], code: str) -> Slot:
    start, end, sort, entry = span
    if sort == "verbatim" and code:
        return Slot(start, end, code, code, entry, hidden=source[start:end])
    return Slot(start, end, source[start:end], code, entry)


def _between(source: str, slots: Sequence[Slot], begin: int, stop: int) -> Iterator[str]:
    done = begin
    for slot in slots:
        if slot.code:
            yield source[done : slot.start]
            done = slot.end
    yield source[done:stop]


def _coded(source: str, slots: Sequence[Slot], begin: int, stop: int) -> tuple[str, frozenset[tuple[str, bool]]]:
    """The source with its codes, each set off by spaces; which of these spaces were put in (code, before it?)."""
    text = ""
    glued = set()
    done = begin
    for slot in slots:
        if not slot.code:
            continue
        text += source[done : slot.start]
        if text and (text[-1].isalnum() or text[-1] == "_"):
            glued.add((slot.code, True))
            text += " "
        text += slot.code
        if source[slot.end : min(slot.end + 1, stop)].isalnum():
            glued.add((slot.code, False))
            text += " "
        done = slot.end
    return text + source[done:stop], frozenset(glued)


def _ends(source: str, spans: Sequence[tuple[int, int, str, str]]) -> tuple[int, int]:
    """How many slots at the start, and from which on at the end, the engine need not see."""
    first, done = 0, 0
    while first < len(spans) and spans[first][2] in _AT_START and not source[done : spans[first][0]].strip():
        done = spans[first][1]
        first += 1
    last, done = len(spans), len(source)
    while last > first and spans[last - 1][2] in _AT_END and not source[spans[last - 1][1] : done].strip():
        done = spans[last - 1][0]
        last -= 1
    return first, last


def _skip_space(source: str, position: int, step: int) -> int:
    if step > 0:
        while position < len(source) and source[position].isspace():
            position += 1
    else:
        while position > 0 and source[position - 1].isspace():
            position -= 1
    return position


def _codes(source: str) -> Iterator[str]:
    """Codes that the source does not have, the most unlike first."""
    more = ("".join(parts) for parts in product("QZXKJVW", "KVXQZWJ", "7493852610"))
    endless = (f"YH{number}" for number in count(1000))
    return (code for code in chain(dict.fromkeys((*_CODES, *more)), endless) if code not in source)
