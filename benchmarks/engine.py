"""How fast is the engine, against what, and where does the time go?

    python benchmarks/engine.py [--sentences 2000] [speed] [machine] [presets] [long] [growth] [interop] [cold]

Without the name of a part, all of them: about an hour on two idle cores (speed 30, interop 13, growth 6, presets 5,
machine 2, long 1, cold 1). Fewer ``--sentences`` make speed, interop and growth shorter.

Sentences and references come from ../shared/eval beside the repository: newstest2012, then newstest2011. Every system
runs in a process of its own, which stays warm; the systems take turns, so that what else the machine does hits all
alike: believe the ratios. Each part rewrites its own block of benchmarks/README.md; ``growth`` also draws
engine-growth.svg.
"""

import argparse
import difflib
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import ctranslate2
from engine_systems import MACHINE, SYSTEMS, workers

from translator import checks, packages
from translator.batch.executors.local import LEAN
from translator.engines import argos, best_texts
from translator.engines.argos import ArgosEngine
from translator.engines.model import Search

ROOT = Path(__file__).parent.parent
EVAL = ROOT.parent / "shared" / "eval"
README = Path(__file__).with_name("README.md")
PLAIN = str.maketrans("’‘“”", "''\"\"")
ROUNDS = 5
SENTENCES = 2000


def sentences(limit: int) -> tuple[list[str], list[str]]:
    pairs = []
    for name in ("newstest2012", "newstest2011"):
        french, english = ((EVAL / f"{name}.{lang}").read_text("utf-8").split("\n") for lang in ("fr", "en"))
        pairs += [(f, e) for f, e in zip(french, english, strict=True) if f.strip()]
    step = max(1, len(pairs) // limit)
    chosen = pairs[::step][:limit]
    return [f for f, _ in chosen], [e for _, e in chosen]


def words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)


def scores(english: list[str], references: list[str]) -> tuple[float, float]:
    import sacrebleu

    said, meant = ([line.translate(PLAIN) for line in lines] for lines in (english, references))
    return sacrebleu.corpus_bleu(said, [meant]).score, sacrebleu.corpus_chrf(said, [meant]).score


def speed() -> str:
    """SENTENCES in ROUNDS rounds, the systems taking turns; then the same as articles of 20.

    Hundreds of sentences in a request are what the batch command sends: there, ours are processes as it starts them.
    """
    french, references = sentences(SENTENCES)
    share = len(french) // ROUNDS
    base = "argostranslate (beam 4)"
    lines = []
    for title, names, size in (
        ("sentences", [name for name in SYSTEMS if not re.search("1 thread|never cut|^batch", name)], share),
        ("articles", [base, "ours, its beam 4", "ours, fast, no hints", "ours, fast", "ours, standard"], 20),
    ):
        rates: dict[str, list[float]] = {name: [] for name in names}
        peaks: dict[str, float] = {}
        said: dict[str, list[str]] = {name: [] for name in names}
        with workers(names, LEAN if title == "sentences" else {}) as running:
            for turn in range(ROUNDS):
                part = french[turn * share : (turn + 1) * share]
                articles = [part[i : i + size] for i in range(0, len(part), size)]
                for name in names if turn % 2 else names[::-1]:
                    answer = running[name].ask(articles)
                    rates[name].append(words(part) / answer["seconds"])
                    peaks[name] = answer["peak"]
                    said[name] += [line for article in answer["english"] for line in article]
        lines += ["", f"{len(french):,} sentences as {title}: {ROUNDS} rounds of {share}, medians.", ""]
        lines += ["| system | words/s | × argostranslate | peak MB | BLEU | chrF |", "|---|--:|--:|--:|--:|--:|"]
        for name in names:
            ratio = statistics.median(a / b for a, b in zip(rates[name], rates[base], strict=True))
            quality = " – | – |"
            if len(said[name]) == len(references):
                bleu, chrf = scores(said[name], references)
                quality = f" {bleu:.1f} | {chrf:.1f} |"
            lines.append(
                f"| {name} | {statistics.median(rates[name]):,.0f} | {ratio:.1f} | {peaks[name]:.0f} |{quality}"
            )
    return "\n".join(lines[1:])


def presets() -> str:
    """Beam × length penalty on every seventh sentence of newstest2012, one thread, by CPU time."""
    french, references = (lines[:3003][::7] for lines in sentences(6000))
    engine = ArgosEngine(packages.find(), quality="fast", threads=1, device="cpu")
    engine.translate(french[:5])
    rows = ["| beam | length penalty | words per CPU second | BLEU | chrF |", "|--:|--:|--:|--:|--:|"]
    for beam in (1, 2, 3, 4, 5, 6):
        for penalty in (1.0,) if beam == 1 else (0.2, 1.0, 1.4, 2.0):
            engine._search = Search(beam, penalty)
            start = time.process_time()
            english = best_texts(engine.translate(french))
            seconds = time.process_time() - start
            bleu, chrf = scores(english, references)
            rows.append(f"| {beam} | {penalty} | {words(french) / seconds:,.0f} | {bleu:.2f} | {chrf:.2f} |")
    return "\n".join(rows)


