"""The text of one paragraph while it is gathered, its marks kept in step."""

import re

from translator.document import Mark, MarkKind
from translator.readers.budget import meter

# HTML's own white space (https://infra.spec.whatwg.org/#ascii-whitespace); no-break spaces are text.
_SPACE = re.compile(r"[ \t\n\r\f]+")
HTML_SPACE = " \t\n\r\f"


class RunningText:
    """Text added piece by piece; ``length`` is how many characters there are so far.

    ``space`` are the characters that text and marks do not begin or end with, None for all white space. One mark more
    than a paragraph may have is kept, so that it is seen that there were more.
    """

    def __init__(self, space: str | None = HTML_SPACE) -> None:
        self.length = 0
        self._space = space
        self._meter = meter()
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self._last: dict[MarkKind, int] = {}  # where the last mark of a kind stands among them

    def add(self, text: str) -> None:
        """Add the text as it is."""
        if text:
            self._parts.append(text)
            self.length += len(text)

    def add_folded(self, text: str) -> None:
        """Add the text with runs of white space as one space each, none at the start of a line, and no soft hyphens."""
        if not text:
            return
        text = _SPACE.sub(" ", text.replace("\u00ad", ""))
        if text.startswith(" ") and (not self._parts or self._parts[-1][-1] in HTML_SPACE):
            text = text[1:]
        self.add(text)

    def break_line(self) -> bool:
        """Add a line break; True, without adding it, where there is one already: the paragraph ends here."""
        if self._parts and self._parts[-1] == "\n":
            return True
        if self._parts:
            self.add("\n")
        return False

    def mark(self, kind: MarkKind, start: int, value: str = "") -> None:
        """Mark what was added since ``start``; neighbours share one mark. A link without an address is none."""
        if start == self.length or (kind is MarkKind.LINK and not value):
            return
        at = self._last.get(kind)
        if at is not None and (self._marks[at].end, self._marks[at].value) == (start, value):
            self._marks[at] = Mark(kind, self._marks[at].start, self.length, value)
        elif len(self._marks) <= self._meter.budget.marks:
            self._last[kind] = len(self._marks)
            self._marks.append(Mark(kind, start, self.length, value))

    def refer(self, note: str) -> None:
        """Refer to a note, by its id."""
        if len(self._marks) <= self._meter.budget.marks:
            self._marks.append(Mark(MarkKind.NOTE, self.length, self.length, note))

    def take(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without white space at its ends, its marks, outer ones first; begins anew. Raises BudgetError."""
        if not self._parts and not self._marks:
            self._meter.tick()
            return "", ()
        raw = "".join(self._parts)
        # spaces before a line break are not seen either, but removing them would move the marks: they stay
        text = raw.strip(self._space)
        shift = len(raw) - len(raw.lstrip(self._space))
        marks = []
        for mark in self._marks:
            start, end = (min(max(0, at - shift), len(text)) for at in (mark.start, mark.end))
            marked = text[start:end]
            start, end = end - len(marked.lstrip(self._space)), start + len(marked.rstrip(self._space))
            if start < end or mark.kind is MarkKind.NOTE:
                marks.append(Mark(mark.kind, start, end, mark.value))
        self.length, self._parts, self._marks, self._last = 0, [], [], {}
        if not text.strip():
            self._meter.tick()
            return "", ()
        self._meter.count(len(marks))
        return text, tuple(sorted(dict.fromkeys(marks), key=lambda m: (m.start, -m.end)))
