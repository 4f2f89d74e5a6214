"""Does the English deny what the French denies, and nothing else?"""

import re
from collections.abc import Sequence

from translator.checks.lexicon import said_by, stem, stems, translations

_SECOND = r"(?:pas|jamais|rien|personne|plus|aucune?|nullement|guère|ni)"
_NE = r"(?<!\w)(?:ne\s|n['’])"
_NOBODY = r"(?<!une )(?<!la )(?<!tte )(?<!tre )personne"
# "ne l'ai même jamais", "aucun d'eux n'", "personne ne", "mais pas", "sans aucun" is one of its own.
_DENIAL = re.compile(
    rf"{_NE}(?:(?!qu['’e])[\w-]+['’\s]\s?){{0,4}}?{_SECOND}\b(?!-)"
    rf"|\bpas du tout\b|(?:(?<!\w)(?:mais|et|ou|sinon|voire|pourquoi|non)|,) pas\b"
    r"|(?<=\w )non (?!plus|seulement|sans|moins|loin)[^\W\d_]{3,}"
    r"|\bmais non\b"
    rf"|(?<!\w)(?:aucune?|{_NOBODY}|rien|jamais|ni)\b[^.,;:!?]{{0,60}}?{_NE}\w+"
    r"|(?<!sans )(?<!\w)aucune?\b"
    rf"|{_NE}(?:sai[st]|sav\w+|peu(?:[tx]|vent)|pou[vr]\w+|puiss\w+|saur\w+|ose\w*)\b(?! que\b)",
    re.IGNORECASE,
)
# Denials that English turns round: "n'hésite pas" is "readily", "ne manquera pas" "is sure to", "pas seulement" "also",
# "pas moins" "as much", "pas mauvais" "good".
_TURNED = re.compile(
    r"\b(?:(hésit|manqu|oubli|cess|empêch|rat|dout|ignor|tard)\w*\s(?:\w+\s)?(?:pas|jamais|rien|plus)\b"
    r"|(?:pas|plus|rien)\s(?:seulement|uniquement|simplement|moins|trop|sans|loin)"
    r"|(?:pas|plus|rien)\s(?:d['’]|à |au |si )?(?:autre|mal|mauvais|peu|de mal|im(?:possib|probab|parf|pu)"
    r"|in(?:util|noc|diff|sens|suff|cap|ex|oubl|comp|vis|év|conn|disp|sign|supp|acc|just|éga|déc))"
    r"|(?:est|sont|a|agit|fait) (?:pas|plus) qu(?:e\b|['’])|n['’]est-ce pas\b"
    r"|\w+-(?:t-)?(?:ils?|elles?|on|nous|vous|je) pas\b)",
    re.IGNORECASE,
)
_PLAIN = r"n['’]t\b|\b(?:not(?! (?:just|least|to mention|\d))|never|cannot)\b"
_DENIED = re.compile(
    rf"{_PLAIN}|\b(?:not|no|none|nothing|nobody|nowhere|neither|nor|without|no-one|unless|until)\b", re.IGNORECASE
)
# Words that may deny; one that another French word says too ("refusé", "refused") is no answer to a denial.
_MAY_BE_DENIED = re.compile(
    r"\b(?:unable|non(?!etheless|e)\w*|hardly|barely|scarcely|rarely|seldom|(?<!\ba )(?:little|few|fewer)|fail\w*"
    r"|refus\w*|den(?:y|ie)\w*|lack\w*|reject\w*|ruled? out|avoid\w*|absen\w+|exclud\w*|impossib\w*"
    r"|prevent\w*|ignor\w*|declin\w*|cease\w*|far from|disagre\w*|forbid\w*|prohibit\w*|doubt\w*"
    r"|un(?!der|it|iv|ion|ique|til|less|fort|i|cles?\b)[a-z]{3,}"
    r"|in(?:a[bcd]|e[fqv]|cap|com[pm]|cor|ex|suf|sign|vis|vuln|def|eff|ef|ap|op)\w+|imp(?:oss|er[fsm]|rob|at)\w+|irr\w+"
    r"|illeg\w*|dis(?!c|t|p|h|k|ease|aster|able|burs|order)\w+|(?!never|none)\w+less(?:ly)?)\b",
    re.IGNORECASE,
)
_MAY_DENY = re.compile(
    rf"(?<!\w)(?:pas|sans|non|aucun\w*|rien|jamais|ni|nul\w*|{_NOBODY}|peu|moins|guère|faute|hors|sauf|sinon)(?!\w)"
    r"|(?<!\w)(?:impossib|refus|ignor|évit|empêch|manqu|cess|échou|interdi|illég|irr|inac|inad|incap|incomp|inconn|incorr"
    r"|indisp|inégal|inexist|insuff|inutil|invis|dénu|dépourv|désacc|démen|dément)\w*|(?<!\w)mal\w*"
    rf"|{_NE}",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|just|merely|but|solely|unless|until|than)\b", re.IGNORECASE)
