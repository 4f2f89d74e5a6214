"""The glossary measured: ``python benchmarks/glossary.py [SECTION …] [--eval ../shared/eval]`` prints Markdown.

Sections: ``cases`` (precision and recall on the case file), ``humans`` (what changes in human translations), ``speed``
(10,000 entries against the engine, and against an Aho-Corasick automaton), ``codes`` (which placeholders survive),
``near`` (the threshold of near misses). ``humans`` and ``codes`` need the news sets; all but the first two the embedded
model. The tables in ``glossary.md`` are this program's output.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import ahocorasick_rs
from rapidfuzz.fuzz import ratio

from translator import pipeline
from translator.document import Article, Paragraph
from translator.engines import Engine, best_texts
from translator.engines import load as load_engine
from translator.languages.words import bare, folded_form
from translator.termbase import load, write_csv
from translator.termbase import read as read_entries
from translator.terms import Entry, Glossary, apply, prepare
from translator.terms.applying import THRESHOLD, near_miss
from translator.terms.entries import terms_of
from translator.terms.glossary import Spellings, find
from translator.terms.reading import read

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
SHIPPED = sorted((ROOT / "glossaries").glob("*.fr-en.csv"))
SYLLABLES = ["ba", "ko", "ri", "ta", "mi", "lo", "vo", "sk", "ov", "ien", "ka", "tch", "né", "pa", "ro", "du", "gor"]
SENTENCES = (
    "Selon {a}, la situation reste tendue à {b}.",
    "{a} et {b} ont signé un accord jeudi.",
    "Le maire de {a} a critiqué {b} dans un entretien.",
    "À {a}, des milliers de personnes ont manifesté contre {b}.",
    "{a} a accusé {b} de mentir.",
    "D’après un responsable proche de {a}, la visite à {b} est reportée.",
    "Le porte-parole de {a} dément.",
)
CODES: dict[str, Callable[[int], str]] = {
    "capitals and digit, unlike: QK7, ZV4": lambda i: ("QK7", "ZV4", "XK9")[i],
    "capitals and digit, alike: QK7, QK4": lambda i: ("QK7", "QK4", "QK9")[i],
    "capitals: XA, XB": lambda i: f"X{'ABC'[i]}",
    "capitals: KQJ, ZVW": lambda i: ("KQJ", "ZVW", "XKB")[i],
    "a name: Brenkov": lambda i: ("Brenkov", "Tarvish", "Moldrek")[i],
    "letter and number: W7301": lambda i: f"W{7301 + i * 111}",
    "a number: 7301": lambda i: f"{7301 + i * 111}",
    "braces: {1}": lambda i: f"{{{i + 1}}}",
    "brackets: [1]": lambda i: f"[{i + 1}]",
    'quoted: "7301"': lambda i: f'"{7301 + i * 111}"',
    "unmasked: an address": lambda i: f"https://www.exemple.fr/a{i}/2022-05_guerre.html",
    "unmasked: an e-mail": lambda i: f"redaction_{i}@exemple.fr",
    "unmasked: a handle": lambda i: f"@Exemple{i}Fr",
}


def cases() -> Iterator[str]:
    """Precision and recall over the case file: a change is right where the whole expected sentence comes out."""
    glossary = load([FIXTURES / "glossary" / "cases.csv"])
    wanted = made = right = traps = false = total = 0
    heading = ""
    for block in (FIXTURES / "glossary.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        while lines and lines[0].startswith("#"):
            heading = lines.pop(0)
        if not lines:
            continue
        french, raw, expected = "\n".join(lines[:-2]), lines[-2], lines[-2] if lines[-1] == "=" else lines[-1]
        target = apply(french, raw, glossary).target
        total += 1
        traps += "traps" in heading
        false += "traps" in heading and target != raw
        wanted += expected != raw
        made += target != raw
        right += target != raw and target == expected
    yield "| cases | changes wanted | made | right | precision | recall | traps | false changes |"
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|"
    scores = f"{right / made:.1%} | {right / wanted:.1%}"
    yield f"| {total} | {wanted} | {made} | {right} | {scores} | {traps} | {false} |"


def large(path: Path, size: int) -> None:
    """A glossary of ``size`` entries: the shipped ones and made-up names."""
    draw = random.Random(1)
    entries = [entry for file in SHIPPED for entry in read_entries(file).entries][:size]

    def word(low: int, high: int) -> str:
        return "".join(draw.choice(SYLLABLES) for _ in range(draw.randint(low, high))).capitalize()

    while len(entries) < size:
        name = word(2, 5) + (f" {word(3, 4)}" if draw.random() < 0.4 else "")
        note = "une note, sans importance" if draw.random() < 0.3 else ""
        spellings = tuple(dict.fromkeys((name, name.replace("k", "c"))))
        variants = (name.replace("ou", "u"),)
        entries.append(
            Entry(spellings, (name.replace("tch", "ch"),), variants, draw.choice(["person", "place"]), "exact", note)
        )
    path.write_text(write_csv(entries), encoding="utf-8")


def speed(engine: Engine) -> Iterator[str]:
    """Load, match and apply with 10,000 entries against translating the same article: medians of nine, one run.

    Against its sentences given to the engine once, and against all that ``pipeline.translate`` does for it: sentences
    that lack a name are asked again, and the glossary's own work is in it.

    On a busy machine the engine's two threads wait longer for their cores than our one, and the ratio of the clock's
    times says little; that of CPU times, the engine's halved because it has two cores, is the one to go by.
    """
    text = "\n".join((ROOT / "examples" / f"{n}.fr.txt").read_text(encoding="utf-8") for n in ("guerre", "economie"))
    sentences = [s for s in re.split(r"(?<=[.!?])\s+(?=[A-ZÀÉ«])|\n", text) if s.strip()]
    english = best_texts(engine.translate(sentences))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        large(path, 10_000)
        clocks = {"clock": time.perf_counter, "CPU": time.process_time}
        times: dict[tuple[str, str], list[float]] = defaultdict(list)

        def timed(name: str, work: Callable[[], object]) -> object:
            start = {clock: read() for clock, read in clocks.items()}
            result = work()
            for clock, read in clocks.items():
                times[clock, name].append((read() - start[clock]) * 1000)
            return result

        for _ in range(9):
            glossary = timed("load", partial(load, [path]))
            assert isinstance(glossary, Glossary)
            timed("match, prepare", partial(all_prepared, sentences, glossary))
            timed("apply", partial(all_applied, sentences, english, glossary))
            timed("digest", partial(getattr, glossary, "digest"))
        article = Article(tuple(Paragraph.of(line) for line in text.split("\n") if line.strip()))
        for _ in range(9):  # apart: the engine's threads spin on for a while after each call
            timed("translate", partial(engine.translate, sentences))
            timed("article", partial(list, pipeline.translate([article], engine, load([path]))))
        yield f"{len(text.split())} words, {len(sentences)} sentences, 10,000 entries, `standard` (beam 2):"
        yield ""
        yield "| | load | match, prepare | apply | all three | sentences once | ratio | whole article | ratio |"
        yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
        for clock in clocks:
            steps = [times[clock, name] for name in ("load", "match, prepare", "apply")]
            ours = median(sum(three) for three in zip(*steps, strict=True))
            cells = [*(f"{median(step):.1f} ms" for step in steps), f"{ours:.1f} ms"]
            for name in ("translate", "article"):
                whole = median(times[clock, name]) / (2 if clock == "CPU" else 1)
                cells += [f"{whole:.0f} ms", f"{ours / whole:.1%}"]
            yield f"| {clock} | {' | '.join(cells)} |"
        yield ""
        yield f"The digest for the signature: {median(times['CPU', 'digest']):.1f} ms."
        yield ""
        yield from index(path, text)


def all_prepared(sentences: Sequence[str], glossary: Glossary) -> None:
    """Make every sentence ready for the engine."""
    for sentence in sentences:
        prepare(sentence, glossary)


def all_applied(sentences: Sequence[str], english: Sequence[str], glossary: Glossary) -> None:
    """Put the house forms into every sentence."""
    for sentence, target in zip(sentences, english, strict=True):
        apply(sentence, target, glossary)


AUTOMATON = """
import re, sys, time
import ahocorasick_rs
resident = lambda: int(re.findall(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[0])
spellings = sys.stdin.read().split("\\n")
before, start = resident(), time.perf_counter()
automaton = ahocorasick_rs.AhoCorasick(spellings, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
print(time.perf_counter() - start, resident() - before)
"""


def index(path: Path, text: str) -> Iterator[str]:
    """The dictionary of spellings against an automaton of the same spellings: building, one article, memory."""
    entries = read_entries(path).entries
    spellings = [folded_form(s) for entry in entries for s in entry.sources]
    folded = folded_form(text)

    # in a process of its own, whose memory is not there already
    command = [sys.executable, "-c", AUTOMATON]
    output = subprocess.run(command, input="\n".join(spellings), capture_output=True, check=True, text=True).stdout
    built, grown = map(float, output.split())
    automaton = ahocorasick_rs.AhoCorasick(spellings, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    start = time.perf_counter()
    automaton.find_matches_as_indexes(folded)
    found = time.perf_counter() - start
    start = time.perf_counter()
    dictionary = Spellings(entries)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    find(text, dictionary)
    matched = time.perf_counter() - start
    tracemalloc.start()
    kept = Spellings(entries)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    yield f"| {len(spellings)} spellings | build | one article | memory |"
    yield "|---|--:|--:|--:|"
    automata = f"{built * 1e3:.1f} ms | {found * 1e3:.1f} ms | {grown / 1024:.1f} MB"
    dictionaries = f"{ours * 1e3:.1f} ms | {matched * 1e3:.1f} ms | {size / 2**20:.1f} MB"
    yield f"| Aho-Corasick (ahocorasick-rs, leftmost-longest) | {automata} |"
    yield f"| dictionary of spellings (ours; capitals, elision and hyphens checked) | {dictionaries} |"


def codes(engine: Engine, folder: Path) -> Iterator[str]:
    """How many sentences keep all their codes exactly once, where capitalised words of real news give way to codes."""
    lines = (folder / "newstest2012.fr").read_text(encoding="utf-8").splitlines()
    slots = [line for line in lines if len(line) < 220 and re.search(r"(?<=[a-zé,] )[A-ZÉ][a-zé]{3,}", line)][:250]
    yield "| shape | sentences | kept |"
    yield "|---|--:|--:|"
    for name, code in CODES.items():
        coded = [with_codes(line, code) for line in slots]
        outputs = best_texts(engine.translate([text for text, _ in coded]))
        kept = sum(all(out.count(c) == 1 for c in used) for out, (_, used) in zip(outputs, coded, strict=True))
        yield f"| `{name}` | {len(coded)} | {kept / len(coded):.1%} |"


def with_codes(line: str, code: Callable[[int], str]) -> tuple[str, list[str]]:
    """``line`` with up to three capitalised words replaced by codes, and these codes."""
    used: list[str] = []

    def put(found: re.Match[str]) -> str:
        used.append(code(len(used)))
        return used[-1]

    return re.sub(r"(?<=[a-zé,] )[A-ZÉ][a-zé]{3,}", put, line, count=3), used


def near(engine: Engine, folder: Path | None) -> Iterator[str]:
    """Near misses of names that the engine mangled, by similarity, the other name of the sentence being unknown.

    A hit counts as wrong where the words taken are an English word (one that the news set writes small), or are nearer
    to the sentence's other name.
    """
    small = set()
    if folder:
        small = set(re.findall(r"(?<![^\W_])[a-z]{4,}", (folder / "newstest2012.en").read_text(encoding="utf-8")))
    entries = [
        e for file in SHIPPED for e in read_entries(file).entries if e.is_name and e.kind in ("person", "place", "org")
    ]
    house = load(SHIPPED)
    draw = random.Random(7)
    rows = []
    for _ in range(900):
        one, other = draw.sample(entries, 2)
        if one.forbidden or other.forbidden:
            continue
        sentence = draw.choice(SENTENCES).format(a=draw.choice(one.sources), b=draw.choice(other.sources))
        rows.append((sentence, one, other))
    hits: list[tuple[float, bool]] = []
    missing = 0
    for (sentence, one, other), english in zip(rows, best_texts(engine.translate([r[0] for r in rows])), strict=True):
        found = Glossary([one]).find(sentence)
        reading = read(sentence, english, terms_of(found))
        if not reading.missing:
            continue
        missing += 1
        if hit := near_miss(sentence, english, reading.missing[0], reading, house, threshold=50):
            taken = bare(folded_form(english[hit[0].start : hit[0].end]))
            rival = max(ratio(taken, bare(folded_form(f))) for f in (*other.sources, *other.targets, *other.variants))
            hits.append((hit[1], taken in small or rival >= hit[1]))
    yield f"{len(rows)} sentences, {missing} of them with the name mangled or lost; threshold {THRESHOLD:.0f}:"
    yield ""
    yield "| similarity | found | wrong |"
    yield "|---|--:|--:|"
    for low, high in ((90, 101), (85, 90), (80, 85), (75, 80), (70, 75), (60, 70), (50, 60)):
        bucket = [wrong for score, wrong in hits if low <= score < high]
        yield f"| {low}–{min(high, 100)} | {len(bucket)} | {sum(bucket)} |"


def humans(folder: Path, show: bool) -> Iterator[str]:
    """What the shipped glossaries change in human translations, where house style is all that can be wrong.

    Prints the changes by rule; with their words they are for reading, not for this page: ``--show``.
    """
    glossary = load(SHIPPED)
    lines = changed = again = 0
    fixes: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("newstest*.fr")):
        sides = (side.read_text(encoding="utf-8").split("\n")[:-1] for side in (path, path.with_suffix(".en")))
        for french, english in zip(*sides, strict=True):
            applied = apply(french, english, glossary)
            lines += 1
            changed += bool(applied.fixes)
            again += bool(apply(french, applied.target, glossary).fixes)
            fixes.update((fix.rule, f"{fix.before} → {fix.after} ({fix.entry})") for fix in applied.fixes)
    yield f"{lines:,} sentences, {changed} of them changed; {again} changed again when applied twice."
    yield ""
    yield "| rule | changes | different ones |"
    yield "|---|--:|--:|"
    for rule in sorted({rule for rule, _ in fixes}):
        counts = [count for (name, _), count in fixes.items() if name == rule]
        yield f"| {rule} | {sum(counts)} | {len(counts)} |"
    if show:
        yield from ("", *(f"{count} {rule} {change}" for (rule, change), count in fixes.most_common()))


def main(argv: Sequence[str] | None = None) -> None:
    """Print the chosen sections, all by default."""
    sections = ("cases", "humans", "speed", "codes", "near")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"of {', '.join(sections)}")
    parser.add_argument("--eval", type=Path, help="folder of newstest2012.fr and .en")
    parser.add_argument("--show", action="store_true", help="humans: print every change")
    args = parser.parse_args(argv)
    engine = load_engine("argos", quality="standard")
    if unknown := set(args.sections) - set(sections):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    for section in args.sections or sections:
        if args.eval is None and section in ("humans", "codes"):
            continue
        print(f"\n## {section}\n")
        tables: dict[str, Callable[[], Iterator[str]]] = {
            "cases": cases,
            "humans": lambda: humans(args.eval, args.show),
            "speed": lambda: speed(engine),
            "codes": lambda: codes(engine, args.eval),
            "near": lambda: near(engine, args.eval),
        }
        for line in tables[section]():
            print(line, flush=True)


if __name__ == "__main__":
    main()
