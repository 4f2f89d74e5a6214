"""From a French article to the same article with its English: the product, top to bottom.

Texts are translated once each, all in one call of the engine; what a step changes in the engine's words is a ``Fix``,
what it doubts is a ``Notice``.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from translator import __version__, casing, checks, detect, marks, seams, segmenter, standing, terms, typography
from translator.document import Article, Fix, Mark, Notice, Paragraph, Segment, Style, map_paragraphs
from translator.engines import Engine, align, best_texts
from translator.engines.alignment import counterpart
from translator.terms import Glossary, Prepared, Slot, standins

# How many of the engine's hypotheses are looked through for a glossary term that the best one lacks.
HYPOTHESES = 6


@dataclass(frozen=True)
class Draft:
    """One distinct sentence on its way. ``raw`` is what the engine said, None while there is no usable answer;
    ``filled`` the same with the placeholders filled by ``fixes``, or what ``fixes`` make of a source that the engine is
    not asked about."""

    source: str
    prepared: Prepared
    raw: str | None = None
    filled: str = ""
    fixes: tuple[Fix, ...] = ()

    @property
    def shown(self) -> str:
        """What the engine is asked."""
        return typography.to_engine(self.prepared.text)

    @property
    def told(self) -> str:
        """The source as rules and checks see it: with codes, if the engine was asked, for what they must not touch."""
        return self.source if self.raw is None else self.prepared.mask(self.source)


def translate_article(
    article: Article, engine: Engine, glossary: Glossary, *, source_lang: str = "fr", forced: bool = False
) -> Article:
    """The article with its English; the same paragraphs in the same order.

    Segments that have a target already (an article saved as JSON, perhaps edited) keep it. ``forced`` translates an
    article even though it does not look like ``source_lang``; else LanguageError is raised.
    """
    article = split_article(detect.route(article, source_lang=source_lang, forced=forced))
    segments = [
        s for p in article.paragraphs if is_translatable(p, source_lang) for s in p.segments if s.target is None
    ]
    phrases = [phrase for s in segments for phrase in marks.phrases(s.source, s.marks)]
    done = translate_texts([s.source for s in segments] + phrases, engine, glossary, _code(segments))
    alone = {phrase: done[phrase].target or "" for phrase in phrases if phrase in done}
    done |= _align([s for s in segments if s.source in done], done, alone, engine)

    def finish(paragraph: Paragraph) -> Paragraph:
        if not is_translatable(paragraph, source_lang):
            return paragraph
        return replace(paragraph, segments=tuple(_merge(s, done.get(s.source), alone) for s in paragraph.segments))

    return replace(
        article,
        blocks=map_paragraphs(article.blocks, finish),
        signature=f"{engine.signature}|glossary:{glossary.digest[:8]}|translator:{__version__}",
    )


def is_translatable(paragraph: Paragraph, source_lang: str) -> bool:
    """Verbatim text and what is not in the source language pass through untouched."""
    return paragraph.style is not Style.VERBATIM and paragraph.language == source_lang


def split_article(article: Article) -> Article:
    """Each paragraph's one segment becomes its sentences; paragraphs that are split already stay."""
    return replace(article, blocks=map_paragraphs(article.blocks, _split))


def _split(paragraph: Paragraph) -> Paragraph:
    if len(paragraph.segments) != 1 or paragraph.segments[0].target is not None or paragraph.style is Style.VERBATIM:
        return paragraph
    whole, pieces = paragraph.segments[0], segmenter.split(paragraph.source)
    spans, position = [], 0
    for source, tail in pieces:
        spans.append((position, position + len(source)))
        position += len(source) + len(tail)
    parts = marks.cut(whole.marks, spans)
    segments = [Segment(source, tail=tail, marks=part) for (source, tail), part in zip(pieces, parts, strict=True)]
    if segments:
        segments[0] = replace(segments[0], notices=whole.notices)
    return replace(paragraph, segments=tuple(segments))


