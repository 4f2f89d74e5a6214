"""Look through newsroom files: does every line hold a French sentence, a tab and a faithful English one, and is it new?

    python newsroom.py newsroom/*.tsv newsroom/*.tsv.xz --sets EVAL/newstest2012 … [--out newsroom.tsv.xz]

Says of every line that does not pass which rule it breaks, then how many of each file pass; exit code 1 if any does
not. --sets are prefixes of line-aligned PREFIX.fr and PREFIX.en: a sentence of theirs, but for case, accents and marks,
may stand on neither side. --out writes what passes as one corpus file for prepare.py.
"""

import argparse
import lzma
import re
import sys
from collections import Counter
from pathlib import Path

from filters import ENGLISH, FRENCH, WORDS, brackets, key, length, markup, words

DIRT = re.compile(r"[\x00-\x1f\x7f\ue000-\ue007\ufffd]")
BOTH = {"a", "on"}
FRENCH_ONLY, ENGLISH_ONLY = ({*said.split()} - BOTH for said in (FRENCH, ENGLISH))
SHORT = 20  # characters of key(): shorter sentences ("Why?") may stand in an evaluation set by chance
FRAME_WORDS = 6


def opened(path):
    return lzma.open(path, "rt", encoding="utf8") if Path(path).suffix == ".xz" else Path(path).open(encoding="utf8")


def clean(fr, en):
    """No space at either end or doubled, no control character, no mark of a hint."""
    return all(text == text.strip() and "  " not in text and not DIRT.search(text) for text in (fr, en))


def proportion(fr, en):
    """In characters, with twenty of grace: French runs 0.65 to 1.75 times as long as English."""
    return 0.65 < (len(fr) + 20) / (len(en) + 20) < 1.75


def languages(fr, en):
    """Neither side has two function words more of the other language than of its own."""

    def count(text, own, other):
        found = WORDS.findall(text.lower())
        return sum((word in own) - (word in other) for word in found)

    return count(fr, FRENCH_ONLY, ENGLISH_ONLY) > -2 and count(en, ENGLISH_ONLY, FRENCH_ONLY) > -2


def quotation(fr, en):
    """As many guillemets that open as close, and straight marks in pairs."""
    return fr.count("«") == fr.count("»") and fr.count('"') % 2 == en.count('"') % 2 == 0


RULES = [clean, length, proportion, markup, languages, quotation, brackets]


def frame(fr):
    """The French without its numbers and names, None if that leaves too few words to tell two sentences apart."""
    said = [word.lower() if k == 0 else word for k, word in enumerate(fr.split())]
    rest = [word for word in said if not re.match(r"\W*(\d|[A-ZÀ-Þ])", word)]
    return " ".join(rest) if len(rest) >= FRAME_WORDS else None


class Seen:
    """What a new sentence may not repeat: the sets', and what was looked through before."""

    def __init__(self, sets):
        self.held_out, self.keys, self.frames = set(), set(), set()
        for prefix in sets:
            for lang in ("fr", "en"):
                lines = Path(f"{prefix}.{lang}").read_text(encoding="utf8").split("\n")
                self.held_out |= {found for line in lines if len(found := key(line)) > SHORT}

    def failure(self, fr, en):
        """The name of what it repeats; None, and from now on it is seen itself."""
        french, form = key(fr), frame(fr)
        if french in self.held_out or key(en) in self.held_out:
            return "held out"
        if french in self.keys:
            return "copy"
        if form in self.frames:
            return "copy but for names and numbers"
        self.keys.add(french)
        if form:
            self.frames.add(form)
        return None


def failure(line, seen):
    """(the rule that a line breaks or None, its columns)."""
    columns = tuple(line.removesuffix("\n").split("\t"))
    if len(columns) != 2 or not all(key(column) for column in columns):
        return "two columns", columns
    broken = next((rule.__name__ for rule in RULES if not rule(*columns)), None)
    return broken or seen.failure(*columns), columns


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--sets", nargs="*", default=[])
    parser.add_argument("--out")
    args = parser.parse_args()
    seen, kept, dropped = Seen(args.sets), [], Counter()
    for path in args.files:
        before = len(kept)
        with opened(path) as lines:
            for number, line in enumerate(lines, 1):
                rule, columns = failure(line, seen)
                if rule is None:
                    kept.append(columns)
                else:
                    dropped[rule] += 1
                    print(f"{path}:{number}: {rule}: {line.strip()[:160]}")
        print(f"{path}: {len(kept) - before} of {number} pass")
    english = sum(words(en) for _, en in kept) / max(1, len(kept))
    print(f"{len(kept)} pass, {english:.1f} English words each; refused: {dict(dropped) or 'none'}")
    if args.out:
        with lzma.open(args.out, "wt", encoding="utf8") as file:
            file.writelines(f"{fr}\t{en}\n" for fr, en in kept)
    sys.exit(bool(dropped))


if __name__ == "__main__":
    main()
