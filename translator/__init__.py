"""Offline French→English newsroom translation: readers → Article → pipeline → exporters.

    import translator

    for article in translator.translate(translator.read("article.docx")):
        data = translator.export(article, "docx")

Importing this package is free: no I/O, no engine; each function loads what it needs when it is called. See README.md,
"Design".
"""

from collections.abc import Iterable, Iterator
from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.document import Article
    from translator.settings import Settings

__version__ = "0.1.0"
__all__ = ["Article", "Settings", "export", "read", "translate"]


def read(path: str | PathLike[str], format: str | None = None) -> "list[Article]":
    """The articles of a file: one, or several for feeds, news messages and archives.

    ``format`` names the reader ("txt", "docx", "nitf" …; None: as name and content say). Raises
    ``translator.errors.InputError`` for what cannot be read.
    """
    from pathlib import Path

    from translator.readers import read_file

    return read_file(Path(path), format)


def translate(articles: "Iterable[Article]", settings: "Settings | None" = None) -> "Iterator[Article]":
    """The same articles with their English, in their order, as they get done; one article is a list of one.

    The engine and the glossary are loaded once for all. Raises ``LanguageError`` for an article that is not French
    (unless ``settings.source_lang`` says it is), ``ModelError``, ``GlossaryError``, all of ``translator.errors``.
    """
    from translator.session import Session
    from translator.settings import Settings

    return Session(settings or Settings()).translate(articles)


def export(article: "Article", format: str = "docx", layout: str = "side-by-side", paper: str = "a4") -> bytes:
    """The article as the bytes of a file: "docx", "md", "txt", "json", "ninjs" or "newsml-g2".

    ``layout`` is "side-by-side", "stacked" or "english", ``paper`` "a4" or "letter". No date is printed, so that the
    same article gives the same bytes.
    """
    from translator.exporters import Options
    from translator.exporters import export as write

    return write(article, format, Options(layout=layout, paper=paper))  # type: ignore[arg-type]


def __getattr__(name: str) -> Any:
    """The two types, which are not loaded before somebody asks for them."""
    if name == "Article":
        from translator.document import Article

        return Article
    if name == "Settings":
        from translator.settings import Settings

        return Settings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
