"""The document model: JSON there and back, the source rebuilt, fixes replayed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Article, Fix, Mark, Notice, Paragraph, Segment, Style, final_spans, replay
from translator.document_json import from_json, to_json
from translator.errors import InputError

texts = st.text(st.characters(codec="utf-8"), max_size=20)
offsets = st.integers(0, 20)
segments = st.builds(
    Segment,
    texts,
    st.none() | texts,
    texts,
    st.none() | texts,
    st.lists(st.builds(Notice, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(Fix, offsets, offsets, texts, texts, texts, texts, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(Mark, texts, offsets, offsets, texts, st.none() | offsets, st.none() | offsets), max_size=2).map(
        tuple
    ),
    st.lists(st.tuples(offsets, offsets, offsets, offsets), max_size=2).map(tuple),
)
paragraphs = st.builds(
    Paragraph,
    st.lists(segments, max_size=3).map(tuple),
    st.sampled_from(Style),
    st.none() | texts,
    offsets,
    texts,
    texts,
)
articles = st.builds(
    Article,
    st.lists(paragraphs, max_size=3).map(tuple),
    title=texts,
    source_lang=st.none() | texts,
    metadata=st.dictionaries(texts, texts, max_size=2),
    signature=st.none() | texts,
    lead=texts,
    notices=st.lists(st.builds(Notice, texts, texts), max_size=2).map(tuple),
)


@given(articles)
def test_json_there_and_back_is_the_same_article(article: Article) -> None:
    assert from_json(to_json(article)) == article


def test_json_has_the_documented_shape() -> None:
    data = json.loads(to_json(Article((Paragraph.of("Bonjour."),))))
    assert data["schema"] == 1
    assert data["paragraphs"][0]["style"] == "body"
    assert {"source", "target", "tail", "notices", "fixes"} <= set(data["paragraphs"][0]["segments"][0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"paragraphs": 1}',
        '{"paragraphs": [{}]}',
        '{"paragraphs": [{"segments": [{"source": 1}]}]}',
        '{"paragraphs": [{"segments": [{"source": "x", "alignment": [[0, 1, 0]]}]}]}',
        '{"paragraphs": [{"segments": [{"source": "x", "alignment": [[0, 1, 0, -1]]}]}]}',
        '{"paragraphs": [{"segments": [{"source": "x", "alignment": 1}]}]}',
        '{"schema": 9, "paragraphs": []}',
        '{"paragraphs": [], "titel": ""}',
        "[" * 100_000,
    ],
)
def test_other_json_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert "\n" not in str(caught.value)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[Fix]]:
    """A text and fixes that fit it, one after the other."""
    text = raw = draw(st.text("abc ", max_size=20))
    fixes = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        after = draw(st.text("XYZ", max_size=4))
        fixes.append(Fix(start, end, text[start:end], after, "variant"))
        text = text[:start] + after + text[end:]
    return raw, fixes


@given(edits())
def test_the_spans_of_fixes_lie_in_the_replayed_text(made: tuple[str, list[Fix]]) -> None:
    raw, fixes = made
    target = replay(raw, fixes)
    spans = final_spans(tuple(fixes))
    assert all(0 <= start <= end <= len(target) for start, end in spans)
    if fixes:
        start, end = spans[-1]
        assert target[start:end] == fixes[-1].after


def test_an_untrue_record_does_not_replay() -> None:
    with pytest.raises(ValueError, match="expects 'Kiev'"):
        replay("Kyiv", [Fix(0, 4, "Kiev", "Kyiv", "variant")])
