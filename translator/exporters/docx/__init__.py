"""DOCX: what editors hold in their hands. French beside English in a table, or stacked, or the English alone.

python-docx opens ``template/``, an unpacked .docx of our own (the look is its ``word/styles.xml``: named styles that an
editor can change), fills it and saves it; elements are made by hand only where it has no call for them (``elements``).

For a later re-import: the English of paragraph n (from 1) stands between the ends of the bookmark ``p0001`` (n in at
least four digits), in every layout; in the side-by-side layout its French is in the cell before. List bullets and
numbers are numbering, not text; "Kept as is" remarks are paragraphs of their own (style ``KeptAsIs``) outside the
bookmark. The paragraphs of a note stand in it, one a line, the French first. Where the English stands alone, the
bookmark of what is said of a picture has the picture, and the text is its ``descr``. Characters that XML cannot hold
are shown as U+FFFD.
"""
