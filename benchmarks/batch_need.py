"""What does a batch need of memory, by its sentences, their tokens and the beam? What engines/model.py reckons with.

    python benchmarks/batch_need.py

Linux only; half a minute. Bare CTranslate2 on the embedded package, one thread, batches of sentences of (nearly) one
length from ../shared/eval, with their hints; the growth of the resident set while each is translated. With every larger
block mapped apart, what is freed goes back at once, so that only what is in use counts.
"""

import os
import sys
from pathlib import Path

import numpy as np
from engine import sentences
from engine_systems import load_bare
from resident import resident

from translator.engines import Hinted
from translator.engines.argos import ArgosEngine
from translator.packages import find

APART = {"MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "65536", "MALLOC_TOP_PAD_": "0"}
BEAMS = (1, 2, 4, 5)
LENGTHS = (6, 12, 20, 30, 45, 60, 90)
SIZES = (4, 12, 32, 64)
MOST = 3500  # tokens times beam of a batch that is tried


def main() -> None:
    _, model = load_bare(1, 1)
    encode = ArgosEngine(find(), quality="standard", threads=1, device="cpu")._encode
    lines = [list(encode(Hinted(sentence))) for sentence in sentences(6000)[0]]
    rows = []
    for beam in BEAMS:
        for length in LENGTHS:
            alike = [line for line in lines if length - 4 < len(line) <= length]
            for size in SIZES:
                if size * length * beam > MOST or size > len(alike):
                    continue
                Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
                before = resident(os.getpid())[0]
                limit = 2 * length + 32
                model.translate_batch(alike[:size], beam_size=beam, length_penalty=1.4, max_decoding_length=limit)
                rows.append((beam, length, size, resident(os.getpid())[1] - before))
    rows = rows[1:]  # the first one also pays for the code that it loads
    terms = np.array([(size * length, size * length * beam, size * beam, 1) for beam, length, size, _ in rows], float)
    grown = np.array([kilobytes for *_, kilobytes in rows], float)
    read, said, row, once = np.linalg.lstsq(terms, grown, rcond=None)[0]
    off = np.abs(terms @ [read, said, row, once] - grown).mean()
    print(f"{len(rows)} batches; kB = {read:.1f} × tokens + {said:.1f} × tokens × beam + {row:.0f} × sentences × beam")
    print(f"off by {off:.0f} kB on average")


if __name__ == "__main__":
    if not APART.items() <= os.environ.items():  # glibc reads them once, at the start
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **APART})
    main()
