"""SentencePiece's normalisation rules: NFKC for the scripts that news copy uses, plus French and English typography.

Quotes, apostrophes and dashes become ASCII; French spaces before ; : ! ? % and inside « » vanish; invisible characters
go.
    python normalization.py > normalization.tsv        # tokenizer.py does this by itself
"""

import unicodedata

COMPATIBLE = (range(0xA0, 0x3400), range(0xF900, 0xFB07), range(0xFE30, 0xFFF0))
CONTROLS = (range(1, 0x20), range(0x7F, 0xA0))
SPACES = "\u00a0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000\u1680"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2060\u202a\u202b\u202c\u202d\u202e\ufe0f"
ASCII = {
    "'": "\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032`",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    "...": "\u2026",
}


def rules():
    """{source: target}."""
    found = {}
    for block in COMPATIBLE:
        for code in block:
            char = chr(code)
            if (composed := unicodedata.normalize("NFKC", char)) != char:
                found[char] = composed
            decomposed = unicodedata.normalize("NFD", char)
            if len(decomposed) > 1 and code < 0x1F00 and unicodedata.normalize("NFC", decomposed) == char:
                found[decomposed] = char
    for block in CONTROLS:
        found |= {chr(code): " " if code in (9, 10, 13, 0x85) else "" for code in block}
    found |= dict.fromkeys(SPACES, " ") | dict.fromkeys(INVISIBLE, "")
    for plain, fancy in ASCII.items():
        found |= dict.fromkeys(fancy, plain)
    for space in " \u00a0\u202f":
        found |= {quote + space: '"' for quote in "\u00ab\u2039\u201c"}
        found |= {space + quote: '"' for quote in "\u00bb\u203a"}
        found |= {space + mark: mark for mark in "?!;:%"}
    return found


def table():
    """The rules as SentencePiece reads them: code points in hexadecimal, source and target separated by a tab."""

    def codes(text):
        return " ".join(f"{ord(char):X}" for char in text)

    return "".join(f"{codes(source)}\t{codes(target)}\n" for source, target in sorted(rules().items()))


if __name__ == "__main__":
    print(table(), end="")
