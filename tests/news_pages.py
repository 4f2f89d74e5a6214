"""The news pages of fixtures/pages: what a reader must keep of each is marked in the page itself.

``data-keep`` marks a paragraph of the story; ``data-may`` what may be kept or not (captions, bylines, dates, notes);
everything else is not the story. The marks are taken out before anybody reads the page.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent / "fixtures" / "pages"
_MARK = re.compile(rb" data-(?:keep|may)(?=[ >])")
_UNSEEN = ("head", "script", "style")


@dataclass(frozen=True)
class Page:
    name: str
    data: bytes
    keep: list[str]  # the paragraphs of the story, in order
    drop: list[str]  # what stands around it, each text of it


def pages() -> list[Page]:
    return [_page(path) for path in sorted(FOLDER.glob("*.html"))]


def letters(text: str) -> str:
    """What is compared: letters and digits, since extractors differ in spaces, quotation marks and signs of lists."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _page(path: Path) -> Page:
    data = path.read_bytes()
    codec = "cp1252" if b"iso-8859-1" in data else "utf-8"
    root = etree.fromstring(data.decode(codec), etree.HTMLParser())
    keep = [line for e in root.iter("{*}*") if e.get("data-keep") is not None for line in _lines(e)]
    story = letters(" ".join(keep))
    drop = [text for e in root.iter("{*}*") if not _is_marked(e) and len(letters(text := " ".join(_own(e)))) > 2]
    return Page(path.stem, _MARK.sub(b"", data), keep, [text for text in drop if letters(text) not in story])


def _lines(element: etree._Element) -> list[str]:
    """The text of an element, cut where two line breaks follow one another."""
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return [" ".join(part.split()) for part in re.split("\n\n", "".join(map(str, element.itertext()))) if part.strip()]


def _own(element: etree._Element) -> list[str]:
    return " ".join([element.text or "", *(child.tail or "" for child in element)]).split()


def _is_marked(element: etree._Element) -> bool:
    line = [element, *element.iterancestors()]
    return any(e.tag in _UNSEEN or e.get("data-keep") is not None or e.get("data-may") is not None for e in line)
