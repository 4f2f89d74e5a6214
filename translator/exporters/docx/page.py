"""Paper, margins and columns, in twentieths of a point."""

from dataclasses import dataclass
from itertools import pairwise

from docx.enum.section import WD_ORIENTATION
from docx.section import Section
from docx.shared import Twips

from translator.document import walk
from translator.exporters import Options
from translator.exporters.structure import Place

SIZES = {"a4": (11906, 16838), "letter": (12240, 15840)}
NUMBER_COLUMN = 640
CELL_MARGINS = 280  # left and right together, of the style BilingualTable
MOST_COLUMNS = 63  # Word opens no table with more


@dataclass(frozen=True, slots=True)
class Page:
    """Width and height of the sheet as it is held, and the margin left and right."""

    width: int
    height: int
    margin: int

    @property
    def text_width(self) -> int:
        return self.width - 2 * self.margin

    @property
    def picture_height(self) -> int:
        """Half a page: a picture stands beside its text and not alone on a page."""
        return self.height // 2

    def set_up(self, section: Section) -> None:
        """Give a section this size; the other margins are the template's."""
        lies = self.width > self.height
        section.orientation = WD_ORIENTATION.LANDSCAPE if lies else WD_ORIENTATION.PORTRAIT
        section.page_width, section.page_height = Twips(self.width), Twips(self.height)
        section.left_margin = section.right_margin = Twips(self.margin)


def page_of(options: Options) -> Page:
    """Two columns lie, everything else stands."""
    short, long = SIZES[options.paper]
    return Page(long, short, 1020) if options.layout == "side-by-side" else Page(short, long, 1417)


def columns_of(width: int) -> tuple[int, int, int]:
    """Paragraph number, French, English."""
    half = (width - NUMBER_COLUMN) // 2
    return NUMBER_COLUMN, half, width - NUMBER_COLUMN - half


def column_widths(rows: list[list[Place]], width: int) -> list[int]:
    """The widths of a table's columns, all of them together ``width``: more for those that say more."""
    columns = min(max((row[-1].column + row[-1].columns for row in rows), default=0), MOST_COLUMNS)
    lengths = [4] * columns
    for place in (place for row in rows for place in row if place.cell and place.columns == 1):
        at = min(place.column, columns - 1)
        for paragraph in walk(place.cell.blocks) if place.cell else ():
            for text in (paragraph.source, paragraph.text):
                longest_word = max(map(len, text.split()), default=0)
                wanted = max(min(len(text), 36), min(longest_word, 60))
                lengths[at] = max(lengths[at], wanted)
    edges = [round(width * sum(lengths[:i]) / max(sum(lengths), 1)) for i in range(columns + 1)]
    return [right - left for left, right in pairwise(edges)]
