"""NewsML-G2: news items, messages with several of them, and packages (https://iptc.org/standards/newsml-g2/)."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Article, Block, Metadata
from translator.readers.articles import Content, article_of, read_items
from translator.readers.dates import iso
from translator.readers.text.typeset import split_text
from translator.readers.web.tree import content_of
from translator.readers.wire.nitf import bylines
from translator.readers.wire.renditions import OTHER, distinct
from translator.readers.xml import LANGUAGE, attributes_at, find, find_all, local, root_of, text_at, text_of, texts_at

_ITEMS = ("newsitem", "packageitem")


def read(data: bytes, name: str) -> list[Article]:
    """One article a news item; in a package, one for each text of it that the package itself describes.

    Raises InputError.
    """
    root = root_of(data, name, "NewsML-G2", "newsItem", "newsMessage", "packageItem")
    items = [root] if local(root) in _ITEMS else [e for e in root.iter() if local(e) in _ITEMS]
    others = Counter(
        local(e) for group in find_all(root, "itemSet") for e in group if isinstance(e.tag, str) and e not in items
    )
    left_out = [f"{count} {kind}" for kind, count in others.items()]
    return read_items(items, lambda item: _articles(item, name), name, left_out)


def _articles(item: etree._Element, name: str) -> Iterator[Article]:
    facts = _metadata(item)
    if local(item) == "newsitem":
        yield article_of(_body(item, name), facts, "newsml-g2")
        return
    for reference in find_all(item, "groupSet/group/itemRef"):
        yield article_of(Content(skipped=_kind(reference)), _reference(reference, facts), "newsml-g2")


def _body(item: etree._Element, name: str) -> Content:
    """The text, of its renditions one, and any other that an item holds besides."""
    kind_of_item = _kind(item)
    skipped = Counter(kind_of_item)
    texts: list[Sequence[Block]] = []
    shown: Counter[str] = Counter()
    language = ""
    for part in (e for content in find_all(item, "contentSet") for e in content if isinstance(e.tag, str)):
        if local(part) == "remotecontent" and not kind_of_item:
            skipped[(part.get("contenttype") or "remote file").partition("/")[0]] += 1
        elif local(part) == "inlinedata" and part.get("encoding"):
            skipped["encoded file"] += 1
        elif local(part) in ("inlinexml", "inlinedata"):
            found = _text(part, name)
            language = language or _language(part)
            if texts and _language(part) not in ("", language):
                skipped[f"text in {_language(part)}"] += 1
            else:
                shown |= found.skipped  # renditions show the same pictures
                texts.append(found.blocks)
    kept, differing = distinct(texts)
    return Content.joined([*map(Content, kept), Content(skipped=skipped + shown + Counter({OTHER: differing}))])


def _text(part: etree._Element, name: str) -> Content:
    """Inline mark-up, and characters as what they are labelled."""
    if local(part) == "inlinexml":
        return content_of(part)
    text = "".join(map(str, part.itertext()))
    return content_of(text, name) if "html" in (part.get("contenttype") or "") else Content(split_text(text))


def _kind(item: etree._Element) -> Counter[str]:
    """A picture, video … as what it is; nothing for a text."""
    code = next(iter(attributes_at(item, "itemMeta/itemClass", "qcode")), "")
    code = code or next(iter(attributes_at(item, "itemClass", "qcode")), "")
    kind = code.rpartition(":")[2]
    return Counter() if kind in ("", "text", "composite") else Counter({kind: 1})


def _metadata(item: etree._Element) -> Metadata:
    content, meta = "contentMeta/", "itemMeta/"
    return Metadata(
        guid=item.get("guid") or "",
        version=item.get("version") or "",
        language=next(attributes_at(item, content + "language", "tag"), "") or _language(item),
        headline=text_at(item, content + "headline", meta + "title", ".//hedline/hl1", ".//head/title"),
        subheadline=_subheadline(item),
        description=_description(find_all(item, content + "description")),
        slugline=text_at(item, content + "slugline"),
        byline=", ".join(texts_at(item, content + "by") or texts_at(item, content + "creator/name"))
        or bylines(item, ".//body.head/byline"),
        dateline=text_at(item, content + "dateline"),
        located=text_at(item, content + "located/name"),
        credit=text_at(item, content + "creditline"),
        copyright=text_at(item, "rightsInfo/copyrightNotice", "rightsInfo/copyrightHolder/name")
        or next(attributes_at(item, "rightsInfo/copyrightHolder", "literal"), ""),
        usageterms=text_at(item, "rightsInfo/usageTerms"),
        source=_party(item, content + "infoSource") or _party(item, meta + "provider"),
        urgency=text_at(item, content + "urgency"),
        keywords=tuple(texts_at(item, content + "keyword")),
        subject=_names(find_all(item, content + "subject")),
        genre=_names(find_all(item, content + "genre")),
        date=iso(text_at(item, meta + "versionCreated", content + "contentCreated")),
        embargo=iso(text_at(item, meta + "embargoed")),
        pubstatus=next(attributes_at(item, meta + "pubStatus", "qcode"), ""),
        ednote=" ".join(texts_at(item, meta + "edNote")),
    )


def _reference(reference: etree._Element, package: Metadata) -> Metadata:
    """What a package says of one of its items; the package's own guid stays on record as "package"."""
    return Metadata(
        guid=reference.get("residref") or "",
        version=reference.get("version") or "",
        headline=text_at(reference, "headline", "title"),
        description=_description(find_all(reference, "description"), captions=True),
        source=_party(reference, "provider"),
        date=iso(text_at(reference, "versionCreated")),
        language=package.language,
        copyright=package.copyright,
        usageterms=package.usageterms,
        embargo=package.embargo,
        urgency=package.urgency,
        ednote=package.ednote,
        extra={"package": package.guid},
    )


def _subheadline(item: etree._Element) -> str:
    """The headline whose role says that it stands below the main one."""
    found = (e for e in find_all(item, "contentMeta/headline") if "sub" in (e.get("role") or "").rpartition(":")[2])
    return text_of(next(found, None))


def _description(descriptions: list[etree._Element], captions: bool = False) -> str:
    """The summary, not what Reuters and others repeat there as a caption."""
    kept = [d for d in descriptions if captions or "caption" not in (d.get("role") or "")]
    return next((text for d in kept if (text := text_of(d))), "")


def _language(item: etree._Element) -> str:
    return item.get(LANGUAGE) or ""


def _party(item: etree._Element, path: str) -> str:
    party = find(item, path)
    if party is None:
        return ""
    return text_at(party, "name") or party.get("literal") or (party.get("qcode") or "").rpartition(":")[2]


def _names(concepts: list[etree._Element]) -> tuple[str, ...]:
    """Each concept by its French name, else its first one; a code without a name says nothing to an editor."""
    found = []
    for concept in concepts:
        names = find_all(concept, "name")
        french = [n for n in names if (_language(n) or "fr").startswith("fr")]
        found.append(text_of(next(iter(french or names), None)))
    return tuple(found)
