"""Paper, margins and columns, in twentieths of a point."""

from dataclasses import dataclass

from docx.enum.section import WD_ORIENTATION
from docx.section import Section
from docx.shared import Twips

from translator.exporters import Options

SIZES = {"a4": (11906, 16838), "letter": (12240, 15840)}
NUMBER_COLUMN = 520


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
    def columns(self) -> tuple[int, int, int]:
        """Paragraph number, French, English."""
        half = (self.text_width - NUMBER_COLUMN) // 2
        return NUMBER_COLUMN, half, self.text_width - NUMBER_COLUMN - half

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
