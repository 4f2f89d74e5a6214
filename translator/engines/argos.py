"""The Argos engine: an Argos package, run by CTranslate2, a whole article's sentences at a time.

A sentence that the model cannot say as a whole is translated in pieces: nothing is ever cut off or garbled. It may be
too long. The segmenter has cut sentences at their clauses before; this is the last line of defence (lists of names,
tables, lines without any punctuation). Or it has words with characters that the model never learned to write: a model
with byte fallback reads any character, but «Хрущёв» comes out as broken bytes, one emoji as another, Łódź as nonsense.
Where such a word is lost, the sentence is translated around it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import ctranslate2

from translator import segmenter
from translator.document import Link
from translator.engines import Engine, Hinted, Hypothesis, Query, TermHint
from translator.engines.alignment import links
from translator.engines.hints import Marker, cleaned, dictionary_of, without_marks
from translator.engines.model import (
    BPETokenizer,
    Model,
    Output,
    Search,
    SentencePieceTokenizer,
    Tokenizer,
    Tokens,
    compute_type,
    resolve,
)
from translator.languages.words import plain
from translator.packages import Package, identify

# Measured on newstest2012, see benchmarks/README.md.
PRESETS = {"fast": Search(1), "standard": Search(2), "best": Search(5)}

# Tokens of a piece. Beyond, models that were trained on sentences lose clauses: see "Long sentences" in benchmarks/.
LONGEST = 64
LONGEST_HINTED = 2 * LONGEST  # with the hints of a piece: longer sources were rare in the training of our own model
LONGEST_ALIGNED = 2 * LONGEST  # attention, too, is lost in sentences much longer than the model was trained on

# Where to cut, the better places first: after a clause, after a comma or before a dash, between words.
_PLACES = tuple(re.compile(pattern) for pattern in (r"(?<=[;:.!?…»])\s+", r"(?<=,)\s+|(?<!\s)\s+(?=[–—(])", r"\s+"))
_MIDDLE = 0.3  # a cut lies in the middle of the piece: not nearer to an end than this share of it
# Beyond Latin letters, French typography, currency, superscripts, signs such as ™, and private use (placeholders).
_RANGES = (
    r"\u0370-\u1dff\u1f00-\u1fff\u2190-\udfff\uf900-\ufaff\ufb07-\ufdff\ufe20-\ufeff\uff66-\uffef\U00010000-\U000effff"
)
_FOREIGN = rf"[{_RANGES}][\ufe0f\u0300-\u036f]*"
_JOINERS = r"[ \u00a0'’\-\u200d.]{0,2}"
# A word with a letter that French does not have: Łódź, Şimşek. Folded to ASCII it may come back (Erdoğan, Erdogan).
_RARE = rf"(?<![^\W\d_{_RANGES}])[^\W\d_]*(?![ŒœŸ])[\u0100-\u024f\u1e00-\u1eff][^\W\d_]*"
_WORD = re.compile(rf"{_FOREIGN}(?:{_JOINERS}{_FOREIGN})*|{_RARE}")
_OPENING, _CLOSING = re.compile(r"[«“\"(\[‘][ \u00a0\u202f]?$"), re.compile(r"^[ \u00a0\u202f]?[»”\")\]’]")
BROKEN = "\ufffd"  # what SentencePiece makes of bytes that are no character


class Piece(NamedTuple):
    """A part of a sentence, and the white space that joins it to the next one."""

    text: str
    tail: str


class Part(NamedTuple):
    """A part of a sentence; ``verbatim`` parts are not to be translated."""

    text: str
    verbatim: bool


class ArgosEngine(Engine):
    """One package, loaded in the background: while CTranslate2 reads the weights, the article is looked at.

    Raises ModelError where the package is damaged or not what its lock says; what only loading it tells, when the first
    sentence comes.
    """

    name = "argos"

    def __init__(self, package: Package, *, quality: str, threads: int | None, device: str, hints: bool = True) -> None:
        self.quality, self._search = quality, PRESETS[quality]
        identity = identify(package)
        if package.origin != "embedded":  # that one is what its lock says
            from translator.engines import probe  # here: what it imports would cost each start 10 ms

            probe.ensure(package, identity)
        self._tokenizer: Tokenizer
        if package.tokenizer == "bpe.model":
            self._tokenizer = BPETokenizer(package.path / package.tokenizer, *package.pair)
        else:
            self._tokenizer = SentencePieceTokenizer(package.path / package.tokenizer)
        self._reads_marks = package.hints_from is not None
        self._marker: Marker | None = None
        if hints and package.hints_from is not None and (dictionary := dictionary_of(package)):
            self._marker = Marker(dictionary, package.hints_from)
        self.takes_terms = self._marker is not None
        device = resolve(device)
        self.signature = (
            f"argos:{package.name}@{package.version}#{identity.digest[:8]}|quality:{quality}"
            f"|beam:{self._search.beam_size}|compute:{compute_type(device.partition(':')[0])}"
            f"{'|hints:dictionary+terms' if self._marker else ''}|ctranslate2:{ctranslate2.__version__}"
        )
        loader = ThreadPoolExecutor(1)
        self._model = loader.submit(Model, package, identity, threads, device)
        loader.shutdown(wait=False)

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """Up to ``n`` each, distinct, best first; raises ModelError where the model cannot be loaded."""
        return self._translate(sentences, self._search, n, LONGEST)

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """With another beam, no three tokens twice and smaller pieces: the way out of loops and lost clauses."""
        return self._translate(sentences, self._other(self._search), n, LONGEST // 2)

    def align(self, sentences: Sequence[str], translations: Sequence[str]) -> list[tuple[Link, ...]]:
        """Which words of each translation say which of its sentence; () where this cannot be known.

        That is: too long for the model, or a package with a ``bpe.model``. The model reads each pair once, greedily, so
        that this costs about as much as a translation at beam 1. It is shown no hints: it would look at these as well,
        and say less well where a word comes from (benchmarks/README.md).
        """
        pairs = list(zip(sentences, translations, strict=True))
        spans = {text: self._tokenizer.locate(text) for text in {*sentences, *translations}}
        tokens = {text: tuple(self._tokenizer.encode(text)) for text in spans}
        known = [pair for pair in dict.fromkeys(pairs) if all(0 < len(spans[text]) <= LONGEST_ALIGNED for text in pair)]
        seen = self._model.result().attend((tokens[s], tokens[t]) for s, t in known) if known else {}
        found = {(s, t): links(s, t, spans[s], spans[t], seen[tokens[s], tokens[t]]) for s, t in known}
        return [found.get(pair, ()) for pair in pairs]

    def _translate(self, sentences: Sequence[Query], search: Search, n: int, longest: int) -> list[list[Hypothesis]]:
        def fits(text: str) -> bool:
            return len(self._tokenizer.encode(text)) <= longest

        queries = [self._query(sentence) for sentence in sentences]
        cuts = {query: cut(query.text, fits) for query in dict.fromkeys(queries) if sayable(query.text)}
        pieces = {query: _with_terms(parts, query) for query, parts in cuts.items()}
        distinct = {piece for parts in pieces.values() for piece in parts}
        said = self._say({piece for piece in distinct if sayable(piece.text)}, search, n)
        bad = {piece for piece, ways in said.items() if not ways}
        if bad and search.no_repeat_ngram_size == 0:
            said |= self._say(bad, self._other(search), n)
            bad = {piece for piece in bad if not said[piece]}
        rescued = self._say_around({piece.text for piece in bad}, search)
        said |= {piece: [rescued[piece.text]] for piece in bad}
        said |= {piece: [Hypothesis(piece.text, 0.0)] for piece in distinct if not sayable(piece.text)}
        joined = {query: _join(parts, [said[piece] for piece in pieces[query]]) for query, parts in cuts.items()}
        return [
            joined.get(query) or [Hypothesis(str(sentence), 0.0)]
            for query, sentence in zip(queries, sentences, strict=True)
        ]

    def _query(self, sentence: Query) -> Hinted:
        """The sentence as this model can be asked."""
        query = sentence if self._marker and isinstance(sentence, Hinted) else Hinted(str(sentence))
        return cleaned(query) if self._reads_marks else query

    def _encode(self, sentence: Hinted) -> Tokens:
        text = sentence.text
        if self._marker:
            text = self._marker.mark(sentence, lambda text: len(self._tokenizer.encode(text)) <= LONGEST_HINTED)
        return tuple(self._tokenizer.encode(text))

    def _say(self, sentences: set[Hinted], search: Search, n: int) -> dict[Hinted, list[Hypothesis]]:
        """The sound hypotheses of each sentence: none for one that the model could not finish, or garbled."""
        tokens = {sentence: self._encode(sentence) for sentence in sentences}
        outputs = self._model.result().run((line for line in tokens.values() if line), search, n)
        said = {}
        for sentence, line in tokens.items():
            ways = (self._hypothesis(output) for output in outputs.get(line, []) if output.complete)
            said[sentence] = [way for way in ways if sound(sentence.text, way.text)]
        return said

    def _say_around(self, texts: set[str], search: Search) -> dict[str, Hypothesis]:
        """Whatever the model says, asked without hints: foreign words are kept, the rest is taken as it comes.

        Where nothing comes, the French stays: seen by the reader and by the checks, not lost.
        """
        parts = {text: around(text) for text in texts}
        asked = {part.text for line in parts.values() for part in line if not part.verbatim}
        tokens = {text: tuple(self._tokenizer.encode(text)) for text in asked}
        outputs = self._model.result().run((line for line in tokens.values() if line), self._other(search))
        said = {text: self._hypothesis(outputs[line][0]) for text, line in tokens.items() if line}
        english = {text: one.text.replace(BROKEN, "") or text for text, one in said.items()}
        return {
            text: Hypothesis(
                "".join(part.text if part.verbatim else english.get(part.text, part.text) for part in line),
                _mean([said[part.text].score for part in line if part.text in said]),
            )
            for text, line in parts.items()
        }

    def _hypothesis(self, output: Output) -> Hypothesis:
        text = self._tokenizer.decode(list(output.tokens))
        return Hypothesis((without_marks(text) if self._reads_marks else text).strip(), output.score)

    @staticmethod
    def _other(search: Search) -> Search:
        return search._replace(beam_size=search.beam_size + 2, no_repeat_ngram_size=3)


def _with_terms(pieces: Iterable[Piece], query: Hinted) -> list[Hinted]:
    """The pieces of a sentence, each with the terms that lie in it; one that was cut apart is not asked for."""
    sentences, begin = [], 0
    for piece in pieces:
        end = begin + len(piece.text)
        inside = (term for term in query.terms if begin <= term.start and term.end <= end)
        moved = (TermHint(start - begin, stop - begin, target) for start, stop, target in inside)
        sentences.append(Hinted(piece.text, tuple(moved), query.looked_up))
        begin = end + len(piece.tail)
    return sentences


def _join(pieces: Sequence[Piece], said: Sequence[Sequence[Hypothesis]]) -> list[Hypothesis]:
    """The hypotheses of a sentence from those of its pieces: best with best, second with second; no two alike.

    What the model took for sentences becomes one here (``segmenter.join``): that is what the engine says, ``raw`` to
    the rest.
    """
    joined: dict[str, Hypothesis] = {}
    for rank in range(max(map(len, said))):
        chosen = [ways[min(rank, len(ways) - 1)] for ways in said]
        text = segmenter.join((piece.text, one.text, piece.tail) for one, piece in zip(chosen, pieces, strict=True))
        joined.setdefault(text, Hypothesis(text, _mean([one.score for one in chosen])))
    return list(joined.values())


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0


def cut(sentence: str, fits: Callable[[str], bool]) -> list[Piece]:
    """``sentence`` in as few pieces as ``fits`` allows, each cut in half at the best place near its middle.

    Joined again, text and tail, they are the sentence. A single character is never cut, whether it fits or not.
    """
    done: list[Piece] = []
    todo = [Piece(sentence, "")]
    while todo:
        piece = todo.pop()
        if len(piece.text) < 2 or fits(piece.text):
            done.append(piece)
            continue
        start, end = _place(piece.text)
        todo.append(Piece(piece.text[end:], piece.tail))
        todo.append(Piece(piece.text[:start], piece.text[start:end]))
    return done


def _place(text: str) -> tuple[int, int]:
    """The span of white space to cut at: nearest to the middle at the best kind of place; empty inside a long word."""
    middle = len(text) / 2
    for pattern in _PLACES:
        spans = [match.span() for match in pattern.finditer(text)]
        spans = [span for span in spans if _MIDDLE * len(text) <= span[0] and span[1] <= (1 - _MIDDLE) * len(text)]
        if spans:
            return min(spans, key=lambda span: abs((span[0] + span[1]) / 2 - middle))
    return round(middle), round(middle)


def sayable(text: str) -> bool:
    """Is there a letter in ``text``? Models answer bare numbers and signs with something else: they are left alone."""
    return any(char.isalpha() for char in text)


def sound(source: str, output: str) -> bool:
    """Does ``output`` say anything, without broken bytes, with every foreign word of ``source`` in it?"""
    if not output.strip() or (BROKEN in output and BROKEN not in source):
        return False
    words = [match[0] for match in _WORD.finditer(source)]
    folded = _fold(output) if words else ""
    return all(_fold(word) in folded for word in words)


def around(source: str) -> list[Part]:
    """``source`` in parts, its foreign words, its white space and what has no letter verbatim; joined, they are it.

    >>> [part.text for part in around("Bravo 😀 !")]
    ['Bravo', ' ', '😀', ' !']
    """
    spans = [_with_quotes(source, *match.span()) for match in _WORD.finditer(source)]
    parts: list[Part] = []
    start = 0
    for begin, end in [*spans, (len(source), len(source))]:
        before = source[start:begin]
        middle = before.strip()
        if sayable(middle):
            at = before.index(middle)
            parts += [Part(before[:at], True), Part(middle, False), Part(before[at + len(middle) :], True)]
        else:
            parts.append(Part(before, True))
        parts.append(Part(source[max(start, begin) : end], True))
        start = max(start, end)
    return [part for part in parts if part.text]


def _with_quotes(source: str, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks or brackets that stand directly around it."""
    opening, closing = _OPENING.search(source[:start]), _CLOSING.search(source[end:])
    if opening and closing:
        return opening.start(), end + closing.end()
    return start, end


def _fold(text: str) -> str:
    """Without white space, accents and case: the form in which two spellings of a name are compared."""
    return "".join(plain(text).split())
