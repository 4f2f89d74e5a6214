"""Packages made up for the tests: complete in form, without a real model."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILES = {
    "README.md": b"# Credits\nMade up.\n",
    "model/config.json": b"{}",
    "model/model.bin": b"weights" * 50,
    "model/shared_vocabulary.json": b'["<unk>", "a"]',
    "sentencepiece.model": b"pieces",
}


def everything(folder: Path) -> list[str]:
    """The paths of all that lies in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def metadata(pair: str = "fr_en", version: str = "1.0", **more: object) -> bytes:
    source, _, target = pair.partition("_")
    data = {"package_version": version, "argos_version": "1.9", "from_code": source, "to_code": target, **more}
    return json.dumps({"from_name": source.upper(), "to_name": target.upper(), **data}).encode()


def make_folder(folder: Path, name: str, pair: str = "fr_en", version: str = "1.0", **more: object) -> Path:
    """A package folder as argospm leaves it."""
    for file, content in {**FILES, "metadata.json": metadata(pair, version, **more)}.items():
        path = folder / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder / name


def make_archive(
    path: Path,
    top: str = "translate-fr_en-1_0",
    pair: str = "fr_en",
    version: str = "1.0",
    extra: Mapping[Any, bytes] | None = None,
    without: str = "",
) -> Path:
    """A package archive; ``extra`` members come by their full name or ZipInfo."""
    members = {f"{top}/{name}": content for name, content in FILES.items() if name != without}
    members[f"{top}/metadata.json"] = metadata(pair, version)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        for entry, content in (extra or {}).items():
            archive.writestr(entry, content)
    path.write_bytes(buffer.getvalue())
    return path
