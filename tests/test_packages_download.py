"""Downloads, from a server on this machine: the only tests that may open a socket, and only to 127.0.0.1."""

import contextlib
import hashlib
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import pytest_socket
from packages_kit import everything, make_archive

from translator import packages
from translator.cli import main
from translator.errors import ModelError
from translator.packages import download


@dataclass
class Server:
    """What it has, by path; ``breaks_after`` bytes it hangs up once, at ``breaks_at`` always.

    With ``stalls``, it waits for ``go_on`` after 100 bytes. ``asked`` keeps the paths of the requests.
    """

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    breaks_after: int | None = None
    breaks_at: str = ""
    says_length: bool = True
    stalls: bool = False
    go_on: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            if self.path in state.redirects:
                self.send_response(302)
                self.send_header("Location", state.redirects[self.path])
                self.end_headers()
                return
            if self.path not in state.files:
                self.send_error(404)
                return
            content = state.files[self.path]
            self.send_response(200)
            if state.says_length:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the client has had enough
                if state.stalls:
                    self.wfile.write(content[:100])
                    state.go_on.wait(20)
                    return
                self.wfile.write(content[: 100 if self.path == state.breaks_at else state.breaks_after])
            state.breaks_after = None

        def log_message(self, format: str, *args: object) -> None:
            pass

    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.url = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        state.go_on.set()
        http.shutdown()
        thread.join()
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture
def rude() -> Iterator[tuple[str, list[bytes]]]:
    """An address at which each connection gets the bytes in the list, whatever they are, and is closed."""
    answer: list[bytes] = []
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):  # closed: the end
                while True:
                    connection = listening.accept()[0]
                    with connection, contextlib.suppress(OSError):
                        connection.recv(10_000)
                        connection.sendall(answer[0])

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", answer
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
    pytest_socket.disable_socket(allow_unix_socket=True)


def leftovers(home: Path) -> list[str]:
    """What an installation needs beside the packages, and deletes."""
    return [path for path in everything(home) if ".translator-" in path or path.startswith("cache")]


def test_a_package_from_an_address(home: Path, installed: Path, server: Server) -> None:
    server.files["/a.argosmodel"] = make_archive(home / "a").read_bytes()
    seen: list[tuple[int, int | None]] = []
    source = f"{server.url}/a.argosmodel"
    result = packages.install(source, progress=lambda done, total: seen.append((done, total)))
    assert packages.find() == result.package
    assert seen[-1] == (len(server.files["/a.argosmodel"]),) * 2
    assert leftovers(home) == []


