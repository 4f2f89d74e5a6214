"""A desk's one-word terms in sentences of news: in the English in the right form, or noticed; in no other sense."""

import re
from collections import Counter
from pathlib import Path

import pytest

from translator import pipeline, termbase
from translator.document import Article, Outcome, Paragraph, Segment, replay
from translator.engines import Engine
from translator.terms.entries import COLUMNS

FIXTURE = Path(__file__).parent / "fixtures" / "desk_terms.txt"
RIGHT = 0.97  # of the terms, in the form and the place that the case wants
OTHER_SENSES = "other senses"

pytestmark = pytest.mark.model


def cases(other_senses: bool) -> list[tuple[str, str, str]]:
    """French, the glossary's line, the pattern."""
    found, heading = [], ""
    for block in FIXTURE.read_text("utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        while lines and lines[0].startswith("#"):
            heading = lines.pop(0).lstrip("# ")
        if len(lines) == 3 and (heading == OTHER_SENSES) == other_senses:
            found.append((lines[0], lines[1], lines[2]))
    return found


def translate(engine: Engine, french: str, line: str, folder: Path) -> Segment:
    path = folder / "desk.csv"
    missing = "," * (len(COLUMNS) - 1 - line.count(","))
    path.write_text(f"{','.join(COLUMNS)}\n{line}{missing}\n", encoding="utf-8")
    article = Article((Paragraph.of(french, language="fr"),))
    (done,) = pipeline.translate([article], engine, termbase.load([], [path]), forced=True)
    (segment,) = done.segments
    return segment


def test_the_case_file_is_large_enough() -> None:
    assert len(cases(False)) >= 60


def test_a_desks_terms_are_said_or_noticed(argos: Engine, tmp_path: Path) -> None:
    right: Counter[bool] = Counter()
    for french, line, pattern in cases(False):
        segment = translate(argos, french, line, tmp_path)
        is_right = re.search(pattern, segment.text, re.IGNORECASE) is not None
        right[is_right] += 1
        assert is_right or any(notice.code == "term" for notice in segment.notices), (french, segment.text)
        assert segment.raw is not None
        assert replay(segment.raw, segment.fixes) == segment.target
        for use in segment.terms:
            assert use.asked
            assert (use.outcome is Outcome.MISSING) <= any(notice.code == "term" for notice in segment.notices)
    assert right[True] / right.total() >= RIGHT


def test_a_word_in_another_sense_is_left_alone(argos: Engine, tmp_path: Path) -> None:
    for french, line, pattern in cases(True):
        segment = translate(argos, french, line, tmp_path)
        assert re.search(pattern, segment.text, re.IGNORECASE) is None, (french, segment.text)
        assert not any(fix.entry for fix in segment.fixes)
        assert not segment.terms
