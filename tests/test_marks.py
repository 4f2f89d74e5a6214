"""Inline formatting: cut at sentences, found again in the English, or reported as lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark, MarkKind
from translator.marks import cut, phrases, place


def spans(target: str, marks: tuple[Mark, ...]) -> list[str | None]:
    return [None if m.target_start is None else target[m.target_start : m.target_end] for m in marks]


def test_a_mark_is_found_by_its_own_words() -> None:
    source, target = "Le maire de Lyon parle.", "The mayor of Lyon speaks."
    marks, notices = place(source, target, [Mark(MarkKind.STRONG, 12, 16)], {})
    assert (spans(target, marks), notices) == (["Lyon"], ())


def test_a_mark_is_found_by_its_translation_even_if_some_words_differ() -> None:
    source, target = "Il a lu le rapport annuel de la Cour.", "He read the Court's annual report."
    mark = Mark(MarkKind.LINK, 8, 36, "https://example.org")
    marks, notices = place(source, target, [mark], {source[8:36]: "the annual report of the Court"})
    assert spans(target, marks) == ["the Court's annual report"]
    assert notices == ()


def test_a_mark_on_the_whole_sentence_stays_on_the_whole_sentence() -> None:
    source, target = "Tout est dit.", "All is said."
    marks, _ = place(source, target, [Mark(MarkKind.EMPHASIS, 0, len(source))], {})
    assert spans(target, marks) == [target]
    assert phrases(source, marks) == []


def test_a_lost_link_is_reported_with_its_address() -> None:
    mark = Mark(MarkKind.LINK, 3, 10, "https://example.org/a")
    marks, notices = place("Le rapport est là.", "Nothing similar.", [mark], {"rapport": "report"})
    assert marks == (mark,)
    assert notices[0].code == "mark"
    assert "https://example.org/a" in notices[0].message


@pytest.mark.parametrize(
    ("source", "position", "target", "expected"),
    [
        ("Vue du port.", 0, "View of the port.", "|View of the port."),
        ("Vue du port.", 12, "View of the port.", "View of the port.|"),
        ("Vue du port.", 11, "View of the port.", "View of the port|."),
        ("« Vue du port.", 2, "“View of the port.", "“|View of the port."),
        ("Vu à Brest hier.", 10, "Seen in Brest yesterday.", "Seen in Brest| yesterday."),
        ("Hier Brest dort.", 5, "Yesterday, Brest sleeps.", "Yesterday, |Brest sleeps."),
        ("Vu à Sainte-Ursule.", 9, "Seen in Sainte-Ursule.", "Seen in Sain|te-Ursule."),
    ],
)
def test_an_empty_mark_goes_beside_the_same_word(source: str, position: int, target: str, expected: str) -> None:
    (mark,), notices = place(source, target, [Mark(MarkKind.IMAGE, position, position, "a.jpg")], {})
    assert mark.target_start == mark.target_end is not None
    assert target[: mark.target_start] + "|" + target[mark.target_end :] == expected
    assert notices == ()


def test_an_empty_mark_without_a_place_stands_at_the_end_and_is_reported() -> None:
    source, target = "Le maire de Brest dort.", "Sleeping, that is what he does."
    (mark,), notices = place(source, target, [Mark(MarkKind.IMAGE, 9, 9, "a.jpg")], {})
    assert (mark.target_start, mark.target_end) == (len(target), len(target))
    assert [n.message for n in notices] == [
        "An image (a.jpg) stands at the end of the sentence: its place in the English was not found."
    ]
    assert phrases(source, [mark]) == []


def test_a_mark_on_a_part_of_a_word_needs_the_same_word() -> None:
    marks, notices = place("Du CO2 et 2 trains.", "CO2 and 2 trains.", [Mark(MarkKind.HTML, 5, 6, "<sub></sub>")], {})
    assert [(m.target_start, m.target_end) for m in marks] == [(2, 3)]
    assert notices == ()
    _, notices = place("Du CO2.", "Of carbon dioxide.", [Mark(MarkKind.HTML, 5, 6, "<sub></sub>")], {})
    assert [n.code for n in notices] == ["mark"]


def test_the_raised_letters_of_an_ordinal_are_not_missed() -> None:
    mark = Mark(MarkKind.HTML, 6, 7, "<sup></sup>")
    assert place("Au XIXe siècle.", "In the 19th century.", [mark], {}) == ((mark,), ())


@given(st.lists(st.integers(0, 6), max_size=6), st.integers(0, 30))
def test_cutting_keeps_every_empty_mark_once(lengths: list[int], position: int) -> None:
    spans, end = [], 0
    for length in lengths:
        spans.append((end, end + length))
        end += length + length % 2
    parts = cut([Mark(MarkKind.IMAGE, min(position, end), min(position, end), "a.jpg")], spans)
    assert [len(part) for part in parts if part] == ([1] if spans else [])
    for (start, stop), part in zip(spans, parts, strict=True):
        assert all(0 <= m.start == m.end <= stop - start for m in part)


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_cutting_keeps_every_marked_character_but_the_white_space_between_segments(
    text: str, data: st.DataObject
) -> None:
    cutpoint = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = cut([Mark(MarkKind.STRONG, start, end)], [(0, cutpoint), (cutpoint, len(text))])
    pieces = (text[:cutpoint], text[cutpoint:])
    marked = "".join(piece[m.start : m.end] for piece, part in zip(pieces, parts, strict=True) for m in part)
    assert marked == text[start:end]
