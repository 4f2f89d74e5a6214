"""What asking doubtful sentences again gives: python benchmarks/again.py EVAL SET[:STEP] …

Each set is translated once a row, of its lines every STEP-th; EVAL holds NAME.fr and NAME.en. "One search" is what the
engine says first, without anything being weighed. Prints the table of README.md, "Asked again".
"""

import argparse
import time
from pathlib import Path

import numpy as np
from sacrebleu import CHRF, corpus_bleu, corpus_chrf

from translator.document import Article, Paragraph
from translator.evaluation import read_lines
from translator.session import Session
from translator.settings import Settings
from translator.stages import EFFORTS, Effort

ROWS = {
    "one search, beam 2": ("standard", Effort(1, 0.0)),
    "`standard`": ("standard", EFFORTS["standard"]),
    "one search, beam 5": ("best", Effort(1, 0.0)),
    "`best`": ("best", EFFORTS["best"]),
}
WORST = 0.2  # of the lines with one sentence, by chrF
COLUMNS = ("BLEU", "chrF", "mean risk", "notices/1,000 words", "sentences with one", "worst fifth with one", "CPU s")


def row(name: str, french: list[str], english: list[str]) -> str:
    """The figures of one way to translate the lines."""
    quality, EFFORTS[quality] = ROWS[name]
    session = Session(Settings(quality=quality, threads=1))
    _ = next(session.translate([Article((Paragraph.of("Bonjour.", language="fr"),))]))
    began = time.process_time()
    done = next(session.translate([Article(tuple(Paragraph.of(line, language="fr") for line in french))]))
    seconds = time.process_time() - began
    lines, segments = [" ".join(p.text.split()) for p in done.paragraphs], list(done.segments)
    alone = [(p.segments[0], e) for p, e in zip(done.paragraphs, english, strict=True) if len(p.segments) == 1]
    chrf = np.array([CHRF().sentence_score(segment.text, [said]).score for segment, said in alone])
    noticed = np.array([bool(segment.notices) for segment, _ in alone])
    cells = (
        f"{corpus_bleu(lines, [english]).score:.2f}",
        f"{corpus_chrf(lines, [english]).score:.2f}",
        f"{np.mean([s.risk for s in segments if s.risk is not None]):.3f}",
        f"{1000 * len(done.all_notices) / sum(len(line.split()) for line in french):.1f}",
        f"{np.mean([bool(s.notices) for s in segments]):.0%}",
        f"{noticed[chrf <= np.quantile(chrf, WORST)].mean():.0%}",
        f"{seconds:.0f}",
    )
    return " | ".join((name, *cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="+")
    args = parser.parse_args()
    print(f"| set | | {' | '.join(COLUMNS)} |\n|---|---|{'--:|' * len(COLUMNS)}")
    for chosen in args.sets:
        name, _, step = chosen.partition(":")
        paths = (args.folder / f"{name}.{side}" for side in ("fr", "en"))
        french, english = (read_lines(path)[:: int(step or 1)] for path in paths)
        for way in ROWS:
            print(f"| {name} | {row(way, french, english)} |", flush=True)


if __name__ == "__main__":
    main()
