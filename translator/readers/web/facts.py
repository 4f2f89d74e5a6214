"""What a news page says of itself: headline, byline, date … from JSON-LD, meta elements and microdata.

JSON-LD: https://schema.org/NewsArticle, as scripts in the page hold it.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Set
from typing import Any

from lxml import etree

from translator.document import Metadata
from translator.readers.dates import iso, written
from translator.readers.web.boilerplate import is_named_boilerplate
from translator.readers.web.parsing import parse_html
from translator.readers.xml import fold, letters, local, text_of

_META = {  # our key: names of <meta>, the best first
    "headline": ("og:title", "twitter:title"),
    "byline": ("author", "article:author", "dc.creator", "parsely-author"),
    "date": ("article:published_time", "date", "dc.date", "dc.date.issued", "datepublished", "pubdate"),
    "summary": ("og:description", "description"),
    "keywords": ("news_keywords", "keywords"),
    "source": ("og:site_name", "application-name"),
    "copyright": ("copyright", "dc.rights"),
}
_DATED = re.compile(r"date|publi|posted|horodatage|time|meta|source|info")
_SEPARATORS = (" | ", " — ", " – ", " - ")
_NAMED_AFTER = re.compile(r" [|/»·—–-] .{1,60}\Z")
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 20, 300
_LONGEST_LINE = 100
_ARTICLES = ("article", "blogposting", "report")  # how the names of their types end
_MAX_SCRIPT = 2_000_000


def facts_of(root: etree._Element) -> Metadata:
    """The metadata of a page. What it says to search engines is its ``summary``: kept, but no part of the text."""
    metas = _metas(root)
    said = {key: next((metas[n] for n in names if metas.get(n)), "") for key, names in _META.items()}
    sites = [metas[name] for name in _META["source"] if metas.get(name)]
    said |= {key: value for key, value in linked_data(root).items() if value}
    date = iso(said["date"] or next((e.get("datetime") or "" for e in root.iter("time")), ""))
    return Metadata.of(
        said
        | {
            "headline": _headline(root, said["headline"], [*sites, said["source"]]),
            "byline": said["byline"] or _marked(root, "author", "byline"),
            "date": date or next(filter(None, map(written, _dated(root))), ""),
            "language": root.get("lang") or "",
            "url": next((e.get("href") or "" for e in root.iter("link") if e.get("rel") == "canonical"), ""),
        }
    )


def _metas(root: etree._Element) -> dict[str, str]:
    """The content of each kind of meta element: the first one's, but all authors, who may have an element each."""
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if key and content and not (key in _META["byline"] and content.startswith("http")):
            found.setdefault(key, []).append(content)
    return {key: ", ".join(dict.fromkeys(said if key in _META["byline"] else said[:1])) for key, said in found.items()}


def _headline(root: etree._Element, said: str, sites: Iterable[str]) -> str:
    """The page's own main heading where it says what was said, or it alone says something; else what was said.

    Without either, the title. The name of the site is no part of it.
    """
    names = set(filter(None, map(letters, sites)))
    headings = [text for h in root.iter("h1") if (text := _line(h, _LONGEST_HEADLINE)) and letters(text) not in names]
    said = _without_site(said, names)
    own = next((text for h in root.iter("h1", "h2") if _is_followed(said, text := _line(h, _LONGEST_HEADLINE))), "")
    if own:
        return own
    if said in headings or (said and len(headings) != 1):
        return said
    if len(headings) == 1:
        return headings[0] if not said or _agree(headings[0], said) else said
    title = _without_site(next((text_of(e) for e in root.iter("title")), ""), names)
    parts = next((title.split(separator) for separator in _SEPARATORS if separator in title), [title])
    return max(parts, key=len).strip()  # "Headline - The Paper", at times "The Paper - Headline"


def _is_followed(said: str, heading: str) -> bool:
    """Whether what was said is a heading and a name after it ("La crue - La Gazette", "La crue / Loire")."""
    said = fold(said)
    is_start = len(heading) >= _SHORTEST_HEADLINE and said.startswith(heading)
    return is_start and _NAMED_AFTER.match(said, len(heading)) is not None


def _without_site(title: str, names: Set[str]) -> str:
    for separator in _SEPARATORS:
        before, _, last = title.rpartition(separator)
        first, _, after = title.partition(separator)
        if before and letters(last) in names:
            return before.strip()
        if after and letters(first) in names:
            return after.strip()
    return title


def _agree(heading: str, said: str) -> bool:
    """Whether two headlines have words in common: one may be the shorter, for search engines; a logo has none."""
    ours, theirs = (set(re.findall(r"\w{4,}", text.casefold())) for text in (heading, said))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _marked(root: etree._Element, *names: str) -> str:
    """The line of the first element that has one of the names; those of comments name their readers."""
    for element in root.iter():
        if isinstance(element.tag, str) and local(element) not in ("meta", "link", "body", "html"):
            said = " ".join(element.get(key) or "" for key in ("rel", "itemprop", "class")).lower().split()
            text = _line(element) if any(name in said for name in names) else ""
            if text and not any(is_named_boilerplate(e, strictly=True) for e in (element, *element.iterancestors())):
                return text
    return ""


def _dated(root: etree._Element) -> Iterator[str]:
    """The texts of the elements that are called a date."""
    for element in root.iter("{*}*"):
        said = f"{element.get('itemprop') or ''} {element.get('class') or ''} {element.get('id') or ''}".lower()
        if _DATED.search(said) and (text := _line(element)):
            yield text


def _line(element: etree._Element, longest: int = _LONGEST_LINE) -> str:
    """The text of an element that holds a line of up to ``longest`` characters; "" of one that holds more."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) > 4 * longest:  # mostly white space so far, if it is a line
            return ""
    text = fold(text)
    return text if len(text) <= longest else ""


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


def reveal(root: etree._Element) -> None:
    """Show what a page shows only to those without scripts, or tells to search engines. Raises InputError."""
    bodies = (item["articleBody"] for item in _objects(root) if isinstance(item.get("articleBody"), str))
    for element in root.iter("{*}*"):
        if local(element) == "noscript":
            element.tag = "div"
        for key in {"style", "hidden"} & set(element.keys()):
            del element.attrib[key]
    body, text = root.find("body"), html.unescape(next(bodies, ""))
    if body is not None and text:
        markup = text if "<p" in text else "".join(f"<p>{html.escape(line)}" for line in text.splitlines())
        body.append(parse_html(f"<div itemprop=articleBody>{markup}</div>", "the page's own data"))
