"""Placeholders: what goes in as a code comes out as itself."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.document import replay
from translator.languages.untouchable import untouchables
from translator.termbase import load
from translator.terms import Slot, prepare

GLOSSARY = load([Path(__file__).parent / "fixtures" / "glossary" / "cases.csv"])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Voir https://exemple.fr/a_b?c=d#e.", ["https://exemple.fr/a_b?c=d#e"]),
        ("(voir www.exemple.fr/page_(suite))", ["www.exemple.fr/page_(suite)"]),
        ("Sur lemonde.example.fr, on lit", ["lemonde.example.fr"]),
        ("Écrire à jean.dupont+info@mairie.exemple.fr.", ["jean.dupont+info@mairie.exemple.fr"]),
        ("Le mot-dièse #JeSuisLà et @compte_42.", ["#JeSuisLà", "@compte_42"]),
        ("Le n° #1 et l’article 5", []),
        ("Le fichier liste_des-morts.v2.xlsx circule", ["liste_des-morts.v2.xlsx"]),
        ("Bravo 🇫🇷👩‍🚒 !", ["🇫🇷👩‍🚒"]),
        ("Le journal « Новая газета » ferme", ["Новая газета"]),
        ("A.F.P. à 18h30. M. Dupont. J.-C. 1.500,5", []),
        ("Il est parti hier.au revoir", []),
        ("« C’est – dit-il – l’œuvre… » à 10 €, 5 °C", []),
        (r"Dans C:\Program Files\Kiev\a.txt et C:\Lviv.", [r"C:\Program Files\Kiev\a.txt", r"C:\Lviv"]),
        (r"Le dossier « D:\Mes textes\plan secret » a disparu.", [r"D:\Mes textes\plan secret"]),
        ("Voir ~/Kiev/a et /srv/Kiev/b, à 12 €/m²/an.", ["~/Kiev/a", "/srv/Kiev/b"]),
    ],
)
def test_protected_spans(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end, _ in untouchables(text)] == spans


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Selon Le Monde, tout va bien.", "Selon QK7, tout va bien."),
        ("Le monde entier regarde.", "Le monde entier regarde."),
        ("Écrivez à a@b.fr ou c@d.fr avant lundi.", "Écrivez à QK7 ou ZV4 avant lundi."),
        ("🔴 Le président parle.", "Le président parle."),
        ("Le président parle 🔴 #direct https://t.example.fr/x", "Le président parle"),
        ("#Ukraine attend.", "QK7 attend."),
        ("https://exemple.fr", ""),
        ("🔴🔴 @compte", ""),
        ("QK7 est le nom de @compte ici.", "QK7 est le nom de ZV4 ici."),
        ("Le mot🔴collé", "Le mot QK7 collé"),
    ],
)
def test_what_the_engine_sees(source: str, seen: str) -> None:
    assert prepare(source, GLOSSARY).text == seen


def test_what_is_verbatim_is_not_seen_by_the_engine_nor_by_rules_and_comes_back() -> None:
    source = "La commande cp Kiev Moscou retire les paquets."
    prepared = prepare(source, GLOSSARY, {(12, 26)})
    assert prepared.text == prepared.mask(source) == "La commande QK7 retire les paquets."
    restored = prepared.restore("The QK7 command removes the packages.")
    assert restored == ("The QK7 command removes the packages.", ())
    target, fixes = prepared.unmask(restored[0], source)
    assert target == "The cp Kiev Moscou command removes the packages."
    assert replay(restored[0], fixes) == target


@pytest.mark.parametrize(
    ("source", "raw", "restored"),
    [
        ("Selon Le Monde, tout va bien.", "According to QK7, all is well.", "According to Le Monde, all is well."),
        ("🔴 Il parle. #direct", "He speaks.", "🔴 He speaks. #direct"),
        ("Le mot🔴collé", "The word QK7 glued", "The word🔴glued"),
        ("Écrire à a_b@c.fr.", "Write to QK7.", "Write to a_b@c.fr."),
        ("Le réseau #MeToo-France.", "The QK7-France network.", "The #MeToo-France network."),
        ("² Par rapport à 2019.", "Compared to 2019.", "² Compared to 2019."),
        ("[2] NDLR : il parle.", "Editor’s note: he speaks.", "[2] Editor’s note: he speaks."),
        ("PARIS, 17 nov. — Il parle.", "He speaks.", "PARIS, 17 nov. — He speaks."),
    ],
)
def test_restored(source: str, raw: str, restored: str) -> None:
    result = prepare(source, GLOSSARY).restore(raw)
    assert result is not None
    text, fixes = result
    assert text == restored
    assert replay(raw, fixes) == text
    assert {fix.rule for fix in fixes} == {"placeholder"}


@pytest.mark.parametrize(
    "raw",
    ["Write to.", "Write to QK7 or QK7.", "Write to QK75.", "Write to qk7.", "Write to QK7QK7.", "Write to QK7-mate."],
)
def test_a_code_that_did_not_come_through_once_is_reported(raw: str) -> None:
    assert prepare("Écrire à a_b@c.fr.", GLOSSARY).restore(raw) is None


_PART = st.one_of(
    st.sampled_from(
        [
            "https://exemple.fr/a_b",
            "a@b.fr",
            "#mot",
            "@compte",
            "f.pdf",
            "🔴",
            "👩‍🚒",
            "Le Monde",
            "Новая",
            "QK7",
            "ZV4",
        ]
    ),
    st.text(alphabet="abÉ .,'’(»", max_size=6),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PART, max_size=8), st.sampled_from(["", " "]))
def test_an_engine_that_copies_gives_the_source_back(parts: list[str], joint: str) -> None:
    source = joint.join(parts)
    prepared = prepare(source, GLOSSARY)
    assert "".join(piece.text if isinstance(piece, Slot) else piece for piece in prepared.pieces) == source
    if prepared.text:
        restored = prepared.restore(prepared.text)
        assert restored is not None
        assert restored[0] == source
        assert replay(prepared.text, restored[1]) == source


def test_a_thousand_addresses_in_one_paragraph() -> None:
    source = "Voir " + " ou ".join(f"a{n}@b.fr" for n in range(1000)) + "."
    prepared = prepare(source, GLOSSARY)
    restored = prepared.restore(prepared.text)
    assert restored is not None
    assert restored[0] == source
