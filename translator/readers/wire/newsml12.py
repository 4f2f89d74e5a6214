"""NewsML 1.x as Agence France-Presse and others send it: components within components, the text as NITF or XHTML.

See https://iptc.org/std/NewsML/1.2/. The DTD is never loaded.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from translator.document import Article, Block, Metadata, Paragraph, Style, walk
from translator.readers.articles import Content, article_of, read_items
from translator.readers.dates import iso
from translator.readers.text.typeset import split_text
from translator.readers.web.tree import content_of
from translator.readers.wire.nitf import bylines
from translator.readers.xml import LANGUAGE, attributes_at, find, find_all, root_of, text_at, text_of, texts_at


def read(data: bytes, name: str) -> list[Article]:
    """One article a news item and language of its components. Raises InputError."""
    root = root_of(data, name, "NewsML 1.x", "NewsML")
    sent = text_at(root, "NewsEnvelope/DateAndTime")
    items = find_all(root, "NewsItem")
    return read_items(items, lambda item: (_article(e, sent, name) for e in _editions(item)), name)


def _editions(item: etree._Element) -> Iterator[etree._Element]:
    """The item in each of the languages that its components say they are in; itself where that is one or none."""
    languages = dict.fromkeys(_languages(item))
    if len(languages) < 2:
        yield item
        return
    for language in languages:
        edition = deepcopy(item)
        for component in list(edition.iter("{*}NewsComponent")):
            parent = component.getparent()
            if component.get(LANGUAGE) in (None, language):
                continue
            if language in _languages(component):
                component.set(LANGUAGE, language)
            elif parent is not None:
                parent.remove(component)
        yield edition


def _languages(item: etree._Element) -> list[str]:
    return [said for component in item.iter("{*}NewsComponent") if (said := component.get(LANGUAGE))]


def _article(item: etree._Element, sent: str, name: str) -> Article:
    facts, parts = _metadata(item, sent), list[Content]()
    for content in find_all(item, ".//ContentItem"):
        kind = next(attributes_at(content, "MediaType", "FormalName"), "Text").lower()
        data = find(content, "DataContent", "Encoding/DataContent")
        if kind not in ("text", "complexdata") or data is None:
            parts.append(Content(skipped=Counter({{"photo": "picture"}.get(kind, kind): 1})))
        elif find(content, "Encoding") is not None:
            parts.append(Content(skipped=Counter({"encoded file": 1})))
        else:
            before = [facts.headline, *(p.source for part in parts for p in walk(part.blocks))]
            parts += [Content(_heading(content, before)), _text(data, name)]
    return article_of(Content.joined(parts), facts, "newsml12")


def _heading(content: etree._Element, before: Sequence[str]) -> list[Block]:
    """The headline of the component that a text is in, where it was not said before: of a sidebar, a photo."""
    lines = (e for outer in content.iterancestors("{*}NewsComponent") for e in find_all(outer, "NewsLines/HeadLine"))
    own = text_of(next(lines, None))
    return [Paragraph.of(own, Style.HEADING, level=2)] if own and own not in before else []


def _text(data: etree._Element, name: str) -> Content:
    """Elements as mark-up; escaped mark-up and plain text as what they are."""
    if len(data):
        content = find(data, ".//body.content")
        return content_of(data if content is None else content)
    text = data.text or ""
    return content_of(text, name) if "</" in text else Content(split_text(text))


def _metadata(item: etree._Element, sent: str) -> Metadata:
    manage, identifier, lines = "NewsManagement/", "Identification/NewsIdentifier/", ".//NewsLines/"
    described = ".//DescriptiveMetadata/"
    return Metadata(
        guid=text_at(item, identifier + "PublicIdentifier", identifier + "NewsItemId"),
        version=text_at(item, identifier + "RevisionId"),
        language=next(attributes_at(item, described + "Language", "FormalName"), next(iter(_languages(item)), "")),
        headline=text_at(item, lines + "HeadLine", ".//hedline/hl1", ".//nitf/head/title"),
        subheadline=text_at(item, lines + "SubHeadLine"),
        description=text_at(item, ".//abstract"),
        slugline=text_at(item, lines + "SlugLine", "Identification/NameLabel"),
        byline=", ".join(texts_at(item, lines + "ByLine") or [bylines(item, ".//byline")]),
        dateline=text_at(item, lines + "DateLine", ".//dateline"),
        credit=text_at(item, lines + "CreditLine"),
        copyright=text_at(item, lines + "CopyrightLine"),
        keywords=tuple(texts_at(item, lines + "KeywordLine")),
        source=", ".join(dict.fromkeys(attributes_at(item, ".//AdministrativeMetadata/Provider/Party", "FormalName"))),
        place=", ".join(dict.fromkeys(attributes_at(item, described + "Location/Property", "Value"))),
        urgency=next(attributes_at(item, manage + "Urgency", "FormalName"), ""),
        genre=tuple(attributes_at(item, described + "Genre", "FormalName")),
        date=iso(text_at(item, manage + "ThisRevisionCreated", manage + "FirstCreated") or sent),
        embargo=_embargo(item),
        pubstatus=next(attributes_at(item, manage + "Status", "FormalName"), ""),
        ednote=_note(item),
    )


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
