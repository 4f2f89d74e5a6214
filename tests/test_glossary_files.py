"""Glossary files in and out: what is read, what is refused with file:line, and what comes back the same."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translator.errors import GlossaryError
from translator.termbase import load, read, write_csv
from translator.termbase.checking import check
from translator.termbase.files import MAX_BYTES
from translator.termbase.tbx import write_tbx
from translator.terms import Entry, apply
from translator.terms.entries import COLUMNS, KINDS


def file(tmp_path: Path, text: str | bytes, name: str = "g.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "g.csv:1: empty"),
        ("# only a comment\n\n", "g.csv:1: empty"),
        ("Kiev,Kyiv\n", "g.csv:1: unknown column 'kiev'"),
        ("source,target,colour\nKiev,Kyiv,red\n", "g.csv:1: unknown column 'colour'"),
        ("source,target,source\nKiev,Kyiv,Kiev\n", "g.csv:1: the header has the column 'source' twice"),
        ("source,note\nKiev,x\n", "g.csv:1: the header has no column 'target'"),
        ("source,target\nKiev,Kyiv\nMoscou\n", "g.csv:3: only one column"),
        ("source,target\nKiev,Kyiv,Kiev\n", "g.csv:2: 3 columns, but the header has 2"),
        ("source,target\nKiev,\n", "g.csv:2: no target"),
        ("source,target\n,Kyiv\n", "g.csv:2: no source"),
        ("source,target\n|,Kyiv\n", "g.csv:2: no source"),
        ("source,target\nKiev,a|b\n", "g.csv:2: 1 source and 2 target forms"),
        ("source,target\na||b,c|d|e\n", "g.csv:2: 2 source and 3 target forms"),
        ("source,target,kind\n# c\nKiev,Kyiv,city\n", "g.csv:3: kind 'city' is not one of person, place"),
        ("source,target,case\nKiev,Kyiv,upper\n", "g.csv:2: case 'upper'"),
        ("source,target,status\nKiev,Kyiv,banned\n", "g.csv:2: status 'banned'"),
        ('source,target\nKiev,Kyiv\n"Moscou,Moscow\nx,y\n', 'g.csv:3: a quotation mark (") is opened and never closed'),
        (
            'source,target\nKiev,"Ky"iv\n',
            'g.csv:2: a quotation mark (") closes a cell before its end: put the whole cell',
        ),
        ('source,target,note\nKiev,Kyiv,"two\nlines"\nMoscou,,\n', "g.csv:4: no target"),
        ("note,source,target\nx,Kiev\n", "g.csv:2: no target"),
        (b"source,target\nKiev,Kyiv\nEvian,\xc9vian\n", "g.csv:3: not UTF-8"),
        (b"source,target\nKiev,Ky\0iv\n", "g.csv:2: a NUL"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(GlossaryError) as error:
        load([file(tmp_path, text)])
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_missing_folder_and_giant_files_are_refused(tmp_path: Path) -> None:
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as handle:  # sparse: 1 GB on paper, nothing on the disk
        handle.truncate(2**30)
    assert giant.stat().st_size > MAX_BYTES
    for path, message in ((giant, "1024 MB"), (tmp_path, "no such glossary"), (tmp_path / "none.csv", "no such")):
        with pytest.raises(GlossaryError, match=message):
            load([path])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", "source,target,kind\nKiev|Kyïv,Kyiv,place\n"),
        ("g.csv", "\ufeffsource,target,kind\r\nKiev|Kyïv,Kyiv,place\r\n"),
        ("g.csv", "# desk\n\nTarget , Source ,KIND\n# who\n Kyiv , Kiev | Kyïv , Place \n"),
        ("g.csv", 'source,target,kind\n"Kiev|Kyïv","Kyiv","place"\n'),
        ("g.csv", "source;target;kind\nKiev|Kyïv;Kyiv;place\n"),
        ("g.tsv", "source\ttarget\tkind\nKiev|Kyïv\tKyiv\tplace\n"),
        ("g.csv", "source,target,variants,kind,case,note,status\nKiev|Kyïv,Kyiv,,place\n"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_the_same_entry_in_many_spellings_of_a_table(tmp_path: Path, name: str, text: str, codec: str) -> None:
    path = file(tmp_path, text.removeprefix("\ufeff").encode(codec) if codec == "utf-16" else text.encode(), name)
    (entry,) = read(path).entries
    assert (entry.sources, entry.targets, entry.kind, entry.case) == (("Kiev", "Kyïv"), ("Kyiv",), "place", "exact")
    assert entry.where.startswith(f"{name}:")


def test_lines_are_counted_through_comments_and_cells_with_line_breaks(tmp_path: Path) -> None:
    text = 'source,target,note\n# a "comment\nKiev,Kyiv,"one\n# two"\n\nMoscou,Moscow,\n'
    entries = read(file(tmp_path, text)).entries
    assert [(e.where, e.note) for e in entries] == [("g.csv:3", "one\n# two"), ("g.csv:6", "")]


def test_a_line_within_a_cell_is_no_entry_though_it_looks_like_one(tmp_path: Path) -> None:
    text = 'source,target,note\nKiev,Kyiv,"as in\nMoscou,Moscow,wrongly\n"\nObusier,5" gun,\n'
    path = file(tmp_path, text)
    assert [(e.where, e.targets) for e in read(path).entries] == [("g.csv:2", ("Kyiv",)), ("g.csv:5", ('5" gun',))]
    assert load([path]).find("Moscou") == []


@pytest.mark.parametrize("columns", [None, ["source", "target", "note"]])
def test_between_tabs_a_quotation_mark_that_csv_cannot_read_is_text(tmp_path: Path, columns: list[str] | None) -> None:
    header = "source\ttarget\tnote\n" if columns is None else ""
    records = '"Le Monde" journal\tLe Monde\t\n"Kiev\tKyiv\n"Odessa"\t"Odesa"\t"two\n# lines"\nObusier\t"5"" gun"\n'
    path = file(tmp_path, f"{header}{records}", "deepl.tsv")
    assert [(*e.sources, *e.targets, e.note) for e in read(path, columns).entries] == [
        ('"Le Monde" journal', "Le Monde", ""),
        ('"Kiev', "Kyiv", ""),
        ("Odessa", "Odesa", "two\n# lines"),
        ("Obusier", '5" gun', ""),
    ]
    assert columns or check([path]) == []


def test_a_name_without_a_kind_is_known_by_its_capital(tmp_path: Path) -> None:
    nice, goal = read(file(tmp_path, "source,target\nNice,Nice\nbut,goal\n")).entries
    assert (nice.case, goal.case) == ("exact", "fold")


def test_two_columns_without_a_header_as_other_tools_export_them(tmp_path: Path) -> None:
    deepl = file(tmp_path, "Lougansk,Luhansk,FR,EN\n=SUM,=SUM,FR,EN\n")
    entries = read(deepl, ["source", "target", "-", "-"]).entries
    assert [(e.sources, e.targets) for e in entries] == [(("Lougansk",), ("Luhansk",)), (("=SUM",), ("=SUM",))]
    with pytest.raises(GlossaryError, match=r"g\.csv:1: 4 columns, but 2 are named"):
        read(deepl, ["source", "target"])
    with pytest.raises(GlossaryError, match="unknown column 'german'"):
        read(deepl, ["source", "target", "german", "-"])


@pytest.mark.parametrize(
    "header",
    [
        *("French;English;Forbidden", "fr;en;-", "Français;Anglais;Interdit", "Source;Target;", "fra;eng;x"),
        *("French_France;English_United_Kingdom;Term_Info", "fr-FR;en-GB;", "Terme source;Terme cible;"),
        *("Term;Translation;", "French;Target;"),
    ],
)
def test_a_header_of_another_tool_is_no_entry(tmp_path: Path, header: str) -> None:
    path = file(tmp_path, f"{header}\nLougansk;Luhansk;Lugansk\n")
    table = read(path, ["source", "target", "-"])
    assert [(e.sources, e.where) for e in table.entries] == [(("Lougansk",), "g.csv:2")]
    (remark,) = table.remarks
    assert str(remark).startswith(f"g.csv:1: “{header.split(';')[0]}”, “")
    with pytest.raises(GlossaryError, match="change source and target"):
        read(path, ["target", "source", "-"])


@pytest.mark.parametrize(
    "first", ["français;French", "anglais;English", "terme;term", "source;source", "en;in", "cible;target"]
)
def test_an_entry_that_names_a_language_is_no_header(tmp_path: Path, first: str) -> None:
    table = read(file(tmp_path, f"{first}\n"), ["source", "target"])
    assert (len(table.entries), table.remarks) == (1, ())


def test_formulas_are_neutral_in_a_spreadsheet_and_come_back_whole(tmp_path: Path) -> None:
    forms = ["=cmd|' /C calc'!A0", "+1", "-x", "@SUM", "'=quoted", "''-twice", "#comment"]
    entries = [Entry((f.replace("|", "¦"),), (f.replace("|", "¦"),), note=f) for f in forms]
    text = write_csv(entries)
    cells = [cell for line in text.split("\n")[1:] for cell in line.replace('"', "").split(",")]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]
    assert [said(e) for e in read(file(tmp_path, text)).entries] == [said(e) for e in entries]


def test_a_form_that_csv_cannot_hold_is_refused_when_written() -> None:
    with pytest.raises(GlossaryError, match=r"x\.tbx:7: the form “a\|b”"):
        write_csv([Entry(("a|b",), ("c",), where="x.tbx:7")])


# ── TBX ────────────────────────────────────────────────────────────────────────────────────────────────────────────

DCA = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="fr" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1">
 <descrip type="subjectField">place</descrip>
 <langSec xml:lang="fr-FR"><termSec><term>Lougansk</term></termSec><termSec><term>Louhansk</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>Luhansk</term><termNote type="administrativeStatus">preferredTerm-admn-sts\
</termNote></termSec><termSec><term>Lugansk</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts\
</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="fr" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c1"><min:subjectField>place</min:subjectField>
 <langSec xml:lang="fr"><termSec><term>Lougansk</term></termSec><termSec><term>Louhansk</term></termSec></langSec>
 <langSec xml:lang="en"><termSec><term>Luhansk</term></termSec><termSec><term>Lugansk</term>
 <min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec></langSec>
</conceptEntry></body></text></tbx>"""

