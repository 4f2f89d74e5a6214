"""Is what the French denies denied in the English? The worst error of a court story is « jamais » gone."""

import re

_SECOND = r"(?:pas|jamais|rien|personne|plus|aucune?|nullement|guère|ni)"
_NE = r"(?<!\w)(?:ne\s|n['’])"
# "ne l'ai même jamais", "aucun d'eux n'", "personne ne"
_DENIAL = re.compile(
    rf"{_NE}(?:(?!qu['’e])[\w-]+['’\s]\s?){{1,4}}?{_SECOND}\b(?!-)"
    rf"|(?<!\w)(?:aucune?|personne|rien|jamais|ni)\b[^.,;:!?]{{0,60}}?{_NE}\w+",
    re.IGNORECASE,
)
# Denials that English turns round: "n'hésite pas" is "readily", "ne manquera pas" "is sure to", "pas seulement" "also",
# "pas moins" "as much", "pas mauvais" "good".
_TURNED = re.compile(
    r"\b(?:hésit|manqu|oubli|cess|empêch|rat|dout|ignor|tard)\w*\s(?:\w+\s)?(?:pas|jamais|rien|plus)\b"
    r"|\b(?:pas|plus|rien)\s(?:seulement|uniquement|simplement|moins|que\b|qu['’]|trop|sans|loin|(?:d['’]|à |au |si )?"
    r"(?:autre|mal|mauvais|im|in|peu|de mal))"
    r"|\bn['’]est-ce pas\b|\bque\s\w+\sne\s",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nothing|nobody|nowhere|neither|nor|cannot|without|unable|non\w*|no-one|hardly"
    r"|barely|scarcely|rarely|seldom|little|few|fewer|fail\w*|refus\w*|den(?:y|ie)\w*|lack\w*|reject\w*|ruled? out"
    r"|miss(?:ed|es|ing)?|avoid\w*|unless|until|stop\w*|yet|absen\w+|exclud\w*|impossib\w*|prevent\w*|ignor\w*"
    r"|declin\w*|cease\w*|far from|instead|rather|disagre\w*|lose|lost|forbid\w*|prohibit\w*|wrong|doubt\w*|otherwise"
    r"|anything but|against|offline|ever|un(?!der|it|iv|ion|ique|til|i)[a-z]{3,}"
    r"|in(?:a[bcd]|e[fqv]|cap|com[pm]|cor|ex|suf|sig|vis|vuln|def|eff|ef|ap|op)\w+|imp(?:oss|er[fsm]|rob|at)\w+|irr\w+"
    r"|illeg\w*|dis(?!c|t|p)\w+|\w+less(?:ly)?)\b",
    re.IGNORECASE,
)


def negation(source: str, target: str) -> str | None:
    """The French denies more often than the English, in which any word that denies will do; questions turn it round.

    Of 3,003 human translations 440 have a denial in the French; 15 have fewer in the English, five of them by a slip.
    """
    theirs = [match.group() for match in _DENIAL.finditer(source)]
    if not theirs or "?" in source or _TURNED.search(source):
        return None
    ours = len(_DENIED.findall(target))
    if ours >= len(theirs):
        return None
    listed = ", ".join(f"“{denial}”" for denial in theirs)
    if not ours:
        return f"The French denies ({listed}), the English does not."
    return f"The French denies {len(theirs)} times ({listed}), the English {ours}."
