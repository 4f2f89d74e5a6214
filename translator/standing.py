"""Credit lines said by rule: "Par Claire Vasseur" → "By Claire Vasseur", the names untouched.

A model reads a byline as a sentence and translates the names. The words of such lines are few: where a whole segment
is nothing but them, names, dates and punctuation, each is said from a table, and the engine is not asked.
"""

import re

from translator.document import Fix

_LONGEST = 160  # characters of a credit line


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


_MONTHS = _table(
    """
    janvier=January février=February mars=March avril=April mai=May juin=June juillet=July août=August
    septembre=September octobre=October novembre=November décembre=December
    """
)
_DAYS = _table(
    "lundi=Monday mardi=Tuesday mercredi=Wednesday jeudi=Thursday vendredi=Friday samedi=Saturday dimanche=Sunday"
)
_TONGUES = _table(
    """
    allemand=German anglais=English arabe=Arabic chinois=Chinese espagnol=Spanish italien=Italian russe=Russian
    ukrainien=Ukrainian
    """
)
_ENGLISH = _MONTHS | _DAYS | _TONGUES
_MONTH, _DAY, _TONGUE = map("|".join, (_MONTHS, _DAYS, _TONGUES))
_CAP = "(?-i:[A-ZÀ-ÖØ-ÞŒ])"
_AGENCY = "(?:AFP|AP|EFE|DPA|ANSA|ATS|Belga|Reuters|Bloomberg|Tass|Xinhua|Ukrinform|agences)"
_TWO_NAMES = rf"{_CAP}[\w.'’-]* (?:(?:de|du|la|le|van|von|der) )*(?:d['’])?{_CAP}"

# A line with one of these is a credit, where all of it is understood.
_SIGNS = {
    r"(?:propos )?recueillis? par": "interview by",
    # only where the line begins so: in a headline in capitals every word looks like a name (TUÉE PAR LA POLICE)
    rf"\Apar(?= {_AGENCY}\b| {_TWO_NAMES})": "by",
    r"texte ?:": "text:",
    r"textes? (?:de|par)": "text by",
    r"reportage (?:de|par)": "report by",
    r"photo (?:de|par)": "photo by",
    r"photos (?:de|par)": "photos by",
    r"crédits? ?photos? ?:": "photo credit:",
    r"crédits? ?:": "credit:",
    r"photo ?:": "photo:",
    r"photos ?:": "photos:",
    r"illustrations? ?:": "illustration:",
    r"infographies? ?:": "graphic:",
    r"vidéos? ?:": "video:",
    rf"©(?= ?{_CAP})": "©",
    r"source ?:": "source:",
    r"sources ?:": "sources:",
    r"de notre correspondante?(?: permanente?)?": "from our correspondent",
    r"de nos correspondante?s": "from our correspondents",
    r"de notre envoyée? spéciale?": "from our special correspondent",
    r"de nos envoyée?s spécia(?:ux|les)": "from our special correspondents",
    r"notre correspondante?": "our correspondent",
    r"notre envoyée? spéciale?": "our special correspondent",
    r"envoyée? spéciale?": "special correspondent",
    r"envoyée?s spécia(?:ux|les)": "special correspondents",
    r"correspondante?": "correspondent",
    rf"avec(?= (?:l['’])?{_AGENCY}\b)": "with",
    rf"traduit (?:de l['’]|du )(?P<tongue>{_TONGUE}) par": "translated from {tongue} by",
    r"publiée? le": "published on",
    r"mise? à jour le": "updated on",
    r"modifiée? le": "edited on",
    r"(?:temps de )?lecture ?:(?= \d)": "reading time:",
}
_LINKS = {
    "et": "and",
    "avec": "with",
    "pour": "for",
    "par": "by",
    r"(?:l['’])AFP": "AFP",
    "agences": "agencies",
    r"à(?= \d)": "at",
    rf"(?:à|en)(?= {_CAP})": "in",
    rf"(?P<weekday>{_DAY}) (?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH})": "{weekday} {day} {month}",
    rf"(?P<day>\d{{1,2}})(?:er)? (?P<month>{_MONTH})": "{day} {month}",
}
# Names with their particles, figures, punctuation.
_KEPT = re.compile(
    r"[A-ZÀ-ÖØ-ÞŒ][\w.'’-]*|(?:de|du|des|la|le|les|van|von|der|den|ben|bin|el|al)(?=\s)|d['’]|\d{1,2}\s?h(?:\s?\d\d)?(?!\w)"
    r"|min(?:utes?)?(?!\w)|[\d/.:]+|[\s,;:/|().©&•·–—-]+"
)


def _compiled(rows: dict[str, str]) -> list[tuple[re.Pattern[str], str]]:
    return [
        (re.compile(rf"{french}(?!\w)".replace(" ", r"\s"), re.IGNORECASE), english) for french, english in rows.items()
    ]


_TABLES = (_compiled(_SIGNS), _compiled(_LINKS))


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
                named = {name: _ENGLISH.get(said.lower(), said) for name, said in found.groupdict().items()}
                english = english.format(**named)
                if found[0].isupper() and len(found[0]) > 1:
                    english = english.upper()
                elif found[0][0].isupper():
                    english = english[0].upper() + english[1:]
                return found[0], english, table is _TABLES[0]
    return None
