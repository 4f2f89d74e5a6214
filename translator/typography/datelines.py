"""The date of a dateline as agencies write it in English: "PARIS, 17 nov. (AFP)" becomes "PARIS, Nov 17 (AFP)"."""

import re
from collections.abc import Iterator

from translator.typography.edits import Edit

_MONTHS = {
    "jan": "Jan",
    "fév": "Feb",
    "mar": "March",
    "avr": "April",
    "mai": "May",
    "juin": "June",
    "juil": "July",
    "aoû": "Aug",
    "sep": "Sept",
    "oct": "Oct",
    "nov": "Nov",
    "déc": "Dec",
}
_DATELINE = re.compile(
    rf"[^\W\d_][^\d\n]{{1,80}}, (?P<date>(?:le )?(?P<day>\d{{1,2}})(?:er)?\s(?P<month>{'|'.join(_MONTHS)})[a-zûî]*\.?"
    r"(?:\s(?P<year>\d{4}))?)(?=\s*(?:$|[—–-]|\([A-Z]))"
)


def datelines(text: str, source: str) -> Iterator[Edit]:
    """The date of a dateline that was kept in French: the month first and short, without a full stop (Nov 17, 2025)."""
    ours, theirs = _DATELINE.match(text), _DATELINE.match(source)
    if ours and theirs and ours["date"] == theirs["date"]:
        year = f", {ours['year']}" if ours["year"] else ""
        yield Edit(*ours.span("date"), f"{_MONTHS[ours['month']]} {int(ours['day'])}{year}", theirs["date"])
