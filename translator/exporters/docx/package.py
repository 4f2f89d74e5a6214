"""The zip package around the body: parts, relationships, properties, seal; the same parts give the same bytes."""

import datetime
import io
import zipfile
from pathlib import Path

from lxml import etree

from translator import __version__
from translator.document import Article
from translator.exporters import summary
from translator.exporters.characters import visible
from translator.exporters.docx.story import LANG, Story
from translator.exporters.docx.wordml import w, xml
from translator.exporters.seal import ZIP_SEAL, seal_of

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {  # name → content type and, for those that the main part points to, relationship
    "word/document.xml": (f"{WORD}.document.main+xml", ""),
    "word/styles.xml": (f"{WORD}.styles+xml", "styles"),
    "word/settings.xml": (f"{WORD}.settings+xml", "settings"),
    "word/numbering.xml": (f"{WORD}.numbering+xml", "numbering"),
    "word/comments.xml": (f"{WORD}.comments+xml", "comments"),
    "word/footer1.xml": (f"{WORD}.footer+xml", "footer"),
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", ""),
    "docProps/app.xml": ("application/vnd.openxmlformats-officedocument.extended-properties+xml", ""),
    ZIP_SEAL: ("application/vnd.openxmlformats-officedocument.custom-properties+xml", ""),
}
AUTHOR = "Translator (machine translation)"
# Where the caller gives no date, properties that need one say this: plainly no real one, and always the same.
NO_DATE = datetime.date(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def pack(
    article: Article, document: etree._Element, footer: etree._Element, story: Story, date: datetime.date | None
) -> bytes:
    """The package's bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(story),
        "word/document.xml": xml(document),
        "word/styles.xml": (Path(__file__).parent / "styles.xml").read_bytes(),
        "word/settings.xml": xml(_settings(article)),
        "word/numbering.xml": xml(story.lists.part()),
        "word/comments.xml": xml(w("comments", *story.comments)),
        "word/footer1.xml": xml(footer),
        "docProps/core.xml": _core(article, date or NO_DATE),
        "docProps/app.xml": _app(),
    }
    parts[ZIP_SEAL] = _custom(seal_of(parts))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else the zip says on which system it was made
            package.writestr(info, data)
    return stream.getvalue()


def _content_types() -> bytes:
    root = _root(TYPES, "Types")
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{TYPES}}}Default", Extension=extension, ContentType=kind)
    for name, (kind, _) in PARTS.items():
        etree.SubElement(root, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return _bytes(root)


def _package_relationships() -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relationships(
        ("document", f"{OFFICE}/officeDocument", "word/document.xml", False),
        ("core", core, "docProps/core.xml", False),
        ("app", f"{OFFICE}/extended-properties", "docProps/app.xml", False),
        ("custom", f"{OFFICE}/custom-properties", ZIP_SEAL, False),
    )


def _document_relationships(story: Story) -> bytes:
    own = [(kind, f"{OFFICE}/{kind}", Path(name).name, False) for name, (_, kind) in PARTS.items() if kind]
    links = [(number, f"{OFFICE}/hyperlink", address, True) for address, number in story.links.items()]
    return _relationships(*own, *links)


def _relationships(*rows: tuple[str, str, str, bool]) -> bytes:
    root = _root(RELATIONSHIPS, "Relationships")
    for number, kind, target, is_external in rows:
        made = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=number, Type=kind, Target=visible(target))
        if is_external:
            made.set("TargetMode", "External")
    return _bytes(root)


def _settings(article: Article) -> etree._Element:
    compatibility = w(
        "compat",
        w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"),
    )
    target = LANG.get(article.target_lang, article.target_lang)
    return w(
        "settings", w("zoom", percent=100), w("defaultTabStop", val=709), compatibility, w("themeFontLang", val=target)
    )


def _core(article: Article, date: datetime.date) -> bytes:
    cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dc, dcterms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc, "dcterms": dcterms, "xsi": xsi})
    target = LANG.get(article.target_lang, article.target_lang)
    for tag, text in (
        (f"{{{dc}}}title", summary.headline(article)),
        (f"{{{dc}}}subject", summary.STATUS),
        (f"{{{dc}}}creator", AUTHOR),
        (f"{{{cp}}}keywords", f"machine translation, {article.source_lang or 'unknown'}-{article.target_lang}"),
        (f"{{{cp}}}lastModifiedBy", AUTHOR),
        (f"{{{dc}}}language", target),
        (f"{{{cp}}}revision", "1"),
    ):
        etree.SubElement(root, tag).text = visible(text)
    for tag in ("created", "modified"):
        made = etree.SubElement(root, f"{{{dcterms}}}{tag}")
        made.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
        made.text = f"{date.isoformat()}T00:00:00Z"
    return _bytes(root)


def _app() -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    root = _root(namespace, "Properties")
    etree.SubElement(root, f"{{{namespace}}}Application").text = f"translator {__version__}"
    return _bytes(root)


def _custom(seal: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    types = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    root = _root(namespace, "Properties")
    made = etree.SubElement(
        root,
        f"{{{namespace}}}property",
        fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}",
        pid="2",
        name="Translator seal",
    )
    etree.SubElement(made, f"{{{types}}}lpwstr", nsmap={"vt": types}).text = seal
    return _bytes(root)


def _root(namespace: str, tag: str) -> etree._Element:
    """An element whose namespace is the default one, as every office program writes these parts."""
    return etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})  # type: ignore[dict-item]


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
