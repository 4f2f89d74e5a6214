"""Sentences of French news, and their parts in English: cases a linguist can extend, what must hold for every text."""

import pytest
from cases import Case, read_cases
from hypothesis import given
from hypothesis import strategies as st

from translator.segmenter import join, split

CASES = read_cases("segmenter.txt")
# Pieces that meet in news copy, so that random texts reach the rules.
MORSELS = (
    *("M. ", "J.-P. ", "art. 5", "« ", " »", "…", ". ", " ! ", "?"),
    *("\n\n", "\u00a0", "\u202f", ", et ", " ; ", "Le ", "1. "),
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(MORSELS), st.text(max_size=4))).map("".join))
PARTS = st.tuples(*[st.text(st.sampled_from("aÉI. ,»9\nTthe"), max_size=12)] * 3)
LONG = (
    "Le gouvernement, qui avait promis une réforme complète de la fiscalité avant l'été, a finalement renoncé devant "
    "la colère des maires, des syndicats et d'une partie de sa propre majorité ; le ministre des Finances a expliqué "
    "mardi que le calendrier parlementaire ne permettait plus d'examiner un texte aussi lourd : les députés devront "
    "attendre la rentrée, et les ménages aussi, pour savoir ce qu'ils paieront, quand ils le paieront et à qui."
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    assert [source for source, _ in split(case.input)] == case.expected.split("\n")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


@given(TEXTS, st.integers(min_value=1, max_value=40))
def test_nothing_is_lost_and_no_piece_is_too_long(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join(source + tail for source, tail in pieces) == text
    for source, tail in pieces:
        assert source == source.strip()
        assert len(source) <= limit
        assert not tail.strip()
    assert all(source for source, _ in pieces[1:])
    assert not pieces or pieces[0][0] or pieces[0][1]


def test_white_space_is_never_a_sentence() -> None:
    assert split("") == []
    assert split(" \u00a0\n") == [("", " \u00a0\n")]
    assert split("\n  Oui.  Non.\n") == [("", "\n  "), ("Oui.", "  "), ("Non.", "\n")]


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    assert [source for source, _ in split(LONG, 300)] == [
        LONG[: LONG.index(" le ministre")],
        LONG[LONG.index("le ministre") :],
    ]


def test_a_long_sentence_is_cut_in_balance() -> None:
    lengths = [len(source) for source, _ in split(LONG, 150)]
    assert max(lengths) <= 150
    assert min(lengths) > 50


def test_a_cut_keeps_what_belongs_together() -> None:
    for source, _ in split("Le prix est de 1 500 000 euros « net » ! " * 9, 30):
        assert not source.endswith(("«", "1", "500"))
        assert not source.startswith(("»", "!", "500", "000"))


def test_a_giant_token_is_cut_hard() -> None:
    assert [len(source) for source, _ in split("a" * 1000, 350)] == [334, 333, 333]


def test_limit_must_be_positive() -> None:
    with pytest.raises(ValueError, match="limit"):
        split("Oui.", 0)


@pytest.mark.parametrize("unit", ["a", " ", ". ", "A. "])
def test_a_novel_in_one_line_is_split(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    assert _length(text) == len(text)


@pytest.mark.parametrize(
    "unit", [".", "… ", "! A", "😀. ", "#. ", "« ", "\n", "\n ", "(…) A", "1. ", ", et ", ".\"'", "a. (« "]
)
def test_nothing_repeated_takes_quadratic_time(unit: str) -> None:
    assert _length(unit * 20_000) == len(unit) * 20_000


def _length(text: str) -> int:
    return sum(len(source) + len(tail) for source, tail in split(text))


@pytest.mark.parametrize("case", read_cases("seams.txt"), ids=str)
def test_parts_become_one_sentence(case: Case) -> None:
    lines = case.input.split("\n")
    tails = [" "] * (len(lines) // 2 - 1) + [""]
    assert join(zip(lines[::2], lines[1::2], tails, strict=True)) == case.expected


@given(PARTS)
def test_a_sentence_in_one_part_stays_as_the_engine_said_it(part: tuple[str, str, str]) -> None:
    assert join([part]) == part[1] + part[2]


@given(st.lists(PARTS, max_size=4))
def test_only_case_and_marks_change(parts: list[tuple[str, str, str]]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text.casefold() if char.isalnum()]

    assert letters(join(parts)) == letters("".join(target + tail for _, target, tail in parts))
