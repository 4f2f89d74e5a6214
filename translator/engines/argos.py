"""The Argos engine: an Argos package, run by CTranslate2, a whole article's sentences at a time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import ctranslate2

from translator import seams
from translator.document import Link
from translator.engines import Hypothesis, Query, rescue
from translator.engines.alignment import links
from translator.engines.model import Model, Output, Search, compute_type, resolve
from translator.engines.pieces import Piece, cut
from translator.engines.tokenizers import BPETokenizer, SentencePieceTokenizer, Tokenizer
from translator.packages import Package, identify

# Measured on newstest2012, see benchmarks/README.md.
PRESETS = {"fast": Search(1), "standard": Search(2), "best": Search(5)}

# Tokens of a piece. Beyond, models that were trained on sentences lose clauses: see "Long sentences" in benchmarks/.
LONGEST = 64
LONGEST_ALIGNED = 2 * LONGEST  # attention, too, is lost in sentences much longer than the model was trained on


class ArgosEngine:
    """One package, loaded in the background: while CTranslate2 reads the weights, the article is looked at.

    Raises ModelError where the package is damaged or not what its lock says; what only loading it tells, when the first
    sentence comes.
    """

    name = "argos"

    def __init__(self, package: Package, *, quality: str, threads: int | None, device: str) -> None:
        self._search = PRESETS[quality]
        identity = identify(package)
        if package.origin != "embedded" or not identity.locked:
            from translator.engines import probe  # here: what it imports would cost each start 10 ms

            probe.ensure(package, identity)
        self._tokenizer: Tokenizer
        if package.tokenizer == "bpe.model":
            self._tokenizer = BPETokenizer(package.path / package.tokenizer, *package.pair)
        else:
            self._tokenizer = SentencePieceTokenizer(package.path / package.tokenizer)
        device = resolve(device)
        self.signature = (
            f"argos:{package.name}@{package.version}#{identity.digest[:8]}|quality:{quality}"
            f"|beam:{self._search.beam_size}|compute:{compute_type(device.partition(':')[0])}"
            f"|ctranslate2:{ctranslate2.__version__}"
        )
        loader = ThreadPoolExecutor(1)
        self._model = loader.submit(Model, package, identity, threads, device)
        loader.shutdown(wait=False)

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """Up to ``n`` each, distinct, best first; raises ModelError where the model cannot be loaded."""
        return self._translate([str(sentence) for sentence in sentences], self._search, n, LONGEST)

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """With another beam, no three tokens twice and smaller pieces: the way out of loops and lost clauses."""
        return self._translate([str(sentence) for sentence in sentences], self._other(self._search), n, LONGEST // 2)

    def align(self, sentences: Sequence[str], translations: Sequence[str]) -> list[tuple[Link, ...]]:
        """Which words of each translation say which of its sentence; () where this cannot be known.

        That is: too long for the model, or a package with a ``bpe.model``. The model reads each pair once, greedily, so
        that this costs about as much as a translation at beam 1.
        """
        pairs = list(zip(sentences, translations, strict=True))
        spans = {text: self._tokenizer.locate(text) for text in {*sentences, *translations}}
        tokens = {text: tuple(self._tokenizer.encode(text)) for text in spans}
        known = [pair for pair in dict.fromkeys(pairs) if all(0 < len(spans[text]) <= LONGEST_ALIGNED for text in pair)]
        seen = self._model.result().attend((tokens[s], tokens[t]) for s, t in known) if known else {}
        found = {(s, t): links(s, t, spans[s], spans[t], seen[tokens[s], tokens[t]]) for s, t in known}
        return [found.get(pair, ()) for pair in pairs]

    def _translate(self, sentences: Sequence[str], search: Search, n: int, longest: int) -> list[list[Hypothesis]]:
        def fits(text: str) -> bool:
            return len(self._tokenizer.encode(text)) <= longest

        pieces = {s: cut(s, fits) for s in dict.fromkeys(sentences) if rescue.sayable(s)}
        texts = {piece.text for parts in pieces.values() for piece in parts}
        said = self._say({text for text in texts if rescue.sayable(text)}, search, n)
        bad = {text for text, ways in said.items() if not ways}
        if bad and search.no_repeat_ngram_size == 0:
            said |= self._say(bad, self._other(search), n)
            bad = {text for text in bad if not said[text]}
        said |= self._say_around(bad, search)
        said |= {text: [Hypothesis(text, 0.0)] for text in texts if not rescue.sayable(text)}
        joined = {sentence: _join(parts, said) for sentence, parts in pieces.items()}
        return [joined.get(sentence) or [Hypothesis(sentence, 0.0)] for sentence in sentences]

    def _say(self, texts: set[str], search: Search, n: int) -> dict[str, list[Hypothesis]]:
        """The sound hypotheses of each text: none for one that the model could not finish, or garbled."""
        tokens = {text: tuple(self._tokenizer.encode(text)) for text in texts}
        outputs = self._model.result().run((line for line in tokens.values() if line), search, n)
        said = {}
        for text, line in tokens.items():
            ways = (self._hypothesis(output) for output in outputs.get(line, []) if output.complete)
            said[text] = [way for way in ways if rescue.sound(text, way.text)]
        return said

    def _say_around(self, texts: set[str], search: Search) -> dict[str, list[Hypothesis]]:
        """One hypothesis each, whatever the model says: foreign words are kept, the rest is taken as it comes.

        Where nothing comes, the French stays: seen by the reader and by the checks, not lost.
        """
        parts = {text: rescue.around(text) for text in texts}
        asked = {part.text for line in parts.values() for part in line if not part.verbatim}
        tokens = {text: tuple(self._tokenizer.encode(text)) for text in asked}
        outputs = self._model.result().run((line for line in tokens.values() if line), self._other(search))
        said = {text: self._hypothesis(outputs[line][0]) for text, line in tokens.items() if line}
        score = {text: one.score for text, one in said.items()}
        english = {text: one.text.replace(rescue.BROKEN, "") for text, one in said.items()}
        return {
            text: [
                Hypothesis(
                    "".join(part.text if part.verbatim else english.get(part.text) or part.text for part in line),
                    _mean([score[part.text] for part in line if part.text in score]),
                )
            ]
            for text, line in parts.items()
        }

    def _hypothesis(self, output: Output) -> Hypothesis:
        return Hypothesis(self._tokenizer.decode(list(output.tokens)).strip(), output.score)

    @staticmethod
    def _other(search: Search) -> Search:
        return search._replace(beam_size=search.beam_size + 2, no_repeat_ngram_size=3)


def _join(parts: Sequence[Piece], said: dict[str, list[Hypothesis]]) -> list[Hypothesis]:
    """The hypotheses of a sentence from those of its pieces: best with best, second with second; no two alike.

    What the model took for sentences becomes one here (``seams``): this is what the engine says, ``raw`` to the rest.
    """
    ways = [said[piece.text] for piece in parts]
    joined: dict[str, Hypothesis] = {}
    for rank in range(max(map(len, ways))):
        chosen = [way[min(rank, len(way) - 1)] for way in ways]
        text = seams.join((piece.text, one.text, piece.tail) for one, piece in zip(chosen, parts, strict=True))
        joined.setdefault(text, Hypothesis(text, _mean([one.score for one in chosen])))
    return list(joined.values())


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 0.0
