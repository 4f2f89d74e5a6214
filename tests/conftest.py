"""Shared fixtures. No test may open a socket.

Data beside the repository is read where it is there; elsewhere the test skips, visibly.
"""

from pathlib import Path

import pytest
from pytest_socket import disable_socket

ROOT = Path(__file__).parent.parent


def pytest_runtest_setup() -> None:
    disable_socket(allow_unix_socket=True)


@pytest.fixture
def shared() -> Path:
    """The data that lies beside the repository on the project's own machines: evaluation sets, wire samples."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("no ../shared beside this clone: the project's evaluation data is not part of it")
    return path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the tool makes now as the expected results")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected results are to be rebuilt instead of compared (``pytest --accept``; look at the diff)."""
    return bool(request.config.getoption("--accept"))
