"""The index of Argos packages, on the net or in a folder (a mirror on a share); read only to install a pair."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import url2pathname

from translator.errors import ModelError
from translator.packages.download import Connecting, read
from translator.packages.find import version_key

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"  # as in argostranslate's settings
INDEX_LIMIT = 20_000_000  # bytes; the real one has some 50,000


def links(pair: tuple[str, str], connecting: Connecting | None = None) -> list[str | Path]:
    """Where the newest package for ``pair`` is to be had, in the order of the index. Raises ModelError.

    ``ARGOS_PACKAGE_INDEX`` names another index, as it does for argospm: an address to which ``index.json`` is added;
    or, with us alone, a folder or its file:// address, for which no socket is opened.
    """
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or DEFAULT_INDEX
    folder = _local(base)
    index = f"{base.rstrip('/')}/index.json" if folder is None else folder / "index.json"
    try:
        entries = json.loads(_read_file(index) if isinstance(index, Path) else read(index, INDEX_LIMIT, connecting))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{index}: not an index of packages ({error})") from error
    found = [entry for entry in entries if _serves(entry, pair)] if isinstance(entries, list) else []
    if not found:
        raise ModelError(f"{index}: has no package for {'-'.join(pair)}")
    newest = max(found, key=lambda entry: version_key(str(entry.get("package_version", ""))))
    return [place for link in newest["links"] if (place := _resolve(link, index))]


def _local(address: str) -> Path | None:
    """The path that a file:// address or a plain path means; None for an address on the net. Raises ModelError."""
    if not address.startswith("file:"):
        return None if "://" in address else Path(address).expanduser()
    parts = urlsplit(address)
    if parts.netloc not in ("", "localhost"):
        raise ModelError(f"{address}: a file on another machine; write file:///… or the path of the share")
    return Path(url2pathname(parts.path))


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(INDEX_LIMIT + 1)
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); ARGOS_PACKAGE_INDEX must name the folder of an index.json"
        ) from error
    if len(content) > INDEX_LIMIT:
        raise ModelError(f"{path}: larger than {INDEX_LIMIT:,} bytes: refused")
    return content


def _resolve(link: Any, index: str | Path) -> str | Path | None:
    """Where ``link`` leads, seen from ``index``; None for what is not downloaded from (ipfs, torrents, rubbish).

    An index on the net has no say about files of this machine.
    """
    if not isinstance(link, str) or not link.isprintable():
        return None
    try:
        if isinstance(index, str):
            link = urljoin(index, link)
        elif (path := _local(link)) is not None:
            return path if link.startswith("file:") else index.parent / unquote(link)
    except (ModelError, ValueError):
        return None
    return link if link.startswith(("https://", "http://")) else None


def _serves(entry: Any, pair: tuple[str, str]) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("type", "translate") == "translate"
        and (entry.get("from_code"), entry.get("to_code")) == pair
        and isinstance(entry.get("links"), list)
    )
