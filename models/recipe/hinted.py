"""Encoded pairs → the same pairs with hints in most of their sources.

    python hinted.py DATA OUT --spm SPM --dictionary dictionary.tsv --counts counts.tsv.xz [--first 4000]

A fifth of the sources stay plain (a model that knows hints must not need them). The others get the dictionary's hints,
each with probability 0.9; three in ten get one or two terms besides, taken from the target: one to three words whose
links in `counts` are unambiguous. One name in two among them is spelled differently in the source: then the term must
win over copying. The dev set gets every hint.
"""

import argparse
import random
import re
from multiprocessing import Pool
from pathlib import Path

import sentencepiece
from arrays import load, save
from dictionary import read_counts
from hints import DICTIONARY, Dictionary, term
from words import spans

MOST_PIECES = 200
NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿœ]{3,}$")
PLAIN, WITH_DICTIONARY, WITH_TERMS, KEEP = 0.2, 0.92, 0.3, 0.9
SURE_LINKS = 2
REMEMBERED_NAMES = 400
sp = sentencepiece.SentencePieceProcessor()


def unambiguous_links(fr, en, french, english):
    """{index of a French word: index of the only English word that it is ever linked to and that only it is}."""
    where, link = {}, {}
    for k, (start, end) in enumerate(english):
        where.setdefault(en[start:end].lower(), []).append(k)
    for i, (start, end) in enumerate(french):
        word = fr[start:end].lower()
        hits = [where[other][0] for other in {word} | counts.get(word, set()) if len(where.get(other, ())) == 1]
        if len(hits) == 1 and end - start > 2:
            link[i] = hits[0]
    taken = list(link.values())
    return {i: k for i, k in link.items() if taken.count(k) == 1}


def translated_spans(fr, en):
    """[(from, to, English words)]: one to three French words whose links are unambiguous and stand together."""
    (plain, french), (folded, english) = spans(fr, True), spans(en, False)
    link = unambiguous_links(plain, folded, french, english)
    found = []
    for i in link:
        for n in (1, 2, 3):
            there = sorted(link[j] for j in range(i, i + n) if j in link)
            if len(there) == n and there[-1] - there[0] == n - 1:
                said = en[english[there[0]][0] : english[there[-1]][1]]
                found.append((french[i][0], french[i + n - 1][1], said))
    return found


def respelled(source, english, names, rnd):
    """What the source says of a name: itself, or a mixture with another one, which the term must put right."""
    if source == english and rnd.random() < 0.6 and len(names) > 20:
        other = rnd.choice(names)
        source = (other[: len(other) // 2 + 1] + english[len(english) // 2 :]).capitalize()
    names.append(english)
    del names[:-REMEMBERED_NAMES]
    return source


def chosen_terms(fr, en, names, rnd):
    """[(from, to, English, what the source says instead)]: longer and capitalised ones rather more often."""
    found = translated_spans(fr, en)
    rnd.shuffle(found)
    found.sort(key=lambda item: -(len(item[2].split()) + item[2][:1].isupper() + 2 * rnd.random()))
    terms, most = [], 1 if rnd.random() < 0.7 else 2
    for start, end, english in found:
        if len(terms) < most and all(end <= since or start >= to for since, to, *_ in terms):
            source = fr[start:end]
            terms.append(
                (start, end, english, respelled(source, english, names, rnd) if NAME.match(english) else source)
            )
    return sorted(terms)


def hinted(fr, en, names, rnd):
    """The source with hints, or as it was."""
    kind = rnd.random()
    if kind < PLAIN or DICTIONARY in fr:
        return fr
    terms = chosen_terms(fr, en, names, rnd) if rnd.random() < WITH_TERMS else []
    say = (lambda text: dictionary.hints(text, KEEP, rnd)) if kind < WITH_DICTIONARY else (lambda text: text)
    out, done = "", 0
    for start, end, english, source in terms:
        out, done = term(out + say(fr[done:start]), source, english), end
    return out + say(fr[done:])


def chunk(task):
    seed, pairs = task
    rnd, names, out = random.Random(seed), [], []
    for source, target in pairs:
        ids = sp.encode(hinted(sp.decode(source), sp.decode(target), names, rnd))
        out.append((ids if 0 < len(ids) <= MOST_PIECES else source, target))
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("out")
    for name in ("--spm", "--dictionary", "--counts"):
        parser.add_argument(name, required=True)
    parser.add_argument("--first", type=int, default=4000)
    args = parser.parse_args()
    sp.load(args.spm)
    dictionary = Dictionary(args.dictionary, args.first)
    counts = {
        word: {english for english, n in links.items() if n >= SURE_LINKS}
        for word, _, links in read_counts(args.counts)
        if len(word) > 2
    }
    pairs, out = load(f"{args.data}/train"), Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tasks = [(k, pairs[k : k + 4000]) for k in range(0, len(pairs), 4000)]
    with Pool(2) as pool:  # the children inherit what was loaded
        save(out / "train", [pair for part in pool.imap(chunk, tasks) for pair in part])
    dev = load(f"{args.data}/dev")
    save(out / "dev", [(sp.encode(dictionary.hints(sp.decode(source))), target) for source, target in dev])
