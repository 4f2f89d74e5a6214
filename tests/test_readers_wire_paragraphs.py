"""Paragraphs in are paragraphs out, with the same words, whatever the format: the property of every reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_writers import WRITERS

from translator import readers
from translator.document import Style
from translator.readers.text.typeset import split_text
from translator.readers.web.body import read_body
from translator.readers.web.parsing import parse_html

WORDS = (
    "le", "port", "la", "mer", "d’Étel", "pêcheurs", "où", "ça", "naïve", "cœur", "«", "rouvre", "»", "3,5", "millions",
    "d'euros", "R&D", "x<y", "20", "%", "Sainte-Ursule", "quai\u00a0;", "vice-présidente", "demain", "l'été", "(2026)",
)  # fmt: skip
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(lambda words: f"Lundi, {' '.join(words)}.")
HEADLINE = "Le port de Sainte-Ursule rouvre ses quais"


@pytest.mark.parametrize("label", WRITERS)
@settings(max_examples=12, deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=8))
def test_every_paragraph_comes_back_once_in_order(label: str, texts: list[str]) -> None:
    format, write = WRITERS[label]
    (article,) = readers.read_bytes(write(HEADLINE, texts), "recu.dat" if format != "zip" else "recu.zip")
    assert article.format == format
    assert article.title == HEADLINE
    assert article.paragraphs[0].style is Style.HEADLINE
    assert [p.source for p in article.paragraphs] == [HEADLINE, *texts]


MARKUP = st.recursive(
    st.sampled_from(["le port", " ", "été", "&amp;", "<br>", "<img src='a.png'>", "<script>x()</script>", "\n"]),
    lambda inner: st.tuples(
        st.sampled_from(["p", "div", "b", "em", "a href='https://example.org'", "ul", "li", "h2", "pre", "q", "td"]),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0].split()[0]}>"),
    max_leaves=20,
)


@settings(max_examples=80, deadline=None)
@given(MARKUP, st.booleans())
def test_marks_and_paragraphs_are_sound_whatever_the_mark_up(markup: str, line_breaks: bool) -> None:
    body = read_body(parse_html(markup, "x"), line_breaks=line_breaks)
    for paragraph in body.paragraphs:
        assert paragraph.source.strip(" \n\t") == paragraph.source != ""
        assert "x()" not in paragraph.source
        for mark in paragraph.segments[0].marks:
            assert 0 <= mark.start < mark.end <= len(paragraph.source)
            marked = paragraph.source[mark.start : mark.end]
            assert marked == marked.strip(" \n")
    shown = "".join(p.source for p in body.paragraphs)
    assert shown.count("le port") == markup.count("le port")
    assert shown.count("été") == markup.count("été")


@given(st.text(alphabet=st.sampled_from("aé.A -*\n\t_«"), max_size=200))
def test_no_letter_of_a_plain_body_is_lost(text: str) -> None:
    def letters(s: str) -> str:
        return "".join(c for c in s if c.isalpha() or c == "«")

    assert letters("".join(p.source for p in split_text(text))) == letters(text)