def machine() -> str:
    """Batch size × threads × arithmetic, bare CTranslate2 at beam 2, in turns: what batches.py and model.py choose."""
    french, _ = sentences(120)
    supported = ctranslate2.get_supported_compute_types("cpu")
    tried = [setting for setting in MACHINE if setting[3] in supported]
    names = [f"batch {batch}, {inter} × {intra} threads, {kind}" for batch, inter, intra, kind in tried]
    rates: dict[str, list[float]] = {name: [] for name in names}
    with workers(names) as running:
        for turn in range(3):
            for name in names if turn % 2 else names[::-1]:
                rates[name].append(words(french) / running[name].ask([french])["seconds"])
    rows = ["| padded tokens a batch | workers × threads in each | arithmetic | words/s |", "|--:|---|---|--:|"]
    for (batch, inter, intra, kind), name in zip(tried, names, strict=True):
        rows.append(f"| {batch} | {inter} × {intra} | {kind} | {statistics.median(rates[name]):,.0f} |")
    missing = sorted({setting[3] for setting in MACHINE} - supported)
    return "\n".join(
        [*rows, "", f"Not to be had on this processor in CTranslate2 {ctranslate2.__version__}: {', '.join(missing)}."]
    )


def long() -> str:
    """Sentences by their length, cut into pieces of at most so many tokens: chrF, newstest2012, standard quality."""
    french, references = sentences(6000)
    french, references = french[:3003], references[:3003]
    engine = ArgosEngine(packages.find(), quality="standard", threads=None, device="cpu")
    lengths = [len(engine._tokenizer.encode(line)) for line in french]
    sizes = (48, 64, 80, 96, 128)
    rows = ["| tokens of the sentence | sentences | " + " | ".join(f"cut at {size}" for size in sizes) + " |"]
    rows.append("|---|--:|" + "--:|" * len(sizes))
    usual = argos.LONGEST
    for low, high in ((48, 64), (64, 80), (80, 300)):
        chosen = [i for i, length in enumerate(lengths) if low < length <= high][:90]
        cells = []
        for size in sizes:
            argos.LONGEST = size
            english = best_texts(engine.translate([french[i] for i in chosen]))
            cells.append(f"{scores(english, [references[i] for i in chosen])[1]:.1f}")
        rows.append(f"| {low + 1}–{high} | {len(chosen)} | " + " | ".join(cells) + " |")
    argos.LONGEST = usual
    return "\n".join(rows)


def growth() -> str:
    """Seconds for 10, 100, 1,000 and 10,000 sentences, one thread and all; repeated ones get a number."""
    french, _ = sentences(6000)
    names = ["ours, fast, 1 thread", "ours, fast", "ours, standard"]
    counts = (10, 100, 1000, 10_000) if SENTENCES >= 2000 else (10, 100, 1000)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    with workers(names) as running:
        for count in counts:
            lines = [french[i % len(french)] + f" {i // len(french)}" * (i >= len(french)) for i in range(count)]
            for name in names:
                runs = 3 if count <= 100 else 1
                seconds[name].append(statistics.median(running[name].ask([lines])["seconds"] for _ in range(runs)))
    README.with_name("engine-growth.svg").write_text(plot(counts, seconds), "utf-8")
    rows = ["| sentences | " + " | ".join(names) + " |", "|--:|" + "--:|" * len(names)]
    for i, count in enumerate(counts):
        rows.append(f"| {count:,} | " + " | ".join(f"{seconds[name][i]:.2f} s" for name in names) + " |")
    return "\n".join([*rows, "", "![seconds by number of sentences](engine-growth.svg)"])


