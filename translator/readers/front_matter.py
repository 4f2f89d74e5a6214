"""The block of keys (YAML or TOML) above some Markdown files: kept as it is; what a desk must know of it is said."""

import re

from translator.document import Notice

FRONT_MATTER = re.compile(  # a rule above the text is none: a key must follow, and no blank line
    r"(?:---[ \t]*\r?\n(?=[\w-]+:)|\+\+\+[ \t]*\r?\n(?=[\w-]+\s*=))"
    r"(?:[^\r\n]+\r?\n){1,200}?(?:---|\+\+\+|\.\.\.)[ \t]*(?=\r?\n|\Z)"
)
_NO_EMBARGO = ("", "non", "no", "none", "null", "false", "aucun", "levé", "~")


def front_matter(text: str) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """The metadata that the front matter gives, if there is any, and the notice on its untranslated title."""
    found = FRONT_MATTER.match(text)
    if found is None:
        return {}, ()
    title, embargo = _value(found[0], "title"), _value(found[0], "embargo(?:ed)?(?:[_-]until)?")
    facts = {} if embargo.lower() in _NO_EMBARGO else {"embargo": embargo}
    said = f"the title in the front matter is not translated: {title}"
    return facts, (Notice("front-matter", said),) if title else ()


def _value(block: str, key: str) -> str:
    found = re.search(rf"^{key}[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$", block, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""
