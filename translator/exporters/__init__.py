"""Exporters: an ``Article`` becomes a file. A format is one file here and one line in EXPORTERS.

An exporter module has ``export(article, options) -> bytes`` and is imported when its format is first asked for. The
same article and options give the same bytes. Files are put on the disk by ``writing``.
"""

import datetime
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from translator.document import Article
from translator.errors import ConfigurationError

Layout = Literal["side-by-side", "stacked", "english"]


@dataclass(frozen=True, slots=True)
class Options:
    """How the result should look.

    ``layout``: French beside English, French above English, or English alone. ``date`` is the day shown in the title
    block and put on comments and document properties; None shows none and uses a fixed one where a format needs one.
    """

    layout: Layout = "side-by-side"
    paper: Literal["a4", "letter"] = "a4"
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its file extension, whether its bytes are not text, its module, whether it holds the English alone."""

    extension: str
    binary: bool
    module: str
    english_only: bool = False


EXPORTERS: dict[str, Exporter] = {
    "docx": Exporter("docx", True, "translator.exporters.docx.file"),
    "md": Exporter("md", False, "translator.exporters.markdown"),
    "json": Exporter("json", False, "translator.exporters.json"),
    "txt": Exporter("txt", False, "translator.exporters.txt", english_only=True),
    "ninjs": Exporter("json", False, "translator.exporters.ninjs", english_only=True),
    "newsml-g2": Exporter("xml", False, "translator.exporters.newsml_g2", english_only=True),
}


def export(article: Article, format: str, options: Options | None = None) -> bytes:
    """The article as the bytes of a file of this format. Raises ConfigurationError for an unknown format."""
    if format not in EXPORTERS:
        raise ConfigurationError(f"{format}: not an output format; known are {', '.join(EXPORTERS)}")
    made = import_module(EXPORTERS[format].module).export(article, options or Options())
    assert isinstance(made, bytes)
    return made