def test_the_newest_package_of_an_index(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entry(pair: str, version: str, **more: object) -> dict[str, object]:
        links = [f"{server.url}/{pair}-{version}"]
        return {"from_code": pair[:2], "to_code": pair[3:], "package_version": version, "links": links, **more}

    entries = [entry("fr_en", "1.9"), entry("fr_en", "1.10"), entry("fr_en", "9", type="sbd"), entry("en_fr", "2.0")]
    server.files["/index/index.json"] = json.dumps([*entries, "rubbish", {}]).encode()
    server.files["/fr_en-1.10"] = make_archive(home / "a", version="1.10").read_bytes()
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{server.url}/index/")
    assert packages.install("fr-en").package.version == "1.10"
    with pytest.raises(ModelError, match="has no package for fr-de"):
        packages.install("fr_de")
    server.files["/index/index.json"] = b"<html>"
    with pytest.raises(ModelError, match="not an index of packages"):
        packages.install("fr-en")


def test_a_digest_in_the_index_is_compared(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = server.files["/a"] = make_archive(home / "a").read_bytes()
    index_of(server, monkeypatch, "fr-en", f"{server.url}/a", sha256="0" * 64)
    with pytest.raises(ModelError, match="/a: refused: its sha256 is"):
        packages.install("fr-en")
    assert list(installed.iterdir()) == []
    index_of(server, monkeypatch, "fr-en", f"{server.url}/a", sha256=hashlib.sha256(content).hexdigest())
    assert packages.install("fr-en").package == packages.find()


def test_a_download_that_broke_off_leaves_nothing(home: Path, installed: Path, server: Server) -> None:
    content = make_archive(home / "a").read_bytes()
    server.files["/a"], server.breaks_after = content, 100
    before = everything(home)
    with pytest.raises(ModelError, match=f"broke off after 100 of {len(content):,} bytes; run the command again"):
        packages.install(f"{server.url}/a")
    assert everything(home) == before
    assert packages.install(f"{server.url}/a").package.version == "1.0"


def test_an_interrupted_download_leaves_nothing(home: Path, installed: Path, server: Server) -> None:
    server.files["/a"], server.stalls = make_archive(home / "a").read_bytes(), True
    before = everything(home)
    command = [sys.executable, "-m", "translator", "models", "install", f"{server.url}/a"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not any(installed.parent.glob(".translator-*/archive")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert "no unfinished file was left behind" in said
    assert everything(home) == before


@pytest.mark.parametrize("says_length", [True, False])
def test_too_much_is_refused_and_dropped(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch, says_length: bool
) -> None:
    server.files["/a"], server.says_length = bytes(3_000_000), says_length
    with pytest.raises(ModelError, match="larger than 1,000 bytes"):
        list(download.pieces(f"{server.url}/a", 1000))
    monkeypatch.setattr(sys.modules["translator.packages.install"], "TOTAL_LIMIT", 1000)
    before = everything(home)
    with pytest.raises(ModelError, match="larger than 1,000 bytes"):
        packages.install(f"{server.url}/a")
    assert everything(home) == before


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
RUDE = {
    "nothing": b"",
    "no head": b"hello",
    "rubbish": bytes(range(128, 256)) * 400,
    "a long reason": b"HTTP/1.1 404 " + b"\x1b[2J" * 15_000 + b"\r\n\r\n",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 5000 + b"\r\n",
    "a negative chunk": CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n",
    "a chunk that is cut": CHUNKED + b"ffff\r\nabc",
    "a chunk of no size": CHUNKED + b"zz\r\nabc",
    "to a strange place": b"HTTP/1.1 302 F\r\nLocation: https://[::1/x\r\n\r\n",
    "to a long place": b"HTTP/1.1 302 F\r\nLocation: https://" + b"a" * 300 + b".example/\r\n\r\n",
    "to half characters": b"HTTP/1.1 302 F\r\nLocation: https://\xff\xfe/\r\n\r\n",
    "to somebody else's port": b"HTTP/1.1 302 F\r\nLocation: http://localhost:1@192.0.2.1/\r\n\r\n",
}


@pytest.mark.parametrize("what", RUDE)
@pytest.mark.parametrize("asked", ["fr-en", "address"])
def test_whatever_a_server_answers_is_one_short_line(
    what: str,
    asked: str,
    rude: tuple[str, list[bytes]],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url, answer = rude
    answer.append(RUDE[what])
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", url)
    before = everything(home)
    assert main(["models", "install", asked if asked == "fr-en" else f"{url}/a.argosmodel"]) == 4
    said = [line for line in capsys.readouterr().err.splitlines() if ": connecting to " not in line]
    assert len(said) == 1
    assert len(said[0]) < 1500
    assert "\x1b" not in said[0]
    assert [path for path in everything(home) if path not in before and not path.startswith("data")] == []
    assert leftovers(home) == []


@pytest.mark.parametrize("target", ["http://example.org/a", "file:///etc/passwd", "ftp://example.org/a"])
def test_a_redirect_may_not_lead_away_from_https(server: Server, target: str) -> None:
    server.redirects["/a"] = target
    with pytest.raises(ModelError, match=r"only https|not allowed"):
        list(download.pieces(f"{server.url}/a", 1000))


def test_redirects_are_followed_but_not_for_ever(server: Server) -> None:
    server.redirects["/a"], server.files["/b"] = f"{server.url}/b", b"content"
    assert b"".join(download.pieces(f"{server.url}/a", 1000)) == b"content"
    server.redirects["/loop"] = f"{server.url}/loop"
    with pytest.raises(ModelError, match="server says 302"):
        list(download.pieces(f"{server.url}/loop", 1000))


def test_every_connection_is_announced_before_it_is_opened(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(server, monkeypatch, "fr-en", f"{server.url}/a")
    server.redirects["/a"], server.files["/b"] = f"{server.url}/b", make_archive(home / "a").read_bytes()
    said: list[tuple[str, str, int]] = []
    packages.install("fr-en", connecting=lambda host, url: said.append((host, url, len(server.asked))))
    assert said == [("127.0.0.1", f"{server.url}/{path}", i) for i, path in enumerate(("index.json", "a", "b"))]


def test_the_proxy_is_named_without_its_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", f"http://desk:secret@{server.url.removeprefix('http://')}")
    said: list[str] = []
    with pytest.raises(ModelError, match="404"):
        list(download.pieces("http://localhost/a", 1000, connecting=lambda host, url: said.append(host)))
    assert said == [f"localhost through the proxy {server.url.removeprefix('http://')}"]


def test_the_command_says_whom_it_connects_to(
    home: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "install", f"{server.url}/a"]) == 4
    first, last = capsys.readouterr().err.splitlines()
    assert first == f"translator: connecting to 127.0.0.1 for {server.url}/a"
    assert "404" in last
    assert main(["models", "install", "http://example.org/a"]) == 4
    assert "connecting" not in capsys.readouterr().err


def test_what_is_not_there(home: Path, server: Server) -> None:
    with pytest.raises(ModelError, match="404"):
        packages.install(f"{server.url}/missing")
    assert leftovers(home) == []


def test_a_refused_download_leaves_nothing(home: Path, installed: Path, server: Server) -> None:
    server.files["/a"] = b"not a package" * 10
    with pytest.raises(ModelError, match="refused"):
        packages.install(f"{server.url}/a")
    assert leftovers(home) == []
    assert list(installed.iterdir()) == []


def index_of(server: Server, monkeypatch: pytest.MonkeyPatch, pair: str, *links: str, **more: str) -> None:
    """An index with one package, which can be had at ``links``."""
    entry = {"from_code": pair[:2], "to_code": pair[3:], "package_version": "1.0", "links": list(links), **more}
    server.files["/index.json"] = json.dumps([entry]).encode()
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", server.url)


def test_a_package_for_another_pair_than_asked_for_is_refused(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(server, monkeypatch, "de-en", f"{server.url}/a")
    server.files["/a"] = make_archive(home / "a").read_bytes()
    with pytest.raises(ModelError, match="refused: it translates fr-en, not the de-en that was asked for"):
        packages.install("de-en")
    assert list(installed.iterdir()) == []
    assert leftovers(home) == []


def test_every_address_of_the_index_is_tried(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [f"{server.url}/{name}" for name in ("dead", "portal", "breaks", "other-pair", "good", "never-asked")]
    index_of(server, monkeypatch, "fr-en", *links)
    server.files["/portal"] = b"<html>Please log in to this network</html>"
    server.files["/other-pair"] = make_archive(home / "b", pair="de_en").read_bytes()
    server.files["/good"] = server.files["/breaks"] = make_archive(home / "a").read_bytes()
    server.breaks_at = "/breaks"
    assert packages.install("fr-en").package.pair == ("fr", "en")
    assert leftovers(home) == []
    assert len(server.asked) == 6


def test_all_addresses_that_failed_are_named_in_one_line(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(server, monkeypatch, "fr-en", f"{server.url}/dead", f"{server.url}/portal")
    server.files["/portal"] = b"<html>"
    with pytest.raises(ModelError, match=r"^fr-en: none of the 2 .*/dead: .* 404 .*; .*/portal: refused: ") as caught:
        packages.install("fr-en")
    assert "\n" not in str(caught.value)
    assert leftovers(home) == []


def test_links_are_relative_to_the_index_and_never_lead_to_files_of_this_machine(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(server, monkeypatch, "fr-en", make_archive(home / "a").as_uri())
    with pytest.raises(ModelError, match="gives no address"):
        packages.install("fr-en")
    index_of(server, monkeypatch, "fr-en", "files/a")
    server.files["/files/a"] = (home / "a").read_bytes()
    assert packages.install("fr-en").package == packages.find()


def test_a_taken_place_is_no_reason_to_ask_elsewhere(
    home: Path, installed: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_of(server, monkeypatch, "fr-en", f"{server.url}/a", f"{server.url}/b")
    server.files["/a"] = server.files["/b"] = make_archive(home / "a").read_bytes()
    packages.install("fr-en")
    server.asked.clear()
    with pytest.raises(ModelError, match=r"/a: refused: .*is there already"):
        packages.install("fr-en")
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("text", "pair"), [("fr-en", ("fr", "en")), ("fr_en", ("fr", "en")), ("fr", None), ("a/b", None)]
)
def test_pairs(text: str, pair: tuple[str, str] | None) -> None:
    assert packages.parse_pair(text) == pair


def test_an_address_that_is_none_is_refused(home: Path) -> None:
    with pytest.raises(ModelError, match="not an address"):
        packages.install("https://[::1/x")
