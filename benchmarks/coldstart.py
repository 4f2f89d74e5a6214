"""Cold start: one article from the shell, against a bare script that translates the same sentences with CTranslate2.

    python benchmarks/coldstart.py ARTICLE [ROUNDS]

Both run as new processes, alternating; medians, their ratio, and the peak memory of each. The bare script is given the
sentences as our segmenter cuts them and does nothing else: load, encode, one batched call, decode.
"""

import compileall
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from translator import packages, pipeline, readers, typography

BARE = """
import json, sys
import ctranslate2, sentencepiece
package, sentences = sys.argv[1], json.load(open(sys.argv[2]))
tokenizer = sentencepiece.SentencePieceProcessor(package + "/sentencepiece.model")
translator = ctranslate2.Translator(package + "/model", compute_type="int8_float32", intra_threads=int(sys.argv[3]))
tokens = tokenizer.encode(sentences, out_type=str)
results = translator.translate_batch(tokens, beam_size=2, max_batch_size=2048, batch_type="tokens")
print(len([tokenizer.decode(r.hypotheses[0]) for r in results]))
"""


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds by the clock, of the processor, and peak resident megabytes of a process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(article: str, rounds: int = 7) -> None:
    compileall.compile_dir(Path(pipeline.__file__).parent, quiet=1)  # as pip does when it installs
    package = str(packages.find().path)
    (read,) = readers.read_file(Path(article))
    split = pipeline.split(read)
    sentences = sorted({typography.to_engine(s.source) for s in split.segments if s.source.strip()}, key=len)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "sentences.json"
        listed.write_text(json.dumps(sentences), encoding="utf-8")
        commands = {
            "translator translate": [
                *(sys.executable, "-m", "translator", "translate", article),
                *("-q", "--force", "-o", f"{folder}/"),
            ],
            "bare CTranslate2": [sys.executable, "-c", BARE, package, str(listed), str(os.cpu_count() or 1)],
        }
        seen: dict[str, list[tuple[float, float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                seen[name].append(run(command))
    medians = {
        name: [statistics.median(column) for column in list(zip(*figures, strict=True))[:2]]
        for name, figures in seen.items()
    }
    print(f"{len(sentences)} distinct sentences, {rounds} rounds\n")
    print("| | median s | median CPU s | peak MB |\n|---|--:|--:|--:|")
    for name, figures in seen.items():
        clock, processor = medians[name]
        print(f"| {name} | {clock:.2f} | {processor:.2f} | {max(memory for *_, memory in figures):.0f} |")
    ratios = (a / b for a, b in zip(*medians.values(), strict=True))
    print("\nratio {:.2f}, of the processor {:.2f}".format(*ratios))


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:3]))
