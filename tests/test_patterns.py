"""No pattern of the program takes more time than the length of the text: each is run on what patterns stumble over."""

import re
import time

import pytest
from patterns import Found, patterns

# Runs of one class of characters, then of what begins and ends words, names, numbers, tags and lines.
RUNS = [
    *"aéA1 \u00a0\n\t_-.,:;!'’\"«»“([<>/\\@#*&=`~|%$€+²",
    "\r\n",
    "A-",
    "a.",
    "A.",
    "1 ",
    "a ",
    "A ",
    "Aa ",
    "a-",
    "a_",
]
RUNS += ["1.", "1,", "1-", "1h", "/a", "a/", "\\a", "<a", "<a ", "<a>", "[a]", "a@", "a=", '="', "&a;", "\n ", "a\n"]
RUNS += ["- a\n", "« ", "« a » ", "’ ", '" ', "- ", " .", "a: ", "1 a ", "1er ", "de ", "d'", "et ", "$1 ", "a\u00a0"]
SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000
FIRST = 3_000  # what is quick here, a tenth of the time that matters, needs no second look
# CPU seconds. A pattern that tries every part of a run takes some 50 milliseconds for the middle one, others a tenth of
# one: below this nothing can be wrong. Ten times the text may take forty times as long: quadratic is a hundred times.
QUICK, RATIO = 0.005, 40


def seconds(found: Found, run: str, size: int) -> float:
    """CPU seconds for one pass over the run and an end on which it may fail, the better of two."""
    text = run * (size // len(run)) + ("!" if run != "!" else "a")
    subject = text.encode() if isinstance(found.pattern.pattern, bytes) else text
    taken = []
    for _ in range(2):
        began = time.thread_time()
        if found.is_anchored:
            found.pattern.match(subject)
        else:
            for _ in found.pattern.finditer(subject):
                pass
        taken.append(time.thread_time() - began)
        if taken[0] < QUICK:
            break
    return min(taken)


def grows(found: Found, run: str) -> bool:
    """Whether time grows faster than the text."""
    if seconds(found, run, FIRST) < QUICK / 12:
        return False
    middle = seconds(found, run, MIDDLE)
    if middle < QUICK:
        return False
    small = seconds(found, run, SMALL)
    return middle > RATIO * small or (middle > RATIO / 3 * small and seconds(found, run, LARGE) > RATIO * middle)


@pytest.mark.parametrize("part", range(4))
def test_time_grows_with_the_text_alone(part: int) -> None:
    found = sorted(patterns(), key=lambda each: each.where)[part::4]
    assert [(each.where, each.pattern.pattern, run) for each in found for run in RUNS if grows(each, run)] == []


def test_patterns_that_grow_are_found() -> None:
    """This test can fail, and it sees patterns of modules, of classes and of functions."""
    assert grows(Found("", re.compile(r"\s+\Z"), False), " ")
    assert grows(Found("", re.compile(r"[A-]*[A-]*="), True), "A-")
    assert not grows(Found("", re.compile(r"(?<!\s)\s+\Z"), False), " ")
    known = {each.where for each in patterns()}
    assert {"translator.segmenter.LAST_WORD", "translator.languages.untouchable._grammar"} <= known
    assert len(known) > 300
