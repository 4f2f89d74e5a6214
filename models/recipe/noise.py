"""Small shares of what newsroom copy looks like: no accents, ALL CAPS, no final stop, two sentences in one input."""

import random
import unicodedata


def without_accents(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def noisy(pairs: list[tuple[str, str]], rnd: random.Random) -> dict[str, list[tuple[str, str]]]:
    """New pairs by kind, made from a sample of `pairs`."""

    def sample(share: float) -> list[tuple[str, str]]:
        return rnd.sample(pairs, int(share * len(pairs)))

    stops = [(fr, en) for fr, en in sample(0.03) if fr.endswith(".") and en.endswith(".")]
    firsts, seconds = sample(0.03), sample(0.03)
    return {
        "no accents": [(without_accents(fr), en) for fr, en in sample(0.015)],
        "all caps": [(fr.upper(), en.upper()) for fr, en in sample(0.006)],
        "all caps without accents": [(without_accents(fr).upper(), en.upper()) for fr, en in sample(0.004)],
        "no final stop": [(fr[:-1], en[:-1]) for fr, en in stops],
        "two sentences": [
            (f"{a[0]} {b[0]}", f"{a[1]} {b[1]}") for a, b in zip(firsts, seconds, strict=True) if len(a[0] + b[0]) < 320
        ],
    }
