"""RTF as Word and LibreOffice write it, written here by hand, and any bytes at all."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import Article, Cell, Mark, MarkKind, Note, NoteKind, Paragraph, Style, Table, walk
from translator.errors import InputError
from translator.readers import read_bytes
from translator.readers.office import rtf

STYLES = (
    r"{\stylesheet{\ql\f0\fs22 Normal;}{\s1\sbasedon0\b\fs32 heading 1;}{\s2\sbasedon1 Intertitre;}"
    r"{\s3 Title;}{\*\cs10 Default Paragraph Font;}{\s4\sbasedon0 List Bullet;}{\s5 Quote;}}"
)
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset238 Ariel CE;}"
    r"{\f2\fcharset204 Cyr{\*\falt Arial};}{\f3\fcharset128 Mincho;}}{\colortbl;\red0\green0\blue0;}" + STYLES
)


def article_of(body: str, head: str = HEAD) -> Article:
    (article,) = read_bytes((head + body + "}").encode("cp1252"), "depeche.rtf")
    return article


def sources(body: str) -> list[str]:
    return [p.source for p in article_of(body).paragraphs]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\'e9t\'e9 \'ab\'a0la gr\'e8ve\'a0\'bb \'9cuvre \'80", "été «\u00a0la grève\u00a0» œuvre €"),
        (r"\u233?t\u233\'e9 l\u8217\'92\uc0\u233 t\u233 ", "été l’été"),
        (r"{\uc2 l\u8217\'81\'66\'e9t\'e9}\u339?", "l’étéœ"),
        (r"Zelensk\u-10179?\u-8704?y", "Zelensk\U0001f600y"),
        (r"{\f1 \'8aabac} {\f2 \'cc\'ee\'f1\'ea\'e2\'e0} {\f3 \'93\'8c\'8b\'9e}", "Šabac Москва 東京"),
        (r"un\~mot, l\lquote eau\rquote\emdash\ldblquote oui\rdblquote", "un\u00a0mot, l‘eau’—“oui”"),
        (r"\endash\_ \{x\} a\\b", r"–‑ {x} a\b"),
        ("coup\r\n\u00e9 \\-en deux\\line puis", "coupé en deux\npuis"),
        (r"{\*\inconnu rien}vu{\v cach\'e9}{\deleted barr\'e9}{\*\bkmkstart _Toc1} ici", "vu ici"),
        (r"{\pict\wmetafile8 0100{\*\blipuid 00}ff}texte {\object{\*\objdata 0105}{\result vu}}", "texte vu"),
        (r"\bin5 }}{{\ensuite", "ensuite"),
    ],
)  # fmt: skip
def test_letters_come_out_as_they_are_seen(written: str, read: str) -> None:
    assert sources(r"\pard\plain " + written + r"\par")[0] == read


def test_the_code_page_of_the_file_counts_where_no_font_has_its_own() -> None:
    assert [p.source for p in article_of(r"\'8et\'8e", r"{\rtf1\mac ").paragraphs] == ["été"]
    assert [p.source for p in article_of(r"\'c3\'a9t\'c3\'a9", r"{\rtf1\ansi\ansicpg65001 ").paragraphs] == ["été"]
    assert [p.source for p in article_of(r"\'e9t\'e9", r"{\rtf1\ansi\ansicpg99999 ").paragraphs] == ["été"]


def test_styles_by_name_lists_and_marks() -> None:
    article = article_of(
        r"\pard\plain\s3 Le port \b reste ferm\'e9\par"
        r"\pard\plain\s0 Par Anne Le Goff\par"
        r"\pard\plain\s0 Le {\b maire} a \i d\'e9\b menti\i0  tout\b0 .\par"
        r"\pard\plain\s2\b Le calendrier\par"
        r"\pard\plain\s9\outlinelevel2 Plus bas\par"
        r"{\listtext\pard\plain \'b7\tab}\pard\plain\ls1\ilvl1{\listtext\f1 \u61623\'3f\tab}Un point\par"
        r"\pard\plain\ls2{\listtext 2.\tab}Deux points\par"
        r"\pard\plain{\pntext\f0 3)\tab}{\*\pn\pnlvlbody{\pntxta )}}Trois points\par"
        r"\pard\plain\s4 Encore\par\pard\plain\s5 Cit\'e9\par * * *\par"
    )
    found = [(p.style, p.level, p.lead, p.source) for p in article.paragraphs]
    assert found == [
        (Style.HEADLINE, 1, "", "Le port reste fermé"),
        (Style.CREDIT, 0, "", "Par Anne Le Goff"),
        (Style.BODY, 0, "", "Le maire a démenti tout."),
        (Style.HEADING, 1, "", "Le calendrier"),
        (Style.HEADING, 3, "", "Plus bas"),
        (Style.LIST_ITEM, 2, "", "Un point"),
        (Style.LIST_ITEM, 1, "2. ", "Deux points"),
        (Style.LIST_ITEM, 1, "3. ", "Trois points"),
        (Style.LIST_ITEM, 1, "", "Encore"),
        (Style.QUOTE, 0, "", "Cité"),
        (Style.QUOTE, 0, "", "* * *"),
    ]
    assert article.title == "Le port reste fermé"
    assert article.paragraphs[0].segments[0].marks == ()
    assert set(article.paragraphs[2].segments[0].marks) == {
        Mark(MarkKind.STRONG, 3, 8),
        Mark(MarkKind.EMPHASIS, 11, 18),
        Mark(MarkKind.STRONG, 13, 23),
    }


def test_links_notes_and_boxes() -> None:
    article = article_of(
        r"\pard\plain Voir {\field{\*\fldinst{ HYPERLINK {\"https://ville.example/budget\"}}}{\fldrslt{\ul le budget}}}"
        r" vot\'e9{\super\chftn{\footnote\pard\plain{\super\chftn} Hors dette.}} lundi"
        r"{\footnote\ftnalt\pard\plain Fin du texte.}, page {\field{\*\fldinst PAGE}{\fldrslt 3}}.\par"
        r"\pard\plain Suite{\shp{\*\shpinst\shpleft0{\sp{\sn wzName}{\sv Cadre}}{\shptxt\pard\plain Encadr\'e9\par}}"
        r"{\shprslt{\*\do Encadr\'e9}}} du texte.\par".replace('\\"', '"')
    )
    first, second, box, *notes = article.blocks
    assert isinstance(first, Paragraph)
    assert first.source == "Voir le budget voté lundi, page 3."
    assert Mark(MarkKind.LINK, 5, 14, "https://ville.example/budget") in first.segments[0].marks
    assert [m.value for m in first.segments[0].marks if m.kind is MarkKind.NOTE] == ["1", "2"]
    assert [p.source for p in walk([second, box])] == ["Suite du texte.", "Encadré"]
    assert [(n.kind, [p.source for p in walk(n.blocks)]) for n in notes if isinstance(n, Note)] == [
        (NoteKind.FOOTNOTE, ["Hors dette."]),
        (NoteKind.ENDNOTE, ["Fin du texte."]),
    ]


def test_cells_of_a_table_stand_in_their_rows_a_frame_is_no_table() -> None:
    row = r"\trowd\cellx2000\cellx4000\pard\intbl {0}\cell {1}\cell\row"
    article = article_of(
        r"\pard\plain Avant\par" + row.format("R\\'e9gion", "Gaz") + row.format(r"Brest\par et Rade", "")
        + r"\pard\plain Apr\'e8s\par\trowd\cellx9000\pard\intbl Un cadre\cell\row\pard Fin\par"
    )  # fmt: skip

    def cell(*texts: str) -> Cell:
        return Cell(tuple(Paragraph.of(text) for text in texts))

    assert article.blocks[1] == Table(((cell("Région"), cell("Gaz")), (cell("Brest", "et Rade"), cell())))
    assert [b.source for b in article.blocks[2:] if isinstance(b, Paragraph)] == ["Après", "Un cadre", "Fin"]


def test_facts_and_what_is_left_out_are_said() -> None:
    article = article_of(
        r"{\info{\title Budget}{\author Anne Le Goff}{\creatim\yr2026\mo3\dy4\hr9}{\company Ville}}"
        r"{\header\pard Le Courrier {\pict 00ff}\par}{\footerr\pard \par}{\*\annotation\pard Relire\par}"
        r"\pard\plain{\*\shppict{\pict 00ff}}{\nonshppict{\pict 00ff}} Le texte du jour.\par"
    )
    assert [p.source for p in article.paragraphs] == ["Le texte du jour."]
    assert (article.metadata.title, article.metadata.byline, article.metadata.date) == (
        "Budget", "Anne Le Goff", "2026-03-04",
    )  # fmt: skip
    assert sorted(n.message for n in article.notices) == [
        "Not translated: 1 picture",
        "the document's comments are not translated",
        "the document's headers are not translated",
    ]


def test_a_file_that_breaks_off_is_read_and_said_to() -> None:
    (article,) = read_bytes((HEAD + r"\pard {\b Le port est").encode(), "depeche.rtf")
    assert article.paragraphs[0].source == "Le port est"
    assert [n.message for n in article.notices] == ["the file breaks off: check that its end is there"]


def test_a_letter_that_cannot_be_read_is_said_once() -> None:
    assert [n.message for n in article_of(r"Le port \u-8704? est ouvert.\par").notices] == [
        "1 unreadable character(s) (\ufffd) in the source: check the words around"
    ]


def test_what_is_no_rtf_empty_or_too_deep_is_refused() -> None:
    with pytest.raises(InputError, match=r"depeche\.rtf: is no RTF"):
        read_bytes(b"Bonjour", "depeche.rtf", "rtf")
    with pytest.raises(InputError, match="has no text"):
        article_of("")
    with pytest.raises(InputError, match="groups within groups"):
        article_of("{" * (rtf.MAX_DEPTH + 1))


PIECES = [
    *("{", "}", "\\", "\\*", "\\'", "é", ";", "texte", "\\'e9", "\\u233?", "\\u-10179?", "\\uc3 ", "\\bin9 ", "\\f1 "),
    *("\\par ", "\\cell ", "\\row ", "\\intbl ", "\\b ", "\\ls1 ", "\\s1 ", "\\pard ", "\\plain ", "\\line "),
    *(r"{\footnote ", r"{\shptxt ", r'{\field{\*\fldinst HYPERLINK "a"}{\fldrslt '),
    *(r"{\listtext 1.}", r"{\stylesheet{\s1\sbasedon1 heading 1;}}"),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_bytes_end_in_an_article_or_in_one_of_our_errors(pieces: list[str]) -> None:
    with contextlib.suppress(InputError):
        (article,) = read_bytes(b"{\\rtf1" + "".join(pieces).encode("utf-8", "replace"), "x.rtf", "rtf")
        for paragraph in article.paragraphs:
            assert paragraph.source.strip()
            assert all(0 <= m.start <= m.end <= len(paragraph.source) for m in paragraph.segments[0].marks)
