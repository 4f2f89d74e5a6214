"""Hints: marks stand exactly as the model was trained with them, never reach a reader, and harm no other package."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import engines, packages
from translator.engines import Engine, Hinted, TermHint, best_texts
from translator.engines.argos import LONGEST_HINTED, ArgosEngine
from translator.engines.hints import Dictionary, Entry, Marker, cleaned, has_marks, without_marks
from translator.errors import ModelError

LINES = [
    "rebellent\trebel\t30\t20000\t0.9",
    "retrait\twithdrawal|removal\t900\t4500\t0.45",
    "kiev\tKyiv\t40\t15000\t0.8",
    "président\tpresident\t90000\t120\t0.95",
    "parle\tspeaks\t8000\t3999\t0.7",
    "porte-avions\taircraft carrier\t9\t40000\t0.8",
    "armistice\tarmistice\t80\t9000\t0.9",
    "jusqu'\tuntil\t2000\t4000\t0.5",
    "mot\tword\t9000\t1500\t0.9",
    *(f"{word}\t{word.upper()}\t5\t{50_000 + rank}\t0.5" for rank, word in enumerate(["abricot", "bécane", "zèbre"])),
]
TEXTS = st.text(st.sampled_from("abeé'’- \u00a0.,1\ue000\ue001\ue002\ue003\ue004\ue007"), max_size=40)


@pytest.fixture(scope="module")
def marker(tmp_path_factory: pytest.TempPathFactory) -> Marker:
    path = tmp_path_factory.mktemp("package") / "dictionary.tsv"
    path.write_text("\n".join(LINES) + "\n", "utf-8")
    return Marker(Dictionary(path), 4000)


def hinted(text: str) -> Hinted:
    """A sentence from its form in the case file: terms as [French=English]."""
    plain, terms, done = "", [], 0
    for match in re.finditer(r"\[(.+?)=(.+?)\]", text):
        plain += text[done : match.start()]
        terms.append(TermHint(len(plain), len(plain) + len(match[1]), match[2]))
        plain, done = plain + match[1], match.end()
    return Hinted(plain + text[done:], tuple(terms))


def endless(text: str) -> bool:
    return True


def is_within(most: int, text: str) -> bool:
    return len(text) <= most


@pytest.mark.parametrize("case", read_cases("hints.txt"), ids=str)
def test_marks_stand_as_in_the_training(case: Case, marker: Marker) -> None:
    marked = marker.mark(hinted(case.input), endless)
    assert re.sub("[\ue000-\ue007]", lambda mark: f"⟨{ord(mark[0]) - 0xE000}⟩", marked) == case.expected


def test_hints_of_the_commonest_words_go_first_where_it_grows_too_long(marker: Marker) -> None:
    sentence = hinted("Retrait de Kiev : ils se rebellent, [relaxé=acquitted]")
    marked = [marker.mark(sentence, partial(is_within, most)) for most in range(200)]
    lengths = {text: len(text) for text in marked}
    assert [re.findall("withdrawal|Kyiv|rebel\ue001|acquitted", text) for text in lengths] == [
        ["acquitted"],
        ["rebel\ue001", "acquitted"],
        ["Kyiv", "rebel\ue001", "acquitted"],
        ["withdrawal", "Kyiv", "rebel\ue001", "acquitted"],
    ]
    assert all(len(text) <= most for most, text in enumerate(marked) if most >= min(lengths.values()))


@pytest.mark.parametrize("order", [sorted, reversed])
def test_a_word_is_found_in_any_order(tmp_path: Path, order: Callable[[list[str]], Iterable[str]]) -> None:
    words = [f"mot{number:05d}é" for number in range(4000)]
    lines = [f"{word}\tword {word[3:]}|other\t{9}\t{number}\t0.5" for number, word in enumerate(words)]
    (tmp_path / "dictionary.tsv").write_text("\n".join(order(lines)), "utf-8")
    dictionary = Dictionary(tmp_path / "dictionary.tsv")
    for number, word in enumerate(words):
        assert dictionary.look_up(word) == Entry((f"word {word[3:]}", "other"), 9, number, 0.5)
    for word in ("", "a", "mot", "mot00000", "mot00000é\t", "mot00000ée", "\n", "zz", "😀"):
        assert dictionary.look_up(word) is None


def test_a_dictionary_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.tsv"
    with pytest.raises(ModelError, match="cannot be read"):
        Dictionary(path)
    path.write_bytes(b"")
    assert Dictionary(path).look_up("mot") is None
    for line in (b"mot\tword", b"mot\tword\tmany\t1\t0.5", b"mot\tword\t1\t2\t0.5\tmore", b"mot\t\xff\t1\t2\tx"):
        path.write_bytes(b"abri\tshelter\t1\t2\t0.5\n" + line)
        with pytest.raises(ModelError, match="the line of 'mot' is damaged"):
            Dictionary(path).look_up("mot")


@given(before=TEXTS, term=TEXTS, after=TEXTS)
def test_marks_of_the_user_are_taken_out_and_terms_stay_in_place(before: str, term: str, after: str) -> None:
    sentence = Hinted(before + term + after, (TermHint(len(before), len(before + term), term),))
    plain = cleaned(sentence)
    ((start, end, target),) = plain.terms
    assert not has_marks(plain.text + target)
    assert plain.text[start:end] == target == without_marks(term)
    assert plain.text == without_marks(before) + target + without_marks(after)
    assert has_marks(sentence.text) or plain == sentence


@given(text=TEXTS.map(without_marks))
def test_without_its_hints_a_sentence_is_what_it_was(marker: Marker, text: str) -> None:
    marked = marker.mark(Hinted(text), endless)
    assert re.sub("\ue000.*?\ue001", "", marked) == text


@pytest.mark.model
def test_each_mark_is_one_piece_for_the_model() -> None:
    engine = ArgosEngine(packages.find(), quality="fast", threads=1, device="cpu")
    pieces = engine._tokenizer.encode(
        "retrait\ue000 withdrawal\ue004 removal\ue001, la\ue003 région\ue002 region\ue001 de"
    )
    assert [piece for piece in pieces if has_marks(piece)] == list("\ue000\ue004\ue001\ue003\ue002\ue001")
    assert "▁withdrawal" in pieces
    assert "▁region" in pieces


@pytest.mark.model
def test_a_term_is_said(argos: Engine) -> None:
    sentence = hinted("Le suspect a été [relaxé=acquitted] par le [tribunal=magistrates] de Lyon.")
    said = argos.translate([sentence, sentence.text])
    assert "hints:dictionary+terms" in argos.signature.split("|")
    assert re.search("acquitted .*magistrates", said[0][0].text)
    assert "magistrates" not in said[1][0].text


@pytest.mark.model
def test_no_mark_reaches_a_reader(argos: Engine) -> None:
    @settings(max_examples=10, deadline=None)
    @given(lines=st.lists(TEXTS, min_size=4, max_size=8), target=TEXTS)
    def check(lines: list[str], target: str) -> None:
        asked = [Hinted(f"Le {line} dort.", (TermHint(3, 3 + len(line), target),)) for line in lines]
        for ways in (*argos.translate([*asked, *map(str, asked)], 2), *argos.retry(asked)):
            assert not any(has_marks(way.text) for way in ways)

    check()


@pytest.mark.model
def test_hints_make_no_source_longer_than_the_model_knows() -> None:
    engine = ArgosEngine(packages.find(), quality="fast", threads=1, device="cpu")
    sentence = "Un barman et une archiduchesse se rebellent, " * 4
    plain, marked = engine._tokenizer.encode(sentence), engine._encode(Hinted(sentence))
    assert len(plain) < len(marked) <= LONGEST_HINTED


@pytest.mark.model
def test_a_term_in_a_long_sentence_is_asked_for_in_its_piece(argos: Engine) -> None:
    text = "".join(f"le {day} mai, le préfet de la ville a ouvert une exposition, " for day in range(1, 20))
    at = text.rindex("préfet")
    said = argos.translate([Hinted(text, (TermHint(at, at + len("préfet"), "burgomaster"),))])[0][0].text
    assert said.count("burgomaster") == 1
    assert said.index("burgomaster") > len(said) * 0.8


@pytest.mark.model
def test_a_package_without_hints_is_asked_as_it_always_was(home: Path) -> None:
    import ctranslate2

    folder = Path(shutil.copytree(packages.find().path, home / "plain"))
    metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
    del metadata["hints"]
    (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
    (folder / "dictionary.tsv").unlink()
    lines = ["Le suspect se rebelle.", "Le \ue000barman\ue001 a gagné ; un tollé."]
    engine = ArgosEngine(packages.find(model=folder), quality="fast", threads=1, device="cpu")
    model = ctranslate2.Translator(str(folder / "model"), compute_type="int8_float32", intra_threads=1)
    asked = [engine._tokenizer.encode(line) for line in lines]
    answers = model.translate_batch(asked, beam_size=1, max_decoding_length=200)
    said = [engine._tokenizer.decode(answer.hypotheses[0]).strip() for answer in answers]
    assert best_texts(engine.translate([Hinted(lines[0], (TermHint(3, 10, "perp"),)), lines[1]])) == said
    assert "hints" not in engine.signature
    plain = engines.load("argos", quality="fast", hints=False)
    assert plain.translate(lines[:1])[0][0].text == said[0]
    assert "hints" not in plain.signature


@pytest.mark.parametrize(
    "value",
    [True, 4000, {"first": 1}, {"dictionary": "../x", "first": 1}, {"dictionary": "dictionary.tsv", "first": -1}],
)
def test_hints_of_an_unknown_form_are_refused(tmp_path: Path, value: object) -> None:
    from packages_kit import make_folder

    folder = make_folder(tmp_path, "made", hints=value)
    with pytest.raises(ModelError, match="hints must be as in"):
        packages.find(model=folder)
    folder = make_folder(tmp_path, "other", hints={"dictionary": "dictionary.tsv", "first": 4000})
    with pytest.raises(ModelError, match=r"dictionary\.tsv is missing"):
        packages.find(model=folder)