IATE = """<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="IATE-1"><descripGrp><descrip type="subjectField">place</descrip></descripGrp>
 <langSet xml:lang="fr"><tig><term>Lougansk</term></tig><ntig><termGrp><term>Louhansk</term></termGrp></ntig></langSet>
 <langSet xml:lang="de"><tig><term>Luhansk (DE)</term></tig></langSet>
 <langSet xml:lang="en"><ntig><termGrp><term>Lugansk</term>
  <termNote type="administrativeStatus">Deprecated</termNote></termGrp></ntig>
  <tig><term>Luhansk</term><termNote type="termType">fullForm</termNote></tig></langSet>
</termEntry>
<termEntry id="IATE-2"><langSet xml:lang="de"><tig><term>nur deutsch</term></tig></langSet></termEntry>
</body></text></martif>"""


@pytest.mark.parametrize("text", [DCA, DCT, IATE], ids=["dca", "dct", "iate"])
def test_tbx_of_every_style_gives_the_same_entry(tmp_path: Path, text: str) -> None:
    path = file(tmp_path, text, "g.tbx")
    (entry,) = read(path).entries
    assert entry.sources == ("Lougansk", "Louhansk")
    assert entry.targets == ("Luhansk",)
    assert entry.variants == ("Lugansk",)
    assert (entry.kind, entry.case, entry.where.split(":")[0]) == ("place", "exact", "g.tbx")
    assert apply("À Louhansk", "In Lugansk", load([path])).target == "In Luhansk"