# What the dictionary leaves out, because the words are small.
_SMALL_ANSWERS = {
    french: frozenset(map(stem, english.split()))
    for french, english in (("sans", "without"), ("moins", "less least fewer unless"), ("peu", "little few less short"))
}
_ONLY_STEMS = {stem(word) for word in ("only", "just", "merely", "simply", "solely")}
_BUT = re.compile(rf"{_NE}[^.,;:!?]{{0,60}}?\bqu(?:e\b|['’])", re.IGNORECASE)  # "ne compte que"
_ADDED = re.compile(_PLAIN.replace("(?:just", "(?:only|just"), re.IGNORECASE)
# How far apart, as shares of their texts, a denial and its answer stand at most: plain words of the English; words that
# may deny; a French denial for an English one, where the English has more of them and where it has not.
_REACH, _NEAR, _FAR, _SAME = 0.5, 0.36, 0.3, 0.5

_LONGEST = 6000  # characters of both: more is no sentence, and each denial is compared with each

_Denials = Sequence[re.Match[str]]


def negation(source: str, target: str) -> str | None:
    """A denial that the other side does not answer somewhere near the same place; questions turn it round."""
    if "?" in source or len(source) + len(target) > _LONGEST:
        return None
    french, english = _french_denials(source), list(_DENIED.finditer(target))
    aside = _DENIAL.sub(lambda match: " " * len(match.group()), source)
    known = said_by(source)
    soft = [match for match in _MAY_BE_DENIED.finditer(target) if stem(match.group()) not in known]
    if added := _added(source, aside, target, (french, english, soft)):
        return f"The English denies (“{added}”), the French does not."
    french = [match for match in french if not _is_turned(match, stems(target))]
    others = [m for m in english if m.group().lower() == "without"][: len(re.findall(r"\bsans\b", source))]
    plain = [match for match in english if match not in others]
    lost = _unanswered(french, len(source), (plain, len(target), _REACH), (soft, len(target), _NEAR))
    if not lost:
        return None
    listed = ", ".join(f"“{match.group().strip(', ')}”" for match in french)
    if len(lost) == len(french):
        return f"The French denies ({listed}), the English does not."
    return f"The French denies {len(french)} times ({listed}), the English {len(french) - len(lost)}."


def _french_denials(source: str) -> list[re.Match[str]]:
    """Those of a French text; "aucun" is one of its own only where no "ne" stands, as in "presque aucun train"."""
    has_ne = re.search(_NE, source, re.IGNORECASE)
    found = _DENIAL.finditer(source)
    return [m for m in found if not (has_ne and re.fullmatch("aucune?", m.group(), re.IGNORECASE))]


def _added(source: str, aside: str, target: str, denials: tuple[_Denials, _Denials, _Denials]) -> str | None:
    """A plain denial of the English where nothing of the French denies, or nothing near its place."""
    french, english, soft = denials
    if french and len(english) > len(french):
        return None
    may = [m for m in _MAY_DENY.finditer(aside) if not _answers(m.group().lower()) & stems(target)]
    english = [match for match in english if match.group().lower() != "without"]
    if _ONLY.search(target):
        may = [match for match in may if not _BUT.match(source, match.start())]
    reach = _FAR if len(english) + len(soft) > len(french) + len(may) else _SAME
    plain_last = sorted(english, key=lambda match: bool(_ADDED.match(target, match.start())))
    lost = _unanswered(plain_last, len(target), ([*french, *may], len(source), reach))
    return next((match.group() for match in lost if _ADDED.match(target, match.start())), None)


def _answers(word: str) -> frozenset[str]:
    return translations(word) | _SMALL_ANSWERS.get(word, frozenset())


def _unanswered(denials: _Denials, length: int, *answers: tuple[_Denials, int, float]) -> list[re.Match[str]]:
    """The denials of a text of this length for which none of the other's answers, each with its reach, is left."""
    left = [(match.start() / size, reach) for found, size, reach in answers for match in found]
    lost = []
    for denial in denials:
        place = denial.start() / length
        near = [(-reach, abs(at - place), at) for at, reach in left if abs(at - place) <= reach]
        if near:
            reach, _, at = min(near)
            left.remove((at, -reach))
        else:
            lost.append(denial)
    return lost


def _is_turned(denial: re.Match[str], english: frozenset[str]) -> bool:
    """Whether English may turn it round ("n'oubliez pas", "remember"), and has not just left the denial out."""
    turned = _TURNED.search(denial.string, denial.start())
    if not turned or turned.start() > denial.end():
        return False
    if turned.group().endswith("ment"):  # "pas seulement" is "not only" or "also", and no "only"
        return not english & _ONLY_STEMS
    verb = re.search(r"\w+", turned.group())
    return not (turned[1] and verb and translations(verb.group().lower()) & english)
