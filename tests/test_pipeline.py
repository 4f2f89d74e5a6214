"""The pipeline with the echo engine: nothing lost, order kept, every change recorded."""

import re
from collections.abc import Sequence

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import engines, pipeline, resources, termbase
from translator.document import Article, Fix, Mark, MarkKind, Paragraph, Segment, Style, replay
from translator.engines import Engine, Hypothesis, Query
from translator.stages import Tools
from translator.terms import Glossary

ECHO = engines.load("echo")
NO_TERMS = termbase.load([])
HOUSE = termbase.load([resources.glossaries_dir() / "heads.fr-en.csv"])
FRENCH = (
    "Le gouvernement a annoncé mardi une réforme des retraites. Les syndicats appellent à la grève. "
    "« Nous ne céderons pas », a déclaré leur porte-parole."
)


def translate(article: Article, terms: Glossary = NO_TERMS) -> Article:
    return next(pipeline.translate([article], ECHO, terms, forced=True))


texts = st.text(st.sampled_from("aéà «»’“.!?—…1, \n\u00a0AÉ@/:hC"), max_size=60)
paragraphs = st.builds(Paragraph.of, texts, st.sampled_from(Style))


@settings(max_examples=60, deadline=None)
@given(st.lists(paragraphs, max_size=6))
def test_paragraphs_in_are_paragraphs_out(made: list[Paragraph]) -> None:
    article = Article((Paragraph.of(FRENCH), *made))
    done = translate(article)
    assert [p.source for p in done.paragraphs] == [p.source for p in article.paragraphs]
    assert [(p.style, p.lead, p.tail) for p in done.paragraphs] == [
        (p.style, p.lead, p.tail) for p in article.paragraphs
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, max_size=4))
def test_the_record_makes_the_target_again_from_what_the_engine_said(made: list[str]) -> None:
    done = translate(Article((Paragraph.of(FRENCH), *(Paragraph.of(t) for t in made))))
    for segment in done.segments:
        if segment.target is not None:
            said = segment.source if segment.raw is None else segment.raw
            assert replay(said, segment.fixes) == segment.target


def test_each_sentence_is_translated_in_its_place() -> None:
    done = translate(Article((Paragraph.of(FRENCH), Paragraph.of("Il pleut sur Brest."))))
    first, second = done.paragraphs
    assert len(first.segments) == 3
    assert first.segments[1].text == "[Les syndicats appellent à la grève.]"
    assert second.text == "[Il pleut sur Brest.]"


def test_english_verbatim_and_wordless_text_pass_untouched() -> None:
    article = Article(
        (
            Paragraph.of(FRENCH),
            Paragraph.of("More Stories"),
            Paragraph.of("print('bonjour')", Style.VERBATIM),
            Paragraph.of("* * *"),
        )
    )
    done = translate(article)
    assert [p.text for p in done.paragraphs[1:]] == ["More Stories", "print('bonjour')", "* * *"]


def test_a_url_survives_whatever_the_engine_does() -> None:
    url = "https://exemple.fr/a_b?c=1&d=été"
    done = translate(Article((Paragraph.of(f"Le texte complet est sur {url} depuis lundi."),)))
    assert url in done.paragraphs[0].text


class Forgetful(Engine):
    """An engine that loses every code, as a weak model does."""

    name = signature = "forgetful"

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [[Hypothesis(re.sub(r"[A-Z]{2}[0-9]", "", str(s)), -1.0)] for s in sentences]

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self.translate(sentences)


def test_what_a_placeholder_stood_for_survives_an_engine_that_loses_it() -> None:
    source = "Écrire à redaction@exemple.fr ou voir https://exemple.fr/a pour plus de détails."
    done = next(pipeline.translate([Article((Paragraph.of(source),))], Forgetful(), NO_TERMS, forced=True))
    assert done.paragraphs[0].text == source


class Sure(Engine):
    """An engine that says one thing of everything, as sure of it as it is told."""

    name = signature = "sure"

    def __init__(self, said: str, score: float) -> None:
        self._said = Hypothesis(said, score)

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return [[self._said] for _ in sentences]

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self.translate(sentences)


def test_the_risk_of_a_sentence_is_noticed_where_the_engine_was_unsure() -> None:
    def segment(score: float) -> Segment:
        engine = Sure("The preferred has resigned, the council says.", score)
        article = Article((Paragraph.of("Le préfet a démissionné, indique le conseil.", language="fr"),))
        (done,) = next(pipeline.translate([article], engine, NO_TERMS)).segments
        return done

    sure, unsure, none = segment(-0.1), segment(-1.5), segment(0.0)
    assert sure.risk is not None
    assert unsure.risk is not None
    assert sure.risk < unsure.risk
    assert sure.notices == ()
    assert [(notice.code, "« préfet »" in notice.message) for notice in unsure.notices] == [("risk", True)]
    assert (none.risk, none.notices) == (None, ()), "no model was asked"


def test_an_address_alone_stands_as_it_is() -> None:
    done = translate(Article((Paragraph.of(FRENCH), Paragraph.of("https://exemple.fr/a redaction@exemple.fr"))))
    assert done.paragraphs[1].text == "https://exemple.fr/a redaction@exemple.fr"
    assert done.paragraphs[1].notices == ()


