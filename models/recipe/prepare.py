"""Filter, de-duplicate, weigh and encode the corpora to flat arrays for train.py. Every rule is named and counted.

    python prepare.py --corpus CORPUS --spm sentencepiece.model --dev newstest2012 --held-out newstest2013 … --out DATA
    python prepare.py --mixture news …                        # the anneal's data: strict rules, scores, noise
    python prepare.py --mixture rest --without NEWS …         # the rest: pairs whose English is not in NEWS/train

CORPUS holds one SOURCE.tsv.xz a source, a French and an English column. --dev and --held-out are prefixes of
line-aligned PREFIX.fr and PREFIX.en: a pair with a sentence of theirs on either side is dropped. Written to DATA:
the arrays train and dev (see arrays.py) and report.tsv (what each rule dropped).
"""

import argparse
import lzma
import random
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

import numpy as np
import sentencepiece
from arrays import load, save
from filters import first_failure, key
from lexical import Lexicon
from likeness import PARLIAMENT, PROSE, Likeness
from mixtures import MIXTURES, Amount
from noise import noisy

MAX_PIECES = 150
HELD_OUT_CHARACTERS = 20  # shorter sentences ("Why?") may stand in an evaluation set by chance
LEXICAL_SAMPLE, LEXICAL_ROUNDS = 100_000, 4
LEXICAL_WORST = 0.08  # share of a source that the lexical score drops

sp = sentencepiece.SentencePieceProcessor()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--corpus", "--spm", "--dev", "--out"):
        parser.add_argument(name, required=True)
    parser.add_argument("--held-out", nargs="*", default=[])
    parser.add_argument("--mixture", choices=MIXTURES, default="broad")
    parser.add_argument("--without", help="arrays whose pairs are left out")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


def read(path):
    with lzma.open(path, "rt", encoding="utf8") as lines:
        rows = (tuple(line.rstrip("\n").split("\t")) for line in lines)
        return [row for row in rows if len(row) == 2]


def read_aligned(prefix):
    sides = (
        [line.strip() for line in Path(f"{prefix}.{lang}").read_text(encoding="utf8").split("\n")[:-1]]
        for lang in ("fr", "en")
    )
    return list(zip(*sides, strict=True))


def encode(pairs):
    return [(sp.encode(fr), sp.encode(en)) for fr, en in pairs]


def encode_all(pairs):
    chunks = [pairs[i : i + 5000] for i in range(0, len(pairs), 5000)]
    with Pool(2) as pool:
        return [pair for part in pool.imap(encode, chunks, chunksize=4) for pair in part]


def keep_clean(pairs, rules, held_out, seen, dropped):
    """Pairs that pass; `dropped` counts the others by rule, `seen` grows by the French keys kept."""
    kept = []
    for fr, en in pairs:
        rule = first_failure(fr, en, rules)
        if rule is None:
            french, english = key(fr), key(en)
            if (len(french) > HELD_OUT_CHARACTERS and french in held_out) or (
                len(english) > HELD_OUT_CHARACTERS and english in held_out
            ):
                rule = "held out"
            elif (duplicate := hash((french, english))) in seen:
                rule = "duplicate"
            else:
                seen.add(duplicate)
                kept.append((fr, en))
        if rule:
            dropped[rule] += 1
    return kept


def likeness_of(corpus):
    """The prose score, learnt from whatever sources of both kinds are there; None when one kind is missing."""
    parts = []
    for names in (PROSE, PARLIAMENT):
        pairs = [pair for name in names for pair in corpus.get(name, [])]
        parts.append(encode(random.Random(1).sample(pairs, min(len(pairs), 30_000))))
    return Likeness(*parts, len(sp)) if all(parts) else None


def lexical_scores(corpus, rnd):
    """{source: float [pairs]}: the mean of both directions of IBM model 1."""
    ids = {source: encode_all(pairs) for source, pairs in corpus.items()}
    everything = [pair for pairs in ids.values() for pair in pairs]
    sample = rnd.sample(everything, min(len(everything), LEXICAL_SAMPLE))
    forward = Lexicon(len(sp)).train(sample, LEXICAL_ROUNDS)
    scores = {source: np.array([forward.score(fr, en) for fr, en in pairs]) for source, pairs in ids.items()}
    del forward  # 1 GB each: one at a time
    backward = Lexicon(len(sp)).train([(en, fr) for fr, en in sample], LEXICAL_ROUNDS)
    for source, pairs in ids.items():
        scores[source] = (scores[source] + [backward.score(en, fr) for fr, en in pairs]) / 2
    return scores


