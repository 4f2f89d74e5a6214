"""Make ``translator/detect/words.txt`` from bitexts: ``python benchmarks/detect_words.py ../shared/corpus``.

How much each common word speaks for French or English: the rounded natural log of its share in the French sides over
its share in the English sides; corpora of general language count for more than manuals. Words that say little (names,
"international") are left out, the most telling are kept up to the size limit. The same corpora give the same bytes.
``HELD_OUT`` is never counted: the weights in ``translator/detect`` were chosen on it.
"""

import lzma
import math
import sys
from collections import Counter
from pathlib import Path

from translator.detect import TOKEN, WORDS_FILE

HELD_OUT = frozenset({"cds_blog", "alibi-stories", "tico19-dev", "ud-pud", "loomio", "covprehension", "etalab_ogp"})
GENERAL = frozenset({"europarl", "hansard36", "tatoeba", "pawsx", "un-devset", "transread-novels", "three_musketeers"})
PAIRS_GENERAL = 40_000  # a corpus, spread over its length
PAIRS_SPECIAL = 1_500  # manuals, laws, web sites
SMOOTHING = 2.0  # per million words
LIMIT = 6.0  # nats; no word alone may say more
LIMIT_BYTES = 58_000


def count(corpus: Path, french: Counter[str], english: Counter[str]) -> None:
    """Add the words of a corpus."""
    with lzma.open(corpus, "rt", encoding="utf-8") as file:
        pairs = [line.rstrip("\n").split("\t")[:2] for line in file]
    wanted = PAIRS_GENERAL if corpus.name.split(".")[0] in GENERAL else PAIRS_SPECIAL
    for fr, en in pairs[:: max(1, len(pairs) // wanted)]:
        french.update(TOKEN.findall(fr.casefold().replace("’", "'")))
        english.update(TOKEN.findall(en.casefold().replace("’", "'")))


def main(folder: Path) -> None:
    french: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for path in sorted(folder.glob("*.tsv.xz")):
        if path.name.split(".")[0] not in HELD_OUT:
            count(path, french, english)
    scale_fr, scale_en = french.total() / 1e6, english.total() / 1e6
    weights: dict[str, tuple[float, int]] = {}
    for word in french.keys() | english.keys():
        fr, en = french[word] / scale_fr, english[word] / scale_en
        weight = math.log((fr + SMOOTHING) / (en + SMOOTHING))
        rounded = round(max(-LIMIT, min(LIMIT, weight)))
        if rounded and len(word) < 20:
            weights[word] = ((fr + en) * abs(weight), rounded)
    lines: dict[int, list[str]] = {}
    size = 0
    for word in sorted(weights, key=lambda w: (-weights[w][0], w)):
        size += len(word.encode()) + 1
        if size > LIMIT_BYTES:
            break
        lines.setdefault(weights[word][1], []).append(word)
    text = "".join(f"{weight:+d} {' '.join(sorted(lines[weight]))}\n" for weight in sorted(lines, reverse=True))
    WORDS_FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
