"""``translator glossary``: look terms up, check files, propose new entries, change formats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translator.cli.options import glossary_options, settings_of
from translator.cli.summary import count
from translator.cli.terminal import pour, say

if TYPE_CHECKING:
    from translator.termbase.suggesting import Known, LookUp
    from translator.terms import Entry


@click.group()
def glossary() -> None:
    """Look up, check, grow and convert glossaries."""


def _paths(flags: Mapping[str, Any]) -> list[Path]:
    """The glossaries that a translation in this folder would use, weakest first."""
    from translator.session import glossary_paths

    shipped, own = glossary_paths(settings_of(flags))
    return [*shipped, *own]


def _dictionary() -> "LookUp":
    """What the dictionary of the model in use says of a word; of none, nothing."""
    from translator import packages
    from translator.engines.hints import dictionary_of
    from translator.termbase.suggesting import Known

    dictionary = dictionary_of(packages.find())

    def look_up(word: str) -> "Known | None":
        found = dictionary.look_up(word) if dictionary else None
        return Known(found.english, found.rank) if found else None

    return look_up


@glossary.command(short_help="Say which entry a term falls under, and why.")
@click.argument("term")
@glossary_options
def show(term: str, **flags: Any) -> int:
    """Say which entry a French or English TERM falls under, which others it hides, and why."""
    from translator import termbase
    from translator.termbase.showing import show

    text = show(term, termbase.load(_paths(flags)))
    known = _dictionary()(term.lower())
    if not text:
        say(f"{term}: in no glossary", err=True)
    if known:
        text = "\n".join(filter(None, (text, f"the model's dictionary: {' or '.join(known.english)}")))
    if not text:
        return 1
    say(text)
    return 0


@glossary.command(short_help="Check glossary files for conflicts.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@glossary_options
def check(files: tuple[Path, ...], **flags: Any) -> int:
    """Check glossary files together, in the order of their precedence; exit 1 when there is a conflict.

    Found are: lines that cannot be read, doubles, one spelling with two targets, a target that is another entry's
    wrong form, hidden entries, cycles, unbalanced forms, encodings. Without FILE, the glossaries that a translation
    would use.
    """
    from translator.termbase import checking

    findings = checking.check(files or _paths(flags))
    for finding in findings:
        say(str(finding))
    conflicts = sum(finding.severity == "conflict" for finding in findings)
    say(f"{count(conflicts, 'conflict')}, {count(len(findings) - conflicts, 'warning')}", err=True)
    return 1 if conflicts else 0


@glossary.command(short_help="Propose entries: names that no entry has.")
@click.argument("articles", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARTICLE…")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The CSV file to write instead of standard output."
)
@click.option("--force", is_flag=True, help="Overwrite that file.")
@click.option(
    "--untranslated", is_flag=True, help="Only look at the French; quicker, without what the engine made of it."
)
@glossary_options
def suggest(
    articles: tuple[Path, ...],
    output: Path | None,
    force: bool,
    untranslated: bool,
    **flags: Any,
) -> None:
    """Propose entries: names and rare words in French ARTICLEs that no entry has, as CSV to review and accept.

    Each line has the spellings seen, and as target what the engine made of them, or what the model's dictionary says of
    a word. Give good lines a kind, correct the target, delete the rest; the file is then a glossary.
    """
    from translator import readers
    from translator.session import Session
    from translator.termbase.suggesting import suggest, suggestions_csv

    session = Session(replace(settings_of(flags), source_lang="fr"))
    read = [article for path in articles for article in readers.read_file(path)]
    done = read if untranslated else list(session.translate(read))
    _give(output, suggestions_csv(suggest(done, session.glossary, _dictionary())).encode(), force)


@glossary.command("import", short_help="Turn a TBX, TSV or foreign CSV file into a glossary.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--columns", help="For a CSV without header (DeepL, memoQ, Trados): its columns, e.g. source,target; - skips one."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The CSV file to write instead of standard output."
)
@click.option("--force", is_flag=True, help="Overwrite that file.")
def import_(file: Path, columns: str | None, output: Path | None, force: bool) -> int:
    """Turn a TBX, TSV or foreign CSV file into a glossary of ours (CSV).

    What is left out is said. Exit 1 when a term has a |, which separates terms in ours.
    """
    from translator.termbase import read

    table = read(file, None if columns is None else [c.strip() for c in columns.split(",")])
    for remark in table.remarks:
        say(str(remark), err=True)
    return _give_csv(output, table.entries, force)


@glossary.command(short_help="Write glossaries as TBX or CSV for other tools.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--to", "format", type=click.Choice(["tbx", "csv"]), default="tbx", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write instead of standard output.")
@click.option("--force", is_flag=True, help="Overwrite that file.")
def export(files: tuple[Path, ...], format: str, output: Path | None, force: bool) -> int:
    """Write glossary files as one TBX (ISO 30042) or CSV file for other tools.

    What is left out is said. Exit 1 when a term has a |, which separates terms in our CSV.
    """
    from translator.termbase import read
    from translator.termbase.tbx import write_tbx

    tables = [read(path) for path in files]
    entries = [entry for table in tables for entry in table.entries]
    for remark in [remark for table in tables for remark in table.remarks]:
        say(str(remark), err=True)
    if format == "csv":
        return _give_csv(output, entries, force)
    _give(output, write_tbx(entries), force)
    return 0


def _give_csv(output: Path | None, entries: Sequence["Entry"], force: bool) -> int:
    """The entries as CSV, without those that it cannot hold, each of which is said; the exit code."""
    from translator.termbase.tables import unwritable, write_csv

    left = [f"{entry.where}: left out: {why}" for entry in entries if (why := unwritable(entry))]
    for line in left:
        say(line, err=True)
    _give(output, write_csv([entry for entry in entries if not unwritable(entry)]).encode(), force)
    return 1 if left else 0


def _give(output: Path | None, data: bytes, force: bool) -> None:
    """To standard output, or whole into a file."""
    if output is None:
        pour(data)
        return
    from translator.exporters.writing import write

    write(output, data, force)
    say(str(output), err=True)
