"""One target fuzzed in this process, which it ends: ``python tests/fuzz/one.py TARGET SECONDS RUNS FOUND``.

Prints the target, how many inputs it was given, and how many places of the program broke.
"""

import hashlib
import importlib
import os
import pkgutil
import re
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

SLOW = 5.0  # CPU seconds for one input
LONGEST = 16_384  # bytes of one
_WORDS = re.compile(rb"<[^<>]{1,40}>|\"[\w-]{1,20}\":|\\\\[a-z]{1,12}|\b[\w-]{1,12}=\"[^\"]{0,20}\"")
ODD = [
    text.encode()
    for text in [
        "²",
        "٣",
        "½",
        "«",
        "»",
        "“",
        "’",
        "—",
        "…",
        "€",
        "%",
        "1er",
        "18h30",
        "<!--",
        "]]>",
        "&#0;",
        "99999999999",
        "-1",
        "1e999",
        "null",
    ]
]
ODD += [b"\xff", b"\xed\xa0\xbd", b"\\ud83d", b"\0"]
MEMORY = 4_000_000_000  # bytes of the process


class Watch:
    """Runs a target, counts, keeps what breaks it, and ends the process when ``seconds`` or ``runs`` are over."""

    def __init__(self, name: str, target: Callable[[bytes], None], seconds: float, runs: int, found: Path) -> None:
        self._name, self._target, self._most, self._found = name, target, runs, found / name
        self._runs = 0
        self._met: set[str] = set()
        self._end = time.monotonic() + seconds

    def __call__(self, data: bytes) -> None:
        began = time.process_time()
        try:
            self._target(data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(data, f"{place.filename}:{place.lineno}", traceback.format_exc())
        taken = time.process_time() - began
        if taken > SLOW:
            self._keep(data, "slow", f"took {taken:.1f} seconds")
        self._runs += 1
        if time.monotonic() > self._end or self._runs >= self._most:
            print(f"{self._name} {self._runs} {len(self._met)}", flush=True)
            os._exit(0)

    def _keep(self, data: bytes, place: str, said: str) -> None:
        """Keep the first input for each place in the program, with what was raised beside it."""
        if place in self._met:
            return
        self._met.add(place)
        self._found.mkdir(parents=True, exist_ok=True)
        path = self._found / hashlib.sha256(data).hexdigest()[:12]
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(said, "utf-8", "backslashreplace")
        print(f"{self._name}: {place}: {said.strip().splitlines()[-1][:200]} ({path})", file=sys.stderr, flush=True)


def main() -> None:
    """Fuzz the target that the command line names."""
    import atheris

    name, seconds, runs, found = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with atheris.instrument_imports(include=["translator"], enable_loader_override=False):
        import translator

        for module in pkgutil.walk_packages(translator.__path__, "translator."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from fuzz.seeds import seeds
    from fuzz.targets import TARGETS

    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(folder) / "corpus", Path(folder) / "words"
        corpus.mkdir()
        inputs = seeds(name)
        for number, seed in enumerate(inputs):
            (corpus / str(number)).write_bytes(seed)
        words.write_text(dictionary(inputs), "ascii")
        watch = Watch(name, TARGETS[name], float(seconds), int(runs), Path(found))
        flags = (f"-dict={words}", f"-max_len={LONGEST}", "-timeout=60", "-verbosity=0")
        atheris.Setup([sys.argv[0], str(corpus), *flags], watch)
        atheris.Fuzz()


def dictionary(texts: Iterable[bytes]) -> str:
    """What mutation may put in besides bytes, as libFuzzer reads it: the tags and keys of the texts, and odd signs."""
    found = {match[0] for text in texts for match in _WORDS.finditer(text)}
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in sorted({*found, *ODD}))


if __name__ == "__main__":
    main()
