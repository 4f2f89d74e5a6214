"""The package around the body: our template opened, properties set, saved and sealed. Same input, same bytes."""

import datetime
import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn

from translator import __version__
from translator.document import Article
from translator.exporters import Options, summary
from translator.exporters.docx.body import fill
from translator.exporters.docx.elements import shown
from translator.exporters.docx.inline import LANG
from translator.exporters.seal import UNSEALED, ZIP_SEAL, seal_of

TEMPLATE = Path(__file__).parent / "template"
AUTHOR = "Translator (machine translation)"
# Where the caller gives no date, properties that need one say this: plainly no real one, and always the same.
NO_DATE = datetime.date(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
PROPERTY_LIMIT = 255  # python-docx's, after Word's


def export(article: Article, options: Options) -> bytes:
    """The article as a sealed DOCX package (see ``exporters.seal``)."""
    document = _open_template()
    _set_properties(document, article, options.date)
    fill(document, article, options)
    return _pack(document)


def _open_template() -> Document:
    """A new document with our styles, an empty footer, no text. The template is a folder, so that its parts can be read
    and compared; python-docx opens one like a file."""
    return docx.Document(str(TEMPLATE))


def _set_properties(document: Document, article: Article, date: datetime.date | None) -> None:
    """The document's core properties, and the language that its settings name."""
    target = LANG.get(article.target_lang, article.target_lang)
    core = document.core_properties
    core.title = _property(summary.headline(article))
    core.subject = summary.STATUS
    core.author = core.last_modified_by = AUTHOR
    core.keywords = _property(f"machine translation, {article.source_lang or 'unknown'}-{article.target_lang}")
    core.language = _property(target)
    core.revision = 1
    core.created = core.modified = datetime.datetime.combine(date or NO_DATE, datetime.time(), datetime.UTC)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), shown(target))


def _pack(document: Document) -> bytes:
    """The saved package, packed anew without the clock in it, and sealed."""
    saved, sealed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"@version@", __version__.encode())
    parts[ZIP_SEAL] = parts[ZIP_SEAL].replace(UNSEALED.encode(), seal_of(parts).encode())
    with zipfile.ZipFile(sealed, "w") as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the zip says on which system it was made
            package.writestr(info, data)
    return sealed.getvalue()


def _property(text: str) -> str:
    text = shown(text)
    return text if len(text) <= PROPERTY_LIMIT else text[: PROPERTY_LIMIT - 1].rstrip() + "…"
