"""The members of archives as items of their own: every member is a row, and an archive without any is one itself."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from translator.batch.item import LITTER, LITTER_IS, Item
from translator.batch.names import another, shown
from translator.batch.reading import open_archive
from translator.errors import InputError
from translator.readers.zip import is_litter

ARCHIVES = (".zip",)


def members(item: Item) -> Iterator[Item]:
    """The members of an archive; any other item as it is. No two share a name: the good ones keep theirs."""
    if item.refused or item.path.suffix.lower() not in ARCHIVES:
        yield item
        return
    try:
        infos = [info for info in open_archive(item.path).infolist() if not info.is_dir()]
    except InputError as error:
        yield item.refuse("input", str(error).removeprefix("archive: "))
        return
    found = [_member(item, info.filename, info.file_size) for info in infos]
    if all(member.kind == LITTER for member in found):
        yield item.refuse("input", "there is no file in the archive")
    taken: set[str] = set()
    for member in sorted(found, key=lambda member: bool(member.refused)):
        name = another(member.name, taken)
        taken.add(name)
        yield replace(member, name=name)


def _member(item: Item, filename: str, size: int) -> Item:
    member = replace(item, name=f"{item.name}/{filename}", member=filename, size=size)
    parts = re.split(r"[/\\]", filename)
    if ".." in parts or not all(parts) or re.match(r"[A-Za-z]:", filename):
        inside = "/".join(part for part in parts if part not in ("", "..")) or "-"
        reason = f"refused: the name {shown(filename)} leads out of the archive"
        return replace(member, name=f"{item.name}/{inside}").refuse("input", reason)
    if is_litter(filename):
        return member.refuse(LITTER, LITTER_IS)
    if Path(filename).suffix.lower() in ARCHIVES:
        return member.refuse("input", "an archive inside an archive: unpack it first")
    return member
