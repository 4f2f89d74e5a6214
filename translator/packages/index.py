"""The index of Argos packages on the net. Read only when the user asks to install a language pair."""

import json
import os
import re
from typing import Any

from translator.errors import ModelError
from translator.packages.download import Connecting, read
from translator.packages.find import version_key

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"  # as in argostranslate's settings
INDEX_LIMIT = 20_000_000  # bytes; the real one has some 50,000

_PAIR = re.compile(r"([a-z]{2,3})[-_>→]([a-z]{2,3})")


def parse_pair(text: str) -> tuple[str, str] | None:
    """The pair that "fr-en" or "fr_en" names; None for anything else."""
    match = _PAIR.fullmatch(text)
    return (match[1], match[2]) if match else None


def links(pair: tuple[str, str], connecting: Connecting | None = None) -> list[str]:
    """The addresses of the newest package for ``pair``. Opens a socket. Raises ModelError.

    ``ARGOS_PACKAGE_INDEX`` names another index, as it does for argospm: an address to which ``index.json`` is added.
    """
    url = (os.environ.get("ARGOS_PACKAGE_INDEX") or DEFAULT_INDEX).rstrip("/") + "/index.json"
    try:
        entries = json.loads(read(url, INDEX_LIMIT, connecting))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{url}: not an index of packages ({error})") from error
    found = [entry for entry in entries if _serves(entry, pair)] if isinstance(entries, list) else []
    if not found:
        raise ModelError(f"{url}: has no package for {'-'.join(pair)}")
    newest = max(found, key=lambda entry: version_key(str(entry.get("package_version", ""))))
    return [link for link in newest["links"] if isinstance(link, str) and link.startswith(("https://", "http://"))]


def _serves(entry: Any, pair: tuple[str, str]) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("type", "translate") == "translate"
        and (entry.get("from_code"), entry.get("to_code")) == pair
        and isinstance(entry.get("links"), list)
    )
