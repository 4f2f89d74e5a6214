"""The stages that a sentence goes through on its way to English: each a function from drafts to drafts, run in order.

A stage sees all sentences of a window at once, so that the engine is asked in one request. What it changes in the
engine's words is a ``Fix`` of the draft, what it doubts a ``Notice``. Formatting is no affair of theirs (see
``pipeline``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from translator import checks, segmenter, standing, terms, typography
from translator.choice import Candidate, preference
from translator.document import Attempt, Fix, Link, Notice, Outcome, TermUse, replay
from translator.draft import Draft, Status
from translator.engines import Engine, Hinted, Hypothesis, TermHint
from translator.engines.alignment import counterpart
from translator.engines.hints import has_marks
from translator.terms import Glossary, Slot, Term

AGAIN, FOR_A_TERM = 5, 6  # hypotheses of a doubtful sentence that is asked again, and of one that lacks a term
# What a model with hints would take for one.
MARKS_TAKEN_OUT = Notice("characters", "Private-use characters in the French (U+E000 to U+E007) were left out.")
STILL_DOUBTED = Notice(
    "risk", "The engine’s first answer was in doubt and is not kept: compare this one with the French."
)


class Effort(NamedTuple):
    """What a better way to say a sentence may cost.

    ``hypotheses`` of the first search are weighed. ``again`` is the share (0 to 1) of the characters of a window whose
    sentences, the most doubtful ones, are asked again for AGAIN hypotheses. Where the first search was a wide one, the
    second is ``without_dictionary``, for other ways to say it; what many of them say alike then counts for more.
    """

    hypotheses: int
    again: float
    without_dictionary: bool = False


EFFORTS = {"fast": Effort(1, 0.0), "standard": Effort(2, 0.15), "best": Effort(AGAIN, 0.2, without_dictionary=True)}


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with."""

    engine: Engine
    glossary: Glossary


Drafts = list[Draft]
Stage = Callable[[Drafts, Tools], Drafts]


def run(drafts: Drafts, tools: Tools) -> Drafts:
    """The drafts through all stages."""
    return _through(STAGES, drafts, tools)


def finish(drafts: Drafts, tools: Tools) -> Drafts:
    """What the engine said, through the stages that look at each sentence alone; several drafts may be of one."""
    return _through(FINISH, drafts, tools)


def _through(stages: Sequence[Stage], drafts: Drafts, tools: Tools) -> Drafts:
    for stage in stages:
        drafts = stage(drafts, tools)
    return drafts


def say_by_rule(drafts: Drafts, tools: Tools) -> Drafts:
    """Credit lines and standing heads: the words of such lines are few, and a model would translate the names."""

    def say(draft: Draft) -> Draft:
        known = standing.say(draft.source) or terms.say(draft.source, tools.glossary)
        return replace(draft, status=Status.BY_RULE).changed(*known) if known else draft

    return [say(draft) for draft in drafts]


def prepare(drafts: Drafts, tools: Tools) -> Drafts:
    """Capitals folded, placeholders for what must survive; what holds nothing to translate stands as it is."""
    return [_prepared(d, tools.glossary) if d.status is Status.OPEN else d for d in drafts]


def _prepared(draft: Draft, glossary: Glossary) -> Draft:
    folded = typography.fold_caps(draft.source, glossary.names) if typography.is_caps(draft.source) else draft.source
    prepared = terms.prepare(folded, glossary, draft.verbatim)
    if not prepared.text or not any(map(str.isalpha, draft.source)):
        return replace(draft, prepared=prepared, status=Status.UNCHANGED, target=draft.source)
    return replace(draft, prepared=prepared, query=_query(prepared.text, glossary))


def _query(text: str, glossary: Glossary) -> Hinted:
    """French as an engine should see it, with the house forms of its terms."""
    plain = typography.to_engine(text)
    return Hinted(plain, tuple(TermHint(*hint) for hint in terms.hints(plain, glossary)))


def ask(drafts: Drafts, tools: Tools) -> Drafts:
    """The engine's best hypotheses, the placeholders filled."""
    asked = [d for d in drafts if d.status is Status.OPEN]
    answers = tools.engine.translate([d.query for d in asked], EFFORTS[tools.engine.quality].hypotheses)
    filled = {
        d.source: _filled(replace(d, ways=tuple(ways[1:])), ways[0]) for d, ways in zip(asked, answers, strict=True)
    }
    return _split_at_slots([filled.get(d.source, d) for d in drafts], tools)


def _filled(draft: Draft, said: Hypothesis) -> Draft:
    """The draft with what the engine said; as it was, where a placeholder got lost."""
    restored = draft.prepared.restore(said.text)
    if restored is None:
        return draft
    return replace(
        draft, status=Status.SAID, raw=said.text, score=round(said.score, 4), target=restored[0], fixes=restored[1]
    )


