"""ALL CAPS: what counts as such, how it is folded for the engine and raised for the reader."""

import re

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import Fix, final_spans, replay
from translator.typography import fold_caps, is_caps, raise_caps

KNOWN = ("Kiev", "Zelenski", "États-Unis")


def names(text: str) -> list[tuple[int, int, str]]:
    return [(m.start(), m.end(), name) for name in KNOWN for m in re.finditer(name.upper(), text)]


@pytest.mark.parametrize("case", read_cases("casing.txt"), ids=str)
def test_capitals_are_folded_to_sentence_case(case: Case) -> None:
    assert fold_caps(case.input, names) == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "GUERRE EN UKRAINE",
        "UKRAINE",
        "L'OTAN S'INQUIÈTE",
        "MACRON À KIEV À 18h30",
        "LE 1er MAI EN FRANCE",
        "VOIR www.exemple.fr DÈS MIDI",
        "«\u00a0C'EST FINI\u00a0»",
    ],
)
def test_a_sentence_in_capitals_is_recognised(text: str) -> None:
    assert is_caps(text)


@pytest.mark.parametrize(
    "text",
    [
        "OTAN",
        "UE",
        "L'ONU",
        "S.N.C.F.",
        "ONU, OTAN",
        "UNESCO",
        "A",
        "",
        "2022",
        "M. X",
        "KIEV — Les forces avancent",
        "#UKRAINE",
    ],
)
def test_acronyms_and_datelines_are_not_sentences_in_capitals(text: str) -> None:
    assert not is_caps(text)


def test_the_glossary_spelling_wins_over_the_acronym_list() -> None:
    assert fold_caps("LA SNCF ATTEND", lambda text: [(3, 7, "Sncf")]) == "La Sncf attend"


def test_addresses_stay_when_capitals_are_raised() -> None:
    text, fixes = raise_caps("Straße news on https://exemple.fr/a, jean_paul@exemple.fr, #Kiev")
    assert text == "STRASSE NEWS ON https://exemple.fr/a, jean_paul@exemple.fr, #Kiev"
    assert {fix.rule for fix in fixes} == {"caps"}
    assert [fix.before for fix in fixes] == ["Straße", "news", "on"]


def test_nothing_is_recorded_where_nothing_changes() -> None:
    assert raise_caps("NATO 2022") == ("NATO 2022", ())


@settings(deadline=None)
@given(st.text(max_size=40))
def test_raising_is_replayable_and_settles_at_once(text: str) -> None:
    raised, fixes = raise_caps(text)
    assert replay(text, fixes) == raised
    assert all(fix.before != fix.after for fix in fixes)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["Straße", "Kyiv's", "NATO", "18h", "ﬁ", "—", "«x»", "#Kiev", "ŉa"]), min_size=1, max_size=6
    ),
    st.data(),
)
def test_a_fix_made_before_spans_its_own_words_in_capitals(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    name, start = " ".join(words[first : last + 1]), len(" ".join(words[:first])) + (first > 0)
    text = " ".join(words)
    raised, fixes = raise_caps(text)
    begin, end = final_spans((Fix(start, start, "", name, "variant"), *fixes))[0]
    assert raised[begin:end] == raise_caps(name)[0]


def test_a_name_in_a_raised_headline_is_spanned_exactly() -> None:
    text = "President Putin refuses to meet Vladimir's envoys"
    raised, fixes = raise_caps(text)
    earlier = (Fix(10, 17, "Poutine", "Putin", "copied"), Fix(32, 39, "Wladimir", "Vladimir", "variant"))
    spans = final_spans((*earlier, *fixes))
    assert [raised[start:end] for start, end in spans[:2]] == ["PUTIN", "VLADIMIR"]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            re.findall(r"\S+", "GUERRE EN UKRAINE L'OTAN À KIEV J.-P. « » : XIX 18H30 M. 10 KM www.x.fr — !")
        ),
        max_size=9,
    )
)
def test_folding_changes_nothing_but_case(words: list[str]) -> None:
    text = " ".join(words)
    assert fold_caps(text, names).upper() == text.upper()
