"""The article of a page's JSON-LD (https://schema.org/NewsArticle), as scripts in the page hold it."""

import html
import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

_ARTICLES = ("article", "blogposting", "report")  # how the names of their types end
_MAX_SCRIPT = 2_000_000


def linked_data(root: etree._Element) -> dict[str, str]:
    """What the first article says of itself, else the page around it; empty where neither has a headline."""
    items = [item for item in _objects(root) if item.get("headline")]
    articles = [item for item in items if any(kind.endswith(_ARTICLES) for kind in _kinds(item))]
    pages = [item for item in items if "webpage" in _kinds(item)]
    item = next(iter(articles + pages), None)
    if item is None:
        return {}
    return {
        "headline": _name(item.get("headline")),
        "byline": _name(item.get("author")),
        "date": _name(item.get("datePublished")),
        "source": _name(item.get("publisher")),
        "keywords": _name(item.get("keywords")),
        "copyright": _name(item.get("copyrightHolder")),
    }


def _kinds(item: dict[str, Any]) -> list[str]:
    """The types of an object, without their namespace ("schema:NewsArticle")."""
    kinds = item.get("@type")
    return [
        str(kind).replace("/", ":").rpartition(":")[2].lower()
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    ]


def _objects(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The objects of all scripts, those in their graphs too, in order."""
    for script in root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind != "application/ld+json" or len(script.text or "") > _MAX_SCRIPT:
            continue
        try:
            todo = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop(0)
            if isinstance(item, list):
                todo += item
            elif isinstance(item, dict):
                yield item
                todo += [item[key] for key in ("@graph", "mainEntity") if key in item]


def _name(value: Any) -> str:
    """A value as text; some systems escape it as for HTML ("Ren&eacute;")."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for v in value if (name := _name(v))))
    if isinstance(value, dict):
        return _name(value.get("name"))
    return " ".join(html.unescape(str(value)).split()) if isinstance(value, str | int) else ""