def interop() -> str:
    """newstest2012, sentence by sentence through argostranslate, all at once through ours: what differs, and why?

    Long sentences are not cut here, as in argostranslate. Each sentence that differs is asked for again, alone.
    """
    french = sentences(6000)[0][:3003]
    french = french[:: max(1, len(french) // SENTENCES)] if SENTENCES < 2000 else french
    names = ["argostranslate (beam 4)", "ours, its beam 4, never cut"]
    with workers(names) as running:
        theirs, mine = (running[name].ask([french])["english"][0] for name in names)
        rows = [row for row in enumerate(zip(french, theirs, mine, strict=True), 1) if row[1][1] != row[1][2]]
        alone = [running[names[1]].ask([[source]])["english"][0][0] for _, (source, _, _) in rows]
    why: dict[str, list[str]] = {reason: [] for reason in DIFFERENCES}
    for (number, (source, their, our)), single in zip(rows, alone, strict=True):
        why[_reason(source, their, our, single)].append(f"{number} ({_difference(their, our)})")
    share = 100 * (1 - len(rows) / len(french))
    lines = [f"{len(french):,} sentences: {share:.2f} % are equal, {len(rows)} differ.", ""]
    lines += ["| why | sentences | line (first words that differ: argostranslate's / ours) |", "|---|--:|---|"]
    lines += [f"| {reason} | {len(found)} | {'; '.join(found)} |" for reason, found in why.items()]
    return "\n".join(lines)


UNDERSCORE = "a `_` that argostranslate makes a space"
FOREIGN = "a foreign word that the model garbles, kept by us"
COMPANY = "the company in the batch: translated alone, ours is equal"
LOOP = "a loop that argostranslate lets run to the end, asked for again by us"
DIFFERENCES = (UNDERSCORE, FOREIGN, LOOP, COMPANY, "other")


def _reason(source: str, their: str, our: str, alone: str) -> str:
    if their == our.replace("_", " "):
        return UNDERSCORE
    if not argos.sayable(source) or not argos.sound(source, their):
        return FOREIGN
    if checks.needs_retry(source, their):
        return LOOP
    return COMPANY if alone == their else "other"


def _difference(their: str, our: str) -> str:
    """The first words that differ, a few at most: whole sentences of the evaluation sets are not for this page."""
    a, b = their.split(), our.split()
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    _, start, end, begin, stop = next(code for code in matcher.get_opcodes() if code[0] != "equal")
    return " / ".join(" ".join(words[i : min(j, i + 3)]) or "–" for words, i, j in ((a, start, end), (b, begin, stop)))


def cold() -> str:
    """One short article from a cold start: ours against argos-translate on the command line, wall time, in turns."""
    article = "\n".join(line for line in sentences(12)[0])
    with tempfile.TemporaryDirectory() as home:
        installed = Path(home) / "packages"
        shutil.copytree(packages.find().path, installed / packages.find().path.name)
        source, target = Path(home) / "a.fr.txt", Path(home) / "a.txt"
        source.write_text(article, "utf-8")
        tools = Path(sys.executable).parent
        env = {**os.environ, "ARGOS_PACKAGES_DIR": str(installed), "XDG_CACHE_HOME": home, "XDG_DATA_HOME": home}
        stub = "import argostranslate.sbd as s; s.MiniSBDSentencizer.split_sentences = lambda self, text: [text]; "
        commands = {
            "argos-translate, splitter stubbed": [
                sys.executable,
                "-c",
                stub
                + "s.MiniSBDSentencizer.__init__ = lambda self, pkg: None; import argostranslate.cli as c; c.main()",
                *("-f", "fr", "-t", "en", article),
            ],
            "translator translate": [
                *(str(tools / "translator"), "translate", str(source), "--to", "txt", "-o", str(target)),
                *("--force", "--quiet", "--model", str(packages.find().path)),
            ],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(ROUNDS + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, env=env, check=True, capture_output=True)
                seconds[name].append(time.perf_counter() - start)
    rows = ["| command | seconds, median |", "|---|--:|"]
    return "\n".join([*rows, *(f"| {name} | {statistics.median(runs[1:]):.2f} |" for name, runs in seconds.items())])


# ---- the page ------------------------------------------------------------------------------------------------------


def plot(counts: tuple[int, ...], seconds: dict[str, list[float]]) -> str:
    """A log-log plot as SVG, made by hand: counts across, seconds upwards."""
    import math

    width, height, left, bottom = 560, 340, 60, 40
    top = max(max(values) for values in seconds.values())
    low = min(min(values) for values in seconds.values())
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(top)) + 1)

    def x(count: float) -> float:
        return left + (math.log10(count) - 1) / (len(counts) - 1) * (width - left - 160)

    def y(value: float) -> float:
        return height - bottom - (math.log10(value) - decades[0]) / (len(decades) - 1) * (height - bottom - 20)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in decades:
        out.append(f'<path d="M{left} {y(10**power):.1f}H{width - 160}" stroke="#ddd"/>')
        out.append(f'<text x="{left - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g} s</text>')
    for count in counts:
        out.append(f'<text x="{x(count):.1f}" y="{height - bottom + 20}" text-anchor="middle">{count:,}</text>')
    for i, (name, values) in enumerate(seconds.items()):
        colour = ("#1b6ca8", "#1b6ca8", "#c0392b")[i % 3]
        dash = ' stroke-dasharray="5 4"' if "1 thread" in name else ""
        line = "M" + "L".join(f"{x(c):.1f} {y(v):.1f}" for c, v in zip(counts, values, strict=True))
        out.append(f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        out.append(f'<path d="M{width - 150} {30 + 18 * i}h24" stroke="{colour}" stroke-width="2"{dash}/>')
        out.append(f'<text x="{width - 120}" y="{34 + 18 * i}">{name}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def write(part: str, text: str) -> None:
    """Put ``text`` between the part's two marks in the README; the marks must be there."""
    page = README.read_text("utf-8")
    start, end = f"<!-- engine:{part} -->", f"<!-- /engine:{part} -->"
    before, rest = page.split(start)
    _, after = rest.split(end)
    README.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", "utf-8")


PARTS: dict[str, Callable[[], str]] = {
    part.__name__: part for part in (speed, machine, presets, long, growth, interop, cold)
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    options = parser.parse_args()
    SENTENCES = options.sentences
    for name in options.parts or PARTS:
        text = PARTS[name]()
        print(f"{name}\n{text}\n", flush=True)
        model = packages.find()
        write(name, f"{text}\n\n<sub>{model.name} {model.version}, {platform.machine()}, {os.cpu_count()} cores</sub>")
