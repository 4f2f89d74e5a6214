"""Checks: what an editor is told, and what he is not bothered with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.checks import CHECKS, WORD_CHECKS, check, check_whole, is_looping, lexicon, needs_retry
from translator.checks.lexicon import is_english, is_proper


@pytest.mark.parametrize("case", read_cases("checks.txt"), ids=str)
def test_the_editor_is_told_what_is_wrong(case: Case) -> None:
    source, target = case.input.split("\n")
    notices = check(source.removeprefix("fr:").strip(), target.removeprefix("en:").strip())
    assert " ".join(notice.code for notice in notices) == case.expected


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "Il y a 1 500 blessés.",
            "There are 1,400 injured.",
            "The numbers differ: 1 500 in the French, 1,400 in the English.",
        ),
        (
            "Elle verse 10 000 € à la ville.",
            "She pays $10,000 to the city.",
            "The units differ: 10 000 € in the French, $10,000 in the English.",
        ),
        (
            "Elle a dit « oui » au maire.",
            "“She said “yes” to the mayor.",
            "The quotation marks differ: the French has 1 quotation, the English 2 opening and 1 closing marks.",
        ),
        (
            "Il donne 2,7 Mds d'euros.",
            "He gives €2.7.",
            "The numbers differ: 2,7 Mds in the French, €2.7 in the English.",
        ),
        (
            "Le parquet veut vingt-deux ans.",
            "The prosecutor wants twenty years.",
            "The numbers differ: vingt-deux in the French, twenty in the English.",
        ),
        (
            "Il y a 12 morts et 14 blessés.",
            "There are dead and injured, 15 in all.",
            "The numbers differ: 12, 14 are in the French but not in the English;"
            " 15 is in the English but not in the French.",
        ),
        ("Il vient le 3 mai.", "He comes on 3 June.", "The dates differ: 3 mai in the French, 3 June in the English."),
        ("Le vote est à 15 heures.", "The vote is at 15 a.m.", "“15 a.m.” is no time of day."),
        ("Il voit Plekanec.", "He sees Pleanec.", "The names differ: Plekanec in the French, Pleanec in the English."),
        (
            "Le parquet attend.",
            "Thequet waits.",
            "“Thequet” is not in the French, nor a word or name that is known.",
        ),
        ("Il n'est pas là.", "He is here.", "The French denies (“n'est pas”), the English does not."),
        (
            "Il n'a pas tué, il n'a rien vu.",
            "He didn’t kill, he saw it.",
            "The French denies 2 times (“n'a pas”, “n'a rien”), the English 1.",
        ),
        ("Il est parti.", "", "There is no English for this sentence."),
        ("Voir www.exemple.fr ici.", "See the site here.", "www.exemple.fr is in the French but not in the English."),
        ("La paix, enfin.", "Peace peace peace peace.", "The English repeats itself: “peace”."),
        ("Ils sont dans la rue.", "Ils sont dans la rue.", "This is still in French."),
        ("Chaque jour compte.", "Chaque day counts.", "“Chaque” is still in French."),
        ("Il prend le métro.", "He takes the metroke.", "“metroke” is not an English word."),
    ],
)
def test_messages_are_plain_sentences(source: str, target: str, message: str) -> None:
    assert [notice.message for notice in check(source, target)] == [message]


@pytest.mark.parametrize(
    ("source", "target", "retry"),
    [
        ("Il est parti.", " ", True),
        ("Il parle de paix.", "He speaks of peace peace peace peace.", True),
        ("Il y a 12 morts.", "There are 13 dead.", False),
        ("Non, non, non, non !", "No, no, no, no!", False),
    ],
)
def test_only_loops_and_silence_are_worth_another_try(source: str, target: str, retry: bool) -> None:
    assert needs_retry(source, target) is retry


@given(st.lists(st.sampled_from(["the", "city", "of", "Kyiv", "holds"]), min_size=1, max_size=6), st.integers(4, 7))
def test_any_phrase_said_four_times_is_a_loop(words: list[str], times: int) -> None:
    assert is_looping("La ville de Kiev tient bon.", " ".join(words * times))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_a_text_neither_loops_nor_lacks_a_link_beside_itself(text: str) -> None:
    codes = {notice.code for notice in check(text, text)}
    assert not codes & {"repetition", "links"}


@settings(deadline=None)
@given(st.integers(1000, 10**9), st.integers(1000, 10**9))
def test_grouped_numbers_are_compared_as_values(a: int, b: int) -> None:
    source = f"Il y a {a:,} personnes.".replace(",", "\u202f")
    codes = {notice.code for notice in check(source, f"There are {b:,} people.")}
    assert ("numbers" in codes) == (a != b)


def test_each_check_has_cases() -> None:
    codes = {code for case in read_cases("checks.txt") for code in case.expected.split()}
    assert codes == {rule.__name__ for rule in (*CHECKS, *WORD_CHECKS)} | {"empty"}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("On 5 May it rained.", "It rained on May 6, 2024."), True),
        (("On 5 May it rained.", "It rained on the 6th of June."), False),
        (("PARIS, May 5 (AFP) – It rained.", "It rained on 6 May."), False),
        (("It may 5 times rain.", "March 11:30"), False),
    ],
)
def test_an_article_has_one_style_of_dates(texts: tuple[str, ...], told: bool) -> None:
    assert bool(check_whole(texts)) is told


def test_a_house_form_is_no_invented_word() -> None:
    source, target = "Il paie en hryvnias.", "He pays in hryvnyas."
    assert [notice.message for notice in check(source, target)] == ["“hryvnyas” is not an English word."]
    assert check(source, target, lambda word: word == "hryvnyas") == ()


@pytest.mark.parametrize(("file", "is_known"), [("english.txt", is_english), ("proper.txt", is_proper)])
def test_every_word_of_a_list_is_found(file: str, is_known: Callable[[str], bool]) -> None:
    words = Path(lexicon.__file__).with_name(file).read_text(encoding="ascii").split()
    assert words == sorted(set(words))
    assert all(is_known(word) for word in (words[0], words[-1], *words[:: len(words) // 500]))


def test_what_no_list_has_is_not_found() -> None:
    assert not any(is_known(word) for is_known in (is_english, is_proper) for word in ("aaaa", "zzzzz", "metroke"))


@pytest.mark.parametrize(
    ("source", "target"),
    [("ne pas " * 9000, "not " * 15000), ("Aaaa " * 9000, "Bbbb " * 9000), ("« Non » " * 4000, "“No” " * 4000)],
)
def test_a_text_without_end_is_checked_too(source: str, target: str) -> None:
    """It is no sentence; what compares each with each would take minutes."""
    check(source, target)
