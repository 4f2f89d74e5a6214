"""Case files: examples that a linguist can read and extend, kept beside the tests in ``fixtures/*.txt``.

The format is markdown-it's: title, then input and expected text between lines that hold a single dot::

    # a line that begins with "#" between cases is a comment
    Title of the case
    .
    input, one or more lines
    .
    expected, one or more lines (none at all is the empty text)
    .

Empty lines between cases are skipped. Input and expected are taken as written, without the last line break.
``\\u00a0``-style escapes are not read: type the character, or name it in the test. A dot alone cannot be a line
of text. A file that breaks the format fails with its name and the line.

Use it as ``@pytest.mark.parametrize("case", read_cases("typography.txt"), ids=str)``.
"""

from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """One example; ``str(case)`` is its title, so that pytest shows it."""

    title: str
    input: str
    expected: str

    def __str__(self) -> str:
        return self.title


def read_cases(path: str | Path) -> list[Case]:
    """The cases of a file, in order; a relative path is one inside ``tests/fixtures``.

    Raises ValueError, naming file and line, for a file that is not in the format, has no case or repeats a title.
    """
    file = FIXTURES / path
    lines = file.read_text(encoding="utf-8").split("\n")
    cases: list[Case] = []
    number = 0
    while number < len(lines):
        title = lines[number].strip()
        if not title or title.startswith("#"):
            number += 1
            continue
        if lines[number + 1 : number + 2] != ["."]:
            raise ValueError(f'{file.name}:{number + 2}: a line "." must follow the title {title!r}')
        try:
            middle = lines.index(".", number + 2)
            end = lines.index(".", middle + 1)
        except ValueError:
            raise ValueError(f'{file.name}:{number + 1}: the case {title!r} needs three lines "."') from None
        if any(case.title == title for case in cases):
            raise ValueError(f"{file.name}:{number + 1}: two cases are called {title!r}")
        cases.append(Case(title, "\n".join(lines[number + 2 : middle]), "\n".join(lines[middle + 1 : end])))
        number = end + 1
    if not cases:
        raise ValueError(f"{file.name}: no case in it")
    return cases
