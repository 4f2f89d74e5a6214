"""The blocks of an article as Word has them: paragraphs, tables, pictures; and notes where the text refers to them."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import cast

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.parts.story import StoryPart
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree

from translator.document import Block, MarkKind, Note, NoteKind, Paragraph, Picture, Style, Table
from translator.exporters.docx.elements import (
    MOST_COLUMNS,
    TABLE_MARGINS,
    Inline,
    add_run,
    column_widths,
    new_cell,
    new_row,
    new_table,
    w,
)
from translator.exporters.docx.parts import Lists, Notes, Pictures
from translator.exporters.rich_text import Formatting, RichText, english
from translator.exporters.structure import Arranged, Reference, grid

GREY = RGBColor(0x5C, 0x67, 0x73)
_BILINGUAL = {style: style.title().replace(" ", "") for style in Style}
_ALONE = {
    Style.HEADLINE: "Title",
    Style.BODY: "BodyText",
    Style.QUOTE: "Quote",
    Style.LIST_ITEM: "ListBullet",
    Style.VERBATIM: "Verbatim",
    Style.CREDIT: "Credit",
    Style.DESCRIPTION: "Description",
}


@dataclass(frozen=True, slots=True)
class Container:
    """Where blocks are put one after the other: in a cell or a note, or before the properties of the body's section.

    ``width`` and ``height`` are what a picture may take, in twentieths of a point; ``body_style`` is the style of plain
    paragraphs where it is another than in the body.
    """

    element: etree._Element
    part: StoryPart
    width: int
    height: int
    body_style: str = ""
    is_note: bool = False

    def append(self, made: etree._Element) -> None:
        if self.element.tag == qn("w:sectPr"):
            self.element.addprevious(made)
        else:
            self.element.append(made)

    def add_paragraph(self, style: str) -> WordParagraph:
        """A new paragraph; in a note a new line: LibreOffice 7.4 gives further paragraphs a look of their own."""
        if self.is_note and len(self.element) and self.element[-1].tag == qn("w:p"):
            joined = WordParagraph(cast(CT_P, self.element[-1]), self.part)
            add_run(joined)._r.append(w("br"))
            return joined
        element = cast(CT_P, w("p"))
        element.style = style
        self.append(element)
        return WordParagraph(element, self.part)

    def add_text(self, text: str, style: str) -> WordParagraph:
        """Text in a style, which is named by its identifier: python-docx would look for a name in all styles."""
        made = self.add_paragraph(style)
        add_run(made, text)
        return made

    def end(self, style: str = "AfterTable") -> None:
        """A cell and a note end in a paragraph, also after a table."""
        if self.element[-1].tag != qn("w:p"):
            self.add_paragraph(style)


@dataclass(frozen=True, slots=True)
class Edition:
    """One of the languages of a document as it is set.

    ``prefix`` is what the names of its styles begin with, "" for the English alone. ``has_pictures`` is False for the
    second of two languages that have a picture in common.
    """

    prefix: str
    rich: Callable[[Paragraph], RichText]
    lang: str
    is_grey: bool = False
    has_pictures: bool = True

    @property
    def is_english(self) -> bool:
        return self.rich is english

    def style(self, item: Paragraph) -> str:
        if self.prefix:
            return self.prefix + _BILINGUAL[item.style]
        return _ALONE.get(item.style) or f"Heading{min(max(item.level, 1), 6)}"


class Story:
    """Writes blocks into a document. ``editions`` are its languages, English last; ``with_numbers``: notes end with
    the numbers of their paragraphs."""

    def __init__(
        self,
        document: Document,
        arranged: Arranged,
        date: datetime.date | None,
        editions: Sequence[Edition],
        with_numbers: bool = False,
    ) -> None:
        self._editions = editions
        self._with_numbers = with_numbers
        self._inline = Inline(document, date)
        self._lists = Lists(document.part.numbering_part.element)
        self._notes = Notes(document)
        self._pictures = Pictures()
        self._references = arranged.notes
        self._written: set[str] = set()
        self._remarks: list[str] = []  # of the note that is being written

    def put(self, container: Container, block: Block, edition: Edition, numbers: Iterator[int]) -> list[WordParagraph]:
        """A block in one language; ``numbers`` gives those of its paragraphs. The answer: the paragraphs made, none
        for a table."""
        match block:
            case Paragraph():
                return [self._paragraph(container, block, edition, next(numbers))]
            case Table():
                self._table(container, block, edition, numbers)
                return []
            case Picture():
                return self._picture(container, block, edition, numbers)
            case Note():
                return [made for inner in block.blocks for made in self.put(container, inner, edition, numbers)]

    def _paragraph(self, container: Container, item: Paragraph, edition: Edition, number: int) -> WordParagraph:
        style = container.body_style if item.style is Style.BODY and container.body_style else edition.style(item)
        made = container.add_paragraph(style)
        self._write(made, item, edition.rich(item), edition, number, container)
        if not container.is_note:
            self._lists.number(made, item, edition.prefix)
        return made

    def _write(
        self, made: WordParagraph, item: Paragraph, rich: RichText, edition: Edition, number: int, container: Container
    ) -> None:
        """The text, in its bookmark if it is English, with comments; those of a note are kept for its reference."""
        close = self._inline.open_bookmark(made, f"p{number:04d}") if edition.is_english and number else None
        lang = edition.lang if edition.is_english else item.language or edition.lang
        runs = self._inline.write(made, rich, lang, lambda name: self._refer(made, name, edition, container))
        if close:
            close()
        if edition.is_grey:
            for run in runs.values():
                run.font.color.rgb = GREY
        ends = dict(zip([*list(runs)[1:], len(rich.text)], runs.values(), strict=False))
        for remark in dict.fromkeys(rich.remarks):
            if container.is_note:  # Word shows no comments in notes
                self._remarks.append(f"On « {rich.text[remark.start : remark.end]} »: {remark.text}")
            else:
                self._inline.comment(runs[remark.start], ends[remark.end], remark.text)

    def _refer(self, made: WordParagraph, name: str, edition: Edition, container: Container) -> None:
        """The mark that refers to a note. The English has the note itself, in all languages of the document: Word
        counts it, and the French has its number as text.

        A note can neither stand in another nor be referred to twice: those marks are only text, too.
        """
        reference = self._references.get(name)
        if reference is None:
            return
        run = _mark(made, reference.note.kind)
        if container.is_note or not edition.is_english or name in self._written:
            run.add_text(reference.label)
            return
        self._written.add(name)
        part, element, number = self._notes.add(reference.note.kind)
        run._r.append(w(f"{reference.note.kind}Reference", id=number))
        self._note(replace(container, element=element, part=part, body_style="FootnoteText", is_note=True), reference)
        for text in self._remarks:
            self._inline.comment(run, run, f"In note {reference.label}. {text}")
        self._remarks.clear()

    def _note(self, note: Container, reference: Reference) -> None:
        """The text of a note, behind the mark that it has in common with the reference."""
        first = note.add_paragraph("FootnoteText")
        _mark(first, reference.note.kind)._r.append(w(f"{reference.note.kind}Ref"))
        add_run(first, " ")
        opening = len(first._p)
        for edition in self._editions:
            edition = replace(edition, is_grey=not edition.is_english)
            self.put(note, reference.note, edition, count(reference.numbers.start))
        if len(first._p) > opening:  # the text begins beside the mark
            first._p.remove(first._p[opening])
        note.end()
        if self._with_numbers and reference.numbers:
            last = WordParagraph(cast(CT_P, note.element[-1]), note.part)
            add_run(last, f"  № {shown_numbers(reference.numbers)}")._r.style = "NoteNumber"

    def _table(self, container: Container, table: Table, edition: Edition, numbers: Iterator[int]) -> None:
        rows = grid(table)
        widths = column_widths(rows, container.width)
        element = new_table("ArticleTable", widths)
        for i, places in enumerate(rows):
            row = new_row(element, header=i < table.header_rows)
            style = (edition.prefix or "English") + ("HeadCell" if i < table.header_rows else "Cell")
            for place in places:
                if place.column < MOST_COLUMNS:
                    columns = min(place.columns, MOST_COLUMNS - place.column)
                    width = sum(widths[place.column : place.column + columns])
                    merge = "continue" if not place.is_first else "restart" if place.rows > 1 else ""
                    new_cell(row, width, columns, merge)
                cell = row[-1]
                inner = replace(container, element=cell, width=max(width - TABLE_MARGINS, 200), body_style=style)
                for block in place.cell.blocks if place.cell and place.is_first else ():
                    self.put(inner, block, edition, numbers)
                inner.end(style if len(cell) == 1 else "AfterTable")
        if rows:
            container.append(element)

    def _picture(
        self, container: Container, picture: Picture, edition: Edition, numbers: Iterator[int]
    ) -> list[WordParagraph]:
        """The picture, or where it is; and in two languages what is said of it, to be read and to be edited.

        What is said of it and refers to notes is there to be read in one language, too: an alternative text cannot.
        """
        item = picture.description
        number = next(numbers) if item else 0
        is_shown = self._pictures.can_show(picture)
        is_written = item is not None and (bool(edition.prefix) or self._refers(edition.rich(item)))
        made = []
        if is_shown and edition.has_pictures:
            made.append(container.add_paragraph("Picture"))
            self._draw(made[0], picture, container, 0 if is_written else number)
        if not is_shown or is_written:
            label = "Alt text: " if is_shown else "Picture: "
            made.append(container.add_text(label, f"{edition.prefix}Description"))
            address = picture.address if picture.data is None else ""
            item = item or Paragraph.of(address or "in the original file", Style.DESCRIPTION)
            said = edition.rich(item)
            link = Formatting(MarkKind.LINK, address, 0, len(said.text))
            self._write(made[-1], item, replace(said, formatting=(*said.formatting, link)), edition, number, container)
        return made

    def _refers(self, said: RichText) -> bool:
        return any(f.kind is MarkKind.NOTE and f.value in self._references for f in said.formatting)

    def _draw(self, made: WordParagraph, picture: Picture, container: Container, number: int) -> None:
        """The picture with its English description for those who do not see it, which is all of paragraph ``number``
        that there is where the English stands alone; 0 elsewhere."""
        said = english(picture.description) if picture.description else RichText("")
        box = (container.width / 20, container.height / 20)
        close = self._inline.open_bookmark(made, f"p{number:04d}") if number else None
        run = add_run(made)
        run._r.append(self._pictures.drawing(picture, container.part, said.text, *box))
        if close:
            close()
            for remark in dict.fromkeys(said.remarks):
                self._inline.comment(run, run, f"Alternative text. {remark.text}")


def _mark(made: WordParagraph, kind: NoteKind) -> Run:
    run = add_run(made)
    run._r.style = f"{kind.title()}Reference"
    return run


def shown_numbers(numbers: range) -> str:
    """The numbers of the paragraphs of a block: "7", "7–19", "" for none."""
    return "–".join(map(str, dict.fromkeys((numbers[0], numbers[-1])))) if numbers else ""
