"""DOCX: what editors hold in their hands. French beside English in a table, or stacked, or the English alone.

Written from the ground up rather than on python-docx's template, so that nothing of a template is left in the file and
the same article gives the same bytes. The look is in ``styles.xml``: named styles that an editor can change.

For a later re-import: the English of paragraph n (from 1) stands between the ends of the bookmark ``p0001`` (n in at
least four digits), in every layout; in the side-by-side layout its French is in the cell before. List bullets and
numbers are numbering, not text; "Kept as is" remarks are paragraphs of their own (style ``KeptAsIs``) outside the
bookmark. Characters that XML cannot hold are shown as U+FFFD.
"""

from translator.document import Article
from translator.exporters import Options
from translator.exporters.docx.body import body, footer
from translator.exporters.docx.package import pack
from translator.exporters.docx.page import page_of
from translator.exporters.docx.story import Story


def export(article: Article, options: Options) -> bytes:
    """The article as a sealed DOCX package (see ``exporters.seal``)."""
    story = Story(options.date)
    document = body(article, options, story)
    return pack(article, document, footer(article, page_of(options)), story, options.date)
