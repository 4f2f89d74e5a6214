"""Alignment: links between the words of a sentence and its translation, and the marks that are placed by them."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator import engines, packages, pipeline, termbase
from translator.document import Article, Link, Mark, MarkKind, Paragraph
from translator.document.saved import from_json, to_json
from translator.engines import Engine, Hypothesis, Query, best_texts
from translator.engines.alignment import counterpart, links
from translator.engines.model import Model, SentencePieceTokenizer

# What must be linked rightly of the numbers below; on newstest2012 it is 75 % of names and numbers, 1 % are wrong.
FLOOR = 0.6
NUMBERED = [
    "Le ministre a présenté 14 mesures et promis 250 emplois.",
    "Le 3 mars, 47 bateaux ont quitté le port avec 912 passagers.",
    "La ville compte 38 écoles et 126 classes.",
    "Il a marqué 21 buts en 33 matchs.",
    "Entre 1998 et 2011, le prix est passé de 15 à 22 euros.",
]


def test_words_are_linked_where_both_are_each_others_best() -> None:
    source, target = "le chat noir dort", "the black cat sleeps"
    french, english = [(0, 2), (3, 7), (8, 12), (13, 17)], [(0, 3), (4, 9), (10, 13), (14, 20)]
    attention = [[0.9, 0.1, 0, 0, 0], [0, 0.1, 0.9, 0, 0], [0, 0.9, 0.1, 0, 0], [0.3, 0.2, 0.1, 0.2, 0.2]]
    found = links(source, target, french, english, attention)
    assert {(source[a:b], target[c:d]) for a, b, c, d in found} >= {("chat", "cat"), ("noir", "black"), ("le", "the")}
    assert ("dort", "the") not in {(source[a:b], target[c:d]) for a, b, c, d in found}


def test_a_word_that_looks_everywhere_is_not_linked() -> None:
    assert links("un deux", "one two", [(0, 2), (3, 7)], [(0, 3), (4, 7)], [[0.5, 0.5], [0.5, 0.5]]) == ()
    assert links("", "one", [], [(0, 3)], [[]]) == links("un", "…", [(0, 2)], [(0, 1)], [[1.0]]) == ()


def test_a_phrase_has_a_counterpart_only_where_nothing_speaks_against_it() -> None:
    source, target = "le chat noir dort", "the black cat sleeps"
    chat, noir, dort = (3, 7, 10, 13), (8, 12, 4, 9), (13, 17, 14, 20)
    assert counterpart(source, target, (chat, noir, dort), 3, 12) == "black cat"
    assert counterpart(source, target, (chat, dort), 3, 12) == ""  # "noir" is not linked
    assert counterpart(source, target, (chat, noir, dort), 8, 17) == ""  # "cat" stands in between
    assert counterpart(source, "the black cat, cat sleeps", (chat,), 3, 7) == ""  # which one?


def test_an_engine_that_cannot_align_says_nothing() -> None:
    echo = engines.load("echo")
    assert echo.align(["Bonjour.", "Oui."], ["[Bonjour.]", "[Oui.]"]) == [(), ()]
    assert echo.align([], []) == []


class Cats(Engine):
    """Knows one sentence, and which words say which; says its phrases on their own in other words."""

    name = signature = "cats"

    def __init__(self) -> None:
        self.aligned: list[str] = []

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis("A tomcat sleeps here." if "dort" in str(s) else "puss", 0.0)] for s in sentences]

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self.translate(sentences)

    def align(self, sentences: Sequence[str], translations: Sequence[str]) -> list[tuple[Link, ...]]:
        self.aligned += sentences
        return [((s.index("chat"), s.index("chat") + 4, 2, 8),) for s in sentences]


def test_the_reference_to_a_note_follows_the_word_that_the_alignment_gives() -> None:
    marked = Paragraph.of("Un chat dort ici.", marks=[Mark(MarkKind.NOTE, 7, 7, "1")])
    done = next(pipeline.translate([Article((marked,))], Cats(), termbase.load([]), forced=True))
    (segment,) = done.segments
    (mark,) = segment.marks
    assert segment.text[: mark.target_start].endswith("cat")
    assert "mark" not in {notice.code for notice in segment.notices}


def test_a_mark_that_its_words_do_not_find_is_found_by_the_alignment() -> None:
    engine = Cats()
    marked = Paragraph.of("Un chat dort ici.", marks=[Mark(MarkKind.STRONG, 3, 7)])
    article = Article((marked, Paragraph.of("Mon chien dort ici.")))
    done = next(pipeline.translate([article], engine, termbase.load([]), forced=True))
    first, second = done.segments
    assert [(m.target_start, m.target_end) for m in first.marks] == [(2, 8)]
    assert "mark" not in {notice.code for notice in first.notices}
    assert (first.alignment, second.alignment) == (((3, 7, 2, 8),), ())
    assert engine.aligned == ["Un chat dort ici."]  # plain text costs nothing
    assert from_json(to_json(done)) == done


@pytest.fixture(scope="module")
def tokenizer() -> SentencePieceTokenizer:
    return SentencePieceTokenizer(packages.find().path / "sentencepiece.model")


@pytest.mark.model
@given(text=st.text(st.sampled_from("aéÉœ «»’…\u00a0\t1ŁźЖ😀ﬁ²<0xC3>▁"), max_size=30))
def test_every_token_has_its_place_in_the_text(tokenizer: SentencePieceTokenizer, text: str) -> None:
    spans = tokenizer.locate(text)
    assert len(spans) in (0, len(tokenizer.encode(text)))
    assert spans == sorted(spans)
    assert all(0 <= start <= end <= len(text) for start, end in spans)


@pytest.mark.model
def test_tokens_stand_where_their_letters_are(tokenizer: SentencePieceTokenizer) -> None:
    text = "«\u00a0L’œuvre de Łódź\u00a0»  a 12\u202f000 pages 😀 !"
    tokens, spans = tokenizer.encode(text), tokenizer.locate(text)
    assert len(tokens) == len(spans)
    for token, (start, end) in zip(tokens, spans, strict=True):
        if letters := re.sub(r"[▁'\"]|<0x..>", "", token):
            assert letters in text[start:end]


@pytest.mark.model
def test_links_lie_inside_the_texts_and_numbers_find_themselves(argos: Engine) -> None:
    said = best_texts(argos.translate(NUMBERED))
    aligned = argos.align(NUMBERED, said)
    there = right = wrong = 0
    for source, target, alignment in zip(NUMBERED, said, aligned, strict=True):
        assert all(a < b <= len(source) and c < d <= len(target) for a, b, c, d in alignment)
        found = {target[c:d]: source[a:b] for a, b, c, d in alignment}
        numbers = [n for n in re.findall(r"\d+", source) if re.findall(r"\d+", target).count(n) == 1]
        there += len(numbers)
        right += sum(found.get(n) == n for n in numbers)
        wrong += sum(found.get(n, n) != n for n in numbers)
    assert there >= 8
    assert right >= FLOOR * there
    assert wrong <= 1


@pytest.mark.model
def test_a_package_may_look_one_step_later() -> None:
    package = packages.find()
    pair = ("▁Le", "▁chat", "▁dort", "."), ("▁The", "▁cat", "▁sleeps", ".")
    rows = {
        shift: Model(replace(package, attention_shift=shift), packages.identify(package), 1, "cpu").attend([pair])[pair]
        for shift in (0, 1)
    }
    assert rows[1][:3] == rows[0][1:]
    assert len(rows[1]) == 4


@pytest.mark.model
def test_alignment_depends_on_neither_order_nor_repetition(argos: Engine) -> None:
    said = best_texts(argos.translate(NUMBERED))
    aligned = argos.align(NUMBERED, said)
    assert argos.align(NUMBERED[::-1] * 2, said[::-1] * 2) == aligned[::-1] * 2


@pytest.mark.model
def test_what_cannot_be_aligned_has_no_links(argos: Engine) -> None:
    endless = "mot " * 400
    assert argos.align(["", "Oui.", endless], ["Yes.", "", "word " * 400]) == [(), (), ()]