def best(pairs, likeness, count, surplus=1.0):
    """The `count` × surplus pairs that read most like prose, in their order."""
    count = int(count * surplus)
    if likeness is None or len(pairs) <= count:
        return pairs[:count]
    scores = np.array([likeness.score(pair) if all(pair) else -9.0 for pair in encode_all(pairs)])
    return [pairs[i] for i in np.sort(np.argsort(-scores)[:count])]


def repeat(pairs, share, rnd):
    return pairs * int(share) + rnd.sample(pairs, int((share - int(share)) * len(pairs)))


def write(prefix, pairs, elsewhere=frozenset()):
    """The arrays of the pairs that are not too long and whose English is not `elsewhere`, encoded."""
    encoded = [
        (a, b)
        for a, b in encode_all(pairs)
        if 0 < len(a) <= MAX_PIECES and 0 < len(b) <= MAX_PIECES and tuple(b) not in elsewhere
    ]
    save(prefix, encoded)
    print(f"{prefix.name}: {len(encoded)} pairs", flush=True)


def main():
    args = arguments()
    out, rnd, mixture = Path(args.out), random.Random(args.seed), MIXTURES[args.mixture]
    out.mkdir(parents=True, exist_ok=True)
    sp.load(args.spm)
    aligned = {prefix: read_aligned(prefix) for prefix in [args.dev, *args.held_out]}
    held_out = {key(text) for pairs in aligned.values() for pair in pairs for text in pair}
    amounts, corpus, report, seen = {}, {}, {}, set()
    for path in sorted(Path(args.corpus).glob("*.tsv.xz")):
        source = path.name.removesuffix(".tsv.xz")
        amounts[source] = amount = mixture.amounts.get(source, mixture.default)
        if not amount.share:
            continue
        pairs, dropped = read(path), Counter()
        corpus[source] = keep_clean(pairs, mixture.rules, held_out, seen, dropped)
        report[source] = {"read": len(pairs), **dropped}
        print(f"{source}: {len(pairs)} read, {len(corpus[source])} clean", flush=True)
    if mixture.choice:
        likeness = likeness_of(corpus)
        for source, amount in amounts.items():
            if amount.best and source in corpus:
                before = len(corpus[source])
                corpus[source] = best(corpus[source], likeness, amount.best, 1 / (1 - LEXICAL_WORST))
                report[source]["less like prose"] = before - len(corpus[source])
        for source, scores in lexical_scores(corpus, rnd).items():
            worst = np.quantile(scores, LEXICAL_WORST) if len(scores) > 100 else -np.inf
            report[source]["lexical score"] = int((scores < worst).sum())
            corpus[source] = [pair for pair, score in zip(corpus[source], scores, strict=True) if score >= worst]
    chosen = []
    for source, pairs in corpus.items():
        report[source]["kept"] = len(pairs)
        chosen += repeat(pairs, amounts.get(source, Amount()).share, rnd)
    if mixture.choice:
        for kind, pairs in noisy(chosen, rnd).items():
            print(f"noise, {kind}: {len(pairs)}")
            chosen += pairs
    if mixture.capitals:
        chosen += [(fr.upper(), en.upper()) for fr, en in rnd.sample(chosen, len(chosen) // 100)]
    write(out / "train", chosen, {tuple(b) for _, b in load(f"{args.without}/train")} if args.without else frozenset())
    write(out / "dev", aligned[args.dev])
    columns = list(dict.fromkeys(name for counts in report.values() for name in counts))
    rows = [[source, *(str(counts.get(name, 0)) for name in columns)] for source, counts in report.items()]
    totals = ["total", *(str(sum(counts.get(name, 0) for counts in report.values())) for name in columns)]
    (out / "report.tsv").write_text("\n".join("\t".join(row) for row in [["source", *columns], *rows, totals]) + "\n")
    print("\n".join(f"{name}: {total}" for name, total in zip(columns, totals[1:], strict=True)))


if __name__ == "__main__":
    main()
