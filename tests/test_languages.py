"""What is known of the languages: the tables can be read, the grammar of what stays untouched is quick on any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.languages import ENGLISH, FRENCH, Language
from translator.languages.quotation import read_marks
from translator.languages.untouchable import addresses, masked, untouchables, without
from translator.languages.words import bare, comparable, fold, folded_form

PIECES = (
    *("a", "1", "_", "-", ".", "/", "@", "#", "\\", "`", ")", "«", '"', "ж", "🙂", "é", "a-", "a.", "a_", "a/", "/a"),
    *("a@", "a@b.", "@a", "#a", "#1", "C:\\", "C:\\a ", "\\a", " a", "www.", "http://a", "« C:\\", "`a", "ж ", "~/a"),
    *("a.com", "a.txt/", "«a ", "a'", "'/a", '"a b ', "(/a", "a/ ", "]", "[", ". "),
)


@pytest.mark.parametrize("language", [FRENCH, ENGLISH], ids=lambda language: language.name)
def test_a_language_knows_its_calendar(language: Language) -> None:
    assert [language.month(names[0]) for names in language.months] == list(range(1, 13))
    assert len(language.listed("weekdays")) == 7


@pytest.mark.parametrize("piece", PIECES)
def test_the_grammar_takes_time_that_grows_with_the_text(piece: str) -> None:
    """Ten times the text takes some ten times as long: a pattern that backtracks takes a hundred times, or for ever."""

    def seconds(length: int) -> float:
        text = f"« {(piece * length)[:length]}"
        best = min(_taken(text) for _ in range(3))
        return max(best, 1e-4)

    assert seconds(20_000) < 40 * seconds(2_000)


def _taken(text: str) -> float:
    start = time.process_time()
    untouchables.__wrapped__(text)
    return time.process_time() - start


@given(st.text(alphabet=" aé1.-_/\\:@#`«»\"')(xcomtfr"))
def test_what_is_masked_has_the_same_length_and_what_is_left_is_the_same(text: str) -> None:
    spans = addresses(text)
    assert len(masked(text, spans)) == len(text)
    assert without(text, "") == "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))
    assert all(a < b for a, b in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="aÉœ’- \u00a0e\u0301"))
def test_folding_with_positions_and_without_is_the_same(text: str) -> None:
    assert fold(text).text == folded_form(text)
    assert comparable(text) == bare(folded_form(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("« C:\\l'equipe du 10 000 m\\note.txt »", ["path"]),
        ("Voir afp.com, note_1.txt, `git log` et #Kiev (@AFP)", ["domain", "file", "code", "hashtag", "handle"]),
        ("`Fête de la bière', à côté de `conoscersi", []),
        ("un retard hier.au soir et 3.5 points", []),
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [found.kind for found in untouchables(text)] == kinds


def test_a_row_of_quotation_marks_takes_no_more_time_than_its_length() -> None:
    """Each mark asked all before it: twenty thousand took minutes."""
    assert len(read_marks('"' * 20_000, "«" * 20_000)) == 20_000
