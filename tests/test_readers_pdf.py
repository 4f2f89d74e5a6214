"""PDF: whole paragraphs in reading order. Two files by LibreOffice, the others written here."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import Article, Cell, Paragraph, Style, Table
from translator.errors import InputError
from translator.readers import read_bytes, read_file
from translator.readers.office import pdf as reader

OFFICE = Path(__file__).parent / "fixtures" / "office"
ENCRYPTED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >>" % (b"o" * 32, b"u" * 32)

Placed = tuple[float, float, float, str]  # points from the left and from the bottom, size, words; bold where "*…*"


def pdf(*pages: list[Placed], trailer: bytes = b"", matrix: bool = False) -> bytes:
    """A PDF of these pages (A4). ``matrix``: the size of letters in the text matrix, not in the font's size."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        content = b"\n".join(_shown(placed, matrix) for placed in page)
        kids.append(b"%d 0 R" % (len(objects) + 1))
        fonts = b"".join(
            b"/%s << /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >> " % (key, name)
            for key, name in ((b"R", b"Helvetica"), (b"B", b"Helvetica-Bold"))
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << %s>> >> >>"
            % (len(objects) + 2, fonts)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R /ID [(a) (b)] %s >>\nstartxref\n%d\n%%%%EOF"
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
        + end
        % (
            len(objects) + 1,
            trailer,
            len(out),
        )
    )


def _shown(placed: Placed, matrix: bool) -> bytes:
    x, y, size, words = placed
    font = b"B" if words.startswith("*") else b"R"
    text = words.strip("*").encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    scale, points = (size, 1.0) if matrix else (1.0, size)
    return b"BT /%s %.1f Tf %.1f 0 0 %.1f %.1f %.1f Tm (%s) Tj ET" % (font, points, scale, scale, x, y, text)


def column(x: float, top: float, *lines: str, size: float = 10) -> list[Placed]:
    return [(x, top - 12 * number, size, line) for number, line in enumerate(lines)]


def article_of(data: bytes) -> Article:
    (article,) = read_bytes(data, "depeche.pdf")
    return article


def sources(data: bytes) -> list[str]:
    return [p.source for p in article_of(data).paragraphs]


LEFT = (
    "Le gouvernement a présenté mercredi un projet",
    "de loi qui réforme les retraites des marins et",
    "des pêcheurs.",
)
RIGHT = (
    "Les syndicats ont annoncé une journée de grève",
    "dans tous les ports du pays, de Dunkerque à",
    "Sète, dès lundi matin.",
)


def test_what_libreoffice_lays_out_in_three_columns_comes_back_whole() -> None:
    (article,) = read_file(OFFICE / "colonnes.pdf")
    first = [p.source for p in article.paragraphs][:8]
    assert article.title == "Budget : la ville investit dans ses écoles et ses canalisations"
    assert first[1] == "Par Anne Le Goff"
    assert first[2].endswith("qui dénonce une augmentation insuffisamment justifiée des dépenses de fonctionnement.")
    assert first[5].startswith("L’opposition, menée par l’ancien vice-président du département, a voté contre.")
    assert first[7] == "Un vote serré au chapitre 1"
    assert len(article.paragraphs) == 2 + 5 * 5 + 4
    assert [n.code for n in article.notices] == ["layout"]


def test_lists_tables_and_headings_of_a_page_are_found() -> None:
    (article,) = read_file(OFFICE / "energie.pdf")
    styles = [(b.style, b.lead) for b in article.blocks if isinstance(b, Paragraph)]
    table = next(b for b in article.blocks if isinstance(b, Table))
    assert styles[:3] == [(Style.HEADLINE, ""), (Style.CREDIT, ""), (Style.BODY, "")]
    assert styles[3:7] == [(Style.LIST_ITEM, "")] * 3 + [(Style.HEADING, "")]
    assert (Style.LIST_ITEM, "5. ") in styles
    assert table.rows[0] == tuple(Cell((Paragraph.of(text),)) for text in ("Région", "Gaz", "Électricité"))
    assert len(table.rows) == 4


@pytest.mark.parametrize("matrix", [False, True])
@pytest.mark.parametrize("is_mixed", [False, True])
def test_columns_are_read_one_after_the_other_below_the_headline(matrix: bool, is_mixed: bool) -> None:
    columns = column(50, 700, *LEFT) + column(310, 700, *RIGHT)
    if is_mixed:  # as some programs write: line after line across the page
        columns.sort(key=lambda placed: -placed[1])
    page = [(50.0, 740.0, 20.0, "Retraites : les marins entrent dans la danse avant Noël"), *columns]
    article = article_of(pdf(page, matrix=matrix))
    assert [p.style for p in article.paragraphs] == [Style.HEADLINE, Style.BODY, Style.BODY]
    assert [p.source for p in article.paragraphs][1:] == [" ".join(LEFT), " ".join(RIGHT)]


