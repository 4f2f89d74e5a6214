"""The front matter above a Markdown text: keys with values, as YAML between ``---`` or as TOML between ``+++``."""

import json
import re

from translator.document import Notice
from translator.readers.dates import iso

FRONT_MATTER = re.compile(  # a rule above the text is none: a key must follow, and below it nothing but keys and values
    r"(?:---[ \t]*\r?\n(?=[\w-]+:)|\+\+\+[ \t]*\r?\n(?=[\w-]+\s*=))"
    r"(?:(?:[\w.-]+[ \t]*[:=]|[ \t#\]}-])[^\r\n]*\r?\n|\r?\n){1,200}?(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?\n|\Z)"
)
TITLE = re.compile(  # on one line, in quotation marks of either kind or in none
    r"^title[ \t]*[:=][ \t]*(?:\"((?:[^\"\\\r\n]|\\.)+)\"|'((?:[^'\r\n]|'')+)'|([^\s\"'|>&*!%@`\[{#][^\r\n]*?))"
    r"(?=[ \t]*(?:[ \t]#[^\r\n]*)?\r?\n(?![ \t]))",
    re.MULTILINE | re.IGNORECASE,
)
_NO_EMBARGO = ("", "non", "no", "none", "null", "false", "aucun", "levé", "~")


def front_matter(text: str) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The metadata that the front matter gives, if there is any, and a notice on a title that is not translated."""
    found = FRONT_MATTER.match(text)
    if found is None:
        return {}, ()
    block, title = found[0], TITLE.search(found[0])
    embargo, untranslated = _value(block, "embargo(?:ed)?(?:[_-]until)?"), "" if title else _value(block, "title")
    facts = {
        "headline": unquoted(title) if title else "",
        "byline": _value(block, "(?:auth?or|auteur)s?").strip("[]"),
        "date": iso(_value(block, "date")),
        "embargo": "" if embargo.lower() in _NO_EMBARGO else embargo,
    }
    said = f"the title in the front matter is not translated: {untranslated}"
    return facts, (Notice("front-matter", said),) if untranslated else ()


def unquoted(title: re.Match[str]) -> str:
    """The title as text."""
    escaped, quoted, plain = title.groups("")
    try:
        return str(json.loads(f'"{escaped}"')) or quoted.replace("''", "'") or plain
    except ValueError:  # an escape that only YAML has
        return escaped


def _value(block: str, key: str) -> str:
    found = re.search(rf"^{key}[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$", block, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""
