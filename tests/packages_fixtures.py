"""A home of its own for tests of packages; named in their ``pytest_plugins``."""

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, where argospm has installed nothing yet."""
    for name in ("ARGOS_PACKAGES_DIR", "SNAP", "SNAP_USER_DATA", "ARGOS_PACKAGE_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def installed(home: Path) -> Path:
    """The folder that argospm installs into."""
    folder = home / "data" / "argos-translate" / "packages"
    folder.mkdir(parents=True)
    return folder
