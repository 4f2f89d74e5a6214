"""The Markdown as a renderer sees it: the table holds, the text is just the text, formatting and footnotes in place."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from translator import readers
from translator.document import Article, Fix, Mark, MarkKind, Notice, Paragraph, Segment, Style, Syntax, map_paragraphs
from translator.exporters import Layout, Options, export
from translator.exporters.markdown_inline import Footnotes, escape, inline
from translator.exporters.rich_text import Formatting, Remark, RichText

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OUR_HTML = {"<br>", "<sub>", "</sub>", "<code>", "</code>", "<strong>", "</strong>", "<em>", "</em>", "<del>", "</del>"}
# Text that is out to break something, and text that is merely odd.
NASTY = st.text("ab1 |\\`*_~<>[]()!#-+=.:&;$^\n\r\t\"'/x—é\u2028", max_size=24)
ODD = st.text(max_size=20)
TEXT = NASTY | ODD


def made(article: Article, layout: Layout = "side-by-side") -> str:
    return export(article, "md", Options(layout)).decode()


def shown(token: Token) -> str:
    """What a reader sees of an inline token, white space folded as a browser does."""
    parts = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content == "<br>":
            parts.append(" ")
    return folded("".join(parts))


def folded(text: str) -> str:
    text = re.sub("[\x00-\x08\x0e-\x1f\x0b\x0c\x85\u2028\u2029\ufffe\uffff]", lambda m: _seen(m[0]), text)
    return " ".join(text.split())


def _seen(character: str) -> str:
    return " " if character in "\x85\u2028\u2029" else "\ufffd"


def cells(markdown: str) -> list[list[Token]]:
    rows: list[list[Token]] = []
    tokens = PARSER.parse(markdown)
    for before, token in pairwise(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and before.type == "td_open":
            rows[-1].append(token)
    return [row for row in rows if row]


def html_of(markdown: str) -> set[str]:
    """Every piece of HTML in the result but the seal."""
    found = set()
    for token in PARSER.parse(markdown):
        if token.type == "html_block" and not token.content.startswith("<!-- translator-seal: "):
            found.add(token.content)
        found |= {c.content for c in token.children or [] if c.type == "html_inline"}
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXT, st.none() | TEXT, st.sampled_from(Style)), min_size=1, max_size=3))
@example([("a\\|b", "\\", Style.BODY)])
@example([("a\\|b`|`", "``|", Style.VERBATIM)])
@example([("https://x.example/_a_|b", "[^1]: x", Style.LIST_ITEM)])
def test_whatever_the_text_the_table_has_its_rows_and_two_columns(pairs: list[tuple[str, str | None, Style]]) -> None:
    article = Article(tuple(Paragraph((Segment(fr, en),), style, "fr") for fr, en, style in pairs), source_lang="fr")
    markdown = made(article)
    rows = cells(markdown)
    assert [len(row) for row in rows] == [2] * len(pairs)
    assert html_of(markdown) <= OUR_HTML
    for row, paragraph in zip(rows, article.paragraphs, strict=True):
        if paragraph.style is not Style.VERBATIM:
            assert shown(row[0]).removeprefix("•").strip() == folded(paragraph.source)


@settings(max_examples=50, deadline=None)
@given(TEXT)
@example("```\n```\n<script>\n```")
@example("```\n<script>\n```")
def test_whatever_the_text_no_layout_lets_html_in(text: str) -> None:
    for style in Style:
        article = Article((Paragraph((Segment(text, text),), style, "fr"),), source_lang="fr", format="docx")
        assert html_of(made(article, "stacked")) <= OUR_HTML
        assert html_of(made(article, "english")) <= OUR_HTML


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_whatever_the_text_a_paragraph_stays_one_paragraph(text: str) -> None:
    tokens = PARSER.parse("".join(escape(text, cell=False, block=True)))
    kinds = [t.type for t in tokens]
    assert kinds in ([], ["paragraph_open", "inline", "paragraph_close"])
    if tokens:
        assert not [c for c in tokens[1].children or [] if c.type in ("em_open", "strong_open", "html_inline", "image")]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_the_formatting_the_words_stay(data: st.DataObject) -> None:
    text = data.draw(st.text("ab .*|é", min_size=1, max_size=10).filter(str.strip))
    offset = st.integers(0, len(text))
    kinds = st.sampled_from([MarkKind.STRONG, MarkKind.EMPHASIS, MarkKind.STRIKE, MarkKind.LINK])
    spans = [Formatting(k, "https://x.example/(1)", min(a, b), max(a, b))
             for k, a, b in data.draw(st.lists(st.tuples(kinds, offset, offset), max_size=3))]  # fmt: skip
    spans = [s for s in spans if s.start < s.end]
    links = sum(s.kind == "link" for s in spans)
    markdown = inline(RichText(text, tuple(spans)), Footnotes(), cell=True)
    (row,) = cells(f"| a | b |\n| - | - |\n| {markdown} | . |")
    if links <= 1:  # no link can be in another
        assert shown(row[0]) == folded(text)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([Formatting(MarkKind.STRONG, "", 0, 5)], "**Hello** world"),
        ([Formatting(MarkKind.STRONG, "", 0, 6)], "**Hello** world"),
        ([Formatting(MarkKind.EMPHASIS, "", 6, 11)], "Hello *world*"),
        ([Formatting(MarkKind.STRIKE, "", 0, 11), Formatting(MarkKind.CODE, "", 6, 11)], "~~Hello `world`~~"),
        ([Formatting(MarkKind.STRONG, "", 1, 3)], "H**el**lo world"),
        (
            [Formatting(MarkKind.LINK, 'https://x.example/a_b "Un titre"', 0, 5)],
            '[Hello](https://x.example/a_b "Un titre") world',
        ),
        ([Formatting(MarkKind.LINK, "javascript:alert(1)", 0, 5)], "Hello world"),
        ([Formatting(MarkKind.IMAGE, "photo.jpg", 0, 5)], "![Hello](photo.jpg) world"),
        ([Formatting(MarkKind.IMAGE, "photo.jpg", 11, 11)], "Hello world![](photo.jpg)"),
        ([Formatting("lang", "fr", 0, 5)], "Hello world"),
    ],
)
def test_formatting(spans: list[Formatting], expected: str) -> None:
    assert inline(RichText("Hello world", tuple(spans)), Footnotes()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 < 6 & 7 > 3, R&D", "5 < 6 & 7 > 3, R&D"),
        ("snake_case and _x_", "snake_case and \\_x\\_"),
        ("2 * 3", "2 \\* 3"),
        ("<b>&copy;", "\\<b>\\&copy;"),
        ("# not a heading", "\\# not a heading"),
        ("1. not a list", "1\\. not a list"),
        ("1.5 million", "1.5 million"),
        ("- not a list", "\\- not a list"),
        ("-5 degrees", "-5 degrees"),
        ("[sic] [note](x)", "[sic] [note\\](x)"),
        ("https://x.example/a_b?c=1&d=2.", "https://x.example/a_b?c=1&d=2."),
        ("https://x.example/_a_/~b", "<https://x.example/_a_/~b>"),
        ("$5 million, 100%", "$5 million, 100%"),
    ],
)
def test_only_what_must_be_is_escaped(text: str, expected: str) -> None:
    assert "".join(escape(text, cell=False, block=True)) == expected


def test_footnotes_come_after_the_words_and_the_small_fixes_have_none() -> None:
    fixes = (
        Fix(0, 8, "Zelenski", "Zelensky", "copied", "Zelensky", "u.csv:1", "Zelenski"),
        Fix(9, 13, "said", "said", "typography:x"),
    )
    segment = Segment(
        "Zelenski a dit « oui »!", "Zelensky said!", fixes=fixes, notices=(Notice("quotes", "Look | at <b>."),)
    )
    markdown = made(Article((Paragraph((segment,)),)))
    assert "| Zelensky[^1] said\\![^2] |" in markdown
    assert (
        "\n[^1]: Zelenski → Zelensky. House style: Zelensky (u.csv:1). Evidence: « Zelenski » in the French.\n"
        in markdown
    )
    assert "\n[^2]: Please check (quotes): Look | at \\<b>.\n" in markdown
    assert "[^3]" not in markdown


def test_a_footnote_does_not_cut_code_or_a_link() -> None:
    spans = (Formatting(MarkKind.CODE, "", 0, 5), Formatting(MarkKind.LINK, "https://x.example", 6, 11))
    side = RichText("print world", spans, (Remark(1, 3, "one"), Remark(7, 9, "two")))
    assert inline(side, Footnotes()) == "`print`[^1] [world](https://x.example)[^2]"


def test_a_list_that_begins_deep_is_a_list() -> None:
    levels = (3, 3, 4, 1, 3, 2)
    items = tuple(replace(Paragraph.of(f"point {n}", Style.LIST_ITEM), level=level) for n, level in enumerate(levels))
    text = made(Article((Paragraph.of("Avant."), *items, Paragraph.of("Fin."))), "english")
    tokens = PARSER.parse(text)
    assert not [token for token in tokens if token.type == "code_block"]
    depths = [token.level // 2 for token in tokens if token.type == "list_item_open"]
    assert depths == [0, 0, 1, 0, 1, 1]


def test_headings_quotes_lists_and_what_was_kept_are_told_in_the_table() -> None:
    paragraphs = (
        Paragraph((Segment("Titre", "Title"),), Style.HEADING, "fr", 2),
        Paragraph((Segment("« Oui »", "“Yes”"),), Style.QUOTE, "fr"),
        Paragraph((Segment("un", "one"),), Style.LIST_ITEM, "fr", lead="- "),
        Paragraph((Segment("deux", "two"),), Style.LIST_ITEM, "fr", lead="2) "),
        Paragraph.of("More Stories", language="en"),
        Paragraph.of("a | b\nc", Style.VERBATIM),
    )
    lines = made(Article(paragraphs, source_lang="fr")).split("\n")
    assert lines[lines.index("| :-- | :-- |") + 1 :][:6] == [
        "| **Titre** | **Title** |",
        "| *« Oui »* | *“Yes”* |",
        "| • un | • one |",
        "| 2) deux | 2) two |",
        "| More Stories | More Stories<br><sub>Kept as is: English</sub> |",
        "| <code>a &#124; b</code><br>`c` | <code>a &#124; b</code><br>`c` |",
    ]


MARKDOWN = """\
---
title: Essai
---

