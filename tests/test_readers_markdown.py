"""Markdown: structure and syntax around the words, and not a word lost."""

import re
from collections.abc import Iterable

import pytest
from cases import Case, read_cases
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Article, Block, Mark, MarkKind, Note, Paragraph, Picture, Style, Table, walk
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
    article, stretches = read(source), markdown.Structure(source).stretches
    raw = [source[stretch.start : stretch.end] for stretch in stretches]
    rebuilt = [p.lead + stretch + p.tail for p, stretch in zip(article.paragraphs, raw, strict=True)]
    assert article.lead + "".join(rebuilt) == source
    labels = [block.id for block in article.blocks if isinstance(block, Note)]
    assert len(labels) == len(set(labels))
    for paragraph in article.paragraphs:
        assert {m.value for m in paragraph.segments[0].marks if m.kind is MarkKind.NOTE} <= all_notes(article.blocks)
    kept = article.lead + " ".join(
        " ".join([p.lead, p.source, *(m.value for m in p.segments[0].marks), p.tail]) for p in article.paragraphs
    )
    for paragraph in article.paragraphs:
        for mark in paragraph.segments[0].marks:
            assert 0 <= mark.start <= mark.end <= len(paragraph.source)
    # a mark within a word parts it in the file, not in the text ("u**aa**")
    assert [word for word in words(source.replace("&amp;", " ")) if word not in kept] == []


def all_notes(blocks: Iterable[Block]) -> set[str]:
    """The ids of all notes, those within notes too."""
    notes = [block for block in blocks if isinstance(block, Note)]
    return {note.id for note in notes}.union(*(all_notes(note.blocks) for note in notes))


CELL = st.lists(st.sampled_from(["Brest", "12", "**gras**", "l’été", "R\\|D", "`x`", "[port](u)"]), max_size=3).map(
    " ".join
)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_cell_of_a_table_comes_in_once_and_in_order(rows: list[list[str]]) -> None:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    source = "\n".join(["Avant.", "", lines[0], "|---|:-:|---|", *lines[1:], "", "Après."])
    article = read(source)
    table = article.blocks[1]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    plain = [[re.sub(r"\*\*|`|\[(\w+)\]\(u\)|\\", r"\1", text) for text in row] for row in rows]
    assert [["".join(p.source for p in walk(cell.blocks)) for cell in row] for row in table.rows] == plain
    assert [p.source for p in article.paragraphs] == ["Avant.", *(t for row in plain for t in row if t), "Après."]


def test_notes_stand_where_the_file_has_them_two_in_a_row_too() -> None:
    source = "Un[^a] et deux[^b].\n\n[^b]: Mot.\n[^a]: Selon *lui*.\n\n    Et elle.\n\nFin[^c].\n"
    article = read(source)
    first, second_note, first_note, last = article.blocks
    assert isinstance(first, Paragraph)
    assert first.source == "Un et deux."
    assert first.segments[0].marks == (Mark(MarkKind.NOTE, 2, 2, "a"), Mark(MarkKind.NOTE, 10, 10, "b"))
    assert second_note == Note("b", (Paragraph.of("Mot.", lead="[^b]: ", tail="\n"),))
    assert isinstance(first_note, Note)
    assert [(p.source, p.lead) for p in walk(first_note.blocks)] == [("Selon lui.", "[^a]: "), ("Et elle.", "    ")]
    assert isinstance(last, Paragraph)
    assert last.source == "Fin[^c]."


def test_a_second_note_of_a_name_is_text() -> None:
    article = read("Un[^1].\n\n[^1]: Selon lui.\n[^1]: Selon elle.\n")
    assert [block.id for block in article.blocks if isinstance(block, Note)] == ["1"]
    assert [p.source for p in article.paragraphs] == ["Un.", "Selon lui.", "Selon elle."]


def test_a_picture_alone_is_one_and_in_a_sentence_a_mark() -> None:
    article = read('![Le *vieux* port](port.jpg "Vu")\n\n![](quai.jpg)\n\nVue : ![Le phare](a.jpg).\n')
    description = Paragraph.of(
        "Le vieux port",
        Style.DESCRIPTION,
        marks=[Mark(MarkKind.EMPHASIS, 3, 8)],
        lead="![",
        tail='](port.jpg "Vu")\n\n![](quai.jpg)\n\n',
    )
    assert article.blocks[0] == Picture("port.jpg", description=description)
    assert article.blocks[1] == Picture("quai.jpg")
    assert article.lead == ""
    assert isinstance(article.blocks[2], Paragraph)
    assert [m.kind for m in article.blocks[2].segments[0].marks] == [MarkKind.IMAGE]


def test_text_in_html_blocks_is_kept_with_a_notice() -> None:
    (paragraph,) = read("<div>Le port rouvre</div>\n").paragraphs
    assert paragraph.style is Style.VERBATIM
    assert [n.code for n in paragraph.notices] == ["html"]


def test_a_picture_set_as_html_is_said_to_stay_in_markdown() -> None:
    (notice,) = read('Le port <img src="a.png"> rouvre <wbr> lundi.\n').notices
    assert (notice.code, notice.message) == ("html", 'only Markdown keeps these HTML tags: <img src="a.png">')


@pytest.mark.parametrize(
    ("front", "title"),
    [
        (
            '---\ntitle: "Le port : il \\"rouvre\\""\nauthor: Jeanne Rive\ndate: 2026-11-22\n---\n',
            'Le port : il "rouvre"',
        ),
        ("---\nauthor: Jeanne Rive\ndate: 2026-11-22\ntitle: 'L''été'  # d'abord\n\n---\n", "L'été"),
        ("---\ntags:\n  - mer\nTitle: Le port rouvre\ndate: 2026-11-22\nauthor: Jeanne Rive\n---\n", "Le port rouvre"),
        ('+++\ntitle = "Le port rouvre"\ndate = 2026-11-22\nauthor = "Jeanne Rive"\n+++\n', "Le port rouvre"),
    ],
)
def test_the_title_in_the_front_matter_is_the_headline(front: str, title: str) -> None:
    article = read(f"{front}\n# Le port\n\nLe port a rouvert.\n")
    assert (article.title, article.metadata.headline) == (title, title)
    assert (article.metadata.byline, article.metadata.date) == ("Jeanne Rive", "2026-11-22")
    assert [(p.style, p.source) for p in article.paragraphs] == [
        (Style.HEADLINE, title),
        (Style.HEADING, "Le port"),
        (Style.BODY, "Le port a rouvert."),
    ]
    assert article.notices == ()


def test_a_title_of_the_front_matter_on_several_lines_is_said_to_be_untranslated() -> None:
    for title in (">\n  Le port\n  rouvre", "Le port\n  rouvre"):
        article = read(f"---\ntitle: {title}\n---\nLe port a rouvert.\n")
        assert [n.code for n in article.notices] == ["front-matter"]
        assert [p.style for p in article.paragraphs] == [Style.VERBATIM, Style.BODY]


def test_endless_brackets_do_not_hang_the_reader() -> None:
    assert read("Le port [" + "[" * 200_000).paragraphs[0].source.startswith("Le port [[")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(InputError, match="larger than 1 MB"):
        markdown.read(b"a" * 5_000_001, "essai.md")
