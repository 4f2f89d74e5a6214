"""One thing that a batch met: a file, a member of an archive, or a folder that it does not look into."""

from dataclasses import dataclass, replace
from pathlib import Path

UNSUPPORTED, OWN, LITTER = "unsupported", "ours", "litter"
LITTER_IS = "what macOS, Windows or Office leaves beside files: not a story"
NO_FAILURE = {UNSUPPORTED, OWN, LITTER}  # kinds of what is not a story to translate


@dataclass(frozen=True, slots=True)
class Item:
    """One file, or one member of a zip archive.

    ``name`` is its place in the mirrored tree, "/" between parts, the same in every run; ``place`` that of its file on
    the disk (the archive for a ``member``), in the folder ``top`` of the tree, or where a link leads; ``size`` in
    bytes, ``mtime`` in seconds of the epoch, 0 where it is not known. ``refused`` says why it is not read ("" for what
    is), ``kind`` is then one of NO_FAILURE (not a story) or "input". ``is_folder`` for folders that are not looked
    into.
    """

    name: str
    top: Path
    place: str
    member: str = ""
    size: int = 0
    mtime: float = 0.0
    refused: str = ""
    kind: str = ""
    is_folder: bool = False

    @property
    def path(self) -> Path:
        """The file on the disk. Made when asked for: of 10,000 items, paths would be most of the memory."""
        return self.top / self.place

    def refuse(self, kind: str, reason: str) -> "Item":
        """The same, not to be read for this reason."""
        return replace(self, kind=kind, refused=reason)
