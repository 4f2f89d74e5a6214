"""Accuracy of language detection on news lines: ``python benchmarks/detect.py ../shared/eval`` prints a Markdown table.

Every line of the test sets, cut to its first words (only lines that have that many), as written and in capitals.
The table in ``detect.md`` is this program's output.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import langdetect
from langdetect.lang_detect_exception import LangDetectException

from translator.detect import detect
from translator.languages.words import without_accents

SETS = ("newstest2012", "newstest2013")
EVERY = 4  # one line in four; langdetect alone takes milliseconds a line
WORDS = (3, 5, 10, 0)  # 0 is the whole line
METHODS: dict[str, Callable[[str], str | None]] = {}


def plain(text: str) -> str | None:
    """langdetect as it comes, seeded."""
    try:
        return str(langdetect.detect(text))
    except LangDetectException:
        return None


METHODS["langdetect"] = plain
METHODS["ours, alone"] = detect
METHODS["ours, in a French article"] = lambda text: detect(text, prior="fr")
METHODS["ours, in an English article"] = lambda text: detect(text, prior="en")


def lines(folder: Path, name: str, language: str, words: int) -> list[str]:
    """The lines of a set's one side, cut to so many words; shorter ones left out."""
    texts = (folder / f"{name}.{language}").read_text(encoding="utf-8").splitlines()[::EVERY]
    if not words:
        return [text for text in texts if text.strip()]
    return [" ".join(text.split()[:words]) for text in texts if len(text.split()) >= words]


CASES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "CAPITALS": str.upper,
    "CAPITALS, no accents": lambda text: without_accents(text.upper()),
}


def row(folder: Path, name: str, words: int, case: str) -> list[str]:
    """One row of the table: share of right answers in French / in English for each method."""
    shares: list[list[float]] = [[] for _ in METHODS]
    for language in ("fr", "en"):
        texts = [CASES[case](text) for text in lines(folder, name, language, words)]
        for share, method in zip(shares, METHODS.values(), strict=True):
            share.append(100 * sum(method(text) == language for text in texts) / len(texts))
    length = f"{words} words" if words else "whole"
    return [name, length, case, *(f"{fr:.1f} / {en:.1f}" for fr, en in shares)]


def milliseconds(texts: list[str], method: Callable[[str], str | None]) -> float:
    """Mean time of a call, in milliseconds, with the profiles loaded."""
    method(texts[0])
    start = time.perf_counter()
    for text in texts:
        method(text)
    return 1000 * (time.perf_counter() - start) / len(texts)


def main(folder: Path) -> None:
    langdetect.DetectorFactory.seed = 0
    head = ["set", "length", "case", *METHODS]
    rows = [row(folder, name, words, case) for name in SETS for case in CASES for words in WORDS]
    print("# Language detection\n")
    print("Right answers in %, French lines / English lines; an undecided answer is a wrong one.")
    print(f"One line in {EVERY} of each set; nothing in `translator/detect` was made from these sets.\n")
    for cells in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(cells)} |")
    texts = lines(folder, SETS[-1], "fr", 0)[:200]
    print("\nMilliseconds a whole French line:", end=" ")
    print(", ".join(f"{name} {milliseconds(texts, method):.2f}" for name, method in METHODS.items()) + ".")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
