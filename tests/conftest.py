"""Shared fixtures. No test may open a socket.

Data beside the repository is read where it is there; elsewhere the test skips, visibly.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

import pytest
from pytest_socket import disable_socket

from translator import engines
from translator.engines import Engine

ROOT = Path(__file__).parent.parent

# Where Python is told to write no bytecode, each of some hundred commands would compile the program anew.
if sys.dont_write_bytecode:
    _bytecode = tempfile.TemporaryDirectory(prefix="translator-tests-")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = _bytecode.name

# A shell that runs the tests in the background has them ignore Ctrl-C, and the commands that they interrupt inherit it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for other processes and for the clock."""
    return (os.cpu_count() or 1) + 1


def pytest_runtest_setup() -> None:
    disable_socket(allow_unix_socket=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test: no settings, packages or caches of whoever runs it, and none left behind."""
    for name in ("ARGOS_PACKAGES_DIR", "ARGOS_PACKAGE_INDEX"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path.with_name(f"{tmp_path.name}-home")
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    return folder


@pytest.fixture
def installed(home: Path) -> Path:
    """The folder that argospm installs into, empty."""
    folder = home / "data" / "argos-translate" / "packages"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def argos() -> Engine:
    """The engine on the embedded model, loaded once: the tests that only ask it share it."""
    return engines.load("argos")


@pytest.fixture
def shared() -> Path:
    """The data that lies beside the repository on the project's own machines: evaluation sets, wire samples."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("no ../shared beside this clone: the project's evaluation data is not part of it")
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the tool makes now as the expected results")
    parser.addoption("--exhaustive", action="store_true", help="every fault at every call and moment: some minutes")


@pytest.fixture
def exhaustive(request: pytest.FixtureRequest) -> bool:
    """Whether every fault is tried at every call and moment, instead of a sample (``pytest --exhaustive``)."""
    return bool(request.config.getoption("--exhaustive"))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected results are to be rebuilt instead of compared (``pytest --accept``; look at the diff)."""
    return bool(request.config.getoption("--accept"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the English was measured to be (``tests/quality``), also where it is good enough."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "quality" and report.when == "call":
                    terminalreporter.write_line(f"quality: {value}")
