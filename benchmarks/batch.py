"""How fast is a batch, against what, and does its memory stay flat?

    python benchmarks/batch.py FOLDER [speed] [memory] [--stories 100] [--many 10000]

FOLDER is for the generated day and the results. ``speed`` compares, in one run, on the same stories (tests/day.py):
``translator batch``; a shell loop that starts ``translator translate`` for each file; argostranslate called article by
article in one warm process, on the same package, with our beam; the bare engine, given every sentence in one request.
``memory`` runs 1,000 stories and ``--many``, with the echo engine: the same readers, pipeline, exporters and state.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import day  # noqa: E402

from translator import packages, segmenter  # noqa: E402
from translator.engines import Engine, load  # noqa: E402
from translator.engines.argos import PRESETS  # noqa: E402

SEPARATOR = "\u2028"  # between sentences, for argostranslate
LOOP = 5  # files of the shell loop; each takes seconds


def speed(folder: Path, stories: int) -> None:
    day.make(folder / "day", stories=stories, broken=0.0)
    copies = [day.copy(number) for number in range(stories)]
    words = sum(len(" ".join((c.headline, *c.paragraphs)).split()) for c in copies)
    articles = [[s for p in (c.headline, *c.paragraphs) for s, _ in segmenter.split(p)] for c in copies]
    engine = load("argos")
    engine.translate(["Bonjour à tous."])
    rates = {
        "bare engine, all sentences in one request": words / timed(lambda: every(engine, articles)),
        "bare engine, story by story": words / timed(lambda: story_by_story(engine, articles)),
        "translator batch --to docx": words / timed(lambda: batch(folder / "day", folder / "docx", "--to", "docx")),
        "translator batch --to json": words / timed(lambda: batch(folder / "day", folder / "json", "--to", "json")),
        "argostranslate, article by article": argos(copies[: max(1, stories // 4)]),
        "shell loop of translator translate": loop(folder, copies[:LOOP]),
    }
    ours = rates["translator batch --to docx"]
    print(f"{stories} stories, {words:,} words, {sum(map(len, articles)):,} sentences, {os.cpu_count()} cores\n")
    print("| | words/s | batch is |\n| --- | ---: | ---: |")
    for name, rate in rates.items():
        print(f"| {name} | {rate:.0f} | {ours / rate:.2f} × |")


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def every(engine: Engine, articles: list[list[str]]) -> list[str]:
    return engine.translate([sentence for article in articles for sentence in article])


def story_by_story(engine: Engine, articles: list[list[str]]) -> list[list[str]]:
    return [engine.translate(article) for article in articles]


def batch(source: Path, out: Path, *options: str) -> None:
    """Raises RuntimeError where anything failed: a failure is fast."""
    command = [sys.executable, "-m", "translator", "batch", str(source), str(out), "-q", *options]
    if subprocess.run(command, check=False).returncode:
        raise RuntimeError(f"see {out}/report.html")


def argos(copies: list[day.Copy]) -> float:
    """Words a second; the package is loaded before. Its splitter would be downloaded: it is given the sentences. Its
    beam is 4 at least: ours takes its place."""
    from argostranslate import package, translate

    languages = translate.Language("fr", "French"), translate.Language("en", "English")
    route = translate.PackageTranslation(*languages, package.Package(packages.find().path))
    route.sentencizer = type("Given", (), {"split_sentences": lambda self, text: text.split(SEPARATOR)})()
    route.hypotheses("Bonjour à tous.", 1)
    route.translator = Narrow(route.translator)
    texts = [
        "\n".join(SEPARATOR.join(s for s, _ in segmenter.split(p)) for p in (c.headline, *c.paragraphs)) for c in copies
    ]
    words = sum(len(text.split()) for text in texts)
    cached = translate.CachedTranslation(route)
    return words / timed(lambda: [cached.hypotheses(text, 1) for text in texts])


class Narrow:
    """A CTranslate2 translator with our beam, whatever is asked for."""

    def __init__(self, translator: Any) -> None:
        self._translator = translator

    def translate_batch(self, *arguments: Any, **options: Any) -> Any:
        return self._translator.translate_batch(*arguments, **{**options, "beam_size": PRESETS["standard"].beam_size})


def loop(folder: Path, copies: list[day.Copy]) -> float:
    (folder / "loop").mkdir(exist_ok=True)
    words = 0
    began = time.perf_counter()
    for number, copy in enumerate(copies):
        path = folder / "loop" / f"{number}.txt"
        text = "\n\n".join((copy.headline, *copy.paragraphs))
        words += len(text.split())
        path.write_text(text, "utf-8")
        subprocess.run([sys.executable, "-m", "translator", "translate", str(path), "-q", "--force"], check=True)
    return words / (time.perf_counter() - began)


def memory(folder: Path, many: int) -> None:
    print(
        "| stories | seconds | words | peak of the worker | peak of the command |\n| ---: | ---: | ---: | ---: | ---: |"
    )
    for stories in (1000, many):
        source, out = folder / f"day{stories}", folder / f"out{stories}"
        if not source.exists():
            day.make(source, stories=stories, broken=0.02)
        command = ["batch", str(source), str(out), "--engine", "echo", "--to", "md", "-q"]
        process = subprocess.Popen([sys.executable, "-m", "translator", *command])
        peaks: dict[str, int] = {"worker": 0, "batch": 0}
        while process.poll() is None:
            peaks["batch"] = max(peaks["batch"], peak(process.pid))
            for child in children(process.pid):
                peaks["worker"] = max(peaks["worker"], peak(child))
            time.sleep(0.2)
        said = json.loads((out / "report.json").read_text("utf-8"))
        count = said["summary"]
        print(
            f"| {count['stories']:,} | {said['seconds']:.0f} | {count['words']:,} | {peaks['worker'] / 1024:.0f} MB "
            f"| {peaks['batch'] / 1024:.0f} MB |"
        )


def children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def peak(pid: int) -> int:
    """The largest resident set of a process so far, in kB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--many", type=int, default=10_000)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if not given.parts or "speed" in given.parts:
        speed(given.folder, given.stories)
    if not given.parts or "memory" in given.parts:
        memory(given.folder, given.many)
