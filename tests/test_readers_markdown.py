"""Markdown: structure and syntax around the words, and not a word lost."""

import re

import pytest
from cases import Case, read_cases
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Article, Style
from translator.errors import InputError
from translator.readers.text import markdown


def read(source: str) -> Article:
    (article,) = markdown.read(source.encode(), "essai.md")
    return article


def shown(article: Article) -> str:
    lines = []
    for p in article.paragraphs:
        marks = "".join(
            f" {{{m.kind} {m.start}-{m.end}{' ' + m.value if m.value else ''}}}" for m in p.segments[0].marks
        )
        level = f" {p.level}" if p.level else ""
        lines.append(f"{p.style}{level}: {f'[{p.lead}]' if p.lead.strip('|') else ''}{p.source}{marks}")
    return "\n".join(line.replace("\n", "⏎") for line in lines)


@pytest.mark.parametrize("case", read_cases("readers/markdown.txt"), ids=str)
def test_paragraphs_styles_and_marks(case: Case) -> None:
    assert shown(read(case.input)).replace("[    ]", "") == case.expected


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zé]{2,}", text))


PIECES = (
    "# ¦## ¦- ¦1. ¦> ¦  ¦    ¦\t¦\n¦\n\n¦\r\n¦\r¦**¦*¦_¦`¦```\n¦[¦](x)¦![¦]: u¦| ¦|¦\n|-|-|\n¦---\n¦===\n¦<b>¦<div>\n¦"
    "<!--¦-->¦\\¦\\|¦~~¦&amp;¦[x] ¦[^1]: ¦  \n¦ <http://a.fr> ¦title: t\n"
)
WORDS = st.from_regex(r"[a-zé]{1,5}", fullmatch=True).map(lambda word: f"{word} ")
SYNTAX = st.lists(st.one_of(st.sampled_from(PIECES.split("¦")), WORDS), max_size=25).map("".join)


@given(SYNTAX)
def test_the_file_is_kept_and_no_word_is_lost(source: str) -> None:
    article, blocks = read(source), list(markdown.blocks(source))
    raw = [source[block.start : block.end] for block in blocks]
    rebuilt = [p.lead + stretch + p.tail for p, stretch in zip(article.paragraphs, raw, strict=True)]
    assert article.lead + "".join(rebuilt) == source
    kept = article.lead + " ".join(
        " ".join([p.lead, p.source, *(m.value for m in p.segments[0].marks), p.tail]) for p in article.paragraphs
    )
    for paragraph in article.paragraphs:
        for mark in paragraph.segments[0].marks:
            assert 0 <= mark.start <= mark.end <= len(paragraph.source)
    # a mark within a word parts it in the file, not in the text ("u**aa**")
    assert [word for word in words(source.replace("&amp;", " ")) if word not in kept] == []


def test_text_in_html_blocks_is_kept_with_a_notice() -> None:
    (paragraph,) = read("<div>Le port rouvre</div>\n").paragraphs
    assert paragraph.style is Style.VERBATIM
    assert [n.code for n in paragraph.notices] == ["html"]


def test_a_picture_set_as_html_is_said_to_stay_in_markdown() -> None:
    (notice,) = read('Le port <img src="a.png"> rouvre <wbr> lundi.\n').notices
    assert (notice.code, notice.message) == ("html", 'only Markdown keeps these HTML tags: <img src="a.png">')


def test_an_untranslated_title_in_the_front_matter_is_said() -> None:
    article = read('---\ntitle: "Le port rouvre"\n---\nLe port a rouvert.\n')
    assert [n.code for n in article.notices] == ["front-matter"]
    assert "Le port rouvre" in article.notices[0].message


def test_endless_brackets_do_not_hang_the_reader() -> None:
    assert read("Le port [" + "[" * 200_000).paragraphs[0].source.startswith("Le port [[")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(InputError, match="larger than 5 MB"):
        markdown.read(b"a" * 5_000_001, "essai.md")
