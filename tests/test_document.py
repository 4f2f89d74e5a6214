"""The document model: JSON there and back, the source rebuilt, fixes replayed."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import (
    Article,
    Attempt,
    Block,
    Cell,
    Fix,
    Mark,
    MarkKind,
    Metadata,
    Note,
    NoteKind,
    Notice,
    Outcome,
    Paragraph,
    Picture,
    Segment,
    Style,
    Syntax,
    Table,
    TermUse,
    final_spans,
    map_paragraphs,
    replay,
    walk,
)
from translator.document.saved import from_json, to_json
from translator.errors import InputError

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent.parent / "docs" / "article.schema.json").read_text("utf-8"))
)
texts = st.text(st.characters(codec="utf-8"), max_size=20)
offsets = st.integers(0, 20)
kinds = st.sampled_from(MarkKind)
uses = st.builds(TermUse, offsets, offsets, texts, texts, st.booleans(), st.sampled_from(Outcome))
segments = st.builds(
    Segment,
    texts,
    st.none() | texts,
    texts,
    st.none() | texts,
    st.none() | st.floats(max_value=0, allow_nan=False, allow_infinity=False),
    st.none() | st.floats(0, 1),
    st.lists(st.builds(Notice, texts, texts), max_size=2).map(tuple),
    st.lists(st.builds(Fix, offsets, offsets, texts, texts, texts, texts, texts, texts), max_size=2).map(tuple),
    st.lists(
        st.builds(TermUse, offsets, offsets, texts, texts, st.booleans(), st.sampled_from(Outcome)), max_size=2
    ).map(tuple),
    st.lists(st.builds(Mark, kinds, offsets, offsets, texts, st.none() | offsets, st.none() | offsets), max_size=2).map(
        tuple
    ),
    st.lists(st.tuples(offsets, offsets, offsets, offsets), max_size=2).map(tuple),
    st.lists(st.builds(Attempt, texts, st.floats(-9, 0), st.floats(0, 1)), max_size=2).map(tuple),
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
pictures = st.builds(Picture, texts, st.none() | st.binary(max_size=9), texts, offsets, offsets, st.none() | paragraphs)


def within(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    """Tables and notes that hold blocks."""
    some = st.lists(blocks, max_size=2).map(tuple)
    rows = st.lists(st.lists(st.builds(Cell, some, st.integers(1, 3), st.integers(1, 3)), max_size=2).map(tuple))
    return st.builds(Table, rows.map(tuple), offsets) | st.builds(Note, texts, some, st.sampled_from(NoteKind))


blocks = st.recursive(paragraphs | pictures, within, max_leaves=6)
articles = st.builds(
    Article,
    st.lists(blocks, max_size=3).map(tuple),
    title=texts,
    source_lang=st.none() | texts,
    metadata=st.builds(
        Metadata, byline=texts, keywords=st.lists(texts).map(tuple), extra=st.dictionaries(texts, texts, max_size=2)
    ),
    syntax=st.sampled_from(Syntax),
    signature=st.none() | texts,
    lead=texts,
    notices=st.lists(st.builds(Notice, texts, texts), max_size=2).map(tuple),
)


@given(articles)
def test_json_there_and_back_is_the_same_article(article: Article) -> None:
    assert from_json(to_json(article)) == article


def test_json_has_the_documented_shape() -> None:
    data = json.loads(to_json(Article((Paragraph.of("Bonjour."),))))
    assert data["schema"] == 2
    assert data["blocks"][0]["style"] == "body"
    assert {"source", "target", "tail", "notices", "fixes"} <= set(data["blocks"][0]["segments"][0])


@given(articles)
def test_json_is_as_the_schema_says(article: Article) -> None:
    SCHEMA.validate(json.loads(to_json(article)))


def test_a_file_of_the_first_version_is_read() -> None:
    """As version 0.6 wrote it: paragraphs only, metadata of any name."""
    paragraphs = [{"segments": [{"source": "Oui.", "target": "Yes."}], "style": "quote"}, {"segments": []}]
    facts = {"byline": "Lou Ray", "keywords": "port, grève", "number": "0127"}
    old = {"schema": 1, "format": "md", "metadata": facts, "paragraphs": paragraphs, "lead": "\n"}
    article = from_json(json.dumps(old))
    assert article.paragraphs == (Paragraph((Segment("Oui.", "Yes."),), Style.QUOTE), Paragraph(()))
    assert article.metadata == Metadata(byline="Lou Ray", keywords=("port", "grève"), extra={"number": "0127"})
    assert (article.syntax, article.lead) == (Syntax.MARKDOWN, "\n")


@given(articles)
def test_every_paragraph_is_walked_and_mapped_once_in_order(article: Article) -> None:
    seen: list[Paragraph] = []

    def look(paragraph: Paragraph) -> Paragraph:
        seen.append(paragraph)
        return replace(paragraph, tail="!")

    changed = map_paragraphs(article.blocks, look)
    assert seen == list(walk(article.blocks))
    assert list(walk(changed)) == [replace(p, tail="!") for p in seen]


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
        '{"schema": true, "blocks": []}',
        '{"blocks": [{"type": "song"}]}',
        '{"blocks": [{"type": "table", "rows": [[{"blocks": [], "columns": 0}]]}]}',
        '{"blocks": [{"type": "picture", "data": "§"}]}',
        '{"blocks": [{"level": 400000000, "segments": []}]}',
        '{"blocks": [{"segments": [{"source": "x", "score": 1}]}]}',
        '{"blocks": [{"segments": [{"source": "x", "risk": 1.5}]}]}',
        '{"blocks": [{"segments": [{"source": "x", "risk": -0.1}]}]}',
        '{"blocks": [{"segments": [{"source": "x", "marks": [{"kind": "song", "start": 0, "end": 1}]}]}]}',
        '{"blocks": [], "metadata": {"songs": ""}}',
        '{"blocks": [' + '{"type": "note", "id": "", "blocks": [' * 50 + "]}" * 50 + "]}",
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
