"""The language of a text, of each paragraph of an article, and whether the article is one we can translate.

Paragraphs lean on their article: inside a French one, a line is English only when it says so clearly, and a line
that says nothing (a name, a number) is French. So "More Stories" passes through untouched and "Paris" does not.

What a text's words and letters say for French or for English is counted in nats (natural log of the odds), and two
witnesses are added. The words: each known word's weight from ``words.txt`` (made by ``benchmarks/detect_words.py``
from French-English bitexts; positive speaks for French). The letters: langdetect's own n-gram profiles of the two
languages, counted over every n-gram and not over a random sample; they carry words the table does not know.
Everything is case-folded first: langdetect skips words in capitals.

Another language is looked for, with langdetect's seeded detector, only where the words give little: reading 25
profiles costs time that a French article should not pay.
"""

import json
import math
import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from translator.document import Article, Notice, Paragraph, Style, map_paragraphs
from translator.errors import LanguageError
from translator.languages import ENGLISH
from translator.languages.untouchable import without
from translator.languages.words import without_accents

SURE = 3.0  # nats (odds of 20 to 1): below, a text on its own is undecided
LEAVE = 5.0  # nats (odds of 150 to 1): what it takes to leave the article's language; two page words do ("Read more")
SHARE = 0.4  # of the decided letters must be in the source language; a bilingual release passes, an English story not

_NAMES = ENGLISH.rows("languages")  # as an editor reads them in messages; the others by their code

WORDS_FILE = Path(__file__).with_name("words.txt")
TOKEN = re.compile(r"[^\W\d_]+'?")

EXAMINED = 2_000  # characters; more would not change the answer, and a paragraph may be of any size
PAIR = ("fr", "en")
# What a French desk meets, of the 55 profiles langdetect has; the fewer there are, the fewer wrong answers.
OTHERS = "ar ca cs de el es fa fi he hu it ja ko nl pl pt ro ru sv tr uk zh-cn zh-tw"
LANGUAGES = (*PAIR, *OTHERS.split())
BCP47 = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}

# N-grams overlap, so that each says less than its odds; chosen on the corpora that words.txt held out.
LETTERS_WEIGHT = 0.2
LETTERS_FLOOR = 5e-5  # langdetect's own smoothing (alpha 0.5 / 10,000)
ENOUGH = 20.0  # nats; beyond, the letters are not asked

# Page furniture and credits, which laws, debates and novels do not teach.
FURNITURE = {"advertisement": -8, "sponsored": -5, "subscribe": -5, "trending": -5, "newsroom": -4, "abonnez": 6}
# English sets the colon to the word ("Photo: Reuters"), French has a space before it ("Photo : Reuters").
ENGLISH_CREDIT = re.compile(r"\W*(?:file )?(?:photo|image|picture|video|graphic|source|credit)s?(?: credit| by)?: ?\w")
CREDIT_WEIGHT = -6

# A third language is believed from this many words, at this probability, and where the words' mean weight (nats a word,
# whatever its sign) is below COVERED: French and English lines have more in 95 of 100 cases.
OTHER_WORDS = 6
OTHER_PROBABILITY = 0.99
# n-grams; a language that has not won by then does not reach that probability (langdetect goes on to 1,000)
DRAWS = 200
COVERED = 2.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """``score`` > 0 speaks for French, < 0 for English; ``other`` is a third language's BCP 47 code, None for none.

    ``letters`` is how many letters were looked at, ``latin`` whether most of them are Latin.
    """

    score: float
    letters: int
    other: str | None = None
    latin: bool = True


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


