"""ninjs, IPTC's news in JSON: versions 1.x (with Superdesk's additions), 2.x and 3.x; one item, or a list of them.

See https://iptc.org/std/ninjs/ for the schemas.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from translator.document import Article, Paragraph
from translator.errors import InputError
from translator.readers.articles import alone, gather, story
from translator.readers.dates import iso
from translator.readers.encoding import decode
from translator.readers.text.typeset import split_text
from translator.readers.web.body import read_body
from translator.readers.web.parsing import parse_html
from translator.readers.wire.feed import one_line
from translator.readers.xml import fold

_BODIES = ("body_xhtml", "body_html", "body_text")  # the first with text is read
_FACTS = {  # our key: theirs, the first that is there
    "guid": ("guid", "uri"),
    "version": ("version",),
    "language": ("language",),
    "headline": ("headline", "headlines", "title"),
    "subheadline": ("subheadline", "headline_subtitle", "headline_sub"),
    "description": ("description_text", "descriptions"),
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
    "keywords": ("keywords",),
    "subject": ("subject", "subjects"),
    "genre": ("genre", "genres"),
    "place": ("place", "places"),
    "ednote": ("ednote",),
    "pubstatus": ("pubstatus",),
}
_DATES = {
    "date": ("versioncreated", "contentcreated", "firstcreated"),
    "embargo": ("embargoed", "embargo"),
    "expires": ("expires",),
}


def read(data: bytes, name: str) -> list[Article]:
    """One article an item. Raises InputError."""
    try:
        content = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not valid JSON: {error}") from error
    if isinstance(content, dict) and isinstance(content.get("_items"), list):
        content = content["_items"]  # the answer of a Superdesk API
    items = content if isinstance(content, list) else [content]
    if not items or not all(isinstance(item, dict) for item in items):
        raise InputError(f"{name}: not ninjs: a JSON object, or a list of objects, is expected")
    articles = [article for item in items for article in _articles(item, name)]
    return alone(articles[0], name) if len(articles) == 1 else gather(articles, name)


def _articles(item: dict[str, Any], name: str) -> Iterator[Article]:
    """The item itself, then the texts that a package holds."""
    related = item.get("associations")
    related = list(related.values()) if isinstance(related, dict) else related if isinstance(related, list) else []
    parts = [part for part in related if isinstance(part, dict)]
    inside = [part for part in parts if item.get("type") == "composite" and _has_body(part)]
    kinds = [str(part.get("type") or "text") for part in parts if part not in inside]
    counts = Counter(kind for kind in kinds if kind not in ("text", "composite"))  # another text is a story of its own
    if item.get("type") in ("picture", "graphic", "video", "audio") and not _has_body(item):
        counts[str(item["type"])] += 1
    paragraphs, seen = _body(item, name)
    counts.update(seen)
    if paragraphs or not inside:
        facts = _metadata(item)
        facts |= {
            key: one_line(facts[key], name) for key in ("headline", "subheadline", "description")
        }  # with entities, in Superdesk
        yield story(paragraphs, facts, "ninjs", skipped=counts)
    for part in inside:
        yield from _articles(part, name)


def _has_body(item: Mapping[str, Any]) -> bool:
    return any(item.get(key) for key in (*_BODIES, "bodies"))


def _body(item: Mapping[str, Any], name: str) -> tuple[list[Paragraph], Counter[str]]:
    for key in _BODIES:
        if isinstance(item.get(key), str) and item[key].strip():
            return _paragraphs(item[key], key != "body_text", name)
    bodies = [
        body for body in _list(item.get("bodies")) if isinstance(body, dict) and str(body.get("value", "")).strip()
    ]
    bodies.sort(key=lambda body: (body.get("role") not in (None, "main"), "html" not in str(body.get("contenttype"))))
    if bodies:
        value = str(bodies[0]["value"])
        kind = str(bodies[0].get("contenttype") or "")
        found = _paragraphs(value, "html" in kind or "xml" in kind or value.lstrip().startswith("<"), name)
        roles = {str(body.get("role") or "main"): 1 for body in bodies[1:]}  # those of one role are the same text
        found[1].update(f"body with the role {role}" for role in roles if role != str(bodies[0].get("role") or "main"))
        return found
    return [], Counter()


def _paragraphs(text: str, is_html: bool, name: str) -> tuple[list[Paragraph], Counter[str]]:
    if not is_html:
        return split_text(text), Counter()
    body = read_body(parse_html(text, name))
    return body.paragraphs, body.skipped


def _metadata(item: Mapping[str, Any]) -> dict[str, str]:
    facts = {ours: _first(item, theirs) for ours, theirs in _FACTS.items()}
    facts |= {ours: _first(item, _FACTS[ours], "; ") for ours in ("subject", "genre")}  # names with commas in them
    others = [h for h in _list(item.get("headlines")) if isinstance(h, dict) and "sub" in str(h.get("role"))]
    facts["subheadline"] = facts["subheadline"] or _text(others)
    facts |= {ours: iso(_first(item, theirs)) for ours, theirs in _DATES.items()}
    rights = item.get("rightsinfo")
    if isinstance(rights, dict) and not facts["copyright"]:
        facts["copyright"] = _first(rights, ("copyrightnotice", "copyrightholder"))
    return facts


def _first(item: Mapping[str, Any], keys: tuple[str, ...], separator: str = ", ") -> str:
    return next((text for key in keys if (text := _text(item.get(key), separator))), "")


def _text(value: object, separator: str = ", ") -> str:
    """A value as text: a list by its members, an object by its value, name or text."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        main = [v for v in value if isinstance(v, dict) and v.get("role") == "main"]
        if main:
            return _text(main[0])
        texts = dict.fromkeys(_text(v) for v in value)
        return separator.join(text for text in texts if text)
    if isinstance(value, dict):
        return next((_text(value[k]) for k in ("value", "name", "text", "literal", "code") if value.get(k)), "")
    return fold(str(value))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
