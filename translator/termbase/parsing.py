"""One record of a glossary file, as an Entry."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from translator.errors import GlossaryError
from translator.terms.entries import CASES, KINDS, STATUSES, Entry, default_case

_FORMULA = re.compile(r"'+[=+\-@\t\r]")


def entry(names: Sequence[str], cells: Sequence[str], path: Path, line: int) -> Entry:
    """One record as an Entry. Raises GlossaryError."""
    if len(cells) > len(names):
        hint = "; a value with a comma goes into quotes" if any("," not in c for c in cells) else ""
        raise GlossaryError(f"{path}:{line}: {len(cells)} columns, but the header has {len(names)}{hint}")
    if len(cells) < 2:
        raise GlossaryError(f"{path}:{line}: only one column; source and target are needed")
    value = dict(zip_longest(names, cells, fillvalue=""))
    sources, targets = forms(value["source"]), forms(value["target"])
    kind = value.get("kind", "").strip().lower()
    case = value.get("case", "").strip().lower() or default_case(kind, (sources or targets or ("",))[0])
    kind = kind or "term"
    status = value.get("status", "").strip().lower() or "preferred"
    for name, given, known in (("kind", kind, KINDS), ("case", case, CASES), ("status", status, STATUSES)):
        if given not in known:
            raise GlossaryError(f"{path}:{line}: {name} {given!r} is not one of {', '.join(known)}")
    if kind == "dnt" and not targets:
        targets = sources
    if not targets:
        raise GlossaryError(f"{path}:{line}: no target")
    if not sources and status == "preferred":
        raise GlossaryError(f"{path}:{line}: no source")
    if status == "preferred" and len(targets) not in (1, len(sources)):
        raise GlossaryError(
            f"{path}:{line}: {len(sources)} source and {len(targets)} target forms: "
            "give one target, or one for each source"
        )
    note = value.get("note", "").strip()
    return Entry(
        sources, targets, forms(value.get("variants", "")), kind, case, unquoted(note), status, f"{path.name}:{line}"
    )


def forms(cell: str) -> tuple[str, ...]:
    """The forms in a cell, separated by ``|``; empty ones are dropped."""
    if "|" not in cell:
        cell = unquoted(cell).strip()
        return (cell,) if cell else ()
    return tuple(form for part in unquoted(cell).split("|") if (form := part.strip()))


def unquoted(cell: str) -> str:
    """A cell without the apostrophe that ``writing.safe`` puts before what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
