"""Paper, margins and columns, in twentieths of a point."""

from dataclasses import dataclass

from lxml import etree

from translator.exporters import Options
from translator.exporters.docx.wordml import R, w

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

    def section(self) -> etree._Element:
        """The section properties, with the footer."""
        footer = w("footerReference", type="default")
        footer.set(f"{{{R}}}id", "footer")
        size = w("pgSz", w=self.width, h=self.height)
        if self.width > self.height:
            size = w("pgSz", w=self.width, h=self.height, orient="landscape")
        margins = w(
            "pgMar", top=1020, right=self.margin, bottom=1020, left=self.margin, header=567, footer=510, gutter=0
        )
        return w("sectPr", footer, size, margins)


def page_of(options: Options) -> Page:
    """Two columns lie, everything else stands."""
    short, long = SIZES[options.paper]
    return Page(long, short, 1020) if options.layout == "side-by-side" else Page(short, long, 1417)