def _code(segments: Iterable[Segment]) -> dict[str, frozenset[tuple[int, int]]]:
    """Where a segment's source is formatted as code: commands and keys, which no engine may translate."""
    spans = {s.source: frozenset((m.start, m.end) for m in s.marks if m.kind == "code") for s in segments if s.marks}
    return {source: code for source, code in spans.items() if code}


def translate_texts(
    texts: Iterable[str],
    engine: Engine,
    glossary: Glossary,
    verbatim: Mapping[str, Collection[tuple[int, int]]] = MappingProxyType({}),
) -> dict[str, Segment]:
    """Each distinct text that holds a word or a figure, finished; what stays as it is is left out of the answer.

    ``verbatim`` has the spans of a text that come through as they are.
    """
    told = [text for text in dict.fromkeys(texts) if any(c.isalnum() for c in text)]
    drafts = [_prepare(text, glossary, verbatim.get(text, ())) for text in told]
    asked = _ask([d for d in drafts if not d.filled], engine)
    asked = _ask_again(asked, engine)
    better = _hypotheses(asked, engine, glossary)
    done = {d.source: _finish(d, glossary, better.get(d.source, ())) for d in asked}
    done |= {d.source: _finish(d, glossary) for d in drafts if d.filled}
    return {source: segment for source, segment in done.items() if segment.raw is not None or segment.fixes}


def _prepare(text: str, glossary: Glossary, verbatim: Collection[tuple[int, int]]) -> Draft:
    """The text made ready for the engine; filled already where there is nothing to ask it.

    That is: a credit line, which is said by rule, a standing head, which the glossary knows; what is all figures,
    addresses and signs, which stands as it is.
    """
    if said := standing.say(text) or terms.say(text, glossary):
        return Draft(text, Prepared(text, ""), None, *said)
    folded = casing.fold_caps(text, glossary.names) if casing.is_caps(text) else text
    prepared = terms.prepare(folded, glossary, verbatim)
    is_plain = not prepared.text or not any(c.isalpha() for c in text)
    return Draft(text, prepared, None, text if is_plain else "")


def _ask(drafts: Sequence[Draft], engine: Engine) -> list[Draft]:
    """The engine's answers. Where a placeholder got lost, the text between the placeholders is translated alone."""
    answers = _fill(drafts, best_texts(engine.translate([d.shown for d in drafts])))
    lost = {i: d.prepared.pieces for i, d in enumerate(answers) if d.raw is None}
    shown = [typography.to_engine(p) for pieces in lost.values() for p in pieces if isinstance(p, str) and p.strip()]
    replies = iter(best_texts(engine.translate(shown)))
    for i, pieces in lost.items():
        raw = seams.join(
            (p.text, p.text, "") if isinstance(p, Slot) else _padded(p, next(replies) if p.strip() else "")
            for p in pieces
        )
        answers[i] = replace(answers[i], raw=raw, filled=raw)
    return answers


def _padded(piece: str, reply: str) -> tuple[str, str, str]:
    """A piece, its reply and what comes after it, with the white space that stood around the piece."""
    words = piece.rstrip()
    return words, piece[: len(words) - len(words.lstrip())] + reply.strip(), piece[len(words) :]


def _fill(drafts: Sequence[Draft], raws: Sequence[str]) -> list[Draft]:
    filled = []
    for draft, raw in zip(drafts, raws, strict=True):
        restored = draft.prepared.restore(raw)
        if restored is None:
            filled.append(draft)
        else:
            filled.append(replace(draft, raw=raw, filled=restored[0], fixes=restored[1]))
    return filled


def _ask_again(drafts: Sequence[Draft], engine: Engine) -> list[Draft]:
    """One more try, decoded otherwise, for what came back empty or looping; kept where it is better."""
    bad = [i for i, d in enumerate(drafts) if checks.needs_retry(d.told, d.filled)]
    answers = list(drafts)
    again = _fill([drafts[i] for i in bad], best_texts(engine.retry([drafts[i].shown for i in bad])))
    for i, draft in zip(bad, again, strict=True):
        if draft.raw is not None and not checks.needs_retry(draft.told, draft.filled):
            answers[i] = draft
    return answers


