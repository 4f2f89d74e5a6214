"""The footnotes and endnotes of a Word file, numbered as they are referred to."""

from lxml import etree

from translator.document import NoteKind
from translator.readers.office.docx_package import Package, attribute, kind, shows_text


class Notes:
    """Those with text. ``referred`` has the notes met so far by their ids here: kind, member, element."""

    def __init__(self, package: Package) -> None:
        self.referred: dict[str, tuple[NoteKind, str, etree._Element]] = {}
        self._known = {
            (which, attribute(note, "w:id")): (which, member, note)
            for which in NoteKind
            for member in package.related(f"{which}s")
            for note in package.part(member)
            if attribute(note, "w:type") in (None, "normal") and shows_text(note)  # Word's separators have a type
        }
        self._ids: dict[tuple[NoteKind, str | None], str] = {}

    def refer(self, reference: etree._Element) -> str | None:
        """The id of the note that a w:footnoteReference or w:endnoteReference leads to; None where there is none."""
        key = (NoteKind(kind(reference)[2:].removesuffix("Reference")), attribute(reference, "w:id"))
        if key not in self._known:
            return None
        note = self._ids.setdefault(key, str(len(self._ids) + 1))
        self.referred[note] = self._known[key]
        return note
