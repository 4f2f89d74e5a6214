"""ninjs 1.3, IPTC's news in JSON: the English item for a content management system.

Keys and types follow IPTC's schema, ninjs-schema_1.3.json (later 1.x have the same), with two that Superdesk added:
"guid", which it reads before "uri", and "keywords". The body is given as XHTML, again as "body_html" for systems that
look only there, and as plain text. The original is named in "altids" as "translatedfrom" and in the note: Superdesk
takes every member of "associations" for an item of its own, and would put an empty one in the place of the original.
There is no key for the dateline: its place is "located", and the note has the whole of it.
"""

import json

from translator.document import Article, Metadata
from translator.exporters import Options, news_item, xhtml
from translator.exporters.news_item import one_line
from translator.exporters.rich_text import encoded, visible
from translator.exporters.txt import written

_COPIED = {  # theirs: ours
    "version": "version",
    "byline": "byline",
    "slugline": "slugline",
    "copyrightnotice": "copyright",
    "usageterms": "usageterms",
}


def export(article: Article, options: Options) -> bytes:
    """The English as UTF-8 JSON; the layout is always the English one."""
    facts, parts, guid = article.metadata, news_item.parts(article), news_item.guid(article)
    body = xhtml.body(parts.body, parts.notes)
    item: dict[str, object] = {
        "uri": guid,
        "guid": guid,
        "type": "text",
        "mimetype": "application/xhtml+xml",
        "representationtype": "complete",
        "versioncreated": news_item.version_created(article, options.date),
        "pubstatus": news_item.status(article),
        "language": news_item.language(article),
        "headline": one_line(parts.headline.text) if parts.headline else "",
        "description_text": one_line(parts.description.text) if parts.description else "",
        "body_xhtml": body,
        "body_html": body,
        "body_text": visible(written(parts.body, parts.notes)).rstrip("\n"),
        "ednote": visible(" ".join(filter(None, (news_item.note(article), _dateline(facts))))),
        "embargoed": news_item.moment(facts.embargo),
        **{theirs: one_line(getattr(facts, ours)) for theirs, ours in _COPIED.items()},
        "located": news_item.located(article),
        "infosource": _sources(facts),
        "subject": [{"name": one_line(name)} for name in facts.subject],
        "genre": [{"name": one_line(name)} for name in facts.genre],
        "keywords": list(map(one_line, facts.keywords)),
        "place": [{"name": one_line(name)} for name in facts.place.split(",") if name.strip()],
    }
    if urgency := news_item.urgency(article):
        item["urgency"] = int(urgency)
    if facts.guid:
        item["altids"] = {"translatedfrom": one_line(facts.guid)}
    item["$standard"] = {"name": "ninjs", "version": "1.3"}
    kept = {key: value for key, value in item.items() if value not in ("", [])}
    return encoded(json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def _dateline(facts: Metadata) -> str:
    return f"Dateline: {facts.dateline}." if facts.dateline else ""


def _sources(facts: Metadata) -> list[dict[str, str]]:
    """The sender, and the credit line where it says something else; ninjs 1.x has no place of its own for it."""
    source, credit = one_line(facts.source), one_line(facts.credit)
    found = [{"name": source}] if source else []
    return found + ([{"name": credit, "rel": "credit"}] if credit and credit != source else [])
