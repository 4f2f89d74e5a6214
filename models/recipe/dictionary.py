"""The corpus → counts.tsv.xz (what each French word was aligned with) → dictionary.tsv (what the model is told).

    python dictionary.py text CORPUS WORK          # WORK/fr.txt, en.txt: a pair a line, words apart; weights.txt
    eflomal-align -s WORK/fr.txt -t WORK/en.txt -f WORK/fwd.txt -r WORK/rev.txt --model 3        # 40 minutes
    python dictionary.py count WORK counts.tsv.xz  # links of both directions: French word, how often, english:links …
    python dictionary.py write counts.tsv.xz CORPUS dictionary.tsv

dictionary.tsv: French word, its one or two English words in their usual case, joined by |, how often the French word
stands in the corpus, its rank by frequency, the share of the first. Words rarer than three times, or whose best
translation has less than a fifth of the links, are left out. eflomal (pip install eflomal) is the aligner of R. Östling
and J. Tiedemann, 2016, Efficient word alignment with Markov Chain Monte Carlo.
"""

import argparse
import lzma
import random
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

from words import ALPHABETIC, words

# pairs of the large sources that are aligned: the rest teaches nothing new about words
MOST = {
    "europarl": 330_000, "hansard36": 260_000, "justice_laws": 40_000, "justice_laws_frag": 10_000,
    "justice_annual": 8_000, "justice_annual_frag": 4_000, "eurlex": 45_000, "eurlex_frag": 10_000,
    "debian_web_security": 3_000, "python_docs": 12_000, "django_docs": 10_000, "php_docs": 6_000,
    "blender_manual": 6_000, "bible-lsg-bsb": 12_000,
}  # fmt: skip
# games, manuals, scripture and law say words in senses of their own: what a link of theirs counts
LITTLE = {
    source: weight
    for weight, sources in {
        0.1: "wesnoth cataclysm_dda freeciv three_musketeers bible-lsg-bsb blender_manual gimp_help frc_docs "
        "python_docs django_docs php_docs vue_docs gnome_help hf_course crypto_sites monero_site rust_book ruby_lang "
        "djangogirls debian_devref debian_edu debian_handbook debian_install_guide debian_ref_faq "
        "debian_securing debian_web_security anssi_rust w3c_i18n w3c_wai gcds_docs skycultures",
        0.3: "debian_web transread-novels alibi-stories eurlex_frag justice_laws_frag justice_annual_frag",
        0.4: "eurlex justice_laws justice_annual",
    }.items()
    for source in sources.split()
}
LONGEST_CHARACTERS, LONGEST_WORDS = 350, 60
BEFORE_A_CAPITAL = (".", "!", "?", ":", '"', "“")
RAREST, LEAST_SHARE, LEAST_LINKS = 3, 0.2, 0.25
TWO_BELOW, SECOND_SHARE, SECOND_LINKS = 0.6, 0.15, 0.3


def rows(path):
    with lzma.open(path, "rt", encoding="utf8") as lines:
        return [row for row in (line.rstrip("\n").split("\t") for line in lines) if len(row) == 2]


def worth_aligning(fr, en):
    return fr != en and len(fr) < LONGEST_CHARACTERS and 0.5 < (len(fr) + 10) / (len(en) + 10) < 2


def text(corpus, work):
    """WORK/fr.txt, en.txt and weights.txt, of the same number of lines."""
    rnd, seen, work = random.Random(3), set(), Path(work)
    work.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        french, english, weights = (
            stack.enter_context((work / name).open("w", encoding="utf8"))
            for name in ("fr.txt", "en.txt", "weights.txt")
        )
        for path in sorted(Path(corpus).glob("*.tsv.xz")):
            source = path.name.removesuffix(".tsv.xz")
            pairs = [pair for pair in rows(path) if worth_aligning(*pair)]
            for fr, en in rnd.sample(pairs, min(len(pairs), MOST.get(source, len(pairs)))):
                sides = words(fr, True), words(en, False)
                if (fr, en) not in seen and all(0 < len(side) <= LONGEST_WORDS for side in sides):
                    seen.add((fr, en))
                    print(*sides[0], file=french)
                    print(*sides[1], file=english)
                    print(LITTLE.get(source, 1.0), file=weights)


def count(work, out):
    """Links that both directions found."""
    frequency, links, work = Counter(), defaultdict(Counter), Path(work)
    names = ("fr.txt", "en.txt", "fwd.txt", "rev.txt", "weights.txt")
    columns = ((work / name).read_text(encoding="utf8").splitlines() for name in names)
    for fr, en, forward, reverse, weight in zip(*columns, strict=True):
        french, english = fr.split(), en.split()
        frequency.update(french)
        for link in set(forward.split()) & set(reverse.split()):
            i, j = map(int, link.split("-"))
            links[french[i]][english[j]] += float(weight)
    with lzma.open(out, "wt", encoding="utf8") as file:
        for word, times in frequency.most_common():
            said = " ".join(f"{english}:{n:.1f}" for english, n in links[word].most_common(8))
            print(word, times, said, sep="\t", file=file)


def read_counts(path):
    """[(French word, times seen, {English word: links})], the most frequent first."""
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            word, times, said = line.rstrip("\n").split("\t")
            items = (item.rpartition(":") for item in said.split())
            yield word, int(times), {english: float(n) for english, _, n in items}


def usual_case(corpus, most=150_000):
    """{lower: as it is most often written inside a sentence}."""
    seen = defaultdict(Counter)
    for path in Path(corpus).glob("*.tsv.xz"):
        for _, english in rows(path)[:most]:
            for match in ALPHABETIC.finditer(english):
                before = english[: match.start()]
                if before.endswith(" ") and not before[:-1].endswith(BEFORE_A_CAPITAL):
                    seen[match[0].lower()][match[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in seen.items()}


def best(links):
    """The one or two English words that are worth telling, and the share of the first; ([], 0) when none is."""
    total = sum(links.values())
    options = [(n, english) for english, n in links.items() if len(english) > 1 and ALPHABETIC.fullmatch(english)]
    if not options or options[0][0] < max(LEAST_LINKS, LEAST_SHARE * total):
        return [], 0.0
    share = options[0][0] / total
    second = options[1][0] if len(options) > 1 and share < TWO_BELOW else 0.0
    two = second >= max(SECOND_LINKS, SECOND_SHARE * total)
    return [english for _, english in options[: 2 if two else 1]], share


def write(counts, corpus, out):
    """dictionary.tsv, sorted by its bytes: whoever looks a word up need not read it all."""
    case, entries = usual_case(corpus), []
    for rank, (word, times, links) in enumerate(read_counts(counts)):
        said, share = best(links)
        if said and len(word) > 2 and times >= RAREST and ALPHABETIC.fullmatch(word):
            english = "|".join(case.get(english, english) for english in said)
            entries.append(f"{word}\t{english}\t{times}\t{rank}\t{share:.2f}\n")
    Path(out).write_text("".join(sorted(entries)), encoding="utf8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(required=True)
    for step, names in ((text, ("corpus", "work")), (count, ("work", "out")), (write, ("counts", "corpus", "out"))):
        sub = steps.add_parser(step.__name__)
        sub.set_defaults(step=step)
        for name in names:
            sub.add_argument(name)
    args = vars(parser.parse_args())
    args.pop("step")(**args)