@pytest.mark.parametrize(
    ("french", "english"), [("fra", "eng"), ("fre", "en-GB"), ("FR-ca", "EN"), ("fr_FR", "eng-US")]
)
def test_tbx_names_its_languages_in_many_ways(tmp_path: Path, french: str, english: str) -> None:
    text = DCA.replace('langSec xml:lang="fr-FR"', f'langSec xml:lang="{french}"')
    (entry,) = read(
        file(tmp_path, text.replace('langSec xml:lang="en"', f'langSec xml:lang="{english}"'), "g.tbx")
    ).entries
    assert (entry.sources, entry.targets) == (("Lougansk", "Louhansk"), ("Luhansk",))


def test_concepts_without_one_of_the_languages_are_counted(tmp_path: Path) -> None:
    path = file(tmp_path, IATE.replace("</body>", '<termEntry><langSet xml:lang="en"/></termEntry></body>'), "g.tbx")
    line = IATE[: IATE.index("IATE-2")].count("\n") + 1
    message = (
        f"g.tbx:{line}: {{}}2 of 3 concepts have no French or no English term and are left out; the first is IATE-2"
    )
    (remark,) = read(path).remarks
    assert str(remark) == message.format("")
    assert [str(finding) for finding in check([path])] == [message.format("warning: ")]


