"""How a story of an agency begins: "PARIS, 17 nov. (AFP) — "."""

import re

from translator.languages import FRENCH

_PLACE = r"[A-ZÀ-ÖØ-ÞŒ][\w'’.-]*+(?: (?:sur|sous|en|de|la|le|[A-ZÀ-ÖØ-ÞŒ])[\w'’.-]*+){0,4}"
MONTH = "|".join(sorted((name for names in FRENCH.months for name in names), key=len, reverse=True))
_DATE = rf"(?P<date>(?:le )?(?P<day>\d{{1,2}})(?:er)?\s(?P<month>{MONTH})\b\.?(?:\s(?P<year>\d{{4}}))?)"
_AGENCY = rf" \((?:[A-Z]{{2,8}}|{'|'.join(FRENCH.listed('agencies'))})\)"
# A place, then a date or an agency or both; URGENT alone is a label.
DATELINE = re.compile(
    rf"{_PLACE}(?: \({_PLACE}\))?(?:, {_PLACE})?(?:, {_DATE}(?:{_AGENCY})?|{_AGENCY})(?:\s*(?:$|[—–-]+\s))"
)
