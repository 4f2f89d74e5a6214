"""Small shares of what newsroom copy looks like and of what teaches to copy, made from clean pairs and counted by kind.

No accents, ALL CAPS, no final stop, two sentences in one input, quotation marks around a sentence; a handle, hashtag,
link or address on both sides; a name on both sides that nobody has ever borne.
"""

import random
import re
import unicodedata

Pair = tuple[str, str]
NAME = re.compile(r"(?:(?<=[\w,] )|(?<=['’]))[A-ZÀ-Þ][a-zß-ÿœ]{4,}(?![\w-])")  # never the first word
WORD = re.compile(r"\b[a-zß-ÿœ]{3,10}\b")
STOP = re.compile(r"\s*[.!?]$")
VOWELS = "aeiouyh"  # before these French says l', d', qu'
FIRST_NAMES = ("Martin", "Dupont", "Albert", "Isabelle")
DOMAINS = ("fr", "com", "org", "net", "info", "ca", "be", "ch", "eu", "gouv.fr")


def without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def ascii_word(word: str) -> str:
    return without_accents(word.replace("œ", "oe"))


def invented_mark(words: list[str], names: list[str], rnd: random.Random) -> str:
    """A handle, hashtag, link or e-mail address made of plain words and of names."""
    one, two, three = (ascii_word(word) for word in rnd.sample(words, 3))
    first, last = (ascii_word(name) for name in rnd.sample(names, 2))
    a, b, n = first.lower(), last.lower(), rnd.choice(["", "", rnd.randrange(1, 2030)])
    site = rnd.choice([one, a, f"{one}-{two}"]) + "." + rnd.choice(DOMAINS)
    host = rnd.choice(["", "www."]) + site
    kinds = [
        [f"@{one}{two}{n}", f"@{one}_{two}", f"@{a}{n}", f"@{first}{last}", f"@{a}_{b}"],
        [f"#{first}", f"#{one}{n}", f"#{first}{last}", f"#{first}{n}"],
        [f"https://{host}", f"https://{host}/{three}", f"http://{host}/{two}/{three}-{n or 1}", host, f"{host}/{b}"],
        [f"{three}@{site}", f"{a[0]}.{b}@{site}", f"{three}_{b}@{site}", f"{a}{n}@{site}"],
    ]
    return rnd.choice(rnd.choice(kinds))


def marked(pair: Pair, mark: str, rnd: random.Random) -> Pair:
    """`mark` before both sides, or before the final stop of both."""
    stops = [STOP.search(text) for text in pair]
    if not all(stops) or rnd.random() < 0.4:
        fr, en = (f"{mark} {text}" for text in pair)
    else:
        fr, en = (f"{text[: stop.start()]} {mark}{stop[0]}" for text, stop in zip(pair, stops, strict=True))
    return fr, en


def shared_names(pair: Pair) -> list[str]:
    """Capitalised words, not the first, that stand exactly once on both sides."""
    fr, en = pair
    english = set(NAME.findall(en))
    return [name for name in NAME.findall(fr) if name in english and fr.count(name) == en.count(name) == 1]


def crossed(name: str, names: list[str], rnd: random.Random) -> str:
    """The first half of one of `names` and the second half of another; a vowel first if `name` has one."""
    while True:
        head, tail = rnd.choice(names), rnd.choice(names)
        if len({ascii_word(word[0]).lower() in VOWELS for word in (name, head)}) == 1:
            return head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]


def noisy(pairs: list[Pair], rnd: random.Random) -> dict[str, list[Pair]]:
    """New pairs by kind, made from a sample of `pairs`."""

    def sample(share: float) -> list[Pair]:
        return rnd.sample(pairs, int(share * len(pairs)))

    stops = [(fr, en) for fr, en in sample(0.03) if fr.endswith(".") and en.endswith(".")]
    firsts, seconds = sample(0.05), sample(0.05)
    named = [(pair, rnd.choice(found)) for pair in sample(0.4) if (found := shared_names(pair))]
    names = sorted({*FIRST_NAMES, *(name for _, name in named)})  # each once: rare ones as often as Mr Clinton
    words = sorted({word for fr, _ in sample(0.05) for word in WORD.findall(fr)})
    exchanges = [(pair, name, crossed(name, names, rnd)) for pair, name in named[: int(0.03 * len(pairs))]]
    return {
        "no accents": [(without_accents(fr), en) for fr, en in sample(0.015)],
        "all caps": [(fr.upper(), en.upper()) for fr, en in sample(0.006)],
        "all caps without accents": [(without_accents(fr).upper(), en.upper()) for fr, en in sample(0.004)],
        "no final stop": [(fr[:-1], en[:-1]) for fr, en in stops],
        "two sentences": [
            (f"{a[0]} {b[0]}", f"{a[1]} {b[1]}") for a, b in zip(firsts, seconds, strict=True) if len(a[0] + b[0]) < 320
        ],
        # a first word after a quotation mark is a piece of its own, without the space before it, and rare
        "quoted": [(f"« {fr} »", f'"{en}"') for fr, en in sample(0.04) if not any(mark in fr + en for mark in '«»"“”')],
        "invented names": [(fr.replace(old, new), en.replace(old, new)) for (fr, en), old, new in exchanges],
        "handles and links": [marked(pair, invented_mark(words, names, rnd), rnd) for pair in sample(0.015)],
    }
