"""Get a file over https: the only module of the program that opens a socket, and only when a command asks for it.

Whom it connects to is said before (``Connecting``). Plain http is let through to this very machine alone (a mirror, a
test). Redirects are held to the same rules.
"""

import contextlib
import hashlib
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from translator.errors import ModelError
from translator.packages.archive import CHUNK, Progress

Connecting = Callable[[str, str], None]
"""Called with the host (and the proxy on the way to it) and the address, before each connection is opened."""

TIMEOUT = 30  # seconds without a byte
HERE = ("127.0.0.1", "localhost", "::1")


def read(url: str, limit: int, connecting: Connecting | None = None) -> bytes:
    """The content of ``url``, at most ``limit`` bytes. Raises ModelError."""
    with _open(url, {}, connecting) as response:
        content = bytes(response.read(limit + 1))
    if len(content) > limit:
        raise ModelError(f"{url}: larger than {limit:,} bytes: refused")
    return content


def fetch(
    url: str, folder: Path, limit: int, progress: Progress | None = None, connecting: Connecting | None = None
) -> Path:
    """Download ``url`` into ``folder`` and return the file; the caller deletes it.

    A download that broke off before is resumed where the server can, and its ETag says that the file is still the same.
    Raises ModelError. What has arrived then, or when the user interrupts, is kept where it can be resumed, and said so
    (by KeyboardInterrupt, too); it is deleted where it can not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part, note = _places(url, folder)
    validator = _validator(note) if part.exists() else None
    start = part.stat().st_size if validator else 0
    headers = {"Range": f"bytes={start}-", "If-Range": validator} if validator and start else {}
    try:
        with _open(url, headers, connecting) as response:
            resumed = response.status == 206 and response.headers.get("Content-Range", "").startswith(f"bytes {start}-")
            start = start if resumed else 0
            length = response.headers.get("Content-Length")
            total = start + int(length) if length and length.isdigit() else None
            note.write_text(json.dumps({"validator": response.headers.get("ETag", "")}), "utf-8")
            with part.open("ab" if resumed else "wb") as out:
                done = _copy(response, out, start, total, limit, progress)
    except ModelError:
        raise
    except KeyboardInterrupt as interrupt:
        if kept := _keep(part, note):
            raise KeyboardInterrupt(f"{url}: {kept}") from interrupt
        raise
    except OSError as error:
        raise ModelError(f"{url}: cannot be stored in {folder} ({error.strerror or error})") from error
    if max(done, total or 0) > limit:
        part.unlink()
        note.unlink()
        raise ModelError(f"{url}: larger than {limit:,} bytes: refused")
    if total is not None and done != total:
        raise ModelError(
            f"{url}: broke off after {done:,} of {total:,} bytes; {_keep(part, note) or 'run the command again'}"
        )
    note.unlink(missing_ok=True)
    return part


def forget(url: str, folder: Path) -> None:
    """Delete what has arrived of ``url``: the package was had from elsewhere."""
    for path in _places(url, folder):
        path.unlink(missing_ok=True)


def _places(url: str, folder: Path) -> tuple[Path, Path]:
    """Where the part that has arrived lies, and the note that tells which version of the file it is of."""
    stem = hashlib.sha256(url.encode()).hexdigest()[:16]
    return folder / f"{stem}.part", folder / f"{stem}.json"


def _copy(response: Any, out: IO[bytes], start: int, total: int | None, limit: int, progress: Progress | None) -> int:
    """Append what comes to ``out``; returns the bytes there are then. Ends where the connection does, or the limit."""
    done = start
    with contextlib.suppress(http.client.HTTPException, TimeoutError, ConnectionError):
        # read1, not read, which would hold back up to CHUNK bytes, lost to an interrupt
        while done <= limit and (total or 0) <= limit and done != total and (chunk := response.read1(CHUNK)):
            out.write(chunk)
            done += len(chunk)
            if progress:
                progress(done, total)
    return done


def _keep(part: Path, note: Path) -> str:
    """Keep what has arrived if the next run can go on from there; says so, or "" where there is nothing left."""
    if part.exists() and part.stat().st_size and _validator(note):
        return f"the same command goes on from there (what has arrived is kept in {part})"
    part.unlink(missing_ok=True)
    note.unlink(missing_ok=True)
    return ""


def _validator(note: Path) -> str | None:
    """The ETag that a server compares byte by byte; None where there is none (W/"…" promises only a likeness)."""
    try:
        validator = str(json.loads(note.read_text("utf-8"))["validator"])
        return validator if validator.startswith('"') else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextlib.contextmanager
def _open(url: str, headers: Mapping[str, str], connecting: Connecting | None) -> Iterator[Any]:
    _check(url)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(connecting),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": "newsroom-translator", **headers})
    if connecting:
        connecting(_peer(url), url)
    try:
        response = opener.open(request, timeout=TIMEOUT)
    except urllib.error.HTTPError as error:
        error.close()
        raise ModelError(f"{url}: the server says {error.code} {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ModelError(f"{url}: cannot be reached ({getattr(error, 'reason', error)})") from error
    with response:
        yield response


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
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE):
        return
    raise ModelError(f"{url}: only https addresses are downloaded from")
