"""The text of one paragraph while it is gathered: white space folded as a browser does, marks kept in step."""

import re

from translator.document import Mark, MarkKind

# HTML's own white space (https://infra.spec.whatwg.org/#ascii-whitespace); no-break spaces are text.
_SPACE = re.compile(r"[ \t\n\r\f]+")
_STRIPPED = " \t\n\r\f"


class RunningText:
    """Text added piece by piece; ``length`` is how many characters there are so far."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Add the text as it is."""
        if text:
            self._parts.append(text)
            self.length += len(text)

    def add_folded(self, text: str) -> None:
        """Add the text with runs of white space as one space each, none at the start of a line."""
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and (not self._parts or self._parts[-1][-1] in _STRIPPED):
            text = text[1:]
        self.add(text)

    def break_line(self) -> bool:
        """Add a line break; True, without adding it, where there is one already: the paragraph ends here."""
        if self._parts and self._parts[-1] == "\n":
            return True
        if self._parts:
            self.add("\n")
        return False

    def mark(self, kind: str, start: int, value: str) -> None:
        """Mark what was added since ``start``; a link without an address is none."""
        if start < self.length and (kind != "link" or value):
            self._marks.append(Mark(MarkKind(kind), start, self.length, value))

    def take(self) -> tuple[str, tuple[Mark, ...]]:
        """The text without white space at its ends, its marks, outer ones first; begins anew."""
        raw = "".join(self._parts)
        # spaces before a line break are not seen either, but removing them would move the marks: they stay
        text = raw.strip(_STRIPPED)
        shift = len(raw) - len(raw.lstrip(_STRIPPED))
        marks = []
        for mark in self._marks:
            start, end = max(0, mark.start - shift), min(len(text), mark.end - shift)
            while start < end and text[start] in _STRIPPED:
                start += 1
            while start < end and text[end - 1] in _STRIPPED:
                end -= 1
            if start < end:
                marks.append(Mark(mark.kind, start, end, mark.value))
        self.length, self._parts, self._marks = 0, [], []
        if not text.strip():
            return "", ()
        return text, tuple(sorted(dict.fromkeys(marks), key=lambda m: (m.start, -m.end)))
