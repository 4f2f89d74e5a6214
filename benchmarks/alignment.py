"""How well does a model's attention say which word is which, what does it cost, and what is it good for?

    python benchmarks/alignment.py [--sentences 600]

Sentences come from ../shared/eval/newstest2012.fr beside the repository. Rewrites its block of benchmarks/README.md.
"""

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path

from translator import marks
from translator.document import Link, Mark, MarkKind
from translator.engines import best_texts
from translator.engines.alignment import WORD, counterpart
from translator.engines.argos import ArgosEngine
from translator.packages import find
from translator.typography import to_engine

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
README = Path(__file__).with_name("README.md")
ROUNDS = 3
PHRASES = 3  # words of a marked phrase, at most


def landmarks(source: str, target: str) -> list[str]:
    """Names and numbers that stand exactly once in both texts: what belongs together there needs no annotator."""
    counts = [Counter(WORD.findall(text)) for text in (source, target)]
    return [
        word
        for word, n in counts[1].items()
        if n == counts[0][word] == 1 and (word[0].isdigit() or (word[0].isupper() and len(word) > 1))
    ]


def tally(source: str, target: str, alignment: tuple[Link, ...]) -> tuple[int, int, int]:
    """How many landmarks there are, how many are linked, how many to themselves."""
    said = {target[link[2] : link[3]]: source[link[0] : link[1]] for link in alignment}
    wanted = landmarks(source, target)
    return len(wanted), sum(word in said for word in wanted), sum(said.get(word) == word for word in wanted)


def phrase(source: str, chooser: random.Random) -> Mark | None:
    """A run of one to three words, somewhere within the sentence."""
    words = list(WORD.finditer(source))
    length = chooser.randint(1, PHRASES)
    if len(words) <= length + 1:
        return None
    first = chooser.randrange(len(words) - length)
    return Mark(MarkKind.STRONG, words[first].start(), words[first + length - 1].end())


def placed(source: str, target: str, mark: Mark, alone: str, alignment: tuple[Link, ...]) -> str:
    """What finds the mark: "words", "alignment" or "nothing"."""
    text = source[mark.start : mark.end]
    if not marks.place(source, target, [mark], {text: alone})[1]:
        return "words"
    said = counterpart(source, target, alignment, mark.start, mark.end)
    return "nothing" if marks.place(source, target, [mark], {text: said})[1] else "alignment"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--show", action="store_true", help="print the phrases that only the alignment finds")
    options = parser.parse_args()
    lines = [line for line in (EVAL / "newstest2012.fr").read_text("utf-8").split("\n") if line.strip()]
    sources = lines[:: max(1, len(lines) // options.sentences)][: options.sentences]

    package = find()
    engine = ArgosEngine(package, quality="standard", threads=1, device="cpu")
    engine.align(["Bonjour."], best_texts(engine.translate(["Bonjour."])))
    asked = [to_engine(source) for source in sources]
    translating, aligning = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        targets = best_texts(engine.translate(asked))
        between = time.perf_counter()
        alignments = engine.align(sources, targets)
        translating.append(between - start)
        aligning.append(time.perf_counter() - between)
    cost = min(aligning) / min(translating)

    tallies = [tally(s, t, a) for s, t, a in zip(sources, targets, alignments, strict=True)]
    there, linked, right = (sum(column) for column in zip(*tallies, strict=True))

    chooser = random.Random(12)
    marked = [(s, t, a, m) for s, t, a in zip(sources, targets, alignments, strict=True) if (m := phrase(s, chooser))]
    alone = best_texts(engine.translate([to_engine(s[m.start : m.end]) for s, _, _, m in marked]))
    found = [placed(s, t, m, english, a) for (s, t, a, m), english in zip(marked, alone, strict=True)]
    if options.show:
        for (s, t, a, m), how in zip(marked, found, strict=True):
            if how == "alignment":
                print(f"{s[m.start : m.end]} = {counterpart(s, t, a, m.start, m.end)}\n    {s}\n    {t}")
    counts = Counter(found)

    rows = [
        ("names and numbers that stand once in both texts", f"{there}"),
        ("… linked to themselves", f"{right / there:.0%}"),
        ("… linked to another word", f"{(linked - right) / there:.0%}"),
        ("… not linked", f"{(there - linked) / there:.0%}"),
        ("of the links of names and numbers, right", f"{right / linked:.0%}"),
        (f"random phrases of 1 to {PHRASES} words, found by their words", f"{counts['words'] / len(found):.0%}"),
        ("… only by the alignment", f"{counts['alignment'] / len(found):.0%}"),
        ("… not found: a notice", f"{counts['nothing'] / len(found):.0%}"),
        ("cost of the alignment, of the translation at beam 2", f"{cost:.0%}"),
    ]
    table = "\n".join(["| | |", "|---|--:|", *(f"| {name} | {value} |" for name, value in rows)])
    note = f"<sub>{package.name} {package.version}, {len(sources)} sentences</sub>"
    block = f"<!-- alignment -->\n\n{table}\n\n{note}\n\n<!-- /alignment -->"
    text = README.read_text("utf-8")
    README.write_text(
        re.sub(r"<!-- alignment -->.*<!-- /alignment -->", lambda _: block, text, flags=re.DOTALL), "utf-8"
    )
    print(table)


if __name__ == "__main__":
    main()
