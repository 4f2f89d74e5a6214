"""What a desk does with its glossary: check, show, suggest, audit."""

import csv
import json
from pathlib import Path

import pytest

from translator.document import Article, Fix, Paragraph, Segment, replay
from translator.termbase import load
from translator.termbase.checking import check
from translator.termbase.showing import show
from translator.termbase.suggesting import Known, suggest, suggestions_csv
from translator.terms import apply, audit_rows, write_audit

FIXTURES = Path(__file__).parent / "fixtures"
GLOSSARY = load([FIXTURES / "glossary" / "cases.csv"])


def findings(tmp_path: Path, *texts: str) -> list[str]:
    paths = []
    for number, text in enumerate(texts, 1):
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_text("source,target,variants,kind,case,note,status\n" + text, encoding="utf-8")
    return [str(finding) for finding in check(paths)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (("Kiev,Kyiv,Kiev,place,,,\n",), []),
        (
            ("Kiev,Kyiv,,,,,\nKiev,Kiev,,,,,\n",),
            ["1.csv:3: conflict: “Kiev” → “Kiev”, but 1.csv:2 has “Kyiv”: one source with two targets"],
        ),
        (("Kiev,Kyiv,,,,,\nKiev,Kyiv,,,,,\n",), ["1.csv:3: warning: “Kiev” is already in 1.csv:2: a duplicate"]),
        (("Kiev,Kyiv,,,,,\n", "Kiev,Kiev,,,,,\n"), ["2.csv:2: warning: “Kiev” → “Kiev” hides “Kyiv” of 1.csv:2"]),
        (("marine,navy,,term,,,\nMarine,Marine,,person,,,\n",), []),
        (
            ("député,lawmaker,deputy,title,,,\nadjoint,deputy,,title,,,\n",),
            ["1.csv:3: warning: “deputy” is the house form here, a wrong variant in 1.csv:2"],
        ),
        (("SDN,League of Nations,,,,,\nLigue,Nations League,League of Nations,,,the Geneva body is SDN,\n",), []),
        (
            ("a,one,two,,,,\nb,two,one,,,,\n",),
            [
                "1.csv:2: conflict: “one” is right here and wrong in 1.csv:3, and the reverse: a cycle",
                "1.csv:3: conflict: “two” is right here and wrong in 1.csv:2, and the reverse: a cycle",
            ],
        ),
        (
            ("a,Xx,Yy,,,,\nb,Yy,Zz,,,,\nc,Zz,Xx|Ww,,,,\nd,Ww,,,,,\n",),
            [
                "1.csv:2: conflict: “Xx” is right here and wrong in 1.csv:4, and so on through 1.csv:3: a cycle",
                "1.csv:3: conflict: “Yy” is right here and wrong in 1.csv:2, and so on through 1.csv:4: a cycle",
                "1.csv:4: conflict: “Zz” is right here and wrong in 1.csv:3, and so on through 1.csv:2: a cycle",
                "1.csv:5: warning: “Ww” is the house form here, a wrong variant in 1.csv:4",
            ],
        ),
        (
            ("Élysée,Elysee1,,,,,\nELYSEE,Elysee2,,,,,\n",),
            [
                "1.csv:3: warning: “ELYSEE” → “Elysee2” is the same as “Élysée” → “Elysee1” of 1.csv:2 "
                "where accents are left out"
            ],
        ),
        (("pêche,fishing,,,,not péché,\npéché,sin,,,,,\n",), []),
        (
            ("Foo Bar,foo,,,exact,,\nfoo bar,foo2,,,fold,,\n",),
            ["1.csv:3: warning: “foo bar” → “foo2” hides “Foo Bar” → “foo” of 1.csv:2"],
        ),
        (
            ("ONU,UN,,,,,\n", "Onu,U.N.,,,fold,,\n"),
            ["2.csv:2: warning: “Onu” → “U.N.” hides “ONU” → “UN” of 1.csv:2"],
        ),
        (("Kiev,Kyiv,,,,,\nKIEV,Kyiv,,,,,\n",), []),
        (("a,one,one,,,,\n",), ["1.csv:2: conflict: “one” is the house form and its own wrong variant"]),
        (
            ("Kiev,Kyiv,,,,,\n,Kyiv,,place,,prefer: Kiev,forbidden\n",),
            ["1.csv:2: conflict: “Kyiv” is the house form here, and forbidden in 1.csv:3"],
        ),
        (
            ("a,b|c,,,,,\nd,e,,,,,\n",),
            ["1.csv:2: conflict: 1 source and 2 target forms: give one target, or one for each source"],
        ),
        (("Ã©lysÃ©e,Élysée,,,,,\n",), ["1.csv:2: warning: looks like UTF-8 that was read as Latin-1 (Ã©, â€)"]),
        (("Elyse\u0301e,x,,,,,\n",), ["1.csv:2: warning: decomposed accents; matched all the same"]),
    ],
)
def test_check(tmp_path: Path, texts: tuple[str, ...], found: list[str]) -> None:
    assert findings(tmp_path, *texts) == found


def test_check_reports_every_broken_line_and_every_file(tmp_path: Path) -> None:
    found = findings(tmp_path, "a,\nb,x,,city,,,\nc,d,,,,,\n", '"e,f\n')
    assert [line.split(": ")[0] for line in found] == ["1.csv:2", "1.csv:3", "2.csv:2"]
    assert all("conflict" in line for line in found)
    assert [str(f) for f in check([tmp_path / "none.csv"])] == ["none.csv:1: conflict: no such glossary file"]


