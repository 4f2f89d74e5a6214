"""The glossary put into English: the case file, and what holds for every text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import final_spans, replay
from translator.languages.words import bare, folded_form
from translator.termbase import load
from translator.termbase.showing import show
from translator.terms import Applied, Glossary, apply

FIXTURES = Path(__file__).parent / "fixtures"
GLOSSARY = load([FIXTURES / "glossary" / "cases.csv"])

Case = tuple[str, str, str, str]


def cases() -> list[Case]:
    """The case file as (heading, French, the engine's English, expected English)."""
    found = []
    heading = ""
    for block in (FIXTURES / "glossary.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        while lines and lines[0].startswith("#"):
            heading = lines.pop(0).lstrip("# ")
        if lines:
            assert len(lines) >= 3, f"a case has three lines: {lines}"
            found.append((heading, "\n".join(lines[:-2]), lines[-2], lines[-2] if lines[-1] == "=" else lines[-1]))
    return found


@pytest.mark.parametrize(("heading", "french", "raw", "expected"), cases())
def test_case(heading: str, french: str, raw: str, expected: str) -> None:
    applied = apply(french, raw, GLOSSARY)
    assert applied.target == expected
    assert replay(raw, applied.fixes) == applied.target
    assert all(fix.entry.startswith("cases.csv:") and fix.evidence for fix in applied.fixes)
    if heading.startswith("traps"):
        assert not applied.fixes


def test_the_case_file_is_large_enough() -> None:
    assert len(cases()) >= 150
    assert sum(heading.startswith("traps") for heading, *_ in cases()) >= 40


# ── whatever the text ──────────────────────────────────────────────────────────────────────────────────────────────

_SPELLINGS = sorted({s for e in GLOSSARY.entries for s in (*e.sources, *e.targets, *e.variants)})
_PLAIN = ["the", "a", "an", "of", "and", "nice", "Lens", "can", "but", "pro-Kiev", "Jean-Pierre"]
_PLAIN += ["https://exemple.fr/Kiev", "@Poutine"]
_WORDS = st.one_of(
    st.sampled_from(_SPELLINGS),
    st.sampled_from(_SPELLINGS).map(str.upper),
    st.sampled_from(_PLAIN),
    st.text(alphabet="abcé'’-.,« »\u00a0\u0301ZK", max_size=8),
)
_TEXT = st.lists(_WORDS, max_size=10).map(" ".join)
_settings = settings(max_examples=150, deadline=None)


@_settings
@given(_TEXT, _TEXT)
def test_applying_again_changes_nothing(source: str, raw: str) -> None:
    once = apply(source, raw, GLOSSARY)
    again = apply(source, once.target, GLOSSARY)
    assert again.target == once.target
    assert again.fixes == ()
    assert again.notices == once.notices


def words(form: str) -> set[str]:
    return set(re.findall(r"\w+", bare(folded_form(form))))


def test_no_first_name_of_the_shipped_glossaries_is_said_twice() -> None:
    """Viktor Orbán is not Viktor Viktor Orban; what was right stays, whatever variant of it stands there."""
    shipped = load(sorted((Path(__file__).parent.parent / "glossaries").glob("*.fr-en.csv")))
    for entry in shipped.entries:
        if entry.forbidden or entry.kind != "person":
            continue
        for position, spelling in enumerate(entry.sources):
            form = entry.form(position)
            first, *others = form.split()
            if first in entry.sources or len(first) < 4:  # « Élysée » itself is replaced; La, The are articles
                continue
            for wrong in (*entry.variants, *entry.sources):
                if not others or words(wrong) & words(form):
                    continue
                target = apply(f"Puis {spelling} est venu.", f"Then {first} {wrong} came.", shipped).target
                assert f"{first} {first}" not in target, f"{entry.where}: {first} {wrong} → {target}"


@_settings
@given(_TEXT, _TEXT)
def test_the_fixes_reproduce_the_target_and_their_spans_hold_the_house_form(source: str, raw: str) -> None:
    applied = apply(source, raw, GLOSSARY)
    assert replay(raw, applied.fixes) == applied.target
    for fix, (start, end) in zip(applied.fixes, final_spans(applied.fixes), strict=True):
        assert applied.target[start:end] == fix.after


def test_a_name_keeps_the_words_that_another_name_beside_it_has() -> None:
    source, raw = "New Mexico ville de Mexico", "New-Mexico ville de Mexico"
    assert apply(source, raw, GLOSSARY).target == "New Mexico Mexico City"


@_settings
@given(_TEXT, _TEXT)
def test_every_fix_has_its_evidence_in_the_source(source: str, raw: str) -> None:
    for fix in apply(source, raw, GLOSSARY).fixes:
        assert fix.evidence.split(" ~ ")[0] in source


@_settings
@given(_TEXT)
def test_a_source_without_terms_changes_nothing(raw: str) -> None:
    assert apply("Il fait beau aujourd’hui, dit-elle.", raw, GLOSSARY).target == raw


@_settings
@given(_TEXT, st.sampled_from(_SPELLINGS), _TEXT)
def test_nothing_changes_inside_an_address(source: str, name: str, raw: str) -> None:
    address = f"https://exemple.fr/{name.replace(' ', '_').replace('«', '').replace('»', '')}/x"
    assert address in apply(f"{source} {name}", f"{raw} {address} {raw}", GLOSSARY).target


@_settings
@given(_TEXT)
def test_found_terms_are_in_order_and_apart(source: str) -> None:
    matches = GLOSSARY.find(source)
    assert all(one.end <= two.start for one, two in pairwise(matches))
    assert all(0 <= m.start < m.end <= len(source) for m in matches)


# ── steps that the case file cannot show ───────────────────────────────────────────────────────────────────────────


def test_a_missing_name_is_a_notice_and_fewer_is_not() -> None:
    missing = apply("Lougansk est tombée.", "The town has fallen.", GLOSSARY)
    assert [n.message for n in missing.notices] == ["Expected “Luhansk” for « Lougansk »: not found in the English."]
    fewer = apply("Zelenski parle, Zelenski signe, Zelenski part.", "Zelensky speaks, signs and leaves.", GLOSSARY)
    assert fewer.notices == ()


def test_a_name_that_is_the_same_in_both_languages_is_missed_where_it_is_garbled() -> None:
    lost = apply("GUERRE À DONETSK", "WAR IN USIA", GLOSSARY)
    assert [n.message for n in lost.notices] == ["Expected “Donetsk” for « DONETSK »: not found in the English."]
    assert apply("GUERRE À DONETSK", "WAR IN DONETSK", GLOSSARY) == Applied("WAR IN DONETSK")
    assert apply("La guerre à Donetsk", "The war in Donetks", GLOSSARY).target == "The war in Donetsk"


def test_a_name_and_its_acronym_are_both_wanted() -> None:
    lost = apply("L’État islamique (EI) recule.", "The Islamic State (EIB) is falling back.", GLOSSARY)
    assert [n.message for n in lost.notices] == ["Expected “IS” for « EI »: not found in the English."]
    assert apply("L’État islamique recule.", "IS is falling back.", GLOSSARY).notices == ()


def test_a_place_said_as_an_adjective_is_no_notice() -> None:
    assert apply("La guerre de Corée", "The Korean War", GLOSSARY).notices == ()
    assert apply("L’armée des États-Unis", "The American army", GLOSSARY).notices == ()


def test_an_inflected_or_reworded_term_is_no_notice() -> None:
    assert apply("Le but des joueurs", "What the players want", GLOSSARY).notices == ()
    assert apply("L’armée de Corée du Nord", "The North Korean army", GLOSSARY).notices == ()


def test_a_forbidden_form_is_a_notice_wherever_it_stands_and_names_the_preferred_one() -> None:
    (notice,) = apply("La capitale résiste.", "Kiev is holding out.", GLOSSARY).notices
    assert notice.code == "forbidden"
    assert "“Kiev”" in notice.message
    assert "“Kyiv”" in notice.message
    (notice,) = apply("Rien.", "A Terrorist group.", GLOSSARY).notices
    assert "armed group" in notice.message


def test_a_near_miss_is_put_right_before_another_sentence_is_asked_for() -> None:
    applied = apply("Il rencontrera Roustem Oumerov.", "He will meet Roustem Oumer.", GLOSSARY)
    assert applied.target == "He will meet Roustem Umerov."
    assert applied.notices == ()


def test_a_people_is_missed_where_the_english_has_another() -> None:
    (notice,) = apply("Les Tchétchènes ont fui.", "The Czechs have fled.", GLOSSARY).notices
    assert notice.message == "Expected “Chechens” for « Tchétchènes »: not found in the English, which has “Czechs”."
    assert apply("Les Tchétchènes ont fui.", "People from Chechnya have fled.", GLOSSARY).notices == ()
    assert apply("Les Tchétchènes ont fui.", "They have fled.", GLOSSARY).notices == ()
    both = apply("Des Tchétchènes et des Tchèques ont fui.", "Czechs have fled.", GLOSSARY)
    assert both.notices == ()


def test_the_words_of_a_place_may_stand_apart() -> None:
    applied = apply("L’Europe centrale et orientale", "Central and Eastern Europe", GLOSSARY)
    assert applied == Applied("Central and Eastern Europe")


def test_a_near_miss_says_what_it_was_taken_for() -> None:
    (fix,) = apply("La rébellion de Prigojine", "The rebellion of Prigojhin", GLOSSARY).fixes
    assert (fix.rule, fix.before, fix.after) == ("near", "Prigojhin", "Prigozhin")
    assert fix.evidence.startswith("Prigojine ~ Prigojhin")


def test_all_capitals_names_for_folding() -> None:
    text = "ZELENSKI A L’ELYSEE, LE RN ET LES DÉPUTÉS À CÔTÉ"
    assert [(text[a:b], name) for a, b, name in GLOSSARY.names(text)] == [
        ("ZELENSKI", "Zelenski"),
        ("ELYSEE", "Élysée"),
        ("RN", "RN"),
    ]


def test_a_later_file_wins_on_the_same_spelling_only(tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    house.write_text("source,target\nKiev,Kiev\n", encoding="utf-8")
    base = FIXTURES / "glossary" / "cases.csv"
    assert apply("Kiev", "Kyiv", load([house, base])).target == "Kyiv"
    assert apply("À Kiev et Kyiv", "In Kiev", load([base, house])).notices != ()
    assert "house.csv:2" in show("kiev", load([base, house])).splitlines()[0]


def test_files_of_equal_content_may_come_in_any_order(tmp_path: Path) -> None:
    base = FIXTURES / "glossary" / "cases.csv"
    copy = tmp_path / "cases.csv"
    header, *lines = base.read_text(encoding="utf-8").split("\n")[1:]
    copy.write_text("\n".join([header, *reversed([line for line in lines if line])]), encoding="utf-8")
    one, two = load([base, copy]), load([copy, base])
    assert one.digest == two.digest
    for _, french, raw, _ in cases():
        assert apply(french, raw, one).target == apply(french, raw, two).target


def test_the_digest_is_that_of_the_content(tmp_path: Path) -> None:
    def digest(text: str) -> str:
        path = tmp_path / "g.csv"
        path.write_text(text, encoding="utf-8")
        return load([path]).digest

    one = digest("source,target\nKiev,Kyiv\nLvov,Lviv\n")
    assert one == digest("source,target\n# moved\nLvov,Lviv\nKiev,Kyiv\n")
    assert one != digest("source,target\nKiev,Kiev\nLvov,Lviv\n")


def test_an_empty_glossary_does_nothing() -> None:
    empty = Glossary([])
    assert apply("Kiev", "Kiev", empty).fixes == ()
    assert empty.find("Kiev") == []
    assert show("Kiev", empty) == ""


def test_a_people_may_be_missing_from_a_sentence_that_begins_with_as() -> None:
    """ "As" without its s is one letter, which no people is called."""
    shipped = load(sorted((Path(__file__).parent.parent / "glossaries").glob("*.fr-en.csv")))
    assert apply("Comme les forces tchétchènes attendent.", "As the forces wait.", shipped).notices == ()
    assert [entry for entry in shipped.entries if not entry.targets] == []