def test_tbx_without_a_concept_that_can_be_used_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, DCT.replace('langSec xml:lang="en"', 'langSec xml:lang="de"'), "g.tbx")
    message = "no concept with a French and an English term (concepts: 1, languages: de, fr)"
    with pytest.raises(GlossaryError, match=re.escape(message)):
        load([path])
    assert [str(finding) for finding in check([path])] == [f"g.tbx:1: conflict: {message}"]
    with pytest.raises(GlossaryError, match="concepts: 0, languages: none"):
        load([file(tmp_path, "<tbx><text><body/></text></tbx>", "g.tbx")])


def test_admitted_english_terms_are_kept_in_the_note(tmp_path: Path) -> None:
    text = DCA.replace("deprecatedTerm", "admittedTerm")
    (entry,) = read(file(tmp_path, text, "g.tbx")).entries
    assert (entry.targets, entry.variants, entry.note) == (("Luhansk",), (), "also Lugansk")


BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<tbx><text><body><conceptEntry><term>&b;</term></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "g.tbx:1: declares XML entities"),
        ("<tbx><text>\n<body></tbx>", "g.tbx:2: not well-formed XML"),
        ("<html/>", "g.tbx:1: not TBX"),
        ("", "g.tbx:1: not well-formed XML"),
        ("<tbx>" + "<x>" * 5000, "not well-formed XML"),
    ],
    ids=["bomb", "broken", "html", "empty", "deep"],
)
def test_xml_that_is_no_glossary_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(GlossaryError) as error:
        load([file(tmp_path, text, "g.tbx")])
    assert message in str(error.value)


# ── round trips ────────────────────────────────────────────────────────────────────────────────────────────────────


def said(entry: Entry) -> tuple[object, ...]:
    return entry.sources, entry.targets, entry.variants, entry.kind, entry.case, entry.note, entry.status


_FORM = st.text(alphabet="aéZ'=+-@#\" ,;’«.", min_size=1, max_size=8).map(lambda s: " ".join(s.split())).filter(bool)


@st.composite
def _entries(draw: st.DrawFn) -> Entry:
    sources = tuple(draw(st.lists(_FORM, min_size=1, max_size=3, unique=True)))
    paired = len(sources) > 1 and draw(st.booleans())
    targets = tuple(draw(_FORM) for _ in sources) if paired else (draw(_FORM),)
    forbidden = draw(st.booleans()) and not paired
    variants = tuple(v for v in draw(st.lists(_FORM, max_size=2, unique=True)) if v not in targets)
    return Entry(
        () if forbidden else sources,
        targets,
        variants,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(["exact", "fold"])),
        draw(st.one_of(st.just(""), _FORM)),
        "forbidden" if forbidden else "preferred",
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(_entries(), max_size=4))
def test_csv_round_trip(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = file(tmp_path_factory.mktemp("csv"), write_csv(entries))
    assert [said(e) for e in read(path).entries] == [said(e) for e in entries]


@settings(max_examples=100, deadline=None)
@given(st.lists(_entries(), max_size=4), st.permutations(COLUMNS), st.sampled_from(",;\t"), st.booleans())
def test_the_same_glossary_however_the_table_is_written(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry], names: list[str], delimiter: str, quoted: bool
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    plain = file(folder, write_csv(entries))
    text = StringIO()
    table = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    for record in csv.reader(write_csv(entries).splitlines()):
        table.writerow([record[COLUMNS.index(name)] for name in names])
    assume(not any(line.startswith("#") for line in text.getvalue().splitlines()))  # a comment, where not quoted
    other = file(folder, text.getvalue(), "other.tsv" if delimiter == "\t" else "other.csv")
    assert [said(e) for e in read(other).entries] == [said(e) for e in entries]
    source = " ; ".join(form for entry in entries for form in entry.sources)
    one, two = (load([path]).find(source) for path in (plain, other))
    assert [(m.start, m.end, m.form) for m in one] == [(m.start, m.end, m.form) for m in two]


def test_what_xml_cannot_hold_is_shown_in_tbx(tmp_path: Path) -> None:
    entries = read(file(tmp_path, "source,target\n\x1bmaire,mayor\ud83d\n".encode("utf-8", "replace"), "g.csv")).entries
    (again,) = read(file(tmp_path, write_tbx(entries), "g.tbx")).entries
    assert (again.sources, again.targets) == (("\ufffdmaire",), ("mayor?",))


@settings(max_examples=100, deadline=None)
@given(st.lists(_entries(), min_size=1, max_size=4))
def test_tbx_round_trip(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    path = file(tmp_path_factory.mktemp("tbx"), write_tbx(entries), "g.tbx")
    assert [said(e) for e in read(path).entries] == [said(e) for e in entries]
