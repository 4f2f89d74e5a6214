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
NUMBER_COLUMN = 720
CELL_MARGINS = 280  # left and right together, of the style BilingualTable
TABLE_MARGINS = 200  # those of the style ArticleTable
LETTER = 108  # the width of a bold letter there
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
    wanted = [
        4 + max((max(min(len(t), 36), min(_longest_word(t), 60)) for t in texts), default=0) for texts in _texts(rows)
    ]
    edges = [round(width * sum(wanted[:i]) / max(sum(wanted), 1)) for i in range(len(wanted) + 1)]
    return [right - left for left, right in pairwise(edges)]


def words_fit(rows: list[list[Place]], width: int) -> bool:
    """Whether no word of a table would be broken at this width."""
    longest = (max(map(_longest_word, texts), default=0) for texts in _texts(rows))
    return sum(TABLE_MARGINS + LETTER * letters for letters in longest) <= width


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _texts(rows: list[list[Place]]) -> list[list[str]]:
    """What stands in each column, in both languages; cells over several are left out."""
    columns = min(max((row[-1].column + row[-1].columns for row in rows), default=0), MOST_COLUMNS)
    texts: list[list[str]] = [[] for _ in range(columns)]
    for place in (place for row in rows for place in row if place.columns == 1):
        for paragraph in walk(place.cell.blocks if place.cell else ()):
            texts[min(place.column, columns - 1)] += [paragraph.source, paragraph.text]
    return texts