def weigh(text: str) -> Evidence:
    """The evidence in a text of any length; of more than ``EXAMINED`` characters only the beginning is read."""
    text = without(text[:EXAMINED])
    capitals = text.isupper()
    text = text.casefold().replace("’", "'")
    tokens = TOKEN.findall(text)
    letters = sum(map(len, tokens))
    if not letters:
        return Evidence(0.0, 0)
    if 2 * sum(1 for c in text if c.isalpha() and c > "ɏ") > letters:  # beyond Latin Extended-B
        return Evidence(0.0, letters, _other(text, 0.0), latin=False)

    weights = [_word(token, capitals) for token in tokens]
    score = float(sum(weights)) + (CREDIT_WEIGHT if ENGLISH_CREDIT.match(text) else 0)
    if abs(score) < ENOUGH:
        score += LETTERS_WEIGHT * _letters(text)
    if len(tokens) >= OTHER_WORDS and sum(map(abs, weights)) < COVERED * len(tokens):
        return Evidence(score, letters, _other(text, OTHER_PROBABILITY))
    return Evidence(score, letters)


def _word(token: str, capitals: bool) -> int:
    words, bare = _tables()
    if token in words:
        return words[token]
    return bare.get(token, 0) if capitals else 0


@cache
def _tables() -> tuple[dict[str, int], dict[str, int]]:
    """The words' weights; and those of the words with accents by their form without, for capitals ("ECONOMIE")."""
    words = dict(FURNITURE)
    for line in WORDS_FILE.read_text(encoding="utf-8").splitlines():
        weight, *group = line.split()
        words.update(dict.fromkeys(group, int(weight)))
    bare = {without_accents(word): weight for word, weight in words.items() if not word.isascii()}
    return words, bare


def _langdetect() -> Any:
    """The library, always by its top: threads that enter a package whose modules import each other at different doors
    end in Python's "deadlock detected"."""
    import langdetect

    return langdetect


def _letters(text: str) -> float:
    """The log odds of French over English of all n-grams of 1 to 3 letters, by langdetect's profiles."""
    window = _langdetect().utils.ngram.NGram()
    total = 0.0
    for char in text + " ":
        window.add_char(char)
        for size in (1, 2, 3):
            gram = window.get(size)
            total += _odds(gram) if gram else 0.0
    return total


@cache
def _odds(gram: str) -> float:
    french, english = (_share(gram, language) for language in PAIR)
    return math.log((french + LETTERS_FLOOR) / (english + LETTERS_FLOOR))


def _other(text: str, at_least: float) -> str | None:
    """The language langdetect names, where that is neither French nor English and it is sure enough."""
    detector = _factory().create()
    detector.ITERATION_LIMIT = DRAWS
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except _langdetect().LangDetectException:  # nothing in it that any profile knows
        return None
    if not found or found[0].lang in PAIR or found[0].prob < at_least:
        return None
    return BCP47.get(found[0].lang, str(found[0].lang))


class _Shares(dict[str, list[float]]):
    """What langdetect keeps of every n-gram, its share in every language, worked out once for each that a text has:
    loading is three times as fast and takes a quarter of the memory."""

    def __contains__(self, gram: object) -> bool:
        return any(self[str(gram)])

    def __missing__(self, gram: str) -> list[float]:
        self[gram] = [_share(gram, language) for language in LANGUAGES]
        return self[gram]


def _share(gram: str, language: str) -> float:
    """Of all n-grams of its length in ``language``."""
    counts, totals = _profile(language)
    return counts.get(gram, 0) / totals[len(gram) - 1]


@cache
def _profile(language: str) -> tuple[dict[str, int], list[int]]:
    """langdetect's profile: how often each n-gram was seen, and how many of 1, 2 and 3 letters there were."""
    profile = json.loads(Path(_langdetect().PROFILES_DIRECTORY, language).read_text(encoding="utf-8"))
    return profile["freq"], profile["n_words"]


@cache
def _factory() -> Any:
    """langdetect's factory with some of its profiles only; seeded, for it draws n-grams at random."""
    factory = _langdetect().DetectorFactory()
    factory.langlist = list(LANGUAGES)
    factory.word_lang_prob_map = _Shares()
    factory.set_seed(0)
    return factory
