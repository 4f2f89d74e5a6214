"""BLEU and chrF of Argos packages on line-aligned sets, with sacrebleu's signatures and source words a second.

    python evaluate.py PACKAGE … --sets PREFIX … [--beam 1 2 4] [--length-penalty 1.0] [--first 1000]

Quotes are made straight on both sides: the packages write straight ones by design. Writes a Markdown table.
"""

import argparse
import time
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece

STRAIGHT = str.maketrans("’‘“”", "''\"\"")


def lines(path, first):
    return [line.strip() for line in Path(path).read_text(encoding="utf8").split("\n")[:-1]][:first]


class Package:
    def __init__(self, path, threads):
        self.sp = sentencepiece.SentencePieceProcessor(f"{path}/sentencepiece.model")
        self.translator = ctranslate2.Translator(f"{path}/model", intra_threads=threads)

    def translate(self, source, beam, length_penalty):
        results = self.translator.translate_batch(
            self.sp.encode(source, out_type=str),
            beam_size=beam,
            length_penalty=length_penalty,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=250,
        )
        return [self.sp.decode(result.hypotheses[0]) for result in results]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+")
    parser.add_argument("--sets", nargs="+", required=True)
    parser.add_argument("--beam", type=int, nargs="+", default=[4])
    parser.add_argument("--length-penalty", type=float, nargs="+", default=[1.0])
    parser.add_argument("--first", type=int, help="only so many lines of each set")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    print(
        "| package | set | beam | length penalty | BLEU | chrF | source words/s |\n|---|---|---|---|---|---|---|",
        flush=True,
    )
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    for path in args.packages:
        package = Package(path, args.threads)
        for prefix in args.sets:
            source, reference = (lines(f"{prefix}.{lang}", args.first) for lang in ("fr", "en"))
            references = [[line.translate(STRAIGHT) for line in reference]]
            for beam in args.beam:
                for penalty in args.length_penalty:
                    start = time.time()
                    output = [line.translate(STRAIGHT) for line in package.translate(source, beam, penalty)]
                    speed = sum(len(line.split()) for line in source) / (time.time() - start)
                    scores = bleu.corpus_score(output, references).score, chrf.corpus_score(output, references).score
                    row = (
                        Path(path).name,
                        Path(prefix).name,
                        beam,
                        penalty,
                        *(f"{s:.1f}" for s in scores),
                        f"{speed:.0f}",
                    )
                    print("| " + " | ".join(map(str, row)) + " |", flush=True)
    print(f"\n`{bleu.get_signature()}`\n`{chrf.get_signature()}`")


if __name__ == "__main__":
    main()
