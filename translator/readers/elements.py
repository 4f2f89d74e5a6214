"""Finding one's way in XML trees whose namespaces vary from agency to agency: elements by their local names."""

import re
from collections.abc import Iterator

from lxml import etree

_SPACE = re.compile(r"[ \t\n\r\f]+")


def fold(text: str) -> str:
    """The text on one line, without white space at its ends; no-break spaces are text and stay."""
    return _SPACE.sub(" ", text).strip(" ")


def letters(text: str) -> str:
    """The text by its letters and figures alone: the same for all its typographic dresses."""
    return "".join(c for c in text.casefold() if c.isalnum())


def local(element: etree._Element) -> str:
    """The element's name without namespace, in lower case ("p")."""
    return str(element.tag).rpartition("}")[2].lower()


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names ("itemMeta/edNote"; ".//p" for any depth), whatever their namespace."""
    return element.findall("/".join(_step(step) for step in path.split("/")))


def find(element: etree._Element, *paths: str) -> etree._Element | None:
    """The first element at the first of the paths where there is one."""
    return next((found[0] for path in paths if (found := find_all(element, path))), None)


def text_of(element: etree._Element | None) -> str:
    """All text inside, white space made single spaces; "" for None."""
    return "" if element is None else fold("".join(map(str, element.itertext())))


def text_at(element: etree._Element, *paths: str) -> str:
    """The text at the first of the paths that has any; "" where none has."""
    texts = (text_of(e) for path in paths for e in find_all(element, path))
    return next((text for text in texts if text), "")


def texts_at(element: etree._Element, path: str) -> list[str]:
    """The distinct texts at a path, in document order, empty ones left out."""
    return list(dict.fromkeys(text for e in find_all(element, path) if (text := text_of(e))))


def attributes_at(element: etree._Element, path: str, name: str) -> Iterator[str]:
    """The values of an attribute at a path, in document order, empty ones left out."""
    return (value for e in find_all(element, path) if (value := (e.get(name) or "").strip()))


def _step(step: str) -> str:
    return step if step in ("", ".", "..", "*") else "{*}" + step
