"""What every engine promises, shown on the cheap ones; and the parts of the Argos engine that need no model."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import engines
from translator.engines import ChainEngine, Engine, Hinted, Hypothesis, Query, TermHint, best_texts
from translator.engines.argos import around, cut, sound
from translator.engines.echo import EchoEngine
from translator.engines.model import LARGEST, batches, need
from translator.engines.probe import words_per_second
from translator.errors import ConfigurationError

TEXTS = st.text(st.sampled_from("abcéœ «».,;:!?’–Łşж漢😀 \t0123"), max_size=60)


def test_echo_puts_brackets_around_what_there_is_to_say() -> None:
    engine: Engine = engines.load("echo")
    assert best_texts(engine.translate(["Bonjour.", "", " ", "Bonjour."])) == ["[Bonjour.]", "", " ", "[Bonjour.]"]
    assert engine.retry(["Bonjour."]) == [[Hypothesis("[Bonjour.]", 0.0)]]
    assert engine.translate([Hinted("Bonjour.")], 5) == [[Hypothesis("[Bonjour.]", 0.0)]]
    assert engine.signature == "echo"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": "google"}, "argos, echo"),
        ({"name": "argos", "quality": "perfect"}, "fast, standard, best"),
        ({"name": "argos", "threads": 0}, "1 or more"),
        ({"name": "argos", "device": "cuda:7"}, "cuda"),
        ({"name": "argos", "device": "toaster"}, "toaster"),
    ],
)
def test_wrong_choices_are_named(options: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        engines.load(**options)  # type: ignore[arg-type]


def test_a_chain_says_both_engines_aloud() -> None:
    class Shout(EchoEngine):
        signature = "shout"

        def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
            return [[Hypothesis(str(sentence).upper(), -1.0)] for sentence in sentences]

    chain = ChainEngine(Shout(), EchoEngine(), "en")
    assert chain.signature == "pivot:en|shout»echo"
    assert chain.translate(["ça va"]) == chain.retry(["ça va"]) == [[Hypothesis("[ÇA VA]", 0.0)]]
    assert chain.translate([Hinted("ça va", (TermHint(0, 2, "that"),))], 2) == [[Hypothesis("[ÇA VA]", 0.0)]]


def test_speed_is_measured_on_sentences() -> None:
    assert words_per_second(EchoEngine()) > 0


def test_importing_the_engines_is_light() -> None:
    code = (
        "import sys, translator.engines; print({'ctranslate2', 'sentencepiece', 'argostranslate'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=300).map(tuple), max_size=60), st.randoms())
def test_batches_depend_on_nothing_but_the_set(sentences: list[tuple[str, ...]], chance: object) -> None:
    groups = batches(sentences, 3)
    shuffled = sorted(sentences * 2, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert batches(shuffled, 3) == groups
    assert sorted(tokens for group in groups for tokens in group) == sorted(set(sentences))
    assert all(len(group) == 1 or len(group) * need(max(group, key=len), 3) <= LARGEST for group in groups)


@given(TEXTS, st.integers(1, 20))
def test_pieces_joined_are_the_sentence_and_fit(text: str, longest: int) -> None:
    pieces = cut(text, lambda piece: len(piece) <= longest)
    assert "".join(piece.text + piece.tail for piece in pieces) == text
    assert all(len(piece.text) <= longest for piece in pieces)


def test_a_long_sentence_is_cut_after_a_clause_rather_than_between_words() -> None:
    text = "Le préfet est venu lundi matin ; le maire, lui, n'est arrivé que le soir."
    pieces = [piece.text for piece in cut(text, lambda piece: len(piece) < 60)]
    assert pieces == ["Le préfet est venu lundi matin ;", "le maire, lui, n'est arrivé que le soir."]


@given(TEXTS)
def test_parts_joined_are_the_sentence(text: str) -> None:
    parts = around(text)
    assert "".join(part.text for part in parts) == text
    assert all(part.text == part.text.strip() for part in parts if not part.verbatim)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("Le mot « Хрущёв » est russe.", "« Хрущёв »"),
        ("Bravo 👩‍👩‍👧 !", "👩‍👩‍👧"),
        ("Il habite à Łódź depuis mai.", "Łódź"),
        ("Владимир Путин est arrivé.", "Владимир Путин"),
        ("Le cours (→ 5 %) monte.", "→"),
    ],
)
def test_foreign_words_are_kept_whole(source: str, kept: str) -> None:
    assert kept in [part.text for part in around(source) if part.verbatim]


@pytest.mark.parametrize(
    ("source", "output", "good"),
    [
        ("Bonjour.", "Hello.", True),
        ("Bonjour.", "", False),
        ("Bonjour.", "Hel\ufffdlo.", False),
        ("Le signe \ufffd est là.", "The sign \ufffd is there.", True),
        ("Il vit à Łódź.", "He lives in Lodz.", True),
        ("Il vit à Łódź.", "He lives in 5.ód.", False),
        ("Le cœur de l’Œuvre", "The heart of the Work", True),
        ("Bravo 😀", "Bravo 🤗", False),
        ("ﬁn de l’été, 5 ㎞", "end of summer, 5 km", True),
    ],
)
def test_what_counts_as_sound(source: str, output: str, good: bool) -> None:
    assert sound(source, output) is good
