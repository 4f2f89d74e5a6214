"""Parts of a sentence that were translated alone: no capital and no full stop where they meet."""

import pytest
from cases import Case, read_cases
from hypothesis import given
from hypothesis import strategies as st

from translator import seams

PARTS = st.tuples(*[st.text(st.sampled_from("aÉI. ,»9\nTthe"), max_size=12)] * 3)


@pytest.mark.parametrize("case", read_cases("seams.txt"), ids=str)
def test_parts_become_one_sentence(case: Case) -> None:
    lines = case.input.split("\n")
    tails = [" "] * (len(lines) // 2 - 1) + [""]
    assert seams.join(zip(lines[::2], lines[1::2], tails, strict=True)) == case.expected


@given(PARTS)
def test_a_sentence_in_one_part_stays_as_the_engine_said_it(part: tuple[str, str, str]) -> None:
    assert seams.join([part]) == part[1] + part[2]


@given(st.lists(PARTS, max_size=4))
def test_only_case_and_marks_change(parts: list[tuple[str, str, str]]) -> None:
    def letters(text: str) -> list[str]:
        return [char for char in text.casefold() if char.isalnum()]

    assert letters(seams.join(parts)) == letters("".join(target + tail for _, target, tail in parts))