def test_running_heads_and_numbers_of_pages_are_left_out_and_a_sentence_goes_on_overleaf() -> None:
    overleaf = RIGHT[2].replace("Sète", "sept ports")
    pages = [
        [(50.0, 810.0, 9.0, f"Le Courrier — page {n}"), *column(50, 700, *lines), (290.0, 30.0, 9.0, f"{n} / 2")]
        for n, lines in enumerate(((*LEFT, *RIGHT[:2]), (overleaf, *LEFT)), start=1)
    ]
    assert sources(pdf(*pages)) == [
        " ".join(LEFT),
        f"{RIGHT[0]} {RIGHT[1]} sept ports, dès lundi matin.",
        " ".join(LEFT),
    ]


def test_an_address_at_the_foot_of_the_only_page_is_kept() -> None:
    page = [*column(50, 700, *LEFT), (50.0, 40.0, 10.0, "Contact : service de presse du port de Brest")]
    assert sources(pdf(page))[-1] == "Contact : service de presse du port de Brest"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("une réduction insuffi-", "sante des dépenses", "insuffisante"),
        ("comme l’a dit l’ancien vice-", "président du conseil", "vice-président"),
        ("Viendra-t-", "il à la réunion de Brest", "Viendra-t-il"),
        ("il habite à Saint-", "Malo depuis dix ans", "Saint-Malo"),
        ("un porte-parole a parlé, le porte-", "parole du maire", "le porte-parole"),
        ("c’est-à-", "dire demain", "c’est-à-dire"),
        ("l’accord de 2015-", "2016 sur le climat", "2015-2016"),
    ],
)
def test_words_divided_at_the_end_of_a_line_are_whole_compounds_stay(first: str, second: str, joined: str) -> None:
    long = "La maire a déclaré mercredi dans la soirée que le port"
    (text,) = sources(pdf(column(50, 700, long, first, second)))
    assert joined in text
    assert text.startswith(long)


def test_a_bold_line_is_a_heading_and_an_indent_begins_a_paragraph() -> None:
    lines = column(50, 700, *LEFT, "*Des ports à l’arrêt*", *RIGHT)
    lines += [(62.0, 616.0, 10.0, "Le préfet appelle les pêcheurs au calme. Il dit"), (50.0, 604.0, 10.0, "attendre.")]
    article = article_of(pdf(lines))
    assert [p.source for p in article.paragraphs][1:] == [
        "Des ports à l’arrêt",
        " ".join(RIGHT),
        "Le préfet appelle les pêcheurs au calme. Il dit attendre.",
    ]
    assert article.paragraphs[1].style is Style.HEADING


def test_a_pdf_of_pictures_is_refused_a_page_of_pictures_is_a_notice() -> None:
    with pytest.raises(InputError, match=r"depeche\.pdf: a PDF of pictures without text, as a scanner makes it"):
        article_of(pdf([]))
    article = article_of(pdf(column(50, 700, *LEFT), []))
    assert [n.message for n in article.notices if n.code == "skipped"] == [
        "Not translated: page 2 without text (a picture?)"
    ]


def test_a_protected_a_damaged_and_a_huge_pdf_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="is protected by a password"):
        article_of(pdf(column(50, 700, *LEFT), trailer=ENCRYPTED))
    with pytest.raises(InputError, match="is no PDF, or a damaged one"):
        article_of(b"%PDF-1.7\nrien")
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(InputError, match=r"refused, 2 pages \(at most 1\)"):
        article_of(pdf(column(50, 700, *LEFT), []))
    monkeypatch.setattr(reader, "MAX_LETTERS", 100)
    with pytest.raises(InputError, match="refused, more than 100 letters"):
        article_of(pdf(column(50, 700, *LEFT)))


SOUND = pdf(column(50, 700, *LEFT) + column(310, 700, *RIGHT), column(50, 700, *RIGHT))


@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.binary(max_size=4)), max_size=8))
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_in_an_article_or_in_one_of_our_errors(changes: list[tuple[int, bytes]]) -> None:
    data = SOUND
    for at, replacement in changes:
        data = data[:at] + replacement + data[at + len(replacement) :]
    with contextlib.suppress(InputError):
        assert read_bytes(b"%PDF-" + data[5:], "x.pdf", "pdf")


@given(
    st.lists(
        st.tuples(
            st.floats(-50, 700),
            st.floats(-50, 900),
            st.sampled_from([4.0, 9.0, 10.0, 30.0]),
            st.sampled_from([*LEFT, *RIGHT, "A", "12", "-", "• point", "fin-"]),
        ),
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_wherever_words_stand_none_is_lost_or_there_twice(placed: list[Placed]) -> None:
    try:
        article = article_of(pdf(placed))
    except InputError:
        return
    said = "".join(p.lead + p.source for p in article.paragraphs)
    there = sum(len(words.replace(" ", "")) for *_, words in placed)
    assert sum(map(str.isalpha, said)) <= there
