"""Words of a French or English text, as the dictionary counts them: letters with inner hyphens, numbers, single marks.

French elisions (l', d', qu' …) are words of their own, and so is the English 's.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:[-·][^\W\d_]+)*['’]?|\d+(?:[.,]\d+)*|[^\w\s]|_")
ALPHABETIC = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LONGEST_ELISION = 8  # quelqu', puisqu', lorsqu'
PLAIN = str.maketrans("’‘“”«»–—\u00a0\u202f", '\'\'""""--  ')


def spans(text, french):
    """(text with plain marks, of the same length; [(from, to)] of its words)."""
    text, found = text.translate(PLAIN), []
    for match in WORD.finditer(text):
        start, end = match.span()
        elided = french and end - start <= LONGEST_ELISION and text[end : end + 1].isalpha()
        if text[end - 1] != "'" or end - start == 1 or elided:
            found.append((start, end))
        else:
            found += [(start, end - 1), (end - 1, end)]
    return text, found


def words(text, french):
    """Its words in lower case."""
    text, found = spans(text, french)
    return [text[start:end].lower() for start, end in found]
