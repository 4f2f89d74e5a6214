"""The shipped glossaries as data: what an editor may rely on in every line of them, whatever program reads them."""

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import babel
import pytest

FOLDER = Path(__file__).parents[1] / "glossaries"
HEADER = ["source", "target", "variants", "kind", "case", "note", "status"]
KINDS = {"person", "place", "org", "term", "title", "head", "dnt"}
SIZES = {"ukraine": 300, "world": 500, "institutions": 250, "france": 200, "sport-culture": 100}
DEFAULT = sorted(FOLDER.glob("*.fr-en.csv"))
OVERLAYS = sorted((FOLDER / "styles").glob("*.fr-en.csv"))

# variant → why it may be the house form of another entry
VARIANTS_ALLOWED = {
    "League of Nations": "for Ligue des nations, the football; the Geneva body is Société des Nations in French",
}

MUST_HAVE = """
    Zelenski Zelensky|Zelensky Zelensky|Poutine Putin|Lavrov Lavrov|Choïgou Shoigu|Prigojine Prigozhin
    Loukachenko Lukashenko|Kiev Kyiv|Kharkov Kharkiv|Lougansk Luhansk|Louhansk Luhansk|Luhansk Luhansk
    Donetsk Donetsk|Marioupol Mariupol|Zaporijjia Zaporizhzhia|Severodonetsk Sievierodonetsk|Odessa Odesa
    Mykolaïv Mykolaiv|Bakhmout Bakhmut|Tchernihiv Chernihiv|Primorié Primorsky_Krai|Primorsky_Krai Primorsky_Krai
    Crimée Crimea|Moscou Moscow|ONU UN|OTAN NATO|UE EU|BCE ECB|FMI IMF|AIEA IAEA|CPI ICC|OMS WHO|OCDE OECD
    Banque_mondiale World_Bank|MSF MSF|Médecins_sans_frontières Médecins_Sans_Frontières|Allemagne Germany
    Londres London|Le_Caire Cairo|Pékin Beijing|Cisjordanie West_Bank|allemandes German|danois Danish
    Assemblée_nationale National_Assembly|garde_à_vue police_custody|mise_en_examen under_formal_investigation
    juge_d’instruction investigating_judge|juges_d’instruction investigating_judges|députés lawmakers
    motion_de_censure no-confidence_motion|laïcité secularism|Mélenchon Mélenchon|Macron Macron
    Ligue_des_champions Champions_League|Coupe_du_monde World_Cup|maillot_jaune yellow_jersey
    Palme_d’or Palme_d'Or|Prix_Goncourt Prix_Goncourt|Jeux_olympiques Olympic_Games
"""

# territory → why the house form is not the name in Unicode CLDR
INTENDED = {
    "CD": "the wires write Congo-Kinshasa with a hyphen",
    "CG": "the wires write Congo-Brazzaville with a hyphen",
    "CI": "Ivory Coast is the wire name; the state asks for Côte d'Ivoire",
    "EZ": "eurozone is no name: lower case",
    "GS": "the territory's own name has the article",
    "CC": "Keeling in brackets is for maps",
    "HK": "Hong Kong; SAR China is for forms",
    "MO": "Macau is the wire spelling; SAR China is for forms",
    "SH": "Sainte-Hélène is the island; CLDR has Ascension and Tristan da Cunha with it",
    "PS": "a description, not a name: territories in lower case",
    "TL": "East Timor is the wire name; CLDR has it for Timor-Leste",
    "TR": "Turkey is the wire name; the state asks for Türkiye",
    "UM": "the territory's own name has Minor, and US without full stops",
    "VC": "the state's own name has the article",
    "VI": "US without full stops",
}


class Row(NamedTuple):
    """A record of a glossary, its forms split; ``where`` is "file:record"."""

    where: str
    source: list[str]
    target: list[str]
    variants: list[str]
    kind: str
    case: str
    note: str
    status: str


