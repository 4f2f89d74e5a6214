"""The house forms put into the English, each step with its evidence in the French.

The order for each term that the source has: already right → kept; a listed variant, or the French spelling copied →
replaced; else a near miss: a name that the translation has mangled; else a notice, said to an editor.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from translator.document import Fix, Notice, Outcome, TermUse, replay
from translator.languages import ENGLISH, FRENCH
from translator.languages.words import WORD, comparable, fold, folded_form, likeness
from translator.terms.entries import DEMONYMS, Entry, Span, Term, form_like, has_demonym, says_an, shaped, spans
from translator.terms.glossary import REMEMBERED, Glossary
from translator.terms.reading import Reading, overlap

_ROUNDS = 20  # what one correction leaves may be another's (Antonio Gutteres); entries that undo each other must end
_A = re.compile(r"\b(an?)(\s+)$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|les?|la)\s", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\b(?:the|les?|la)\s+$", re.IGNORECASE)
_OWNS = re.compile(r"(['’])s\b", re.IGNORECASE)
_COMPASS = ENGLISH.words("compass")
_FUNCTION_WORDS = ENGLISH.words("function words")
_PARTICLES = FRENCH.words("particles")
THRESHOLD = 80.0  # similarity of letters in percent; benchmarks/glossary.md shows how it was chosen
MIN_LETTERS = 5  # shorter names have too many neighbours
_NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")
_STEM = 3  # letters that a people and its country share (Germany, German), and more than little words have
_CAPITALISED = re.compile(r"[^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*")


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
    repaired = {fix.entry for fix in fixes if fix.entry}
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
        reading = glossary.read(source, target)
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
    taken = [s for t, right in zip(reading.terms, reading.right, strict=True) if t != term for s in right]
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


def near_miss(
    source: str, target: str, term: Term, reading: Reading, glossary: Glossary, threshold: float = THRESHOLD
) -> tuple[Span, float] | None:
    """The one capitalised run of words in ``target`` that can only be ``term``, with its similarity; None if none is.

    It must have as many words as the spelling it is near to. It must not be a word of the source itself (somebody
    else's name, kept by the engine) nor nearer to one, must not be made of words of house forms (of any entry:
    Columbia is not Colombia mangled) nor be in the target in small letters, and must not touch what is right already.
    A place is not mangled either where only an ending is off: that is an adjective (Balkan, Antarctic).
    """
    if not term.entry.is_name:
        return None
    written = (*term.forms, *term.entry.sources, *term.entry.variants)
    # an acronym is there or not: Alena is not ALENA
    known = {comparable(form) for form in written if not form.isupper()}
    # "International Energy Agency" is near to IAEA's name and is somebody else: names made of common words do not count
    known = {form for form in known if len(form) >= MIN_LETTERS and (term.entry.kind != "org" or _words(form) == 1)}
    if any(word[0].islower() and word not in _PARTICLES for form in term.forms for word in form.split()):
        return None
    locked = [*reading.closed, *(span for right in reading.right for span in right), *(w.span for w in reading.wrong)]
    others = _other_words(source, term)
    small = {word for word in WORD.findall(target) if word.islower()}
    best: tuple[float, Span] | None = None
    for span in _runs(target, max(map(_words, known), default=0)):
        given = comparable(target[span.start : span.end])
        if len(given) < MIN_LETTERS or given in others or any(overlap(span, lock) for lock in locked):
            continue
        if term.entry.kind == "place" and any(
            has_demonym(given, form) or form.startswith(given) for form in map(comparable, term.forms)
        ):
            continue
        score = max((likeness(given, form) for form in known if _comparable(given, form)), default=0.0)
        if score < threshold or any(likeness(given, other) >= score for other in others):
            continue
        words = WORD.findall(target, span.start, span.end)
        if all(word.lower() in small or glossary.has_english(word) for word in words):
            continue
        if best is None or score > best[0]:
            best = score, span
    return (best[1], best[0]) if best else None


def _words(key: str) -> int:
    return len(WORD.findall(key))


def _comparable(one: str, other: str) -> bool:
    """Whether two keys may be one name: as many words, and the same of those that tell North from South Korea."""
    compass = [{word.removesuffix("ern") for word in key.split()} & _COMPASS for key in (one, other)]
    return _words(one) == _words(other) and compass[0] == compass[1]


def _runs(target: str, most: int) -> Sequence[Span]:
    """Runs of up to ``most`` capitalised words that stand side by side."""
    found = (word for word in _CAPITALISED.finditer(target) if word[0][0].isupper())
    words = [word.span() for word in found if word[0].lower() not in _FUNCTION_WORDS]
    runs = []
    for i, (start, _) in enumerate(words):
        for j in range(i, min(i + most, len(words))):
            if j > i and target[words[j - 1][1] : words[j][0]] != " ":
                break
            runs.append(Span(start, words[j][1]))
    return runs


def _other_words(source: str, term: Term) -> set[str]:
    """The words of the source outside the term's own matches, folded: « les gorges » are the Gorge, not Georgia."""
    return {
        comparable(found[0])
        for found in _CAPITALISED.finditer(source)
        if not any(m.start < found.end() and found.start() < m.end for m in term.matches)
    }


def expected(source: str, target: str, term: Term, reading: Reading, glossary: Glossary) -> Notice | None:
    """The notice for a ``term`` that is not there; None where it is only inflected, or a common noun said otherwise.

    A desk hears of every entry of its own.

    A people (« tchétchène ») is said otherwise too, by its country's name or not at all, in every third of its
    sentences; it has a notice where the English has another people that the French has not: Czech.
    """
    match, form = term.matches[0], term.forms[0]
    spelling = source[match.start : match.end]
    notice = f"Expected “{form}” for « {spelling} »: not found in the English"
    words = re.findall(r"[^\W\d_]+", form.lower())
    if term.entry.own:
        pass
    elif term.entry.is_name:
        if term.entry.kind == "place" and (has_demonym(target, form) or _apart(words, target)):
            return None
    elif term.entry.is_people:
        if not (other := _other_people(form, target, reading, glossary)):
            return None
        notice += f", which has “{other}”"
    elif " " not in match.spelling or all(re.search(rf"\b{re.escape(w[:5])}", target.lower()) for w in words):
        return None
    return Notice("term", f"{notice}.")


def _apart(words: Sequence[str], target: str) -> bool:
    """Whether the target has all the words of a name, though not side by side: Central and Eastern Europe."""
    telling = {word for word in words if len(word) > _STEM}
    return len(telling) > 1 and telling <= set(re.findall(r"[^\W\d_]+", target.lower()))


def _other_people(form: str, target: str, reading: Reading, glossary: Glossary) -> str | None:
    """A people in the target that no term of the source asks for; None where the right one is there by its country."""
    countries = [place for place, peoples in DEMONYMS.items() if form.lower() in peoples]
    if re.search(rf"\b{form[:_STEM]}", target) or any(country in target.lower() for country in countries):
        return None
    right = [span for spans in reading.right for span in spans]
    for word in _NAME.finditer(target):
        if len(word[0]) <= _STEM or any(overlap(Span(*word.span()), span) for span in right):  # As, The: no people
            continue
        if {word[0], word[0].removesuffix("s")} & glossary.peoples:
            return word[0]
    return None
