"""Credit lines said by rule: "Par Claire Vasseur" → "By Claire Vasseur", the names untouched.

A model reads a byline as a sentence and translates the names. The words of such lines are few: where a whole segment
is nothing but them, names, dates and punctuation, each is said from a table, and the engine is not asked.
"""

import re

from translator.document import Fix
from translator.languages import ENGLISH, FRENCH

_LONGEST = 160  # characters of a credit line


_ENGLISH = FRENCH.rows("languages")
_ENGLISH |= dict(zip(FRENCH.listed("weekdays"), ENGLISH.listed("weekdays"), strict=True))
_ENGLISH |= {fr[0]: en[0] for fr, en in zip(FRENCH.months, ENGLISH.months, strict=True)}
_CAP = "(?-i:[A-ZÀ-ÖØ-ÞŒ])"

_PARTS = {
    "AGENCY": f"(?:{'|'.join(FRENCH.listed('agencies'))}|agences)",
    "TWO_NAMES": rf"{_CAP}[\w.'’-]* (?:(?:de|du|la|le|van|von|der) )*(?:d['’])?{_CAP}",
    "CAPITAL": _CAP,
    "LANGUAGE": "|".join(FRENCH.rows("languages")),
    "WEEKDAY": "|".join(FRENCH.listed("weekdays")),
    "MONTH": "|".join(names[0] for names in FRENCH.months),
}
# Names with their particles, figures, punctuation.
_KEPT = re.compile(
    r"[A-ZÀ-ÖØ-ÞŒ][\w.'’-]*|(?:de|du|des|la|le|les|van|von|der|den|ben|bin|el|al)(?=\s)|d['’]|\d{1,2}\s?h(?:\s?\d\d)?(?!\w)"
    r"|min(?:utes?)?(?!\w)|[\d/.:]+|[\s,;:/|().©&•·–—-]+"
)


def _compiled(rows: dict[str, str]) -> list[tuple[re.Pattern[str], str]]:
    compiled = []
    for french, english in rows.items():
        for name, pattern in _PARTS.items():
            french = french.replace(name, pattern)
        compiled.append((re.compile(rf"{french}(?!\w)".replace(" ", r"\s"), re.IGNORECASE), english))
    return compiled


_TABLES = (_compiled(FRENCH.rows("credits")), _compiled(FRENCH.rows("credit links")))


def say(source: str) -> tuple[str, tuple[Fix, ...]] | None:
    """A credit line in English, and the fixes that lead to it from the French; None for anything else.

    >>> say("Propos recueillis par Anne Roux et Luc Petit")[0]
    'Interview by Anne Roux and Luc Petit'
    """
    if len(source) > _LONGEST:
        return None
    target, fixes, is_credit, position = "", list[Fix](), False, 0
    while position < len(source):
        if found := _word(source, position):
            french, english, is_sign = found
            fixes.append(Fix(len(target), len(target) + len(french), french, english, "standing", evidence=french))
            target, position, is_credit = target + english, position + len(french), is_credit or is_sign
        elif kept := _KEPT.match(source, position):
            target, position = target + kept[0], kept.end()
        else:
            return None
    return (target, tuple(fix for fix in fixes if fix.before != fix.after)) if is_credit else None


def _word(source: str, position: int) -> tuple[str, str, bool] | None:
    """What the tables know at ``position``: the French, its English in the same case, and whether it makes a credit."""
    for table in _TABLES:
        for pattern, english in table:
            if found := pattern.match(source, position):
                named = {name: _ENGLISH.get(word.lower(), word) for name, word in found.groupdict().items()}
                english = english.format(**named)
                if found[0].isupper() and len(found[0]) > 1:
                    english = english.upper()
                elif found[0][0].isupper():
                    english = english[0].upper() + english[1:]
                return found[0], english, table is _TABLES[0]
    return None
