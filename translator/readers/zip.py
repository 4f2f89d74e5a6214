"""Zip archives of articles: each file in them is read as if it lay in a folder. Nothing is unpacked to the disk."""

import unicodedata
from dataclasses import replace
from pathlib import PurePosixPath

from translator import readers
from translator.document import Article
from translator.errors import InputError
from translator.readers.archive import open_zip, read_member
from translator.readers.articles import gather
from translator.readers.budget import BudgetError
from translator.readers.pictures import picture_bytes

# Of all articles together, so that an archive of archives cannot fill the memory: a hundred books; as in one archive.
MAX_TEXT, MAX_PICTURES = 50_000_000, 300_000_000  # characters, bytes


def read(data: bytes, name: str) -> list[Article]:
    """The articles of all members, in the archive's order; metadata "file" is the path within the archive.

    What cannot be read is reported in a notice. Raises InputError where nothing can be read, or beyond the limits.
    """
    archive = open_zip(data, name)
    articles: list[Article] = []
    reasons: list[str] = []
    size = shown = 0
    for member in archive.infolist():
        path = _shown(member.filename)
        if not path or member.is_dir() or is_litter(path):
            continue
        try:
            found = _articles(read_member(archive, member.filename, name), path)
        except BudgetError as error:  # the others would only be refused, too
            reasons.append(f"{path} and what comes after it ({error})")
            break
        except InputError as error:
            reasons.append(" ".join(str(error).split()))
            continue
        except Exception as error:  # which nobody foresaw: it is no affair of the other members
            reasons.append(f"{path}: the program failed on it ({type(error).__name__})")
            continue
        articles += [replace(a, metadata=a.metadata.with_facts(file=path)) for a in found]
        size += sum(len(p.source) for a in found for p in a.paragraphs)
        shown += sum(picture_bytes(a.blocks) for a in found)
        if size > MAX_TEXT:
            raise InputError(f"{name}: refused, the archive holds more than {MAX_TEXT // 1_000_000} million characters")
        if shown > MAX_PICTURES:
            raise InputError(f"{name}: refused, the archive holds more than {MAX_PICTURES // 1_000_000} MB of pictures")
    if not articles:
        why = f" ({'; '.join(reasons[:3])})" if reasons else ""
        raise InputError(f"{name}: is a zip archive without an article{why}")
    return gather(articles, name, reasons)


def _articles(data: bytes, path: str) -> list[Article]:
    format = readers.choose(data, path) if data.strip() else "txt"
    if format == "zip":
        raise InputError(f"{path}: an archive within the archive; unpack it first")
    suffix = PurePosixPath(path).suffix.lower()
    if format == "txt" and suffix not in ("", *readers.READERS["txt"].extensions):
        raise InputError(f"{path}: of a kind that is not read here")
    return readers.read_bytes(data, path, format)


def is_litter(path: str) -> bool:
    """What macOS, Windows and Office put beside files, and so into archives.

    >>> [is_litter(path) for path in ("__MACOSX/a.txt", "x/._a.txt", "x/~$a.docx", "THUMBS.DB", "a.txt")]
    [True, True, True, True, False]
    """
    *folders, last = PurePosixPath(path).parts or ("",)
    known = last.lower() in (".ds_store", "thumbs.db", "desktop.ini")
    return known or "__MACOSX" in folders or last.startswith(("._", "~$", ".~lock."))


def _shown(path: str) -> str:
    """A member's name as one line without escape sequences; never used as a path."""
    return "".join(c if c.isprintable() else "\ufffd" for c in unicodedata.normalize("NFC", path))