# Le fleuve *gris*

Un **mot**, un [lien](https://x.example/a_b "Titre") et `du code`.
{#ancre}

> Une citation
> sur deux lignes

1. premier
2. deuxième
   - dedans

| Ville | Habitants |
|:------|----------:|
| Kyiv  | 2 000 |

```python
x = "a|b" * 2
```

<div>brut</div>

Voir la note[^1] et <kbd>Ctrl</kbd>.

[^1]: La note.
"""


def test_english_alone_keeps_the_shape_of_a_markdown_file() -> None:
    """Nothing is translated here, so that only wrapped lines, which are joined, may differ."""
    (article,) = readers.read_bytes(MARKDOWN.encode(), "essai.md", "md")
    body, _, seal = made(article, "english").rpartition("\n\n<!-- ")
    expected = MARKDOWN.rstrip("\n").replace("citation\n> sur", "citation sur").replace(".\n{#ancre}", ". {#ancre}")
    assert body == expected
    assert re.fullmatch(r"translator-seal: sha256:[0-9a-f]{64} -->\n", seal)


def test_html_tags_stand_around_the_english_of_their_words() -> None:
    marks = (
        Mark(MarkKind.STRONG, 3, 9, "<b></b>", 2, 6),
        Mark(MarkKind.HTML, 10, 14, '<span title="a > b"></span>', 7, 11),
        Mark(MarkKind.HTML, 14, 14, "<img src=a.png>", 11, 11),
    )
    segment = Segment("Un cheval brun <b>", "A hors brown <b>", marks=marks)
    article = Article((Paragraph((segment,), lead="> ", tail="\n"),), syntax=Syntax.MARKDOWN)
    assert made(article, "english").startswith(
        '> A <b>hors</b> <span title="a > b">brow</span><img src=a.png>n \\<b>\n\n<!-- '
    )
    assert html_of(made(article)) == set()
    assert "| A **hors** brown \\<b> |" in made(article)


@pytest.mark.parametrize("value", ["<b>", "<script>x</script>y</b>", "b</b>", "</b>"])
def test_what_is_no_pair_of_tags_is_not_written(value: str) -> None:
    segment = Segment("Un mot", "A word", marks=(Mark(MarkKind.HTML, 3, 6, value, 2, 6),))
    article = Article((Paragraph((segment,), tail="\n"),), syntax=Syntax.MARKDOWN)
    assert made(article, "english").startswith("A word\n\n<!-- ")


@pytest.mark.parametrize(
    "source",
    [
        "Le <b>dossier</b> *complet*.",
        '<span class="x">Le <em>dossier</em></span> complet.',
        'H<sub>2</sub>O, <KBD title="a > b">Ctrl</KBD>, un <!-- note --> mot.',
        '<img src="a.png"> Le dossier. ![](b.png)',
        '| Port | <b title="a\\|b">Quai</b> |\n|---|---|\n| Brest<br>Lyon | 3<br>4 |',
        "- <b>Un point. Un autre.</b>",
        "```sh\nls -l\n\ncd\n```\n\nUn mot.\n\n> ~~~\n> un\n> deux\n> ~~~",
        "1. un\n   ```\n   code\n   ```\n2. deux\n\n```\n```",
        "Un mot.\n\n```\nsans fin",
    ],
)
def test_markdown_that_nobody_translated_comes_back_as_it_was(source: str) -> None:
    (article,) = readers.read_bytes(f"{source}\n".encode(), "essai.md", "md")
    assert made(article, "english").rpartition("\n\n<!-- ")[0] == source


def test_formatting_over_two_sentences_is_one() -> None:
    marks = (Mark(MarkKind.STRONG, 0, 3, "", 0, 4),)
    paragraph = Paragraph((Segment("Un.", "One.", " ", marks=marks), Segment("Bon", "Good", marks=marks)))
    assert made(Article((paragraph,)), "english").startswith("**One. Good**\n")


@pytest.mark.parametrize("line", ['title: "Le port"', "title: Le port", "title: 'Le port'", "Title = 'Le port'"])
def test_the_title_in_the_front_matter_is_written_so_that_it_is_read_back(line: str) -> None:
    fence = "+++" if "=" in line else "---"
    (article,) = readers.read_bytes(f"{fence}\n{line}\nauteur: Zoé\n{fence}\n\nUn.\n".encode(), "essai.md", "md")
    said = """The "port": it's *open* #1"""
    blocks = map_paragraphs(
        article.blocks, lambda p: replace(p, segments=(replace(p.segments[0], target=said),)) if p.level else p
    )
    text = made(replace(article, blocks=blocks), "english")
    assert "\nauteur: Zoé\n" in text
    (again,) = readers.read_bytes(text.encode(), "essai.md", "md")
    assert again.title in (said, said.replace("'", "’"))


def test_stacked_shows_code_and_front_matter_once_and_no_second_title() -> None:
    text = "---\nauteur: Zoé\n---\n\n# Le port rouvre\n\n```sh\nls\n```\n"
    (article,) = readers.read_bytes(text.encode(), "essai.md", "md")
    stacked = made(article, "stacked")
    assert stacked.count("auteur: Zoé") == 1
    assert "\n\n```sh\nls\n```\n\n" in stacked
    assert stacked.startswith("> **Machine translation, not reviewed**\n")
    assert stacked.count("Le port rouvre") == 2
    without = Article((Paragraph.of("Le port a rouvert."),), "Le port")
    assert made(without, "stacked").startswith("# Le port\n\n> **Machine")
