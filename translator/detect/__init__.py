"""The language of a text, of each paragraph of an article, and whether the article is one we can translate.

Paragraphs lean on their article: inside a French one, a line is English only when it says so clearly, and a line
that says nothing (a name, a number) is French. So "More Stories" passes through untouched and "Paris" does not.
"""

from dataclasses import replace
from itertools import count

from translator.detect.evidence import Evidence, weigh
from translator.document import Article, Notice, Paragraph, Style, map_paragraphs
from translator.errors import LanguageError
from translator.languages import ENGLISH

__all__ = ["detect", "route"]

SURE = 3.0  # nats (odds of 20 to 1): below, a text on its own is undecided
LEAVE = 5.0  # nats (odds of 150 to 1): what it takes to leave the article's language; two page words do ("Read more")
SHARE = 0.4  # of the decided letters must be in the source language; a bilingual release passes, an English story not

_NAMES = ENGLISH.rows("languages")  # as an editor reads them in messages; the others by their code


def detect(text: str, prior: str | None = None) -> str | None:
    """The language of a text as a BCP 47 code, or None when it is undecidable.

    ``prior`` is the language of what is around it: an undecidable text is then in that, and leaving it takes more.
    Capitals make no difference. Deterministic.
    """
    return _decide(weigh(text), prior)


def route(article: Article, source_lang: str = "fr", forced: bool = False) -> Article:
    """The article with ``source_lang`` and each paragraph's language set.

    Verbatim paragraphs, and those whose language is set already, stay as they are. Where a paragraph is neither in
    ``source_lang`` nor in English, each of its segments gets a Notice ``language``. An article with too little text to
    tell is accepted, with such a notice on the article. ``forced`` takes the user's word for it: all that is not
    clearly English (or in another script) is in ``source_lang``, with a notice where it does not look so; and where
    the article as a whole would be refused, its English is in ``source_lang``, too.

    Raises LanguageError where most of the article is in another language, unless ``forced``.
    """
    found = {i: weigh(p.source) for i, p in enumerate(article.paragraphs) if _is_open(p)}
    passing, notices = {source_lang, "en"}, article.notices
    try:
        judged = _judge(list(found.values()), source_lang)
        notices += () if forced else judged
    except LanguageError:
        if not forced:
            raise
        passing = {source_lang}
    numbers = count()

    def routed(paragraph: Paragraph) -> Paragraph:
        evidence = found.get(next(numbers))
        return _routed(paragraph, evidence, source_lang, passing, forced) if evidence else paragraph

    blocks = map_paragraphs(article.blocks, routed)
    return replace(article, source_lang=source_lang, blocks=blocks, notices=notices)


def _is_open(paragraph: Paragraph) -> bool:
    return paragraph.style is not Style.VERBATIM and paragraph.language is None


def _decide(evidence: Evidence, prior: str | None) -> str | None:
    if evidence.other:
        return evidence.other
    likely = "fr" if evidence.score > 0 else "en"
    needed = SURE if prior is None or prior == likely else LEAVE
    return likely if abs(evidence.score) >= needed else prior


def _judge(found: list[Evidence], source_lang: str) -> tuple[Notice, ...]:
    """The article's own notices; raises LanguageError where it is in another language."""
    letters: dict[str, int] = {}
    for evidence in found:
        language = _decide(evidence, None)
        if language:
            letters[language] = letters.get(language, 0) + evidence.letters
    if not letters:
        message = f"too little text to tell the language; taken as {_name(source_lang)}"
        return (Notice("language", message),) if found else ()
    if letters.get(source_lang, 0) < SHARE * sum(letters.values()):
        most = max(sorted(letters), key=lambda language: letters[language])
        raise LanguageError(
            f"the article looks {_name(most)}, not {_name(source_lang)}; "
            f"use --from {source_lang} to translate it anyway"
        )
    return ()


def _routed(paragraph: Paragraph, evidence: Evidence, source_lang: str, passing: set[str], forced: bool) -> Paragraph:
    language = _decide(evidence, source_lang)
    message = ""
    if language is not None and language not in passing:
        message = f"looks {_name(language)}, not {_name(source_lang)}; kept as it is"
        if forced and evidence.latin:
            message = f"looks {_name(language)}; translated as {_name(source_lang)} all the same"
            language = source_lang
    segments = paragraph.segments
    if message:
        segments = tuple(replace(s, notices=(*s.notices, Notice("language", message))) for s in segments)
    return replace(paragraph, language=language, segments=segments)


def _name(language: str) -> str:
    return _NAMES.get(language, language)