def test_what_the_engine_is_not_asked_is_set_in_english_type_all_the_same() -> None:
    plain = "10\u00a0000\u00a0€", "#StopCyber\u00a0»", "Par Anne Roux", "KIEV, 3 déc. (AFP)", "2022"
    done = translate(Article((Paragraph.of(FRENCH), *(Paragraph.of(text) for text in plain))))
    assert [p.text for p in done.paragraphs[1:]] == [
        "€10,000",
        "#StopCyber”",
        "By Anne Roux",
        "KIEV, Dec 3 (AFP)",
        "2022",
    ]
    assert {s.raw for p in done.paragraphs[1:] for s in p.segments} == {None}


@pytest.mark.parametrize("case", read_cases("heads.txt"), ids=str)
def test_a_standing_head_is_said_by_the_glossary(case: Case) -> None:
    done = pipeline.translate_texts([case.input], Tools(ECHO, HOUSE))[case.input]
    assert ("-" if done.raw is not None else done.text) == case.expected
    assert done.raw is not None or done.fixes[0].entry.startswith("heads.fr-en.csv:")


def test_the_engine_does_not_see_the_dateline() -> None:
    done = translate(Article((Paragraph.of("PARIS, 17 nov. (AFP) — Il pleut sur Brest depuis lundi."),)))
    (segment,) = done.paragraphs[0].segments
    assert segment.raw == "[Il pleut sur Brest depuis lundi.]"
    assert segment.text == "PARIS, Nov 17 (AFP) — [Il pleut sur Brest depuis lundi.]"


def test_a_mark_over_two_sentences_is_kept_on_both() -> None:
    text = "Il pleut à Brest. Il neige à Lyon."
    paragraph = Paragraph.of(text, marks=[Mark(MarkKind.STRONG, 3, len(text))])
    done = translate(Article((Paragraph.of(FRENCH), paragraph)))
    assert [[m.kind for m in s.marks] for s in done.paragraphs[1].segments] == [["strong"], ["strong"]]
    assert done.paragraphs[1].segments[1].marks[0].target_end is not None


def test_capitals_are_folded_for_the_engine_and_raised_again() -> None:
    done = translate(Article((Paragraph.of("LA GRÈVE PARALYSE LES TRAINS"), Paragraph.of(FRENCH))))
    headline = done.paragraphs[0].segments[0]
    assert headline.raw is not None
    assert headline.raw != headline.raw.upper()
    assert headline.text == headline.text.upper()


def test_the_signature_names_engine_glossary_and_version() -> None:
    signature = translate(Article((Paragraph.of(FRENCH),))).signature
    assert signature is not None
    assert signature.startswith("echo")
    assert "|glossary:" in signature
    assert "|translator:" in signature


def test_a_split_article_comes_back_unchanged_in_shape() -> None:
    once = translate(Article((Paragraph.of(FRENCH),)))
    twice = translate(once)
    assert [s.source for s in twice.segments] == [s.source for s in once.segments]


def test_an_article_with_figures_alone_is_done_when_it_is_translated() -> None:
    """A cell « 12 » has no English to wait for: our own JSON must not be translated again because of it."""
    told = Article((Paragraph.of("Les écoles de la ville ont fermé lundi."), Paragraph.of("12")))
    assert not pipeline.is_done(told)
    assert pipeline.is_done(next(pipeline.translate([told], ECHO, HOUSE)))


def test_an_edited_sentence_keeps_all_it_has_beside_one_that_is_translated_again() -> None:
    """A one-sentence paragraph whose English somebody corrected, and another that was blanked to be made again."""
    fix = Fix(0, 3, "The", "A", "post-edit")
    edited = Segment("Le port rouvre.", "A port reopens.", raw="The port reopens.", fixes=(fix,), score=-0.5)
    article = Article((Paragraph((edited,), language="fr"), Paragraph.of("La halle ferme.", language="fr")))
    made = next(pipeline.translate([article], engines.load("echo"), termbase.load([])))
    assert made.paragraphs[0].segments == (edited,)
    assert made.paragraphs[1].text == "[La halle ferme.]"


def test_terms_are_told_where_they_stand_beside_hidden_code() -> None:
    source = "La commande `rm -rf /tmp/Kiev` plaît à Zelenski."
    marks = [Mark(MarkKind.CODE, 12, 30)]
    house = termbase.load([resources.glossaries_dir() / "ukraine.fr-en.csv"])
    article = Article((Paragraph.of(source, language="fr", marks=marks),))
    (made,) = pipeline.translate([article], ECHO, house)
    (use,) = made.paragraphs[0].segments[0].terms
    assert (source[use.start : use.end], use.form, use.asked) == ("Zelenski", "Zelensky", False)
    assert use.outcome == "repaired"


@pytest.mark.model
def test_marks_of_hints_in_the_users_text_are_taken_out_and_noticed() -> None:
    (made,) = pipeline.translate(
        [Article((Paragraph.of("Le maire\ue000 mayor\ue001 a démissionné.", language="fr"),))],
        engines.load("argos"),
        NO_TERMS,
    )
    (segment,) = made.segments
    assert "characters" in {notice.code for notice in segment.notices}
    assert not set(segment.text) & set("\ue000\ue001")
