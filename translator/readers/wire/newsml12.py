"""NewsML 1.x as Agence France-Presse and others send it: components within components, the text as NITF or XHTML.

See https://iptc.org/std/NewsML/1.2/. The DTD is never loaded.
"""

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from translator.document import Article, Paragraph, Style
from translator.readers.articles import alone, gather, story
from translator.readers.dates import iso
from translator.readers.text.typeset import split_text
from translator.readers.web.body import read_body
from translator.readers.web.parsing import parse_html
from translator.readers.xml import attributes_at, find, find_all, root_of, text_at, text_of, texts_at


def read(data: bytes, name: str) -> list[Article]:
    """One article a news item. Raises InputError."""
    root = root_of(data, name, "NewsML 1.x", "NewsML")
    sent = text_at(root, "NewsEnvelope/DateAndTime")
    articles = [_article(item, sent, name) for item in find_all(root, "NewsItem")]
    return alone(articles[0], name) if len(articles) == 1 else gather(articles, name)


def _article(item: etree._Element, sent: str, name: str) -> Article:
    paragraphs: list[Paragraph] = []
    skipped: Counter[str] = Counter()
    facts = _metadata(item, sent)
    for content in find_all(item, ".//ContentItem"):
        kind = next(attributes_at(content, "MediaType", "FormalName"), "Text")
        data = find(content, "DataContent", "Encoding/DataContent")
        if kind.lower() not in ("text", "complexdata") or data is None:
            skipped[{"photo": "picture"}.get(kind.lower(), kind.lower())] += 1
        elif find(content, "Encoding") is not None:
            skipped["encoded file"] += 1
        else:
            read, seen = _text(data, name)
            paragraphs += [*_heading(content, facts["headline"], paragraphs), *read]
            skipped += seen
    return story(paragraphs, facts, "newsml12", skipped=skipped)


def _heading(content: etree._Element, headline: str, before: Sequence[Paragraph]) -> list[Paragraph]:
    """The headline of the component that a text is in, where it is not that of the item: of a sidebar, a photo."""
    lines = (e for outer in content.iterancestors("{*}NewsComponent") for e in find_all(outer, "NewsLines/HeadLine"))
    own = text_of(next(lines, None))
    known = [headline, *(p.source for p in before)]
    return [Paragraph.of(own, Style.HEADING, level=2)] if own and own not in known else []


def _text(data: etree._Element, name: str) -> tuple[list[Paragraph], Counter[str]]:
    """Elements as mark-up; escaped mark-up and plain text as what they are."""
    if len(data):
        content = find(data, ".//body.content")
        body = read_body(data if content is None else content)
    elif "</" in (text := data.text or ""):
        body = read_body(parse_html(text, name))
    else:
        return split_text(text), Counter()
    return body.paragraphs, body.skipped


def _metadata(item: etree._Element, sent: str) -> dict[str, str]:
    manage, identifier = "NewsManagement/", "Identification/NewsIdentifier/"
    urgency = next(attributes_at(item, manage + "Urgency", "FormalName"), "")
    return {
        "guid": text_at(item, identifier + "PublicIdentifier", identifier + "NewsItemId"),
        "version": text_at(item, identifier + "RevisionId"),
        "language": next(attributes_at(item, ".//DescriptiveMetadata/Language", "FormalName"), ""),
        "headline": text_at(item, ".//NewsLines/HeadLine", ".//hedline/hl1"),
        "subheadline": text_at(item, ".//NewsLines/SubHeadLine"),
        "description": text_at(item, ".//abstract"),
        "slugline": text_at(item, ".//NewsLines/SlugLine", "Identification/NameLabel"),
        "byline": ", ".join(texts_at(item, ".//NewsLines/ByLine") or texts_at(item, ".//byline")),
        "dateline": text_at(item, ".//NewsLines/DateLine", ".//dateline"),
        "credit": text_at(item, ".//NewsLines/CreditLine"),
        "copyright": text_at(item, ".//NewsLines/CopyrightLine"),
        "keywords": ", ".join(texts_at(item, ".//NewsLines/KeywordLine")),
        "source": ", ".join(
            dict.fromkeys(attributes_at(item, ".//AdministrativeMetadata/Provider/Party", "FormalName"))
        ),
        "place": ", ".join(dict.fromkeys(attributes_at(item, ".//DescriptiveMetadata/Location/Property", "Value"))),
        "urgency": urgency,
        "genre": "; ".join(dict.fromkeys(attributes_at(item, ".//DescriptiveMetadata/Genre", "FormalName"))),
        "date": iso(text_at(item, manage + "ThisRevisionCreated", manage + "FirstCreated") or sent),
        "embargo": _embargo(item),
        "pubstatus": next(attributes_at(item, manage + "Status", "FormalName"), ""),
        "ednote": _note(item),
    }


def _embargo(item: etree._Element) -> str:
    """When an embargoed item may run: its status changes then (NewsML 1.2, StatusWillChange)."""
    status = next(attributes_at(item, "NewsManagement/Status", "FormalName"), "").lower()
    change = text_at(item, "NewsManagement/StatusWillChange/DateAndTime")
    if "embargo" in status:
        return iso(change) or "a time that the item does not give"
    return ""


def _note(item: etree._Element) -> str:
    """Lines to editors: instructions, and news lines of that type."""
    lines = [text_of(e) for e in find_all(item, ".//NewsLine") if _is_note(e)]
    return " ".join(dict.fromkeys([*texts_at(item, ".//Instruction"), *lines]))


def _is_note(line: etree._Element) -> bool:
    kinds = [*attributes_at(line, "NewsLineType", "FormalName")]
    return any(word in kind.lower() for kind in kinds for word in ("note", "advisory", "editor"))
