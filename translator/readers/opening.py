"""The lines that open a wire story: labels, headline, byline, dateline, in whatever order and number they come."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.readers.embargo import announces_embargo

# "PARIS, 22 nov 2026 (AFP) -", "Geneva (dpa) -", "KIEV, Ukraine (AP) _": up to and with the agency's name.
DATELINE = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞŒ][^\n()]{1,80}?(?:,| )\s?)?\([A-Z][\w/ .-]{1,30}\)\s*(?:[-–—_]+|\.)\s|"
    r"[A-ZÀ-ÖØ-ÞŒ][^\n()]{1,80}? \((?:[A-Z]{2,6}|dpa|Reuters|Belga)(?:/[\w ]+)?\)\s*[-–—_]*\s"
)
_BYLINE = re.compile(r"(?:Par|De notre|De nos|Propos recueillis par|By)\b", re.IGNORECASE)
# "URGENT", "1ST LEAD", "(PAPIER D'ANGLE)", "REFILE", "ALERTE", "LEAD 2"
_LABEL = re.compile(r"\(?(?:[A-ZÀ-ÖØ-ÞŒ0-9][A-ZÀ-ÖØ-ÞŒ0-9'’.-]*(?: |\)?\Z)){1,4}")
_MAX_LINES, _MAX_LINE = 8, 160


@dataclass(frozen=True, slots=True)
class Opening:
    """What the opening lines say; ``rest`` is the story itself."""

    headline: str = ""
    byline: str = ""
    dateline: str = ""
    label: str = ""
    rest: str = ""


def split_opening(text: str) -> Opening:
    """The opening of a story told from the story, which begins at its dateline or after the first blank line.

    >>> split_opening("URGENT\\nLe port rouvre\\nPar Jeanne RIVE =\\n\\nBREST (AFP) - Le port rouvre lundi.").headline
    'Le port rouvre'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    head, rest = _cut(lines)
    if not any(line.strip() for line in rest):
        head, rest = [], lines
    story = "\n".join(rest)
    found = DATELINE.match(story.lstrip())
    dateline = found[0].rstrip(" \n-–—_.") if found else ""
    labels: list[str] = []
    titles: list[str] = []
    bylines: list[str] = []
    for line in (line.strip() for line in head if line.strip()):
        signed = _BYLINE.match(line) is not None or line.endswith("=")
        if signed:
            bylines.append(line.rstrip("= "))
        elif announces_embargo(line) or (not titles and _LABEL.fullmatch(line) and len(line) <= 40):
            labels.append(line)
        else:
            titles.append(line)
    if not titles and labels:
        titles.append(labels.pop())
    return Opening(" ".join(titles), ", ".join(bylines), dateline, ", ".join(labels), story)


def _cut(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    for i, line in enumerate(lines[: _MAX_LINES + 1]):
        if DATELINE.match(line.strip()):
            return list(lines[:i]), list(lines[i:])
        if len(line) > _MAX_LINE:
            break
    for i, line in enumerate(lines[:_MAX_LINES]):
        if i and not line.strip():
            head = list(lines[:i])
            fits = all(len(part) <= _MAX_LINE for part in head) and not head[-1].rstrip().endswith((".", ","))
            return (head, list(lines[i:])) if fits else ([], list(lines))
    return [], list(lines)