def rows(path: Path) -> list[Row]:
    """The records of a glossary file without its comments."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for number, record in enumerate(csv.reader(lines)):
        source, target, variants = (cell.split("|") if cell else [] for cell in record[:3])
        found.append(Row(f"{path.name}:{number}", source, target, variants, *record[3:]))
    return found[1:]


ROWS = [row for path in DEFAULT for row in rows(path)]
TARGET = {
    spelling: row.target[n if len(row.target) > 1 else 0] for row in ROWS for n, spelling in enumerate(row.source)
}


@pytest.mark.parametrize("path", [*DEFAULT, *OVERLAYS], ids=lambda path: path.name)
def test_a_file_is_plain_utf8_with_the_header_and_seven_cells_a_line(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    records = list(csv.reader(data.decode().splitlines(), strict=True))
    assert records[0] == HEADER
    assert all(len(record) == len(HEADER) for record in records if not record[0].startswith("#"))


@pytest.mark.parametrize("path", [*DEFAULT, *OVERLAYS], ids=lambda path: path.name)
def test_every_cell_is_one_that_the_readme_explains(path: Path) -> None:
    for row in rows(path):
        assert row.kind in KINDS, row
        assert row.case in {"", "exact", "fold"}, row
        assert row.status in {"", "forbidden"}, row
        if row.status == "forbidden":
            assert row.note.startswith("prefer: "), row
        else:
            assert row.source, row
            assert row.target, row
        for form in (*row.source, *row.target, *row.variants):
            assert form == form.strip(), row
            assert form, row
            assert not set("\u00a0\u202f\u00ad\u200b") & set(form), row


@pytest.mark.parametrize(("name", "least"), SIZES.items())
def test_a_file_has_the_entries_a_desk_needs(name: str, least: int) -> None:
    assert len(rows(FOLDER / f"{name}.fr-en.csv")) >= least


def test_no_french_spelling_is_listed_twice() -> None:
    seen: dict[str, str] = {}
    for row in ROWS:
        for spelling in row.source:
            assert spelling not in seen, f"{spelling}: {seen[spelling]} and {row.where}"
            seen[spelling] = row.where


@pytest.mark.parametrize("path", [*DEFAULT, *OVERLAYS], ids=lambda path: path.name)
def test_forms_pair_or_there_is_one_for_all(path: Path) -> None:
    for row in rows(path):
        assert len(row.target) in {1, len(row.source)} or row.status == "forbidden", row
        assert len(row.variants) == len(set(row.variants)), row
        assert len(row.source) == len(set(row.source)), row


def test_no_variant_is_a_house_form() -> None:
    targets: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        for form in row.target:
            targets[form].append(row.where)
    clashes = {
        f"{row.where}: {variant} ({', '.join(targets[variant])})": variant
        for row in ROWS
        for variant in row.variants
        if variant in targets
    }
    assert set(clashes.values()) == set(VARIANTS_ALLOWED), clashes


def test_no_variant_stands_within_its_own_house_form() -> None:
    """Else ``Court of Auditors`` with the variant ``Auditors`` would grow at every turn."""
    for row in ROWS:
        for variant in row.variants:
            for form in row.target:
                assert not re.search(rf"(?<!\w){re.escape(variant)}(?!\w)", form), f"{row.where}: {variant} in {form}"


def test_what_is_not_to_be_translated_is_the_same_in_english() -> None:
    for row in ROWS:
        if row.kind == "dnt":
            assert [form.replace("’", "'") for form in row.source] == row.target, row


def test_french_has_curly_apostrophes_and_english_straight_ones() -> None:
    for row in ROWS:
        assert not any("'" in form for form in row.source), row
        assert not any("’" in form for form in row.target), row


@pytest.mark.parametrize("pair", [pair for line in MUST_HAVE.split("\n") for pair in line.strip().split("|") if pair])
def test_the_desk_finds(pair: str) -> None:
    french, english = pair.replace(" ", "\t").replace("_", " ").split("\t")
    assert TARGET[french] == english


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.name)
def test_an_overlay_takes_over_every_spelling_of_the_entries_it_replaces(path: Path) -> None:
    overlay = {spelling for row in rows(path) for spelling in row.source}
    for row in ROWS:
        if overlay & set(row.source):
            assert set(row.source) <= overlay, row
            assert TARGET[row.source[0]] != next(r.target[0] for r in rows(path) if row.source[0] in r.source), (
                f"{row.where}: the overlay says the same"
            )


def _english(name: str) -> str:
    """A CLDR name as the house writes such names: and for &, St without a full stop, straight apostrophe."""
    return name.replace("&", "and").replace("St. ", "St ").replace("’", "'")


def _territories() -> dict[str, tuple[str, str]]:
    """Two-letter code → the French and English names in Unicode CLDR, without its test locales and unknowns."""
    french, english = (
        {str(code): str(name) for code, name in babel.Locale(language).territories.items()} for language in ("fr", "en")
    )
    codes = sorted(code for code in french if len(code) == 2 and code in english)
    return {code: (french[code], english[code]) for code in codes if code not in {"XA", "XB", "ZZ", "QO"}}


def test_country_names_are_those_of_unicode_cldr() -> None:
    ours = {code: TARGET[french] for code, (french, _) in _territories().items() if french in TARGET}
    differ = {code: form for code, form in ours.items() if form != _english(_territories()[code][1])}
    assert set(differ) == set(INTENDED), differ


def test_a_country_with_one_name_in_both_languages_is_there_too() -> None:
    """Else nobody is told when the engine makes "USIA" of Ukraine."""
    same = [french for french, english in _territories().values() if french == english]
    assert {french for french in same if french not in TARGET} == {"Diego Garcia", "Tristan da Cunha"}


def test_nearly_every_country_whose_names_differ_is_there() -> None:
    differ = [french for french, english in _territories().values() if french.replace("’", "'") != _english(english)]
    missing = [french for french in differ if french not in TARGET]
    assert len(missing) <= len(differ) // 10, missing
