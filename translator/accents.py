"""Letters without their accents."""

import unicodedata
from typing import Literal


def without_accents(text: str, form: Literal["NFD", "NFKD"] = "NFD") -> str:
    """The text in Unicode normal form ``form`` without its combining marks; NFKD also takes ligatures (ﬁ) apart.

    >>> without_accents("Élysée, œuvre")
    'Elysee, œuvre'
    """
    return "".join(char for char in unicodedata.normalize(form, text) if not unicodedata.combining(char))
