"""Is a sentence of the evaluation sets in the training data? Shows each, on either side, hints taken out; exit code 1.

    python overlap.py DATA … --spm SPM --sets EVAL/newstest2009 EVAL/newstest2010 …

Two sentences are the same if their letters and digits are, but for case and accents. Those of up to twenty ("Why?")
may stand in both by chance.
"""

import argparse
import sys
from collections import Counter

import sentencepiece
from arrays import load
from filters import key
from hints import without
from prepare import HELD_OUT_CHARACTERS, read_aligned


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+")
    parser.add_argument("--spm", required=True)
    parser.add_argument("--sets", nargs="+", required=True)
    args = parser.parse_args()
    sp = sentencepiece.SentencePieceProcessor(args.spm)
    pairs = [pair for prefix in args.sets for pair in read_aligned(prefix)]
    held_out = {found for pair in pairs for text in pair if len(found := key(text)) > HELD_OUT_CHARACTERS}
    found = Counter()
    for data in args.data:
        trained = load(f"{data}/train")
        for source, target in trained:
            french, english = without(sp.decode(source)), sp.decode(target)
            if key(french) in held_out or key(english) in held_out:
                found[french, english] += 1
        print(f"{data}: {len(trained)} pairs looked through")
    for (french, english), times in found.items():
        print(f"{times} × {french}\t{english}")
    print(f"{len(held_out)} sentences of {len(args.sets)} sets, {len(found)} of them trained on")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
