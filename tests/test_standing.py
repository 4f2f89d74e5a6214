"""Credit lines: their fixed words said by rule, their names untouched, everything else left to the engine."""

import re

import pytest
from cases import Case, read_cases
from hypothesis import given
from hypothesis import strategies as st

from translator.document import replay
from translator.standing import say

PIECES = st.sampled_from(
    re.findall(
        "[^|]+",
        "Par|par |avec AFP|Claire |Vasseur|de |d'|et |à |le |17 novembre|Photo :|(|)| |, |.|un |Publié le |18h30|é",
    )
)


@pytest.mark.parametrize("case", read_cases("standing.txt"), ids=str)
def test_a_credit_line_is_said_by_rule(case: Case) -> None:
    said = say(case.input)
    assert (said[0] if said else "-") == case.expected


@given(st.lists(PIECES, max_size=10).map("".join))
def test_the_fixes_lead_from_the_french_to_the_english(source: str) -> None:
    if said := say(source):
        assert replay(source, said[1]) == said[0]
