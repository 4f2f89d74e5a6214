"""The house forms put into the English, each step with its evidence in the French.

The order for each term that the source has: already right → kept; a listed variant, or the French spelling copied →
replaced; else a near miss; else a notice.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.document import Fix, Notice, Outcome, TermUse, replay
from translator.languages.words import fold, folded_form
from translator.terms.entries import Entry, Span, Term, form_like, says_an, shaped, spans
from translator.terms.glossary import REMEMBERED, Glossary
from translator.terms.missing import expected, near_miss
from translator.terms.reading import Reading, overlap, read

_ROUNDS = 20  # what one correction leaves may be another's (Antonio Gutteres); entries that undo each other must end
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


def apply(source: str, target: str, glossary: Glossary) -> Applied:
    """Put the house forms of the terms of ``source`` into its translation ``target``.

    Nothing changes without a French spelling in ``source`` itself; applied to its own result, it changes nothing.
    ``document.replay(target, fixes)`` gives the new target.
    """
    if not glossary.find(source) and not glossary.forbidden:
        return Applied(target)
    settled = _settle(source, target, glossary)
    reading, text = settled.reading, settled.target
    return Applied(text, settled.fixes, (*settled.lacking, *_forbidden(text, glossary.forbidden, reading)))


def placed(source: str, target: str, term: Term, start: int, end: int, glossary: Glossary) -> Fix:
    """The fix that puts a term in the place of ``target[start:end]``, which says its French words otherwise."""
    span = Span(start, end, False)
    room = _room(span, term, glossary.read(source, target))
    return _fix(source, target, span, room, term, term.forms[0], "aligned")


def missing_terms(source: str, target: str, glossary: Glossary) -> tuple[Term, ...]:
    """The terms for which ``apply`` ends in a notice."""
    return tuple(_settle(source, target, glossary).lacking.values())


def uses_of(source: str, target: str, glossary: Glossary, fixes: Sequence[Fix], asked: bool) -> tuple[TermUse, ...]:
    """What became of the terms of ``source`` in its finished ``target``, to which ``fixes`` have led.

    ``asked`` says that the engine was shown them. Where a term stands twice, both uses say the same.
    """
    reading = glossary.read(source, target)
    repaired = {entry for fix in fixes if fix.entry for entry in fix.entry.split("; ")}
    uses = []
    for term, right in zip(reading.terms, reading.right, strict=True):
        if term.entry.kind in ("dnt", "head"):
            continue
        outcome = Outcome.SAID if right else Outcome.MISSING
        if right and term.entry.where in repaired:
            outcome = Outcome.REPAIRED
        for match in term.matches:
            uses.append(TermUse(match.start, match.end, match.form, term.entry.where, asked, outcome))
    return tuple(sorted(uses, key=lambda use: use.start))


@dataclass(frozen=True, slots=True)
class _Settled:
    """A translation with all put right that its own words allow; ``lacking`` are its missing terms, by their notice."""

    target: str
    fixes: tuple[Fix, ...]
    reading: Reading
    lacking: dict[Notice, Term]


@lru_cache(REMEMBERED)  # what lacks a term is settled again before the term is placed
def _settle(source: str, target: str, glossary: Glossary) -> _Settled:
    """The wrong forms of a translation put right, then its near misses."""
    fixes: list[Fix] = []
    reading = glossary.read(source, target)
    for _ in range(_ROUNDS):
        made = _corrections(source, target, reading) or _nearest(source, target, reading, glossary)
        if not made:
            break
        fixes += made
        target = replay(target, made)
        reading = read(source, target, reading.terms)
    lacking = {n: term for term in reading.missing if (n := expected(source, target, term, reading, glossary))}
    return _Settled(target, tuple(fixes), reading, lacking)


def _corrections(source: str, target: str, reading: Reading) -> list[Fix]:
    """The wrong forms of a reading as fixes, left to right, each in the text as the one before leaves it."""
    fixes = []
    moved = done = 0
    text = target
    for wrong in reading.wrong:
        span = Span(wrong.span.start + moved, wrong.span.end + moved, wrong.span.plural)
        form = shaped(wrong.form, text, span, wrong.listed, wrong.term.entry.kind == "title")
        low, high = _room(wrong.span, wrong.term, reading)
        fix = _fix(source, text, span, (max(done, low + moved), high + moved), wrong.term, form, wrong.rule)
        if fix.before == fix.after:
            continue
        fixes.append(fix)
        text = text[: fix.start] + fix.after + text[fix.end :]
        moved += len(fix.after) - (fix.end - fix.start)
        done = fix.start + len(fix.after)
    return fixes


def _nearest(source: str, target: str, reading: Reading, glossary: Glossary) -> list[Fix]:
    """The replacement of what must be the first missing term that the target has mangled; none if there is none."""
    for term in reading.missing:
        if near := near_miss(source, target, term, reading, glossary):
            span, score = near
            given = target[span.start : span.end]
            room, detail = _room(span, term, reading), f" ~ {given} ({score:.0f} %)"
            return [_fix(source, target, span, room, term, form_like(given, term), "near", detail)]
    return []


def _room(span: Span, term: Term, reading: Reading) -> tuple[int, int]:
    """Where the words of other terms end before ``span``, and where they begin after it."""
    taken = [s for t, right in zip(reading.terms, reading.right, strict=True) if t is not term for s in right]
    taken += [wrong.span for wrong in reading.wrong if wrong.span != span]
    before = max((other.end for other in taken if other.end <= span.start), default=0)
    return before, min((other.start for other in taken if other.start >= span.end), default=sys.maxsize)


def _fix(
    source: str,
    target: str,
    span: Span,
    room: tuple[int, int],
    term: Term,
    form: str,
    rule: str,
    detail: str = "",
) -> Fix:
    """The replacement of ``span`` by ``form``, with the article before it (a, an, the) and the possessive after it.

    Words of the form that stand beside the span already, within the ``room`` it has, are replaced with it: Viktor Orbán
    is not Viktor Viktor Orban.
    """
    start, end, after = *_with_its_own(form, target, span, room), form
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


def _with_its_own(form: str, target: str, span: Span, room: tuple[int, int]) -> tuple[int, int]:
    """The span with the words around it that begin or end ``form``."""
    words, given = form.split(), folded_form(target[span.start : span.end]).split()
    for k in range(len(words) - 1, 0, -1):
        lead, tail = words[:k], words[-k:]
        before = re.search(rf"(?<!\w){re.escape(' '.join(lead))}\s$", target[: span.start])
        if before and before.start() >= room[0] and given[:k] != [folded_form(word) for word in lead]:
            return before.start(), span.end
        after = re.compile(rf"\s{re.escape(' '.join(tail))}(?!\w)").match(target, span.end)
        if after and after.end() <= room[1] and given[-k:] != [folded_form(word) for word in tail]:
            return span.start, after.end()
    return span.start, span.end


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
