"""What is known of a language: its tables, and the few words of code that read them. Imports nothing of ours.

A language is one file of tables (``french.txt``). Another source language would be another file.
"""

from functools import cache, cached_property
from pathlib import Path

__all__ = ["ENGLISH", "FRENCH", "Language"]


class Language:
    """The tables of one language, read from ``<name>.txt`` when the first of them is asked for.

    In the file, ``[name]`` opens a table; lines that begin with # and empty lines are for people.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _tables(self) -> dict[str, list[str]]:
        tables: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in Path(__file__).with_name(f"{self.name}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                lines = tables[line.strip("[]")] = []
            elif line and not line.startswith("#"):
                lines.append(line)
        return tables

    def listed(self, table: str) -> tuple[str, ...]:
        """The words of a table, in its order.

        >>> FRENCH.listed("weekdays")[:2]
        ('lundi', 'mardi')
        """
        return tuple(" ".join(self._tables[table]).split())

    def words(self, table: str) -> frozenset[str]:
        """The words of a table.

        >>> "jusqu" in FRENCH.words("elided")
        True
        """
        return frozenset(self.listed(table))

    def rows(self, table: str) -> dict[str, str]:
        """A table of lines ``key = value``.

        >>> FRENCH.rows("languages")["arabe"]
        'Arabic'
        """
        pairs = (line.partition(" = ") for line in self._tables[table])
        return {key.strip(): value.strip() for key, _, value in pairs}

    def numbers(self, table: str) -> dict[str, int]:
        """A table of words and what they count: ``onze=11``.

        >>> FRENCH.numbers("numbers")["onze"]
        11
        """
        return {word: int(number) for word, _, number in (item.partition("=") for item in self.listed(table))}

    @cached_property
    def months(self) -> tuple[tuple[str, ...], ...]:
        """How each month is written, in full first, then shortened, without a full stop.

        >>> FRENCH.months[6], ENGLISH.months[8]
        (('juillet', 'juil', 'juill'), ('September', 'Sept', 'Sep'))
        """
        return tuple(tuple(names.split("|")) for names in self.listed("months"))

    @cache  # noqa: B019  # there is one object a language
    def month(self, word: str) -> int:
        """The number of the month (1 to 12) that ``word`` names, in full or shortened; 0 for other words.

        >>> FRENCH.month("Août"), FRENCH.month("fevr."), FRENCH.month("lundi")
        (8, 2, 0)
        """
        plain = word.lower().removesuffix(".")
        return next((n for n, names in enumerate(self.months, 1) if plain in map(str.lower, names)), 0)


FRENCH = Language("french")
ENGLISH = Language("english")
