"""How fast is a batch, against what; does its memory stay flat; does a whole day come out right?

    python benchmarks/batch.py FOLDER [speed] [memory] [day] [--stories N]

FOLDER is for the generated stories (tests/day.py) and the results.

``speed``   in one run, on the same stories (100): ``translator batch``; a shell loop that starts ``translator
            translate`` for each file; argostranslate called article by article in one warm process, on the same
            package, with our beam; the bare engine, given every sentence in one request. ``--brief`` leaves out what
            is slow.
``memory``  1,000 short stories and 10,000, with the embedded model or, ``--engine echo``, without one.
``day``     1,400 short stories in every format and 2 % broken files, one of each kind, with the embedded model; every
            result is compared with what was written, every reason with what was broken.
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
from resident import resident  # noqa: E402

from translator import packages, segmenter  # noqa: E402
from translator.engines import Engine, best_texts, load  # noqa: E402
from translator.engines.argos import PRESETS  # noqa: E402

SEPARATOR = "\u2028"  # between sentences, for argostranslate
LOOP = 5  # files of the shell loop; each takes seconds


def speed(folder: Path, stories: int, is_brief: bool) -> None:
    day.make(folder / "day", stories=stories, broken=0.0)
    copies = [day.copy(number) for number in range(stories)]
    words = sum(map(count, copies))
    articles = [[s for p in (c.headline, *c.paragraphs) for s, _ in segmenter.split(p)] for c in copies]
    engine = load("argos")
    engine.translate(["Bonjour à tous."])
    rows = {
        "bare engine, all sentences in one request": timed(words, lambda: every(engine, articles)),
        "bare engine, story by story": timed(words, lambda: story_by_story(engine, articles)),
        "translator batch --to docx": timed(words, lambda: batch(folder / "day", folder / "docx", "--to", "docx")),
        "translator batch --to json": timed(words, lambda: batch(folder / "day", folder / "json", "--to", "json")),
    }
    if not is_brief:
        some, few = copies[: max(1, stories // 4)], copies[:LOOP]
        rows["argostranslate, article by article"] = timed(sum(map(count, some)), argos(some))
        rows["shell loop of translator translate"] = timed(sum(map(count, few)), lambda: loop(folder, few))
    ours = rows["translator batch --to docx"]
    print(f"{stories} stories, {words:,} words, {sum(map(len, articles)):,} sentences, {os.cpu_count()} cores\n")
    print("| | words/s | batch is | words per processor second | batch is |\n| --- | ---: | ---: | ---: | ---: |")
    for name, (rate, frugality) in rows.items():
        print(f"| {name} | {rate:.0f} | {ours[0] / rate:.2f} × | {frugality:.0f} | {ours[1] / frugality:.2f} × |")


def count(copy: day.Copy) -> int:
    return len(" ".join((copy.headline, *copy.paragraphs)).split())


def timed(words: int, work: Callable[[], object]) -> tuple[float, float]:
    """Words a second, and a second of a processor, in this process or in those that it starts."""
    began, before = time.perf_counter(), sum(os.times()[:4])
    work()
    return words / (time.perf_counter() - began), words / (sum(os.times()[:4]) - before)


def every(engine: Engine, articles: list[list[str]]) -> list[str]:
    return best_texts(engine.translate([sentence for article in articles for sentence in article]))


def story_by_story(engine: Engine, articles: list[list[str]]) -> list[list[str]]:
    return [best_texts(engine.translate(article)) for article in articles]


def batch(source: Path, out: Path, *options: str) -> None:
    """Raises RuntimeError where anything failed: a failure is fast."""
    command = [sys.executable, "-m", "translator", "batch", str(source), str(out), "-q", *options]
    if subprocess.run(command, check=False).returncode:
        raise RuntimeError(f"see {out}/report.html")


def argos(copies: list[day.Copy]) -> Callable[[], object]:
    """What translates the copies, all loaded. Its splitter would be downloaded: it is given the sentences. Its beam is
    4 at least: ours takes its place."""
    from argostranslate import package, translate

    languages = translate.Language("fr", "French"), translate.Language("en", "English")
    route = translate.PackageTranslation(*languages, package.Package(packages.find().path))
    route.sentencizer = type("Given", (), {"split_sentences": lambda self, text: text.split(SEPARATOR)})()
    route.hypotheses("Bonjour à tous.", 1)
    route.translator = Narrow(route.translator)
    texts = [
        "\n".join(SEPARATOR.join(s for s, _ in segmenter.split(p)) for p in (c.headline, *c.paragraphs)) for c in copies
    ]
    cached = translate.CachedTranslation(route)
    return lambda: [cached.hypotheses(text, 1) for text in texts]


class Narrow:
    """A CTranslate2 translator with our beam, whatever is asked for."""

    def __init__(self, translator: Any) -> None:
        self._translator = translator

    def translate_batch(self, *arguments: Any, **options: Any) -> Any:
        return self._translator.translate_batch(*arguments, **{**options, "beam_size": PRESETS["standard"].beam_size})


def loop(folder: Path, copies: list[day.Copy]) -> None:
    (folder / "loop").mkdir(exist_ok=True)
    for number, copy in enumerate(copies):
        path = folder / "loop" / f"{number}.txt"
        path.write_text("\n\n".join((copy.headline, *copy.paragraphs)), "utf-8")
        subprocess.run([sys.executable, "-m", "translator", "translate", str(path), "-q", "--force"], check=True)


def memory(folder: Path, many: int, engine: str) -> None:
    print("| stories | seconds | words | peak of the worker | peak of the command | peak of both together |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for stories in (1000, many):
        source, out = folder / f"short{stories}", folder / f"memory{stories}-{engine}"
        if not source.exists():
            day.make(source, stories=stories, length=day.SHORT)
        command = ["batch", str(source), str(out), "--engine", engine, "--to", "md", "-q"]
        process = subprocess.Popen([sys.executable, "-m", "translator", *command])
        worker = command_itself = together = 0
        while process.poll() is None:
            kept, workers = resident(process.pid), [resident(child) for child in children(process.pid)]
            command_itself, worker = max(command_itself, kept[1]), max([worker, *(peak for _, peak in workers)])
            together = max(together, kept[0] + sum(now for now, _ in workers))
            time.sleep(0.05)
        said = json.loads((out / "report.json").read_text("utf-8"))
        peaks = " | ".join(f"{peak / 1024:.0f} MB" for peak in (worker, command_itself, together))
        count = said["summary"]
        print(f"| {count['stories']:,} | {said['seconds']:.0f} | {count['words']:,} | {peaks} |", flush=True)


def children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def whole_day(folder: Path, stories: int) -> None:
    source, out = folder / "whole", folder / "whole-english"
    made = day.make(source, stories=stories, length=day.SHORT)
    command = ["batch", str(source), str(out), "--to", "json", "-q"]
    code = subprocess.run([sys.executable, "-m", "translator", *command], check=False).returncode
    wrong = list(day.faults(made, out))
    said = json.loads((out / "report.json").read_text("utf-8"))
    formats = len({format for format, _ in made.good.values()})
    print(
        f"{len(made.good):,} good stories in {formats} formats, {len(made.bad)} broken files of {len(day.BROKEN)} kinds"
    )
    print(f"exit code {code}; {said['summary']}")
    print(f"{len(wrong)} faults", *wrong[:20], sep="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("parts", nargs="*", metavar="PART", help="speed, memory, day; without any: all three")
    parser.add_argument("--stories", type=int, help="instead of the 100, 10,000 and 1,400 above")
    parser.add_argument("--brief", action="store_true", help="speed without argostranslate and the shell loop")
    parser.add_argument(
        "--engine", default="argos", help="of the memory part: argos, or echo for readers, exporters and state alone"
    )
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    parts = given.parts or ["speed", "memory", "day"]
    if "speed" in parts:
        speed(given.folder, given.stories or 100, given.brief)
    if "memory" in parts:
        memory(given.folder, given.stories or 10_000, given.engine)
    if "day" in parts:
        whole_day(given.folder, given.stories or 1400)