def _split_at_slots(drafts: Drafts, tools: Tools) -> Drafts:
    """Where a placeholder got lost, the text between the placeholders is translated alone."""
    lost = [d for d in drafts if d.status is Status.OPEN]
    parts = [p for d in lost for p in d.prepared.pieces if isinstance(p, str) and p.strip()]
    replies = iter([ways[0] for ways in tools.engine.translate([_query(part, tools.glossary) for part in parts])])
    joined = {d.source: _joined(d, replies) for d in lost}
    return [joined.get(d.source, d) for d in drafts]


def _joined(draft: Draft, replies: Iterator[Hypothesis]) -> Draft:
    """The draft with its pieces said by the next of ``replies``, as many as it has with words."""
    parts, scores = [], []
    for piece in draft.prepared.pieces:
        if isinstance(piece, Slot):
            parts.append((piece.text, piece.text, ""))
        elif not piece.strip():
            parts.append(_padded(piece, ""))
        else:
            text, score = next(replies)
            parts.append(_padded(piece, text))
            scores.append(score)
    raw = segmenter.join(parts)
    return replace(draft, status=Status.SPLIT, raw=raw, score=round(sum(scores) / max(len(scores), 1), 4), target=raw)


def _padded(piece: str, reply: str) -> tuple[str, str, str]:
    """A piece, its reply and what comes after it, with the white space that stood around the piece."""
    words = piece.rstrip()
    return words, piece[: len(words) - len(words.lstrip())] + reply.strip(), piece[len(words) :]


def repair(drafts: Drafts, tools: Tools) -> Drafts:
    """One more try, decoded otherwise, for what came back empty or looping; kept where it is better."""
    bad = [d for d in drafts if d.is_asked and checks.needs_retry(d.masked_source, d.target)]
    answers = tools.engine.retry([d.query for d in bad])
    again = {d.source: _filled(replace(d, status=Status.OPEN), ways[0]) for d, ways in zip(bad, answers, strict=True)}
    better = {
        source: draft
        for source, draft in again.items()
        if draft.is_asked and not checks.needs_retry(draft.masked_source, draft.target)
    }
    return [better.get(d.source, d) for d in drafts]


def house_style(drafts: Drafts, tools: Tools) -> Drafts:
    """The glossary's forms."""

    def styled(draft: Draft) -> Draft:
        applied = terms.apply(draft.masked_source, draft.target, tools.glossary)
        uses = _uses(draft, applied.target, applied.fixes, tools)
        return replace(draft, uses=uses).changed(applied.target, applied.fixes, applied.notices)

    return [styled(d) if d.target.strip() else d for d in drafts]


def _uses(draft: Draft, target: str, fixes: Sequence[Fix], tools: Tools) -> tuple[TermUse, ...]:
    asked = draft.status is Status.SAID and tools.engine.takes_terms
    found = terms.uses_of(draft.masked_source, target, tools.glossary, fixes, asked)
    at = draft.prepared.unmasked
    return tuple(replace(use, start=at(use.start), end=at(use.end)) for use in found)


def dress(drafts: Drafts, tools: Tools) -> Drafts:
    """English typography, and capitals raised again where the French stands in capitals."""

    def dressed(draft: Draft) -> Draft:
        draft = draft.changed(*typography.to_reader(draft.target, draft.masked_source))
        return draft.changed(*typography.raise_caps(draft.target)) if typography.is_caps(draft.source) else draft

    return [dressed(d) if d.target.strip() else d for d in drafts]


def doubt(drafts: Drafts, tools: Tools) -> Drafts:
    """A notice for whatever may be wrong."""

    def checked(draft: Draft) -> Draft:
        found = checks.check(draft.masked_source, draft.target, tools.glossary.has_english)
        if has_marks(draft.source) and tools.engine.takes_terms:
            found += (MARKS_TAKEN_OUT,)
        return draft.changed(draft.target, (), found)

    return [_weighed(checked(d)) if d.target.strip() else d for d in drafts]


def _weighed(draft: Draft) -> Draft:
    """The draft with its risk, if a model was asked."""
    if not draft.score:
        return draft
    said = [(use.start, use.end) for use in draft.uses if use.outcome is not Outcome.MISSING]
    risk, notices = checks.assess(draft.source, draft.target, draft.score, (*said, *draft.verbatim))
    return replace(draft, risk=risk).changed(draft.target, (), notices)


def reconsider(drafts: Drafts, tools: Tools) -> Drafts:
    """The doubtful sentences are asked again; of all that the engine said the best is kept (see ``choice``)."""
    effort = EFFORTS[tools.engine.quality]
    more: dict[str, list[Hypothesis]] = {}
    for again, n in zip(_to_ask_again(drafts, effort, tools.engine), (FOR_A_TERM, AGAIN), strict=True):
        queries = [d.query._replace(looked_up=not effort.without_dictionary) for d in again]
        more |= {d.source: ways for d, ways in zip(again, tools.engine.translate(queries, n), strict=True)}
    return [_best(replace(d, ways=(*d.ways, *more.get(d.source, ()))), tools, d.source in more) for d in drafts]


