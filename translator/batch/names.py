"""Names of results: as the inputs are called, never two alike, never too long; and any name as one line of text."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from translator.outputs import stem

LONGEST = 255  # bytes of a file name, on every file system in common use
_ROOM = 35  # bytes for ".001.fr-en.newsml.xml" and the like behind a stem


def shown(text: str) -> str:
    """Text for a line of output: what cannot be printed is escaped, also bytes of no encoding.

    >>> shown("a\\nb"), shown("caf\\udce9.txt"), shown("été 😀.txt")
    ('a\\\\nb', 'caf\\\\udce9.txt', 'été 😀.txt')
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shorten(part: str, limit: int = LONGEST) -> str:
    """A part of a path within ``limit`` bytes; a longer one ends in "~" and a digest of the whole.

    >>> shorten("court"), len(shorten("é" * 200))
    ('court', 132)
    """
    whole = os.fsencode(part)
    if len(whole) <= limit:
        return part
    digest = hashlib.sha256(whole).hexdigest()[:8]
    return whole[: limit - 9].decode("utf-8", "ignore") + "~" + digest


def folder_of(name: str) -> str:
    """The folder in OUT for the results of an item: the one of its name, each part within bounds; "" for OUT itself."""
    return "/".join(shorten(part) for part in PurePosixPath(name).parts[:-1])


def assign(names: Iterable[str], taken: Mapping[str, str]) -> dict[str, str]:
    """A stem for the results of each item, no two in one folder alike (nor alike but for their case).

    ``taken`` has the stems of earlier runs, which stay. Where "a.txt" has the stem "a", "a.md" gets "a.md".

    >>> assign(["a.fr.txt", "a.md", "b/a.md"], {})
    {'a.fr.txt': 'a', 'a.md': 'a.md', 'b/a.md': 'a'}
    """
    stems = dict(taken)
    used = {_place(name, given) for name, given in taken.items()}
    wanted = sorted(set(names))
    for name in wanted:
        if name in stems:
            continue
        last = PurePosixPath(name).name
        short = stem(last)
        while short.endswith(".fr") and short != ".fr":
            short = short.removesuffix(".fr")
        digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
        choices = (shorten(choice, LONGEST - _ROOM) for choice in (short, last, f"{last}~{digest}"))
        stems[name] = next(choice for choice in choices if _place(name, choice) not in used)
        used.add(_place(name, stems[name]))
    return {name: stems[name] for name in wanted}


def _place(name: str, given: str) -> tuple[str, str]:
    return folder_of(name).casefold(), given.casefold()
