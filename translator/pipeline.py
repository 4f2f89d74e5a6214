"""From French articles to the same articles with their English: the one way in, for one article as for a stream.

Articles are gathered into windows; each distinct sentence of a window is translated once, in one request of the engine,
by the ``stages``. Formatting is taken off before and found again afterwards, since engines translate fragments badly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translator import __version__, checks, detect, marks, segmenter, stages
from translator.document import Article, Mark, MarkKind, Paragraph, Segment, Style, map_paragraphs
from translator.draft import Draft
from translator.engines import Engine
from translator.engines.alignment import counterpart
from translator.errors import LanguageError
from translator.stages import Tools
from translator.terms import Glossary

# Characters of a window: some 300 sentences, which fill ten batches of the engine. Cut by the articles alone, so that
# the same articles in the same order give the same bytes.
WINDOW = 40_000


def translate(
    articles: Iterable[Article], engine: Engine, glossary: Glossary, *, source_lang: str = "fr", forced: bool = False
) -> Iterator[Article]:
    """The articles with their English, in their order; each has the same paragraphs in the same order.

    Segments that have a target already (an article saved as JSON, perhaps edited) keep all they have. ``forced``
    translates an article even though it does not look like ``source_lang``; else LanguageError, naming the file, is
    raised when its turn comes.
    """
    tools = Tools(engine, glossary)
    for window in _windows(articles, source_lang, forced):
        yield from _translate_window(window, tools, source_lang)


def _windows(articles: Iterable[Article], source_lang: str, forced: bool) -> Iterator[list[Article]]:
    """The articles, routed and split, in groups of at most ``WINDOW`` characters, but of one article at least."""
    group: list[Article] = []
    size = 0
    for article in articles:
        length = sum(len(s.source) for s in article.segments)
        if group and size + length > WINDOW:
            yield group
            group, size = [], 0
        group.append(split(_routed(article, source_lang, forced)))
        size += length
    if group:
        yield group


def _routed(article: Article, source_lang: str, forced: bool) -> Article:
    try:
        return detect.route(article, source_lang=source_lang, forced=forced)
    except LanguageError as error:
        raise LanguageError(f"{article.metadata.file or 'the article'}: {error}") from error


def is_translatable(paragraph: Paragraph, source_lang: str) -> bool:
    """Verbatim text and what is not in the source language pass through untouched."""
    return paragraph.style is not Style.VERBATIM and paragraph.language == source_lang


def is_done(article: Article) -> bool:
    """Was the article translated before, so that nothing is left to do? Figures and addresses never get a target."""
    return article.signature is not None and all(
        s.target is not None or not any(map(str.isalpha, s.source))
        for p in article.paragraphs
        if is_translatable(p, article.source_lang or "")
        for s in p.segments
    )


def split(article: Article) -> Article:
    """Each paragraph's one segment becomes its sentences; what is split or translated already stays."""
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


def _translate_window(window: Sequence[Article], tools: Tools, source_lang: str) -> Iterator[Article]:
    signature = f"{tools.engine.signature}|glossary:{tools.glossary.digest[:8]}|translator:{__version__}"
    paragraphs = [p for article in window for p in article.paragraphs if is_translatable(p, source_lang)]
    open_segments = [s for p in paragraphs for s in p.segments if s.target is None]
    phrases = [phrase for s in open_segments for phrase in marks.phrases(s.source, s.marks)]
    finished = translate_texts([s.source for s in open_segments] + phrases, tools, _code(open_segments))
    formatting = _Formatting.of(open_segments, phrases, finished, tools.engine)

    def finish(paragraph: Paragraph) -> Paragraph:
        if not is_translatable(paragraph, source_lang):
            return paragraph
        return replace(paragraph, segments=tuple(formatting.placed(s, finished) for s in paragraph.segments))

    for article in window:
        done = replace(article, blocks=map_paragraphs(article.blocks, finish), signature=signature)
        found = checks.check_whole(
            s.text for p in done.paragraphs if is_translatable(p, source_lang) for s in p.segments
        )
        yield replace(done, notices=tuple(dict.fromkeys((*done.notices, *found))))


def _code(segments: Iterable[Segment]) -> dict[str, frozenset[tuple[int, int]]]:
    """Where a segment's source is formatted as code: commands and keys, which no engine may translate."""
    return {
        s.source: frozenset((m.start, m.end) for m in s.marks if m.kind is MarkKind.CODE) for s in segments if s.marks
    }


def translate_texts(
    texts: Iterable[str], tools: Tools, verbatim: Mapping[str, frozenset[tuple[int, int]]] | None = None
) -> dict[str, Segment]:
    """Each distinct text that holds a word or a figure, finished; what stays as it is is left out of the answer.

    ``verbatim`` has the spans of a text that come through as they are.
    """
    spans = verbatim or {}
    distinct = [text for text in dict.fromkeys(texts) if any(map(str.isalnum, text))]
    drafts = stages.run([Draft(text, spans.get(text, frozenset())) for text in distinct], tools)
    return {draft.source: draft.segment() for draft in drafts if draft.raw is not None or draft.fixes}


@dataclass(frozen=True, slots=True)
class _Formatting:
    """How the marks of a window are found in the English: by their phrases translated ``alone``, else by alignment.

    ``aligned`` are the finished segments, by their source, that have a mark which is not found by its words.
    """

    alone: Mapping[str, str]
    aligned: Mapping[str, Segment]

    @classmethod
    def of(
        cls, segments: Sequence[Segment], phrases: Iterable[str], finished: Mapping[str, Segment], engine: Engine
    ) -> "_Formatting":
        alone = {phrase: finished[phrase].target or "" for phrase in phrases if phrase in finished}
        wanted = {
            s.source
            for s in segments
            if s.marks and s.source in finished and marks.place(s.source, finished[s.source].text, s.marks, alone)[1]
        }
        asked = [finished[source] for source in sorted(wanted) if finished[source].target]
        links = engine.align([s.source for s in asked], [s.text for s in asked])
        aligned = {s.source: replace(s, alignment=found) for s, found in zip(asked, links, strict=True)}
        return cls(alone, aligned)

    def placed(self, segment: Segment, finished: Mapping[str, Segment]) -> Segment:
        """A segment of the article with what was found for its text; one that has a target stays as it is."""
        done = self.aligned.get(segment.source) or finished.get(segment.source)
        if done is None or segment.target is not None:
            return segment
        placed, lost = marks.place(segment.source, done.text, segment.marks, self.alone)
        if lost and done.alignment:
            known = {**self.alone, **_by_alignment(done, placed)}
            placed, lost = marks.place(segment.source, done.text, segment.marks, known)
        return replace(done, tail=segment.tail, marks=placed, notices=segment.notices + done.notices + lost)


def _by_alignment(done: Segment, placed: Iterable[Mark]) -> dict[str, str]:
    """How the target says the words of those marks that have no place in it yet, by its alignment."""
    anchors = [marks.anchor(done.source, m) for m in placed if m.target_start is None or m.start == m.end]
    return {
        done.source[start:end]: counterpart(done.source, done.text, done.alignment, start, end)
        for start, end in anchors
    }
