"""What translator wrote itself and must not be given to translate again, wherever it lies and whatever it is called.

Results in a folder of inputs are common: they were written beside their sources, an earlier output folder was moved
there, an editor filed an English version with the French. A result that somebody edited is still one.
"""

from translator.batch.names import NOTE
from translator.batch.page import MARK
from translator.document import Article
from translator.exporters.news_item import URN
from translator.exporters.seal import is_sealed

HEAD = 400  # bytes in which a report says that it is one
_REPORTS = (MARK.encode(), b'{\n "schema": 1,\n "translator": "')  # how the two forms of a report begin


def kind_of(data: bytes, name: str) -> str:
    """What this file that translator made is; "" for anything else."""
    if name.endswith(NOTE):
        return "a note of translator batch --watch"
    if is_report(data):
        return "a report of translator batch"
    return "a result of translator" if is_sealed(data) else ""


def is_report(data: bytes) -> bool:
    """Whether these, at least HEAD, bytes begin a report of a batch."""
    return any(mark in data[:HEAD] for mark in _REPORTS)


def is_result(article: Article) -> bool:
    """Whether an article that was read is one that we have translated: our JSON, or an item for a newsroom system.

    Our JSON is signed. It may have sentences without a target all the same: numbers alone in the cell of a table, and
    what the engine gave no English for.
    """
    return article.signature is not None or article.metadata.guid.startswith(URN)
