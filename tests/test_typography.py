"""Typography: cases a linguist can extend, and what must hold for any text."""

import re
from unicodedata import decimal

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import replay
from translator.languages.untouchable import untouchables
from translator.typography import READER_RULES, to_engine, to_reader

WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "le chat the cat a it's players' 'no' l’été O'Neil été DIT he M. in at for from to and million iPhone"
        " Mr. St. Saint 12e 2th XXIe",
    )
)
NUMBERS = st.sampled_from(
    re.findall(
        r"[^|]+",
        "10 000|10\u00a0000|10.000|1,5|1.5|1,500|1 500,5|2010-2012|18h30|18 h|3,2|15|5'10|EUR 5"
        '|16h30|16.30|9"58|5\'9"|2h05\'30"',
    )
)
MARKS = st.sampled_from(
    re.findall(r"[^|]+", "\"|«|»|“|”|'|‘|’|...|…|. . .|,|.| ;|:|!|?|-|--|—|–|%|€|$|(|)|[|]|M€|``|''|„|:-)")
)
PROTECTED = st.sampled_from(
    [
        "https://exemple.fr/a--b...c",
        "www.exemple.fr",
        "jean_paul@exemple.fr",
        "#Kiev",
        "@elysee",
        '`x -- "y"`',
        "a-1.pdf",
    ]
)
SPACES = st.sampled_from(["", " ", " ", " ", "  ", "\u00a0", "\u202f"])
PIECES = st.one_of(WORDS, NUMBERS, MARKS, PROTECTED)
TEXTS = st.lists(st.tuples(PIECES, SPACES), max_size=14).map(lambda pairs: "".join(a + b for a, b in pairs))


def segments(case: Case) -> tuple[str, str]:
    source, target = case.input.split("\n")
    return source.removeprefix("fr: "), target.removeprefix("en: ")


@pytest.mark.parametrize("case", read_cases("typography.txt"), ids=str)
def test_the_reader_sees_english_typography(case: Case) -> None:
    source, target = segments(case)
    text, fixes = to_reader(target, source)
    assert text == case.expected
    assert replay(target, fixes) == text
    assert to_reader(text, source) == (text, ())


@pytest.mark.parametrize("case", read_cases("typography_engine.txt"), ids=str)
def test_the_engine_sees_plain_text(case: Case) -> None:
    assert to_engine(case.input) == case.expected
    assert to_engine(case.expected) == case.expected


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_reader_rules_are_recorded_and_settle_at_once(target: str, source: str) -> None:
    text, fixes = to_reader(target, source)
    assert replay(target, fixes) == text
    assert to_reader(text, source)[0] == text


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=30)))
def test_engine_rules_settle_at_once_on_one_line(text: str) -> None:
    once = to_engine(text)
    assert to_engine(once) == once
    assert once == " ".join(once.split())


@given(TEXTS)
def test_digits_reach_the_engine_in_order(text: str) -> None:
    digits = [decimal(char) for char in text if char.isdecimal()]
    assert [decimal(char) for char in to_engine(text) if char.isdecimal()] == digits


PROSE = TEXTS.filter(lambda text: "`" not in text)


@given(PROSE, PROTECTED, PROSE)
def test_addresses_and_code_survive(before: str, kept: str, after: str) -> None:
    text, _ = to_reader(f"{before} {kept} {after}", "")
    assert kept in text


@pytest.mark.parametrize(
    "span", ["C:\\l'equipe du 10 000 m\\note.txt", "/srv/l'equipe/10_000.txt", "l'equipe 1,5.pdf", "~/notes/2.30"]
)
@pytest.mark.parametrize("around", ["« {} »", '"{}"', "“{}”", "'{}'", "{}"])
def test_what_the_glossary_protects_is_edited_by_no_rule(span: str, around: str) -> None:
    source = f"Le fichier « {span} » fait 10 000 octets à 2h30."
    protected = {source[a:b] for a, b, kind in untouchables(source) if kind in ("path", "file")}
    target, _ = to_reader(f"The file {around.format(span)} has 10 000 bytes.", source)
    assert protected
    assert all(kept in target for kept in protected)


def test_a_fix_names_its_rule_and_the_source_that_speaks_for_it() -> None:
    (fix,) = to_reader("There are 10.000 soldiers.", "Il y a 10 000 soldats.")[1]
    assert (fix.start, fix.end, fix.before, fix.after) == (10, 16, "10.000", "10,000")
    assert (fix.rule, fix.evidence) == ("typography:numbers", "10 000")


def test_every_rule_has_its_own_name_and_says_what_it_does() -> None:
    names = [getattr(rule, "__name__", "") for rule in READER_RULES]
    assert len(set(names)) == len(names)
    assert all(rule.__doc__ for rule in READER_RULES)


def test_all_rules_act_in_the_case_file() -> None:
    """A rule without a case is one that nobody can judge."""
    acting = {fix.rule for case in read_cases("typography.txt") for fix in to_reader(*reversed(segments(case)))[1]}
    assert acting == {f"typography:{getattr(rule, '__name__', '')}" for rule in READER_RULES}


def test_no_break_spaces_are_in_the_case_file() -> None:
    """An editor that turns them into plain spaces would hollow the cases out."""
    text = "".join(case.input for case in read_cases("typography.txt"))
    assert len(re.findall("\u00a0", text)) > 50


def test_an_elision_after_an_underscore_is_changed_once() -> None:
    text, fixes = to_reader("say_'em all", "dis-les tous")
    assert replay("say_'em all", fixes) == text == "say_’em all"
