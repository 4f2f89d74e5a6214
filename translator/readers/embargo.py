"""Whether an article must not run yet, or not at all: from its metadata, or from a line in its first or last ones.

A line counts when it speaks of when to publish. An embargo on arms or oil, a country under embargo since 1962, do not.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from translator.document import Article, Metadata, Notice
from translator.languages import FRENCH
from translator.languages.datelines import MONTH
from translator.readers.dates import iso, parse, shown, written

_DAY = rf"(?:{'|'.join(FRENCH.listed('weekdays'))}|demain|ce (?:soir|matin|jour)|aujourd|minuit|midi)"
_TIME = rf"(?:\d{{1,2}}(?:er)?\s?(?:h|:\d|/\d|{MONTH})|\d{{4}}-\d\d)"  # 6h, 25 novembre, 25/11; not 27 pays, 50 %
_MOMENT = rf"(?:{_TIME}|{_DAY}(?=\W*(?:\Z|\d|à\b|au\b|matin|midi|soir|minuit)))"
# "jusqu'au", "until"; an embargo on trade ends in a year ("jusqu'en 2015"), or asks how far it goes
_UNTIL = r"(?:jusqu\W?(?:[àa]|aux?)\b(?! bout)|until\b)"
# "jusqu'au 25 novembre", "until", ": 18h", "lundi 6h", at the end of the line
_WHEN = rf"\W*(?:\Z|{_UNTIL}|ne (?:pas|rien)\b|(?:(?:fixée?|levée?|à|au|le|pour|avant) )*{_MOMENT})"
_BEFORE = (  # what such a line may begin with
    r"(?:ndlr|note|eds?|editors?|attention|important|urgent|rappel|informations?|document|communiqué|"
    r"communiqué de presse|dossier de presse|article|rapport|étude|enquête|texte|papier|contenu|dépêche|diffusion|"
    r"publication|strictement|strictly|merci de respecter l.)\W{0,4}"
)
_UNDER = r"(?:sous embargo|embargoed)(?: strict| absolu| total)?\b"
_NOT_BEFORE = (
    r"(?:(?:à |a )?ne (?:pas|rien) (?:publier|diffuser|mettre en ligne)|(?:publication|diffusion) interdite|"
    r"interdit de publication|pas de (?:publication|diffusion)|not for (?:publication|release|broadcast)|"
    r"hold for release|(?:publication|diffusion) autorisée à partir)\b.{0,40}?"
    rf"(?:\b(?:avant|before|until|du|de)\b|{_UNTIL})(?=.{{0,30}}{_MOMENT})"
)
_LINE = re.compile(
    rf"\W{{0,5}}(?:{_BEFORE}){{0,3}}(?:"
    rf"{_UNDER}(?={_WHEN}|\W*[\])»])|(?-i:SOUS EMBARGO|EMBARGOED)\W*[:—–-]"
    rf"|embargo(?: strict| absolu| total)?\b(?={_WHEN})|{_NOT_BEFORE})",
    re.IGNORECASE,
)
_ITEM = r"(?:note\W{1,3})?(?:ce|cet|cette|ces|le présent|la présente|communiqué|document|dossier|rapport|étude|article)"
# Within a line: "Ce rapport est sous embargo jusqu'à mardi", "Communiqué – Embargo jusqu'au 25 novembre". What somebody
# says is under embargo until Tuesday, or oil is, does not count.
_INSIDE = re.compile(
    rf"(?:[-–—:(\[|/.,]\s*(?:sous\s+)?|\A\W*{_ITEM}\b.{{0,60}}\bsous\s+)"
    rf"embargo(?: strict| absolu| total)?\s+(?:{_UNTIL}|et\b.{{0,40}}\bavant\b)|\({_UNDER}\W*\)",
    re.IGNORECASE,
)
# In notes for desks, a mention is enough; not one that was lifted, nor one on goods.
_NAMED = re.compile(
    r"\bembargo(?!\w*\s+(?:est\s+|a été\s+)?(?:lev|sur\b|contre\b|pétrol|écono|commerc|améric|europ|russe|agric|alim))",
    re.IGNORECASE,
)
_FIRST, _LAST = 5, 3  # paragraphs in which a desk puts such a line
_LONGEST_LINE = 240  # characters in which it is looked for
_QUOTED = 300
# Words that make a date less than certain: it is then given in the words of the item.
_VAGUE = re.compile(
    r"\b(?:minuit|midi|soir|matin|après-midi|locales?|[ECMP][SD]?T|CES?T|BST|UTC|GMT|TU)\b|heures? d[eu'’] ?(?!paris)",
    re.I,
)
_ENDS = re.compile(r"embargo|\bavant\b|\bbefore\b|\buntil\b|\bjusqu|à partir", re.IGNORECASE)
_TIME_UNKNOWN = "a time that the item does not give"
_STATUSES = {"withheld": "The item is withheld: not for publication", "cancel": "The item is canceled: it must not run"}
_UNPUBLISHED = {  # what WordPress calls a post's state
    "draft": "The item is a draft, not published yet",
    "future": "The item is scheduled, not published yet",
    "pending": "The item waits to be approved, not published yet",
    "private": "The item is private: not for publication",
    "trash": "The item was deleted",
}


def announces_embargo(line: str) -> bool:
    """Whether a line says from when a story may run.

    >>> lines = "Sous embargo jusqu'au 25 novembre", "(NDLR : embargo mardi 6h)", "Embargo sur les armes"
    >>> [announces_embargo(line) for line in lines]
    [True, True, False]
    """
    return _LINE.match(line) is not None or _INSIDE.search(line[:_LONGEST_LINE]) is not None


def flagged(article: Article) -> Article:
    """The article with its embargo in the metadata and in its first notice; as it is, where nothing speaks of one.

    Metadata "embargo" becomes ISO 8601 where it says a date, else the words that announce it, for a desk to read.
    """
    if any(notice.code in ("embargo", "status") for notice in article.notices):
        return article
    facts, found = article.metadata, list(_status(article.metadata))
    said = facts.embargo or next(_announcements(article), "")
    if said:
        until = _until(said)
        known = bool(facts.embargo) or parse(until) is not None
        message = f"Under embargo until {shown(until)}" if known else f"The item speaks of an embargo: « {until} »"
        facts = replace(facts, embargo=until)
        found.insert(0, Notice("embargo", message))
    elif "embargo" in facts.pubstatus.lower():
        facts = replace(facts, embargo=_TIME_UNKNOWN)
        found.insert(0, Notice("embargo", f"Under embargo until {_TIME_UNKNOWN}"))
    return replace(article, metadata=facts, notices=(*found, *article.notices)) if found else article


def _status(facts: Metadata) -> Iterator[Notice]:
    said = facts.pubstatus.lower().replace("cancell", "cancel")
    yield from (Notice("status", message) for word, message in _STATUSES.items() if word in said)
    if facts.status in _UNPUBLISHED:
        yield Notice("status", _UNPUBLISHED[facts.status])


def _announcements(article: Article) -> Iterator[str]:
    """The lines that announce an embargo, the likeliest place first; what is for desks need only name one."""
    facts, texts = article.metadata, [p.source for p in article.paragraphs if p.source.strip()]
    lines = [facts.label, facts.ednote, facts.headline, facts.usageterms]
    lines += [*texts[:_FIRST], *texts[_FIRST:][-_LAST:]]
    yield from (line[:_QUOTED] for line in lines if announces_embargo(line))
    yield from (line[:_QUOTED] for line in (facts.ednote, facts.label) if _NAMED.search(line))


def _until(said: str) -> str:
    """The date that a text names, as ISO 8601; the text itself where it is not certain.

    >>> _until("Embargo jusqu'au 25 novembre 2026 à 06h00"), _until("sous embargo jusqu'à mardi")
    ('2026-11-25T06:00:00', "sous embargo jusqu'à mardi")
    >>> _until("Paris, le 10 mars 2026 - Sous embargo jusqu'au 13 mars 2026")
    '2026-03-13'
    """
    if parse(said) is not None:
        return iso(said)
    found = _ENDS.search(said)
    after = said[found.start() :] if found else said  # before it stands the date of the item
    return (not _VAGUE.search(said) and written(after)) or said
