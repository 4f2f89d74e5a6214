"""The risk of a sentence: what the dictionary misses, and what an editor is told of it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.checks import assess, lexicon
from translator.checks.lexicon import LEXICON, stem
from translator.checks.sense import coverage
from translator.cli.summary import summarise
from translator.document import Article, Notice, Paragraph, Segment


@pytest.mark.parametrize(
    ("source", "target", "missing"),
    [
        ("Le préfet a démissionné hier.", "The prefect resigned yesterday.", ()),
        ("Le préfet a démissionné hier.", "The preferred resigned yesterday.", ("préfet",)),
        ("Le préfet a suscité un tollé.", "The preferred met with a roof.", ("préfet", "tollé")),
        ("Les préfets démissionnent.", "Resigning, the prefects left.", ()),
        ("LE PRÉFET A DÉMISSIONNÉ.", "THE PREFERRED RESIGNED.", ("préfet",)),
        ("Il est allé chez Lenoir, à Rouen.", "He went there.", ()),
        ("Il a vu douze élus.", "He saw elected officials.", ()),
        ("Écrire à prefet@exemple.fr ou au maire.", "Write, or write to the mayor.", ()),
        ("Il joue du kazoologue.", "He plays.", ()),
    ],
)
def test_words_that_no_translation_answers_are_missing(source: str, target: str, missing: tuple[str, ...]) -> None:
    assert coverage(source, target).missing == missing


def test_what_the_house_has_said_is_not_missing() -> None:
    source, target = "Le préfet a démissionné.", "The governor resigned."
    assert coverage(source, target).missing == ("préfet",)
    assert coverage(source, target, [(3, 9)]).missing == ()


@pytest.mark.parametrize(
    ("one", "other"), [("resign", "resigned"), ("city", "cities"), ("run", "runs"), ("agree", "agrees")]
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_the_dictionary_is_found_by_halving() -> None:
    lines = (Path(lexicon.__file__).with_name(LEXICON)).read_bytes().splitlines()
    words = [line.split(b"\t")[0] for line in lines]
    assert words == sorted(set(words))
    for line in (lines[0], lines[-1], *lines[::500]):
        word, _, rest = line.decode().partition("\t")
        assert lexicon.look_up(word, LEXICON) == rest


SENTENCE = "Le préfet a démissionné après le tollé, indique le conseil."


def test_an_unsure_engine_and_missing_words_make_a_risk() -> None:
    good, bad = "The prefect resigned after the outcry, says the council.", "The preferred resigned, says the council."
    assert assess(SENTENCE, good, -0.2)[0] < assess(SENTENCE, bad, -0.2)[0] < assess(SENTENCE, bad, -1.2)[0]
    assert assess(SENTENCE, good, -0.2)[1] == ()
    (notice,) = assess(SENTENCE, bad, -1.2)[1]
    assert notice.code == "risk"
    assert "« préfet », « tollé »" in notice.message


def test_an_unsure_engine_is_noticed_where_no_word_is_missing() -> None:
    (notice,) = assess("Il y est.", "There it is.", -2.0)[1]
    assert "«" not in notice.message


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.floats(-50, 0))
def test_a_risk_is_a_share(source: str, target: str, score: float) -> None:
    assert 0 <= assess(source, target, score)[0] <= 1


def test_the_terminal_names_the_riskiest_sentences_with_their_reasons() -> None:
    def paragraph(text: str, risk: float, *notices: Notice) -> Paragraph:
        return Paragraph((Segment("Oui.", text, risk=risk, notices=notices),))

    article = Article(
        (
            paragraph("All well.", 0.1),
            paragraph("A small slip.", 0.2, Notice("word", "“slip” is not an English word.")),
            paragraph("A great slip " * 20, 0.9, Notice("risk", "The engine was unsure here.")),
        )
    )
    said = summarise(article, [], 1.0)
    assert "2 notices to look at" in said
    great, small = said.index("§3 “A great slip"), said.index("§2 “A small slip.”: “slip” is not an English word.")
    assert great < small
    assert "All well." not in said
    assert "…”: The engine was unsure here." in said
