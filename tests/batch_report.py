"""What a batch reported, for the tests that look at it."""

import json
from pathlib import Path
from typing import Any


def report(out: Path) -> dict[str, Any]:
    found = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def rows(out: Path) -> dict[str, dict[str, Any]]:
    return {story["file"]: story for story in report(out)["stories"]}
