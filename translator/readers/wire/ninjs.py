"""ninjs, IPTC's news in JSON: versions 1.x (with Superdesk's additions), 2.x and 3.x; one item, or a list of them.

See https://iptc.org/std/ninjs/ for the schemas.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from translator.document import Article, Metadata
from translator.errors import InputError
from translator.readers.articles import Content, article_of, read_items
from translator.readers.dates import iso
from translator.readers.encoding import decode
from translator.readers.text.typeset import split_text
from translator.readers.web.tree import content_of
from translator.readers.wire.feed import one_line
from translator.readers.xml import fold

# What the main text is called, "body_xhtml" or with the role "xhtml": the first one's kind that has text is read.
_RENDITIONS = {"xhtml": "html", "html": "html", "richtext": "", "main": "", "text": "text/plain"}
_FACTS = {  # our key: theirs, the first that is there
    "guid": ("guid", "uri"),
    "version": ("version",),
    "language": ("language",),
    "headline": ("headline", "headline_main", "headlines", "title"),
    "subheadline": ("subheadline", "headline_subtitle", "headline_sub"),
    "description": ("description_text", "description_main", "description_html", "descriptions"),
    "slugline": ("slugline",),
    "byline": ("byline", "by", "bylines", "authors"),
    "dateline": ("dateline",),
    "located": ("located",),
    "credit": ("creditline",),
    "copyright": ("copyrightnotice", "copyrightholder"),
    "usageterms": ("usageterms",),
    "source": ("source", "infosource", "infosources"),
    "urgency": ("urgency",),
    "priority": ("priority",),
    "place": ("place", "places"),
    "ednote": ("ednote",),
    "pubstatus": ("pubstatus",),
}
_LISTS = {"keywords": ("keywords",), "subject": ("subject", "subjects"), "genre": ("genre", "genres")}
_DATES = {
    "date": ("versioncreated", "contentcreated", "firstcreated"),
    "embargo": ("embargoed", "embargo"),
    "expires": ("expires",),
}


def read(data: bytes, name: str) -> list[Article]:
    """One article an item. Raises InputError."""
    try:
        content = json.loads(decode(data, name), object_hook=_in_lower_case)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not valid JSON: {error}") from error
    if isinstance(content, dict) and isinstance(content.get("_items"), list):
        content = content["_items"]  # the answer of a Superdesk API
    items = content if isinstance(content, list) else [content]
    if not items or not all(isinstance(item, dict) for item in items):
        raise InputError(f"{name}: not ninjs: a JSON object, or a list of objects, is expected")
    return read_items(items, lambda item: _articles(item, name), name)


def _articles(item: dict[str, Any], name: str) -> Iterator[Article]:
    """The item itself, then the texts that a package holds."""
    related = item.get("associations")
    related = list(related.values()) if isinstance(related, dict) else related if isinstance(related, list) else []
    parts = [part for part in related if isinstance(part, dict)]
    inside = [part for part in parts if item.get("type") == "composite" and _bodies(part)]
    kinds = [str(part.get("type") or "text") for part in parts if part not in inside]
    counts = Counter(kind for kind in kinds if kind not in ("text", "composite"))  # another text is a story of its own
    if item.get("type") in ("picture", "graphic", "video", "audio") and not _bodies(item):
        counts[str(item["type"])] += 1
    body = _body(item, name)
    if body.blocks or not inside:
        yield article_of(Content(body.blocks, counts + body.skipped), _metadata(item, name), "ninjs")
    for part in inside:
        yield from _articles(part, name)


def _in_lower_case(item: dict[str, Any]) -> dict[str, Any]:
    """An object with its keys as versions 1 and 2 write them: version 3 has "contentType" for their "contenttype"."""
    return {key.lower(): value for key, value in item.items()}


def _bodies(item: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Role, media type and text of each text of an item, the main one's renditions first, those in HTML before others.

    Version 1 has a key for each ("body_main", "body_richtext"), later ones a list.
    """
    listed = [body for body in _list(item.get("bodies")) if isinstance(body, dict)]
    found = [(str(b.get("role") or "main"), str(b.get("contenttype") or ""), b.get("value")) for b in listed]
    found += [(key.removeprefix("body_"), "", value) for key, value in item.items() if key.startswith("body_")]
    order = list(_RENDITIONS)
    texts = [
        (order.index(role) if role in order else len(order), role, kind or _RENDITIONS.get(role, ""), str(value))
        for role, kind, value in found
        if isinstance(value, str | int) and str(value).strip()
    ]
    texts.sort(key=lambda text: (text[0] == len(order), "html" not in text[2], text[0]))
    return [("main" if role in order else role, kind, value) for _, role, kind, value in texts]


def _body(item: Mapping[str, Any], name: str) -> Content:
    bodies = _bodies(item)
    if not bodies:
        return Content()
    main, kind, value = bodies[0]
    is_markup = "html" in kind or "xml" in kind or (kind != "text/plain" and value.lstrip().startswith("<"))
    found = content_of(value, name) if is_markup else Content(split_text(value))
    roles = dict.fromkeys(role for role, _, _ in bodies)  # those of one role are the same text
    found.skipped.update(f"body with the role {role}" for role in roles if role != main)
    return found


def _metadata(item: Mapping[str, Any], name: str) -> Metadata:
    facts: dict[str, Any] = {ours: _first(item, theirs) for ours, theirs in _FACTS.items()}
    facts |= {ours: iso(_first(item, theirs)) for ours, theirs in _DATES.items()}
    others = [h for h in _list(item.get("headlines")) if isinstance(h, dict) and "sub" in str(h.get("role"))]
    facts["subheadline"] = facts["subheadline"] or _text(others)
    facts |= {ours: one_line(facts[ours], name) for ours in ("headline", "subheadline", "description")}  # have mark-up
    rights = item.get("rightsinfo")
    if isinstance(rights, dict) and not facts["copyright"]:
        facts["copyright"] = _first(rights, ("copyrightnotice", "copyrightholder"))
    for ours, theirs in _LISTS.items():
        facts[ours] = next(filter(None, (_texts(item.get(key)) for key in theirs)), ())
    return Metadata(**facts)


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _text(item.get(key)))), "")


def _text(value: object) -> str:
    """A value as text: a list by its members, an object by its value, name or text."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_texts(value))
    if isinstance(value, dict):
        return next((_text(value[k]) for k in ("value", "name", "text", "literal", "code") if value.get(k)), "")
    return fold(str(value))


def _texts(value: object) -> tuple[str, ...]:
    """A value as several texts: of a list, its main member alone where it has one; of a text, its parts at commas."""
    if not isinstance(value, list):
        return tuple(filter(None, map(str.strip, _text(value).split(","))))
    main = [v for v in value if isinstance(v, dict) and v.get("role") == "main"]
    return tuple(dict.fromkeys(filter(None, map(_text, main[:1] or value))))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