def test_the_test_glossary_has_no_conflict() -> None:
    assert [f for f in check([FIXTURES / "glossary" / "cases.csv"]) if f.severity == "conflict"] == []


def test_show_says_which_entry_wins_and_which_it_hides(tmp_path: Path) -> None:
    house = tmp_path / "house.csv"
    house.write_text("source,target,note\nLougansk,Lugansk,old style\n", encoding="utf-8")
    shown = show("lougansk", load([FIXTURES / "glossary" / "cases.csv", house])).splitlines()
    assert shown[0] == "Lougansk → Lugansk  [term, exact]  house.csv:2"
    assert any(line.startswith("hidden: Lougansk|Louhansk → Luhansk  cases.csv:") for line in shown)
    assert "wrong form of Luhansk (for Lougansk, Louhansk)" in show("Lugansk", GLOSSARY)
    assert "forbidden in the English: write Kyiv" in show("Kiev", GLOSSARY)


def article(*pairs: tuple[str, str | None]) -> Article:
    return Article(
        tuple(Paragraph((Segment(source, target),), language="fr") for source, target in pairs), source_lang="fr"
    )


def test_suggest_finds_names_without_an_entry_with_what_the_engine_made_of_them() -> None:
    one = article(
        ("Selon Oksana Melnyk, Kiev attend.", "According to Oksana Melnik, Kyiv waits."),
        ("La ville de Zviahel est calme.", "The city of Zwiahel is calm."),
        ("Demain, rien.", "Tomorrow, nothing."),
    )
    two = article(("À Zviahel, Oksana Melnyk et l’Armada attendent, dit Lavrov.", None), ("Voir #Zviahel.", None))
    found = suggest([one, two], GLOSSARY)
    assert [(s.spellings, s.count, s.articles, s.renderings) for s in found] == [
        (("Oksana Melnyk",), 2, 2, ("Oksana Melnik",)),
        (("Zviahel",), 2, 2, ("Zwiahel",)),
        (("Armada",), 1, 1, ()),
    ]


def test_suggestions_are_a_glossary(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    text = suggestions_csv(suggest([article(("À Zviahel, =1+1.", "In Zwiahel, =1+1."))], GLOSSARY))
    path.write_text(text, encoding="utf-8")
    assert apply("Zviahel", "Zviahel", load([path])).target == "Zwiahel"


def test_a_suggestion_says_how_often_and_shows_a_short_example() -> None:
    long = (
        "Le village voisin, " + "calme et fleuri, " * 12 + "est près de Zviahel, " + "dit un habitant, " * 20 + "enfin."
    )
    once, twice = article((long, None)), article(("À Zviahel, Zviahel dort.", None))
    (row,) = csv.DictReader(suggestions_csv(suggest([once], GLOSSARY)).splitlines())
    note, example = row["note"].split(": ", 1)
    assert note == "once in 1 article"
    assert "Zviahel" in example
    assert len(example) <= 160
    assert example.startswith("…")
    assert example.endswith("…")
    assert example.strip("…") in long
    (row,) = csv.DictReader(suggestions_csv(suggest([twice], GLOSSARY)).splitlines())
    assert row["note"] == "2 times in 1 article: À Zviahel, Zviahel dort."


def test_the_audit_reproduces_the_english_from_the_raw_text(tmp_path: Path) -> None:
    source, raw = "Zelenski à Kiev, dit Lougansk", "Zelenski in Kiev, says =Lugansk"
    applied = apply(source, raw, GLOSSARY)
    segment = Segment(source, applied.target, raw=raw, fixes=applied.fixes)
    named = [("a.txt", Article((Paragraph((segment,)),)))]
    (rows, loaded) = (audit_rows(named), json.loads(write_audit(named, "json")))
    assert rows == loaded
    fixes = [Fix(r["start"], r["end"], r["before"], r["after"], r["rule"]) for r in loaded]
    assert replay(raw, fixes) == applied.target
    for r in rows:
        assert applied.target[r["final_start"] : r["final_end"]] == r["after"]
        assert (r["file"], r["paragraph"], r["segment"]) == ("a.txt", 1, 1)
        assert r["entry"].startswith("cases.csv:")
    assert [r["after"] for r in csv.DictReader(write_audit(named, "csv").splitlines())] == [
        "Zelensky",
        "Kyiv",
        "Luhansk",
    ]


def test_the_audit_is_safe_in_a_spreadsheet() -> None:
    fix = Fix(0, 2, "=1", "-1", "variant", "-1", "g.csv:2", "@x")
    text = write_audit([("=a.txt", Article((Paragraph((Segment("@x", "-1", raw="=1", fixes=(fix,)),)),)))], "csv")
    (row,) = csv.DictReader(text.splitlines())
    assert [row[k] for k in ("file", "before", "after", "evidence")] == ["'=a.txt", "'=1", "'-1", "'@x"]


def test_rare_words_are_suggested_with_what_the_dictionary_says_of_them() -> None:
    known = {
        "tollé": Known(("outcry", "uproar"), 20_000),
        "maire": Known(("mayor",), 900),
        "étoile": Known(("star",), 99),
    }
    one = article(("Le maire de l'Étoile a provoqué un tollé à Kiev.", None))
    names_and_words = suggest([one], GLOSSARY, known.get)
    assert [(s.spellings, s.dictionary) for s in names_and_words] == [
        (("Étoile",), ("star",)),
        (("tollé",), ("outcry", "uproar")),
    ]
    name, word = csv.DictReader(suggestions_csv(names_and_words).splitlines())
    assert (name["target"], word["target"], word["variants"]) == ("Étoile", "outcry", "")
    assert word["note"].endswith("dictionary: outcry, uproar")
