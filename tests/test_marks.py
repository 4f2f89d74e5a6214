"""Inline formatting: cut at sentences, found again in the English, or reported as lost."""

from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark
from translator.marks import cut, phrases, place


def spans(target: str, marks: tuple[Mark, ...]) -> list[str | None]:
    return [None if m.target_start is None else target[m.target_start : m.target_end] for m in marks]


def test_a_mark_is_found_by_its_own_words() -> None:
    source, target = "Le maire de Lyon parle.", "The mayor of Lyon speaks."
    marks, notices = place(source, target, [Mark("strong", 12, 16)], {})
    assert (spans(target, marks), notices) == (["Lyon"], ())


def test_a_mark_is_found_by_its_translation_even_if_some_words_differ() -> None:
    source, target = "Il a lu le rapport annuel de la Cour.", "He read the Court's annual report."
    mark = Mark("link", 8, 36, "https://example.org")
    marks, notices = place(source, target, [mark], {source[8:36]: "the annual report of the Court"})
    assert spans(target, marks) == ["the Court's annual report"]
    assert notices == ()


def test_a_mark_on_the_whole_sentence_stays_on_the_whole_sentence() -> None:
    source, target = "Tout est dit.", "All is said."
    marks, _ = place(source, target, [Mark("emphasis", 0, len(source))], {})
    assert spans(target, marks) == [target]
    assert phrases(source, marks) == []


def test_a_lost_link_is_reported_with_its_address() -> None:
    mark = Mark("link", 3, 10, "https://example.org/a")
    marks, notices = place("Le rapport est là.", "Nothing similar.", [mark], {"rapport": "report"})
    assert marks == (mark,)
    assert notices[0].code == "mark"
    assert "https://example.org/a" in notices[0].message


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_cutting_keeps_every_marked_character_but_the_white_space_between_segments(
    text: str, data: st.DataObject
) -> None:
    cutpoint = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = cut([Mark("strong", start, end)], [(0, cutpoint), (cutpoint, len(text))])
    pieces = (text[:cutpoint], text[cutpoint:])
    marked = "".join(piece[m.start : m.end] for piece, part in zip(pieces, parts, strict=True) for m in part)
    assert marked == text[start:end]
