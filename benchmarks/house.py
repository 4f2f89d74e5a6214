"""The house in figures: how many modules one sentence enters, and how large the program is.

    python benchmarks/house.py [ARTICLE] [--sentence N] [--engine echo|argos]

The sentence is read, translated and exported as an article of its own, with engine and glossary loaded before. A module
is entered when one of its functions is called; what runs because a module is being imported does not count.
"""

import argparse
import ast
import datetime
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import translator
from translator import exporters, pipeline, readers
from translator.session import Session
from translator.settings import Settings

HOUSE = Path(translator.__file__).parent
EXAMPLE = HOUSE.parent / "examples" / "guerre.fr.txt"
SENTENCE = 5  # of the example: one with a name of the glossary that the engine is asked for again
LEAVES = {"accents", "document", "errors", "languages"}  # rooms that all others read: going there is no detour
LONGEST = 40  # lines of a function


def visits(work: Callable[[], object]) -> list[str]:
    """The modules that ``work()`` enters, call by call, as paths inside the house: ``checks/names.py``."""
    entered: list[str] = []
    importing = 0
    prefix = f"{HOUSE}/"

    def see(frame: FrameType, event: str, _: object) -> None:
        nonlocal importing
        code = frame.f_code
        if code.co_name == "<module>":
            importing += {"call": 1, "return": -1}.get(event, 0)
        elif event == "call" and not importing and code.co_filename.startswith(prefix):
            entered.append(code.co_filename.removeprefix(prefix))

    threading.setprofile(see)
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return entered


def room(module: str) -> str:
    return module.partition("/")[0].removesuffix(".py")


def returns(places: Sequence[str]) -> int:
    """How often the way through ``places`` comes back to one that it had left.

    >>> returns(["read", "ask", "ask", "read", "write", "ask"])
    2
    """
    stops = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
    return len(stops) - len(set(stops))


def one_sentence(article: Path, number: int, engine: str) -> tuple[str, list[str]]:
    """Sentence ``number`` (from 1) of the article, and the modules that it enters on its way into a DOCX."""
    (read,) = readers.read_file(article)
    sentences = [s.source for p in pipeline.split(read).paragraphs for s in p.segments]
    session = Session(Settings(engine=engine, threads=1))
    _ = session.engine, session.glossary
    options = exporters.Options(layout="side-by-side", paper="a4", date=datetime.date(2026, 1, 1))
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "sentence.txt"
        alone.write_text(sentences[number - 1] + "\n", encoding="utf-8")

        def through() -> None:
            (one,) = session.translate(readers.read_file(alone))
            exporters.export(one, "docx", options)

        return sentences[number - 1], visits(through)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a module with its lines, from ``def`` to its last."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", type=Path, nargs="?", default=EXAMPLE)
    parser.add_argument("--sentence", type=int, default=SENTENCE)
    parser.add_argument("--engine", choices=("argos", "echo"), default="argos")
    asked = parser.parse_args()
    sentence, entered = one_sentence(asked.article, asked.sentence, asked.engine)
    modules = sorted(HOUSE.rglob("*.py"))
    print(f"“{sentence}”\n")
    print(f"modules entered: {len(set(entered))} of {len(modules)}")
    for name, count in Counter(room(module) for module in set(entered)).most_common():
        print(f"  {count:3} {name}")
    rooms = [name for module in entered if (name := room(module)) not in LEAVES]
    print(f"comes back to a room it had left: {returns(rooms)} times ({', '.join(sorted(LEAVES))} not counted)")
    print(f"comes back to a module it had left: {returns(entered)} times\n")
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules)
    print(f"Python lines: {lines:,}")
    long = [(path, *one) for path in modules for one in functions(path) if one[1] > LONGEST]
    print(f"functions over {LONGEST} lines: {len(long)}")
    for path, name, length in sorted(long, key=lambda one: -one[2]):
        print(f"  {length:3} {path.relative_to(HOUSE)}: {name}")


if __name__ == "__main__":
    main()
