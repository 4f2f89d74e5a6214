"""Several ways to say a sentence: which is kept, what it may cost, and what is told of the others."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import termbase
from translator.choice import Candidate, agreements, preference
from translator.document import Segment, replay
from translator.engines import Engine, Hinted, Hypothesis, Query
from translator.pipeline import translate_texts
from translator.stages import AGAIN, Tools
from translator.terms import Glossary

GLOSSARY = termbase.load([Path(__file__).parent / "fixtures" / "glossary" / "cases.csv"])
NO_TERMS = termbase.load([])
PREFECT = "Le préfet a démissionné, indique le conseil."
WRONG, RIGHT = "The preferred has resigned, the council says.", "The prefect has resigned, the council says."
candidates = st.builds(
    Candidate,
    st.sampled_from(["", "The mayor resigned.", "The mayor has resigned.", "He went.", "été 5"]),
    st.floats(0, 1),
    st.lists(st.sampled_from(["numbers", "term"]), max_size=2).map(tuple),
)


class Wordy(Engine):
    """An engine with several ways to say one thing, at a quality; it remembers how it was asked."""

    name = signature = "wordy"
    takes_terms = True

    def __init__(self, ways: Sequence[tuple[str, float]], quality: str = "standard") -> None:
        self.quality, self._ways = quality, [Hypothesis(*way) for way in ways]
        self.asked: list[tuple[int, int]] = []  # sentences, hypotheses
        self.plain = 0

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        if sentences:
            self.asked.append((len(sentences), n))
        self.plain += sum(isinstance(each, Hinted) and not each.looked_up for each in sentences)
        return [self._ways[:n] for _ in sentences]

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [self._ways[:1] for _ in sentences]


def said(source: str, engine: Engine, glossary: Glossary = NO_TERMS) -> Segment:
    return translate_texts([source], Tools(engine, glossary))[source]


@given(st.lists(candidates, min_size=1, max_size=6), st.booleans())
def test_each_has_a_place_and_what_is_kept_brings_no_new_doubt(made: list[Candidate], by_agreement: bool) -> None:
    order = preference("Le maire a démissionné.", made, by_agreement)
    assert sorted(order) == list(range(len(made)))
    assert {*made[order[0]].doubts} <= {*made[0].doubts}


@given(st.lists(candidates, min_size=1, max_size=6))
def test_agreement_is_a_share_and_what_says_the_same_agrees(made: list[Candidate]) -> None:
    assert all(0 <= value <= 1.001 for value in agreements(made))
    assert agreements([made[0], made[0]]) in ([1.0, 1.0], [0.0, 0.0])  # of nothing, nothing is shared


def test_what_the_others_say_alike_is_likelier_right() -> None:
    made = [Candidate(text, 0.3) for text in ("The barn went off.", "The bomb went off.", "The bomb went off today.")]
    assert preference("La bombe a explosé.", made)[0] == 0
    assert preference("La bombe a explosé.", made, by_agreement=True)[0] == 1


def test_the_way_of_least_risk_is_kept_and_the_others_are_told() -> None:
    done = said(PREFECT, Wordy([(WRONG, -0.5), (RIGHT, -0.55)]))
    assert (done.text, done.raw, done.score) == (RIGHT, RIGHT, -0.55)
    assert [(each.text, each.score) for each in done.tried] == [(WRONG, -0.5)]
    assert done.risk is not None
    assert done.tried[0].risk > done.risk


class Repeating(Wordy):
    """An engine that says the French again, and then with a word more."""

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis(f"{each}", -0.5), Hypothesis(f"{each} Now", -0.1)][:n] for each in sentences]


def test_code_stands_in_what_was_tried_as_it_stands_in_the_french() -> None:
    source = "Taper git commit puis attendre."
    code = frozenset({(source.index("git"), source.index(" puis"))})
    done = translate_texts([source], Tools(Repeating([]), NO_TERMS), {source: code})[source]
    assert "git commit" in done.text
    assert len(done.tried) == 1
    assert "git commit" in done.tried[0].text


def test_what_was_doubted_at_first_is_not_silent_because_another_way_is_kept() -> None:
    done = said(PREFECT, Wordy([(WRONG, -0.9), (RIGHT, -0.3)]))
    assert done.text == RIGHT
    assert [notice.code for notice in done.notices] == ["risk"]
    assert "first answer" in done.notices[0].message


def test_fast_weighs_nothing() -> None:
    engine = Wordy([(WRONG, -0.9), (RIGHT, -0.9)], "fast")
    assert said(PREFECT, engine).text == WRONG
    assert engine.asked == [(1, 1)]


def test_only_the_doubtful_are_asked_again_and_never_more_than_the_effort_allows() -> None:
    sure = Wordy([(RIGHT, -0.1)])
    assert said(PREFECT, sure).tried == ()
    assert sure.asked == [(1, 2)]
    engine = Wordy([(WRONG, -1.5)])
    texts = [f"{PREFECT[:-1]} de la commune numéro {n}." for n in range(10, 50)]
    translate_texts(texts, Tools(engine, NO_TERMS))
    assert engine.asked == [(40, 2), (6, AGAIN)]


def test_best_weighs_more_and_asks_the_doubtful_without_the_dictionary() -> None:
    engine = Wordy([(WRONG, -1.5)], "best")
    translate_texts([PREFECT, "Il dort."], Tools(engine, NO_TERMS))
    assert engine.asked == [(2, AGAIN), (1, AGAIN)]
    assert engine.plain == 1
    sure = Wordy([(RIGHT, -0.1)], "best")
    said(PREFECT, sure)
    assert sure.asked == [(1, AGAIN)]


def test_a_way_that_has_the_term_is_taken_whatever_the_quality() -> None:
    source, raw = "Lougansk est tombée en 2022.", "The town fell in 2022."
    near, far = ("Lougansk fell in 2022.", -0.7), ("Luhansk down 2022.", -3.0)
    done = said(source, Wordy([(raw, -0.6), far, near], "fast"), GLOSSARY)
    assert done.text == "Luhansk fell in 2022."
    assert done.raw == near[0]
    assert [fix.rule for fix in done.fixes] == ["copied"]
    assert replay(done.raw, done.fixes) == done.text
    assert said(source, Wordy([(raw, -0.6), far], "fast"), GLOSSARY).text == raw


def test_a_way_that_loses_a_number_or_another_term_is_not_taken() -> None:
    raw = "Donetsk in 2022."
    ways = [(raw, -0.5), ("Luhansk and Donetsk.", -0.5), ("Luhansk in 2022.", -0.5)]
    assert said("Lougansk et Donetsk en 2022.", Wordy(ways), GLOSSARY).text == raw


@pytest.mark.parametrize(
    ("other", "is_taken"), [("Zelensky will receive Mr Witoffk", False), ("Zelensky will see Mr Witkoff", True)]
)
def test_a_way_that_loses_another_name_is_not_taken(other: str, is_taken: bool) -> None:
    ways = [("He will receive Mr Witkoff", -0.5), (other, -0.5)]
    done = said("ZELENSKI RECEVRA M. WITKOFF", Wordy(ways), GLOSSARY)
    assert (done.raw == other) is is_taken


def test_a_way_that_loses_words_is_not_taken_for_a_common_noun() -> None:
    source = "L’homme, accusé de meurtre, est en détention provisoire."
    raw = "The man, accused of murder, is in temporary prison now."
    assert said(source, Wordy([(raw, -0.5), ("The man is in pre-trial detention.", -0.5)]), GLOSSARY).text == raw
    whole = "The man, accused of murder, is in pre-trial detention."
    assert said(source, Wordy([(raw, -0.5), (whole, -0.5)]), GLOSSARY).text == whole
