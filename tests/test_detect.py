"""Which language a line is in, alone and in its article; which articles are refused."""

import subprocess
import sys
from dataclasses import replace

import pytest
from cases import Case, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.detect import detect, route
from translator.document import Article, Paragraph, Style
from translator.errors import LanguageError

FRENCH = "Le ministre a présenté sa démission au chef de l'État, qui l'a refusée."
ENGLISH = "The minister has handed in his resignation, but the president has refused it."
GERMAN = "Der Minister hat gestern seinen Rücktritt eingereicht, aber der Kanzler hat ihn abgelehnt."


def _article(*texts: str) -> Article:
    return Article(tuple(Paragraph.of(text) for text in texts))


def _languages(article: Article) -> list[str | None]:
    return [paragraph.language for paragraph in article.paragraphs]


@pytest.mark.parametrize("case", read_cases("detect.txt"), ids=str)
def test_case(case: Case) -> None:
    assert f"{detect(case.input) or '-'} {detect(case.input, prior='fr')}" == case.expected


@pytest.mark.parametrize("case", read_cases("detect.txt"), ids=str)
def test_capitals_make_no_difference(case: Case) -> None:
    if not case.title.startswith("An address"):
        assert detect(case.input.upper(), prior="fr") == detect(case.input, prior="fr")


@settings(deadline=None)
@given(st.text())
def test_any_text_has_an_answer_inside_an_article(text: str) -> None:
    assert detect(text, prior="fr")
    assert detect(text) == detect(text)


def test_paragraphs_are_routed() -> None:
    routed = route(_article(FRENCH, "More Stories", "Paris", ENGLISH, FRENCH))
    assert routed.source_lang == "fr"
    assert _languages(routed) == ["fr", "en", "fr", "en", "fr"]
    assert not routed.all_notices


def test_another_language_is_kept_and_noticed() -> None:
    routed = route(_article(FRENCH, GERMAN, FRENCH))
    assert _languages(routed) == ["fr", "de", "fr"]
    assert [(n.code, "German" in n.message) for n in routed.paragraphs[1].notices] == [("language", True)]
    assert len(routed.all_notices) == 1


def test_verbatim_paragraphs_and_languages_already_set_stay() -> None:
    code = Paragraph.of("print('the end of the world as we know it')", Style.VERBATIM)
    spanish = Paragraph.of("Hola", language="es")
    article = Article((Paragraph.of(FRENCH), code, spanish))
    assert route(article).paragraphs[1:] == (code, spanish)


def test_routing_twice_changes_nothing() -> None:
    routed = route(_article(FRENCH, GERMAN, "More Stories", FRENCH))
    assert route(routed) == routed


@pytest.mark.parametrize(
    ("texts", "language"),
    [((ENGLISH, ENGLISH), "English"), ((GERMAN,), "German"), ((ENGLISH, ENGLISH, "Un peu de français."), "English")],
)
def test_an_article_in_another_language_is_refused(texts: tuple[str, ...], language: str) -> None:
    with pytest.raises(LanguageError, match=rf"looks {language}, not French; use --from fr"):
        route(_article(*texts))


def test_a_bilingual_article_is_accepted() -> None:
    assert _languages(route(_article(FRENCH, ENGLISH))) == ["fr", "en"]


def test_forced_still_leaves_the_english_of_a_french_article() -> None:
    assert _languages(route(_article(FRENCH, ENGLISH), forced=True)) == ["fr", "en"]


def test_forced_translates_an_article_that_would_be_refused() -> None:
    routed = route(_article(GERMAN, ENGLISH, "Sport", "Слава Украине"), forced=True)
    assert _languages(routed) == ["fr", "fr", "fr", "ru"]
    assert [bool(p.notices) for p in routed.paragraphs] == [True, True, False, True]


@pytest.mark.parametrize("text", ["Paris", "12 345", "…"])
def test_too_little_text_is_taken_as_french_with_a_notice(text: str) -> None:
    routed = route(_article(text))
    assert _languages(routed) == ["fr"]
    assert [notice.code for notice in routed.notices] == ["language"]


def test_an_empty_article_has_nothing_to_notice() -> None:
    assert route(Article(())) == replace(Article(()), source_lang="fr")


def test_a_huge_paragraph_is_not_read_whole() -> None:
    assert _languages(route(_article(FRENCH * 500_000))) == ["fr"]


def test_importing_does_not_load_langdetect() -> None:
    program = "import sys, translator.detect; sys.exit('langdetect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


THREADS = """
import threading
from translator.detect import detect

start, failed = threading.Barrier(8), []

def ask(text):
    start.wait()
    try:
        detect(text)
    except Exception as error:
        failed.append(error)

threads = [threading.Thread(target=ask, args=(text,)) for text in ["Это короткое предложение.", "nous la"] * 4]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert not failed, failed[0]
"""


def test_threads_that_ask_first_do_not_lock_each_other_out() -> None:
    """Seen as "deadlock detected": stories of a batch failed where several were the first to need langdetect."""
    for _ in range(3):
        subprocess.run([sys.executable, "-c", THREADS], check=True)
