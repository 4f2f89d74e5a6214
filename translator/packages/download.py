"""Packages from the net: the only module of the program that opens a socket, and only when a command asks for it.

Whom it connects to is said before (``Connecting``). Plain http is let through to this very machine alone (a mirror, a
test). Redirects are held to the same rules.
"""

import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from translator.errors import ModelError
from translator.packages.archive import CHUNK, Progress
from translator.packages.find import version_key

Connecting = Callable[[str, str], None]
"""Called with the host (and the proxy on the way to it) and the address, before each connection is opened."""

TIMEOUT = 30  # seconds without a byte
HERE = ("127.0.0.1", "localhost", "::1")
DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"  # as in argostranslate's settings
INDEX_LIMIT = 20_000_000  # bytes; the real one has some 50,000


def pieces(
    url: str, limit: int, progress: Progress | None = None, connecting: Connecting | None = None
) -> Iterator[bytes]:
    """The content of ``url``, at most ``limit`` bytes, as it comes. Raises ModelError, also where it breaks off."""
    with _open(url, connecting) as response:
        length = response.headers.get("Content-Length") or ""
        total = int(length) if length.isdecimal() and len(length) < 19 else None
        done, reason = 0, ""
        while max(done, total or 0) <= limit:
            try:
                piece = response.read(CHUNK)
            except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: a chunk of "-5" bytes
                piece, reason = b"", f" ({_told(error)})"
            if not piece:
                break
            done += len(piece)
            if progress:
                progress(done, total)
            yield piece
    if max(done, total or 0) > limit:
        raise ModelError(f"{url}: larger than {limit:,} bytes: refused")
    if reason or total not in (None, done):
        known = "" if total is None else f" of {total:,}"
        raise ModelError(f"{url}: broke off after {done:,}{known} bytes{reason}; run the command again")


def links(pair: tuple[str, str], connecting: Connecting | None = None) -> tuple[list[str | Path], str | None]:
    """Where the newest package for ``pair`` is to be had, in the order of the index, and the sha256 that it gives.

    ``ARGOS_PACKAGE_INDEX`` names another index, as it does for argospm: an address to which ``index.json`` is added;
    or, with us alone, a folder or its file:// address, for which no socket is opened. Raises ModelError.
    """
    base = os.environ.get("ARGOS_PACKAGE_INDEX") or DEFAULT_INDEX
    if "://" not in base:
        base = Path(base).expanduser().absolute().as_uri()
    index = f"{base.rstrip('/')}/index.json"
    try:
        entries = json.loads(_read_index(index, connecting))
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{index}: not an index of packages ({error})") from error
    found = [entry for entry in entries if _serves(entry, pair)] if isinstance(entries, list) else []
    if not found:
        raise ModelError(f"{index}: has no package for {'-'.join(pair)}")
    newest = max(found, key=lambda entry: version_key(str(entry.get("package_version", ""))))
    places = [_place(link, index) for link in newest["links"] if isinstance(link, str) and link.isprintable()]
    sha256 = newest.get("sha256")
    return [place for place in places if place], sha256 and str(sha256)


def _read_index(index: str, connecting: Connecting | None) -> bytes:
    if not index.startswith("file:"):
        return b"".join(pieces(index, INDEX_LIMIT, connecting=connecting))
    path = _place(index, index)
    if path is None:
        raise ModelError(f"{index}: a file on another machine; write file:///… or the path of the share")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); ARGOS_PACKAGE_INDEX must name the folder of an index.json"
        ) from error


def _place(link: str, index: str) -> str | Path | None:
    """Where ``link`` leads, seen from ``index``; None for what is not downloaded from (ipfs, torrents, rubbish).

    An index on the net has no say about files of this machine.
    """
    try:
        url = urljoin(index, link)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and index.startswith("file:"):
        return Path(urllib.request.url2pathname(parts.path))
    return url if parts.scheme in ("https", "http") else None


def _open(url: str, connecting: Connecting | None) -> Any:
    _check(url)
    if connecting:
        connecting(_peer(url), url)
    request = urllib.request.Request(url, headers={"User-Agent": "newsroom-translator"})
    try:
        return urllib.request.build_opener(_Redirects(connecting)).open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        raise ModelError(f"{url}: the server says {error.code} {_told(error.reason)}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ModelError(f"{url}: cannot be reached ({_told(getattr(error, 'reason', error))})") from error


def _told(reason: object) -> str:
    """The beginning of what went wrong: a server may answer 60,000 characters of anything."""
    return str(reason)[:200]


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def __init__(self, connecting: Connecting | None) -> None:
        self._connecting = connecting

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        _check(newurl)
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request and self._connecting:
            self._connecting(_peer(newurl), newurl)
        return request


def _peer(url: str) -> str:
    """Whom a request for ``url`` connects to; a proxy, from the environment, is named without its password."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    proxy = urllib.request.getproxies().get(parts.scheme)
    if not proxy or urllib.request.proxy_bypass(parts.netloc):
        return host
    return f"{host} through the proxy {proxy.rpartition('@')[2].rpartition('//')[2]}"


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
    except ValueError as error:  # https://[::1/x
        raise ModelError(f"{url}: not an address ({error})") from error
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE):
        return
    raise ModelError(f"{url}: only https addresses are downloaded from")


def _serves(entry: Any, pair: tuple[str, str]) -> bool:
    return (
        isinstance(entry, dict)
        and entry.get("type", "translate") == "translate"
        and (entry.get("from_code"), entry.get("to_code")) == pair
        and isinstance(entry.get("links"), list)
    )
