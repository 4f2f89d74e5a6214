"""Cold start: one article from the shell, against a bare script that translates the same sentences with CTranslate2.

    python benchmarks/coldstart.py ARTICLE [ROUNDS]

Both run as new processes, alternating; medians, their ratio, and the peak memory of each. The bare script is given the
sentences as our segmenter cuts them and does nothing else: load, encode, one batched call, decode.
"""

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


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak resident megabytes of a process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def main(article: str, rounds: int = 7) -> None:
    package = str(packages.find().path)
    (read,) = readers.read_file(Path(article))
    split = pipeline.split_article(read)
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
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                seen[name].append(run(command))
    medians = {name: statistics.median(seconds for seconds, _ in figures) for name, figures in seen.items()}
    print(f"{len(sentences)} distinct sentences, {rounds} rounds\n\n| | median s | peak MB |\n|---|---|---|")
    for name, figures in seen.items():
        print(f"| {name} | {medians[name]:.2f} | {max(memory for _, memory in figures):.0f} |")
    print(f"\nratio {medians['translator translate'] / medians['bare CTranslate2']:.2f}")


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:3]))
