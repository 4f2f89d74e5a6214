"""Names of results: as the inputs are called, never two alike, never too long; and any name as one line of text."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from translator.outputs import stem

LONGEST = 255  # bytes of a file name, on every file system in common use
NOTE = ".error.txt"  # behind the name of a file that --watch could not do: why
_ROOM = 35  # bytes for ".001.fr-en.newsml.xml" and the like behind a stem


def printable(text: str) -> str:
    """Text for a line of output: what cannot be printed is escaped, also bytes of no encoding.

    >>> printable("a\\nb"), printable("caf\\udce9.txt"), printable("été 😀.txt")
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


def another(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name, with a number before its extension where it is taken already.

    >>> another("a/b.txt", {"a/b.txt", "a/b~2.txt"}.__contains__)
    'a/b~3.txt'
    """
    suffix = PurePosixPath(name).suffix
    free, number = name, 1
    while is_taken(free):
        number += 1
        free = f"{name.removesuffix(suffix)}~{number}{suffix}"
    return free


def folder_of(name: str) -> str:
    """The folder in OUT for the results of an item: the one of its name, each part within bounds; "" for OUT itself."""
    return "/".join(shorten(part) for part in PurePosixPath(name).parts[:-1])


def stems(name: str) -> Iterator[str]:
    """Stems for the results of an item, the best first; the last is its own whatever other items there are.

    >>> list(stems("afp/a.fr.txt"))
    ['a', 'a.fr.txt', 'a.fr.txt~e9b6ef03']
    """
    last = PurePosixPath(name).name
    short = stem(last)
    while short.endswith(".fr") and short != ".fr":
        short = short.removesuffix(".fr")
    digest = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return (shorten(choice, LONGEST - _ROOM) for choice in (short, last, f"{last}~{digest}"))
