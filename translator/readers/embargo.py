"""Whether an article must not run yet, or not at all: from its metadata, or from a line in its first or last ones.

A line counts when it speaks of when to publish. An embargo on arms or oil, a country under embargo since 1962, do not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from translator.document import Article, Notice
from translator.readers.dates import iso, parse, shown, written

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce (?:soir|matin|jour)|aujourd|minuit|midi)"
# "jusqu'au 25 novembre", "until", ": 18h", "lundi 6h"; an embargo on trade ends in a year ("jusqu'en 2015")
_WHEN = rf"\W*(?:\d|\Z|jusqu(?!.en\b)|until\b|avant\b|ne (?:pas|rien)\b|(?:(?:levée?|à|au|le|pour) )*(?:\d|{_DAY}))"
_BEFORE = (  # what such a line may begin with
    r"(?:ndlr|note|eds?|editors?|attention|important|urgent|rappel|informations?|document|communiqué|"
    r"communiqué de presse|dossier de presse|article|rapport|étude|enquête|texte|papier|contenu|dépêche|diffusion|"
    r"publication|strictement|strictly)\W{1,4}"
)
_UNDER = r"(?:sous embargo|embargoed)(?: strict| absolu| total)?\b"
_NOT_BEFORE = (
    r"(?:(?:à |a )?ne (?:pas|rien) (?:publier|diffuser)|(?:publication|diffusion) interdite|interdit de publication|"
    r"pas de (?:publication|diffusion)|not for (?:publication|release|broadcast)|hold for release)\b.{0,40}?"
    r"(?:\b(?:avant|before|until)\b|\bjusqu)"
)
_LINE = re.compile(
    rf"\W{{0,5}}(?:{_BEFORE}){{0,3}}(?:"
    rf"{_UNDER}(?={_WHEN}|\W*[\])»:—–-])|embargo(?: strict| absolu| total)?\b(?={_WHEN})|{_NOT_BEFORE})",
    re.IGNORECASE,
)
# Within a line: "Ce rapport est sous embargo jusqu'à mardi", "Communiqué – Embargo jusqu'au 25 novembre".
_INSIDE = re.compile(
    rf"(?:\bsous|[-–—:(\[|/.])\s*embargo(?: strict| absolu| total)?\s+(?:jusqu(?!.en\b)|until\b)|\({_UNDER}\W*\)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\bembargo", re.IGNORECASE)
_FIRST, _LAST = 5, 3  # paragraphs in which a desk puts such a line
_LONGEST_LINE = 240  # characters in which it is looked for
_QUOTED = 300
# Words that make a date less than certain: it is then given in the words of the item.
_VAGUE = re.compile(r"\b(?:minuit|midi|soir|matin|après-midi|locales?|[ECMP][SD]?T)\b|heures? d[eu'’] ?(?!paris)", re.I)
_TIME_UNKNOWN = "a time that the item does not give"
_STATUSES = {"withheld": "The item is withheld: not for publication", "cancel": "The item is canceled: it must not run"}


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
    facts, found = dict(article.metadata), list(_status(article.metadata))
    said = facts.get("embargo", "") or next(_announcements(article), "")
    if said:
        facts["embargo"] = _until(said)
        known = "embargo" in article.metadata or parse(facts["embargo"]) is not None
        until = f"Under embargo until {shown(facts['embargo'])}"
        found.insert(0, Notice("embargo", until if known else f"The item speaks of an embargo: « {facts['embargo']} »"))
    elif "embargo" in facts.get("pubstatus", "").lower():
        facts["embargo"] = _TIME_UNKNOWN
        found.insert(0, Notice("embargo", f"Under embargo until {_TIME_UNKNOWN}"))
    return replace(article, metadata=facts, notices=(*found, *article.notices)) if found else article


def _status(facts: Mapping[str, str]) -> Iterator[Notice]:
    said = facts.get("pubstatus", "").lower().replace("cancell", "cancel")
    yield from (Notice("status", message) for word, message in _STATUSES.items() if word in said)


def _announcements(article: Article) -> Iterator[str]:
    """The lines that announce an embargo, the likeliest place first; what is for desks need only name one."""
    facts, texts = article.metadata, [p.source for p in article.paragraphs if p.source.strip()]
    lines = [facts.get(key, "") for key in ("label", "ednote", "headline", "usageterms")]
    lines += [*texts[:_FIRST], *texts[_FIRST:][-_LAST:]]
    yield from (line[:_QUOTED] for line in lines if announces_embargo(line))
    yield from (line[:_QUOTED] for key in ("ednote", "label") if _NAMED.search(line := facts.get(key, "")))


def _until(said: str) -> str:
    """The date that a text names, as ISO 8601; the text itself where it is not certain.

    >>> _until("Embargo jusqu'au 25 novembre 2026 à 06h00"), _until("sous embargo jusqu'à mardi")
    ('2026-11-25T06:00:00', "sous embargo jusqu'à mardi")
    """
    if parse(said) is not None:
        return iso(said)
    return (not _VAGUE.search(said) and written(said)) or said
