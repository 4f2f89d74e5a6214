"""Plain text and its encodings: the paragraphs a person sees, and not a character lost."""

import re
import textwrap

import pytest
from cases import Case, read_cases
from hypothesis import assume, given
from hypothesis import strategies as st

from translator.document import Article, Style
from translator.errors import InputError
from translator.readers import encoding
from translator.readers.text import plain
from translator.readers.text.plain import split_lines, wrap_of
from translator.readers.text.typeset import split_text

FRENCH = "« Œuvre d’été » : l’Élysée a versé 10 000 € à Zoé, née à Besançon – où ? Là-bas…\nDéjà ça, naïf.\n"


def read(source: str) -> Article:
    (article,) = plain.read(source.encode(), "essai.txt")
    return article


def shown(article: Article) -> str:
    return "\n".join(f"{p.style}: {f'[{p.lead}]' if p.lead else ''}{p.source}" for p in article.paragraphs)


@pytest.mark.parametrize("case", read_cases("readers/text.txt"), ids=str)
def test_paragraphs_as_a_person_sees_them(case: Case) -> None:
    assert shown(read(case.input)) == case.expected


def test_the_headline_is_the_title() -> None:
    assert read("Le port rouvre\n\nLe port a rouvert lundi, sous la pluie.\n").title == "Le port rouvre"
    assert read("Le port a rouvert lundi, sous la pluie.\n").title == ""


WORDS = st.text(alphabet="aéÀ«».!:-—• >*\t\u00a0\u202f1", max_size=12)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n \r\n", "\u2028"])


@given(st.lists(st.tuples(WORDS, BREAKS), max_size=12), WORDS)
def test_a_file_that_is_not_folded_is_kept_character_for_character(lines: list[tuple[str, str]], last: str) -> None:
    source = "".join(line + end for line, end in lines) + last
    article = read(source)
    rebuilt = article.lead + "".join(p.lead + p.source + p.tail for p in article.paragraphs)
    if wrap_of(split_lines(source)) is None:
        assert rebuilt == source
    else:
        assert re.sub(r"[\s>-]", "", rebuilt) == re.sub(r"[\s>-]", "", source)


VOCABULARY = "le port a rouvert lundi avec Marc Lenoir après une longue tempête"
SENTENCE = st.lists(st.sampled_from(VOCABULARY.split()), min_size=30)


@given(st.lists(SENTENCE, min_size=1, max_size=4), st.integers(40, 100))
def test_folding_and_reading_gives_the_paragraphs_back(sentences: list[list[str]], width: int) -> None:
    paragraphs = ["Il dit que " + " ".join(words) + " enfin." for words in sentences]
    lines = [textwrap.wrap(p, width) for p in paragraphs]
    # what shows that a file is folded are lines that go on in lower case; two lines may be two paragraphs
    inner = [line for part in lines for line in part[1:]]
    assume(sum(line[0].islower() for line in inner) * 2 >= len(inner))
    folded = "\n\n".join(map("\n".join, lines))
    assert [p.source for p in read(folded).paragraphs] == paragraphs


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "mac_roman"],
)
def test_encodings_of_french_desks(codec: str) -> None:
    assert encoding.decode(FRENCH.encode(codec), "essai.txt") == FRENCH


def test_encodings_without_curly_quotes() -> None:
    plain = "Le cœur de l'été à 5 € : déjà ça, naïf."
    assert encoding.decode(plain.encode("iso8859-15"), "essai.txt") == plain
    dos = "L'été déjà passé, ça gêne là-bas : Noël approche, où irons-nous ?"
    assert encoding.decode(dos.encode("cp850"), "essai.txt") == dos


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Un mot\x00 puis un autre", "looks binary"),
        (bytes(range(256)) * 4, "looks binary"),
        ("Visite à l’Élysée, déjà très gênée".encode().replace(b"\xa9", b"\x29", 1), "UTF-8 with 1 damaged"),
        ("L’été à l’Élysée".encode().decode("cp1252").encode(), "garbled accents"),
        ("L'été à l'Élysée".encode().decode("mac_roman").encode(), "garbled accents"),
        ("\ufffdt\ufffd \ufffd l'\ufffdlys\ufffde".encode(), "5 characters were lost"),
        (b"\xff\xfeU\x00n\x00 ", "damaged UTF-16"),
        (b"\x00\x00\x00\x00", "looks binary"),
    ],
)
def test_text_that_would_be_read_wrongly_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=r"\Aessai\.txt: [^\n]*" + message):
        encoding.decode(data, "essai.txt")


def test_a_text_about_encodings_may_quote_garbled_letters() -> None:
    source = "L’été à l’Élysée : où l’accent se lit « Ã© », l’éditeur s’est trompé d’encodage, dit-il à l’équipe."
    assert encoding.decode(source.encode(), "essai.txt") == source


def test_a_lost_character_is_flagged() -> None:
    (article,) = plain.read(("Il a plu toute la journée. " * 20 + "Un mot perd\ufffd.").encode(), "essai.txt")
    assert [n.code for n in article.notices] == ["encoding"]


def test_a_rule_is_verbatim_even_where_it_looks_like_a_list() -> None:
    assert read("* * *\n").paragraphs[0].style is Style.VERBATIM


def test_the_hyphens_of_folded_wire_copy_go_where_a_word_was_divided() -> None:
    lines = (
        "Le maire, qui avait rencontré lundi les habitants de Saint-",
        "Denis avec le vice-président de la région, a défendu le porte-",
        "parole devant les élus et demandé une réponse au gouverne-",
        "ment avant la fin du mois de novembre, selon son entourage.",
    )
    (paragraph,) = split_text("\n".join(lines))
    assert "de Saint-Denis avec" in paragraph.source
    assert "le porte-parole devant" in paragraph.source
    assert "au gouvernement avant" in paragraph.source


def test_a_short_line_with_a_dash_before_a_text_is_a_heading_and_no_list() -> None:
    long = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
    text = f"- Le port rouvre\n\n{long}\n\n- La rivière monte\n\n{long}\n\n- un\n- deux\n\n{long}\n\n- Non.\n\n{long}\n"
    (article,) = plain.read(text.encode(), "a.txt")
    assert article.title == "Le port rouvre"
    styles = [paragraph.style for paragraph in article.paragraphs if paragraph.source != long]
    assert styles == [Style.HEADLINE, Style.HEADING, Style.LIST_ITEM, Style.LIST_ITEM, Style.LIST_ITEM]
    assert article.lead + "".join(p.lead + p.source + p.tail for p in article.paragraphs) == text
