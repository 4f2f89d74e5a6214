"""WordPress's shortcodes: what stands between the tags of one is text, the tags are not.

Square brackets also hold what an author puts into a quotation ("[le maire]", "[sic]", "[...]"): only what has
attributes, a closing tag or the name of one that every WordPress knows is a shortcode
(https://developer.wordpress.org/plugins/shortcodes/).
"""

import html
import re
from collections import Counter

_KNOWN = ("audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption", "toc")
_CODE = ("code", "sourcecode", "php", "css", "js", "html", "sql", "bash", "python")
_OPENING = re.compile(
    r"(?<!\[)\[(?P<name>[a-z][a-z0-9_-]*)(?P<attributes>(?:\s[^\[\]]{0,500}?)?)\s{0,9}(?P<alone>/?)\](?!\])",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+))+\s*")
_CLOSING = re.compile(r"\[/([a-z][a-z0-9_-]*)\]", re.IGNORECASE)
_TITLE = re.compile(r"\stitle\s*=\s*(?:\"([^\"]+)\"|'([^']+)')", re.IGNORECASE)
_PARAGRAPH_BEGINS = re.compile(
    r"(?:\n[^\S\n]*|(?:\A|-->|</?(?:p|div|h[1-6]|li|blockquote|section|br)\b[^<>]*>)\s*)\Z", re.IGNORECASE
)
_PARAGRAPH_ENDS = re.compile(r"\s*(?:\Z|\n|<!--|</?(?:p|div|h[1-6]|li|blockquote|section|br)\b)", re.IGNORECASE)


def is_shortcode(text: str) -> bool:
    """Whether a paragraph is one shortcode and nothing else.

    >>> is_shortcode('[gallery ids="1,2" link="file"]'), is_shortcode("[gallery]"), is_shortcode("[Mis à jour à 18h]")
    (True, True, False)
    """
    found = _OPENING.fullmatch(text.strip())
    return found is not None and _stands_alone(found)


def unwrapped(content: str) -> tuple[str, Counter[str]]:
    """Content without the tags of its shortcodes, and what was dropped that shows something, counted.

    A shortcode that is a paragraph of its own stays, for ``is_shortcode`` to find it; code becomes ``<pre><code>``; the
    title of a box becomes a paragraph.

    >>> unwrapped('Le port [icon name="x"] rouvre. [button url="/a"]Cliquez ici[/button]')
    ('Le port  rouvre. Cliquez ici', Counter({'[icon] shortcode': 1}))
    """
    closed = {name.lower() for name in _CLOSING.findall(content)}
    dropped: Counter[str] = Counter()

    def opening(found: re.Match[str]) -> str:
        name = found["name"].lower()
        begins = _PARAGRAPH_BEGINS.search(content, max(0, found.start() - 200), found.start()) is not None
        if name in closed:
            title = _TITLE.search(found["attributes"])
            if name in _CODE:
                return "<pre><code>"
            if title and begins:
                return f"<p>{html.escape(html.unescape(title[1] or title[2]), quote=False)}</p>"
            dropped.update([f"title of a [{name}] shortcode"] if title else [])
            return ""
        if not _stands_alone(found):
            return found[0]
        if begins and _PARAGRAPH_ENDS.match(content, found.end()):
            return found[0]
        dropped[f"[{name}] shortcode"] += 1
        return ""

    def closing(found: re.Match[str]) -> str:
        return "</code></pre>" if found[1].lower() in _CODE else ""

    return _CLOSING.sub(closing, _OPENING.sub(opening, content)), dropped


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether an opening tag without a closing one is a shortcode, not words in brackets."""
    said = found["attributes"]
    return _ATTRIBUTES.fullmatch(said) is not None or (not said and (bool(found["alone"]) or found["name"] in _KNOWN))
