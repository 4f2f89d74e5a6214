"""The house forms put into the English, each step with its evidence in the French.

The order for each term that the source has: already right → kept; a listed variant, or the French spelling copied →
replaced; else the engine's best other hypothesis that has the term; else a near miss; else a notice.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Fix, Notice, replay
from translator.glossary.entries import Entry
from translator.glossary.folding import fold
from translator.glossary.forms import Span, has_demonym, says_an, shaped, spans
from translator.glossary.glossary import Glossary
from translator.glossary.near import near_miss
from translator.glossary.reading import Reading, Term, overlap, read

MAX_LOSS = 0.2  # log-probability per token that a hypothesis may lose to have a term (benchmarks/glossary.md)
_A = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|les?|la)\s", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|les?|la)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"(['’])s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Applied:
    """What ``apply`` gives: the new target, the fixes that lead to it in order, and what an editor must know."""

    target: str
    fixes: tuple[Fix, ...] = ()
    notices: tuple[Notice, ...] = ()


def apply_terms(
    source: str, target: str, glossary: Glossary, alternatives: Sequence[tuple[str, float]] = ()
) -> Applied:
    """Put the house forms of the terms of ``source`` into ``target``. See ``glossary.apply``."""
    fixes: list[Fix] = []
    reading = glossary.read(source, target)
    if alternatives and reading.missing and (fix := _hypothesis(source, target, reading, alternatives)):
        fixes.append(fix)
        target = fix.after
        reading = read(source, target, reading.terms)
    while True:
        if made := _corrections(source, target, reading):
            fixes += made
            target = replay(target, made)
            reading = read(source, target, reading.terms)
        if not (made := _nearest(source, target, reading, glossary)):
            break
        fixes += made
        target = replay(target, made)
        reading = read(source, target, reading.terms)
    notices = [notice for term in reading.missing if (notice := _expected(source, target, term))]
    return Applied(target, tuple(fixes), (*notices, *_forbidden(target, glossary.forbidden, reading)))


def missing_terms(source: str, target: str, glossary: Glossary) -> tuple[Term, ...]:
    """The terms for which ``apply`` would end in a notice unless a hypothesis or a near miss is found."""
    return tuple(term for term in glossary.read(source, target).missing if _expected(source, target, term))


def _corrections(source: str, target: str, reading: Reading) -> list[Fix]:
    """The wrong forms of a reading as fixes, left to right, each in the text as the one before leaves it."""
    fixes = []
    moved = 0
    text = target
    for wrong in reading.wrong:
        span = Span(wrong.span.start + moved, wrong.span.end + moved, wrong.span.plural)
        form = shaped(wrong.form, text, span, wrong.listed, wrong.term.entry.kind == "title")
        fix = _fix(source, text, span, wrong.term, form, wrong.rule)
        if fix.before == fix.after:
            continue
        fixes.append(fix)
        text = text[: fix.start] + fix.after + text[fix.end :]
        moved += len(fix.after) - (fix.end - fix.start)
    return fixes


def _nearest(source: str, target: str, reading: Reading, glossary: Glossary) -> list[Fix]:
    """The replacement of what must be the first missing term that the target has mangled; none if there is none."""
    for term in reading.missing:
        if near := near_miss(source, target, term, reading, glossary):
            span, score = near
            detail = f" ~ {target[span.start : span.end]} ({score:.0f} %)"
            return [_fix(source, target, span, term, term.forms[0], "near", detail)]
    return []


def _fix(source: str, target: str, span: Span, term: Term, form: str, rule: str, detail: str = "") -> Fix:
    """The replacement of ``span`` by ``form``, with the article before it (a, an, the) and the possessive after it."""
    start, end, after = span.start, span.end, form
    if article := _A.search(target[:start]):
        word = "an" if says_an(form) else "a"
        if word != article[1].lower():
            start, after = article.start(), (word.title() if article[1][0].isupper() else word) + article[2] + form
    elif form[:4].lower() == "the " and (article := _THE.search(target[:start])):
        start, after = article.start(), (article[0] + form[4:] if form[0] == "t" else form)
    elif _ARTICLE.match(form) and term.entry.kind != "person" and (article := _ARTICLE_BEFORE.search(target[:start])):
        start = article.start()  # The Les Bleus, La The Hague; the Le Pen clan stays
    if form[-1:] in "sS" and term.entry.kind in ("place", "org") and (possessive := _OWNS.match(target[end:])):
        end, after = end + possessive.end(), after + possessive[1]  # the United States’
    match = term.matches[0]
    evidence = source[match.start : match.end] + detail
    return Fix(start, end, target[start:end], after, rule, form, term.entry.where, evidence)


def _hypothesis(source: str, target: str, reading: Reading, alternatives: Sequence[tuple[str, float]]) -> Fix | None:
    """The best other translation that has more of the terms, within ``MAX_LOSS`` of the best score; None if none."""
    floor = max(score for _, score in alternatives) - MAX_LOSS
    missing = {id(term) for term in reading.missing}
    best: tuple[int, float, str] | None = None
    for text, score in alternatives:
        if score < floor or text == target or _numbers(text) != _numbers(target):
            continue
        still = {id(term) for term in read(source, text, reading.terms).missing}
        gained = len(missing - still)
        if gained and not still - missing and (best is None or (gained, score) > best[:2]):
            best = gained, score, text
    if best is None:
        return None
    absent = {id(term) for term in read(source, best[2], reading.terms).missing}
    won = [term for term in reading.missing if id(term) not in absent]
    return Fix(
        0,
        len(target),
        target,
        best[2],
        "hypothesis",
        "; ".join(term.forms[0] for term in won),
        "; ".join(term.entry.where for term in won),
        "; ".join(source[term.matches[0].start : term.matches[0].end] for term in won),
    )


def _numbers(text: str) -> list[str]:
    return sorted(re.findall(r"\d+", text))


def _expected(source: str, target: str, term: Term) -> Notice | None:
    """The notice for a term that is not there; None where it is only inflected, or a common noun said otherwise."""
    match, form = term.matches[0], term.forms[0]
    words = re.findall(r"[^\W\d_]+", form.lower())
    if term.entry.is_name:
        if term.entry.kind == "place" and has_demonym(target, form):
            return None
    elif " " not in match.spelling or all(re.search(rf"\b{re.escape(w[:5])}", target.lower()) for w in words):
        return None
    spelling = source[match.start : match.end]
    return Notice("term", f"Expected “{form}” for « {spelling} »: not found in the English.")


def _forbidden(target: str, entries: Sequence[Entry], reading: Reading) -> list[Notice]:
    """A notice for each forbidden form in the target that is not part of a house form."""
    if not entries:
        return []
    folded = fold(target)
    kept = [*reading.closed, *(span for right in reading.right for span in right)]
    notices = []
    for entry in entries:
        for form in (*entry.targets, *entry.variants):
            for span in spans(form, folded):
                given = target[span.start : span.end]
                if (entry.case == "fold" or given[0].isupper() == form[0].isupper()) and not any(
                    overlap(span, lock) for lock in kept
                ):
                    advice = f"write “{entry.preferred}”" if entry.preferred else "reword it"
                    notices.append(Notice("forbidden", f"“{given}” is not house style: {advice} ({entry.where})."))
                    break
    return list(dict.fromkeys(notices))