def _to_ask_again(drafts: Drafts, effort: Effort, engine: Engine) -> tuple[Drafts, Drafts]:
    """The sentences that lack a term; and those with another notice, the riskiest first, as far as the effort goes."""
    asked = [d for d in drafts if d.is_asked and d.risk is not None]
    if effort.without_dictionary and not engine.takes_terms:  # it would say the same once more
        return [], []
    lacking = [d for d in asked if _lacks_a_term(d)]
    if not effort.again:
        return lacking, []
    room = effort.again * sum(len(d.source) for d in asked) - sum(len(d.source) for d in lacking)
    doubted = [d for d in asked if d.notices and not _lacks_a_term(d)]
    doubtful: Drafts = []
    for draft in sorted(doubted, key=lambda d: (-(d.risk or 0.0), d.source)):
        if len(draft.source) <= room or not doubtful:  # one at least
            doubtful.append(draft)
            room -= len(draft.source)
    return lacking, doubtful


def _lacks_a_term(draft: Draft) -> bool:
    return any(notice.code == "term" for notice in draft.notices)


def _best(draft: Draft, tools: Tools, was_asked_again: bool) -> Draft:
    """The draft that is preferred among what the engine said of one sentence, finished; the others are noted in it."""
    said = {draft.raw: draft}
    unfinished = replace(draft, status=Status.OPEN, fixes=(), notices=(), uses=(), risk=None)
    for way in draft.ways:
        if way.text not in said and (filled := _filled(unfinished, way)).is_asked:
            said[way.text] = filled
    first, *others = said.values()
    rivals = [first, *(d for d in finish(others, tools) if d.risk is not None and d.target.strip())]
    if len(rivals) == 1 or first.risk is None:
        return draft
    by_agreement = was_asked_again and EFFORTS[tools.engine.quality].without_dictionary
    order = preference(draft.masked_source, [_candidate(d) for d in rivals], by_agreement)
    kept, *rest = (rivals[place] for place in order)
    if kept is first and not was_asked_again:
        return draft
    tried = tuple(Attempt(d.target, d.score or 0.0, d.risk or 0.0) for d in rest)
    return replace(kept, tried=tried, notices=_with_doubt(first, kept))


def _with_doubt(first: Draft, kept: Draft) -> tuple[Notice, ...]:
    """The notices of what is kept: one at least where the first answer had one, for its French is hard, and what looks
    better may be as wrong. Only a missing term is seen to be there."""
    is_doubted = any(notice.code != "term" for notice in first.notices)
    return (STILL_DOUBTED,) if is_doubted and not kept.notices else kept.notices


def _candidate(draft: Draft) -> Candidate:
    doubts = tuple(notice.code for notice in draft.notices if notice.code != "risk")
    return Candidate(draft.target, draft.risk or 0.0, doubts)


def place_terms(drafts: Drafts, tools: Tools) -> Drafts:
    """A term that is still missing stands where the alignment shows how the English says its French words."""
    lacking = {d.source: terms.missing_terms(d.masked_source, d.target, tools.glossary) for d in drafts if d.notices}
    asked = [d for d in drafts if d.status is Status.SAID and lacking.get(d.source)]
    links = tools.engine.align([d.masked_source for d in asked], [d.target for d in asked])
    placed = [_placed(d, lacking[d.source], known, tools) for d, known in zip(asked, links, strict=True)]
    changed = [d for d, before in zip(placed, asked, strict=True) if d is not before]
    found = {d.source: d for d in _through((dress, doubt), changed, tools)}
    return [found.get(d.source, d) for d in drafts]


def _placed(draft: Draft, lacking: Sequence[Term], links: Sequence[Link], tools: Tools) -> Draft:
    source, target, fixes = draft.masked_source, draft.target, list[Fix]()
    for term in lacking:
        match = term.matches[0]
        said = counterpart(source, draft.target, links, match.start, match.end)
        if said and target.count(said) == 1:
            at = target.index(said)
            fixes.append(terms.placed(source, target, term, at, at + len(said), tools.glossary))
            target = replay(target, fixes[-1:])
    if not fixes:
        return draft
    applied = terms.apply(source, target, tools.glossary)
    made = (*fixes, *applied.fixes)
    uses = _uses(draft, applied.target, (*draft.fixes, *made), tools)
    return replace(draft, notices=applied.notices, uses=uses).changed(applied.target, made)


def uncover(drafts: Drafts, tools: Tools) -> Drafts:
    """What no rule was to see (code) stands in its place again."""

    def shown(draft: Draft) -> Draft:
        tried = (replace(each, text=draft.prepared.unmask(each.text, draft.source)[0]) for each in draft.tried)
        return replace(draft, tried=tuple(tried)).changed(*draft.prepared.unmask(draft.target, draft.source))

    return [shown(d) if d.target.strip() else d for d in drafts]


FINISH: tuple[Stage, ...] = (house_style, dress, doubt)
STAGES: tuple[Stage, ...] = (say_by_rule, prepare, ask, repair, *FINISH, reconsider, place_terms, uncover)