def _hypotheses(drafts: Sequence[Draft], engine: Engine, glossary: Glossary) -> Mapping[str, list[tuple[str, float]]]:
    """Other ways to say the sentences that lack a term: more of the engine's hypotheses, and replies by stand-ins."""
    lacking = [d for d in drafts if d.filled and terms.wants_alternatives(d.told, d.filled, glossary)]
    found: dict[str, list[tuple[str, float]]] = {}
    exchanged = [(d.source, p) for d in lacking if (p := _exchange(d, glossary))]
    ways = engine.translate([d.shown for d in lacking], HYPOTHESES)
    replies = best_texts(engine.translate([typography.to_engine(prepared.text) for _, prepared in exchanged]))
    for draft, hypotheses in zip(lacking, ways, strict=True):
        restored = [(draft.prepared.restore(h.text), h.score) for h in hypotheses]
        found[draft.source] = [(text[0], score) for text, score in restored if text is not None]
    for (source, prepared), reply in zip(exchanged, replies, strict=True):
        if found[source] and (text := prepared.restore(reply)) is not None:
            found[source].append((text[0], max(score for _, score in found[source]) - standins.LOSS))
    return found


def _exchange(draft: Draft, glossary: Glossary) -> Prepared | None:
    """The sentence with stand-ins for the names it lacks; one with placeholders already is left alone."""
    return None if draft.prepared.slots else standins.for_missing(draft.prepared.source, draft.filled, glossary)


def _finish(draft: Draft, glossary: Glossary, better: Sequence[tuple[str, float]] = ()) -> Segment:
    """Glossary, typography, capitals, checks: each change recorded, in this order."""
    if not draft.filled.strip():
        notice = Notice("empty", "The engine gave no translation; the French is kept.")
        return Segment(draft.source, raw=draft.raw, notices=(notice,))
    applied = terms.apply(draft.told, draft.filled, glossary, better)
    target, set_right = typography.to_reader(applied.target, draft.told)
    raised: tuple[Fix, ...] = ()
    if casing.is_caps(draft.source):
        target, raised = casing.raise_caps(target)
    notices = applied.notices + checks.check(draft.told, target, glossary.has_english)
    target, unmasked = draft.prepared.unmask(target, draft.source)
    fixes = draft.fixes + applied.fixes + set_right + raised + unmasked
    return Segment(draft.source, target, raw=draft.raw, notices=notices, fixes=fixes)


def _align(
    segments: Iterable[Segment], done: Mapping[str, Segment], alone: Mapping[str, str], engine: Engine
) -> dict[str, Segment]:
    """The results for those segments with a mark that is not found by its words, with their alignment."""
    wanted = {s.source for s in segments if s.marks and marks.place(s.source, done[s.source].text, s.marks, alone)[1]}
    asked = [done[source] for source in sorted(wanted) if done[source].target]
    found = align(engine, [s.source for s in asked], [s.text for s in asked])
    return {s.source: replace(s, alignment=links) for s, links in zip(asked, found, strict=True)}


def _said(done: Segment, placed: Iterable[Mark]) -> dict[str, str]:
    """How the target says the phrases of those marks that have no place in it yet, by its alignment."""
    return {
        done.source[m.start : m.end]: counterpart(done.source, done.text, done.alignment, m.start, m.end)
        for m in placed
        if m.target_start is None
    }


def is_done(article: Article) -> bool:
    """Was the article translated before, so that nothing is left to do? Figures and addresses never get a target."""
    return article.signature is not None and all(
        s.target is not None or not any(map(str.isalpha, s.source))
        for p in article.paragraphs
        if is_translatable(p, article.source_lang or "")
        for s in p.segments
    )


def _merge(segment: Segment, done: Segment | None, alone: Mapping[str, str]) -> Segment:
    """A segment of the article with what was found for its text; a text without words stays as it is."""
    if done is None or segment.target is not None:
        return segment
    placed, lost = marks.place(segment.source, done.text, segment.marks, alone)
    if lost and done.alignment:
        placed, lost = marks.place(segment.source, done.text, segment.marks, {**alone, **_said(done, placed)})
    return replace(done, tail=segment.tail, marks=placed, notices=segment.notices + done.notices + lost)
