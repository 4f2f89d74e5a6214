"""What is fuzzed. A target takes any bytes; it returns, or something of ours is wrong.

Errors of ours are answers. Any other exception is a fault, and so is a broken promise: the assertions here.
"""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from translator import checks, engines, pipeline, readers, resources, segmenter, termbase, terms, typography
from translator.document import Article, Paragraph, replay
from translator.document.saved import from_json, to_json
from translator.errors import GlossaryError, InputError, ModelError, TranslatorError
from translator.exporters import EXPORTERS, export
from translator.packages.archive import unpack
from translator.terms import Glossary

Target = Callable[[bytes], None]
# Formats that are zip archives: the input is their parts, one after the other, with this between them. Mutated archives
# would mostly be damaged ones.
BETWEEN = b"\n%%\n"
_WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = ("officeDocument", "styles", "numbering", "footnotes")
PARTS: dict[str, tuple[str, ...]] = {
    "docx": ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"),
    "odt": ("content.xml", "styles.xml", "meta.xml"),
    "epub": ("b.opf", "a.xhtml", "b.xhtml"),
}
_FIXED: dict[str, dict[str, str]] = {
    "docx": {
        "_rels/.rels": f'<r><a Id="a" Type="{_WORD}/officeDocument" Target="word/document.xml"/></r>',
        "word/_rels/document.xml.rels": "".join(
            ("<r>", *(f'<a Id="{n}" Type="{_WORD}/{n}" Target="{n}.xml"/>' for n in _RELATED[1:]), "</r>")
        ),
    },
    "odt": {"META-INF/manifest.xml": "<m/>"},
    "epub": {"META-INF/container.xml": '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'},
}


def packed(format: str, data: bytes) -> bytes:
    """The archive of the parts in ``data``; those that are not there are left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in _FIXED[format].items():
            archive.writestr(name, text)
        for name, part in zip(PARTS[format], data.split(BETWEEN), strict=False):
            archive.writestr(name, part)
    return out.getvalue()


def reader(format: str | None) -> Target:
    """The reader of a format, or whichever the content asks for: articles that can be saved, or one line."""

    def read(data: bytes) -> None:
        data = packed(format, data) if format in PARTS else data
        try:
            articles = readers.read_bytes(data, "a", format)
        except InputError as error:
            _is_one_line(error)
            return
        assert articles
        for article in articles:
            assert from_json(to_json(article)) == article

    return read


def _is_one_line(error: TranslatorError) -> None:
    assert re.fullmatch(r"\S.*", str(error)), str(error)


def saved(data: bytes) -> None:
    """An article of ours, perhaps edited by hand: what is read can be exported in every format."""
    try:
        (article,) = readers.read_bytes(data, "a", "json")
    except InputError:
        return
    for format in EXPORTERS:
        export(article, format)


def exporters(data: bytes) -> None:
    """An article of any Markdown, with the English of an engine that translates nothing, in every format."""
    try:
        articles = readers.read_bytes(data, "a", "md")
    except InputError:
        return
    for article in pipeline.translate(articles, engines.load("echo"), _glossary(), forced=True):
        for format in EXPORTERS:
            export(article, format)


def translation(data: bytes) -> None:
    """A text through all stages: as many paragraphs out as in, every change recorded."""
    article = Article(tuple(Paragraph.of(line) for line in _text(data).splitlines()))
    (done,) = pipeline.translate([article], engines.load("echo"), _glossary(), forced=True)
    assert [p.source for p in done.paragraphs] == [p.source for p in article.paragraphs]
    for segment in done.segments:
        if segment.target is not None:
            assert replay(segment.source if segment.raw is None else segment.raw, segment.fixes) == segment.target


def sentences(data: bytes) -> None:
    """The pieces of a paragraph rebuild it."""
    text = _text(data)
    assert "".join(source + tail for source, tail in segmenter.split(text)) == text


def house_style(data: bytes) -> None:
    """A sentence and its translation: the changes are recorded, and made once."""
    source, target = _two(data)
    terms.prepare(source, _glossary())
    terms.hints(source, _glossary())
    terms.say(source, _glossary())
    applied = terms.apply(source, target, _glossary())
    assert replay(target, applied.fixes) == applied.target


def typographies(data: bytes) -> None:
    """Both sides of the engine: settled at once, every change recorded."""
    source, target = _two(data)
    shown = typography.to_engine(source)
    assert typography.to_engine(shown) == shown
    text, fixes = typography.to_reader(target, source)
    assert replay(target, fixes) == text


def doubts(data: bytes) -> None:
    """The checks of a sentence and its translation."""
    checks.check(*_two(data))
    checks.needs_retry(*_two(data))


def package(data: bytes) -> None:
    """What an archive of a package unpacks to lies in its folder, or it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            top, shas, _ = unpack(io.BytesIO(data), Path(folder))
        except ModelError:
            return
        there = {str(path.relative_to(top)) for path in Path(folder).rglob("*") if path.is_file()}
        assert there == set(shas)


def glossary(suffix: str) -> Target:
    """A glossary that others made: entries that can be used, or one line."""

    def load(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(data)
            try:
                terms.apply("Le président Zelensky.", "President Zelenski.", termbase.load([path]))
            except GlossaryError as error:
                _is_one_line(error)

    return load


@cache
def _glossary() -> Glossary:
    return termbase.load(sorted(resources.glossaries_dir().glob("*.fr-en.csv")))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _two(data: bytes) -> tuple[str, str]:
    """The two lines of an input, the French and the English."""
    source, _, target = _text(data).partition("\n")
    return source, target


# .doc and .pages are LibreOffice's, which is not ours to test.
FORMATS = [format for format in readers.READERS if format not in ("doc", "pages", "json")]
TARGETS: dict[str, Target] = {
    **{f"read-{format}": reader(format) for format in FORMATS},
    "read-any": reader(None),
    "read-json": saved,
    "exporters": exporters,
    "pipeline": translation,
    "segmenter": sentences,
    "terms": house_style,
    "typography": typographies,
    "checks": doubts,
    "package": package,
    "glossary-csv": glossary(".csv"),
    "glossary-tbx": glossary(".tbx"),
}
