"""BLEU and chrF of Argos packages on line-aligned sets, with sacrebleu's signatures and source words a second.

    python evaluate.py PACKAGE … --sets PREFIX … [--beam 1 2 4] [--hints yes no] [--length-penalty 1.0] [--every 5]

A package that knows hints (metadata.json says so) is asked with what its dictionary says of each sentence, and without.
Quotes are made straight on both sides: the packages write straight ones by design. Writes a Markdown table; with --out
a JSON file of the figures too, from which a run that was cut off goes on.
"""

import argparse
import itertools
import json
import time
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece
from hints import MARKS, Dictionary

LONGEST = 128  # pieces of a hinted sentence; a longer one loses the hints of its commoner words
STRAIGHT = str.maketrans("’‘“”", "''\"\"")
BLEU, CHRF = sacrebleu.BLEU(), sacrebleu.CHRF()


def lines(path, every):
    return [line.strip() for line in Path(path).read_text(encoding="utf8").split("\n")[:-1]][::every]


class Package:
    def __init__(self, path, threads):
        self.sp = sentencepiece.SentencePieceProcessor(f"{path}/sentencepiece.model")
        self.translator = ctranslate2.Translator(f"{path}/model", intra_threads=threads)
        hints = json.loads(Path(path, "metadata.json").read_text(encoding="utf8")).get("hints")
        self.dictionary = hints and Dictionary(Path(path, hints["dictionary"]), hints["first"])

    def hinted(self, line):
        return self.dictionary.fitting(line, lambda text: len(self.sp.encode(text)), LONGEST)

    def translate(self, source, hints, beam, length_penalty):
        source = [MARKS.sub("", line) for line in source]
        if hints:
            source = [self.hinted(line) for line in source]
        results = self.translator.translate_batch(
            self.sp.encode(source, out_type=str),
            beam_size=beam,
            length_penalty=length_penalty,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=250,
        )
        return [self.sp.decode(result.hypotheses[0]) for result in results]


def measured(package, source, reference, hints, beam, penalty):
    """[BLEU, chrF, source words a second]."""
    start = time.time()
    output = [line.translate(STRAIGHT) for line in package.translate(source, hints, beam, penalty)]
    speed = sum(len(line.split()) for line in source) / (time.time() - start)
    references = [[line.translate(STRAIGHT) for line in reference]]
    scores = (metric.corpus_score(output, references).score for metric in (BLEU, CHRF))
    return [*(round(score, 1) for score in scores), round(speed)]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+")
    parser.add_argument("--sets", nargs="+", required=True)
    parser.add_argument("--beam", type=int, nargs="+", default=[4])
    parser.add_argument("--hints", choices=("yes", "no"), nargs="+", default=["yes", "no"])
    parser.add_argument("--length-penalty", type=float, nargs="+", default=[1.0])
    parser.add_argument("--every", type=int, default=1, help="only each so many-th line: a fair sample")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", help="JSON file of the figures; what it has is not measured again")
    return parser.parse_args()


def main():
    args = arguments()
    out = Path(args.out or "/dev/null")
    known = json.loads(out.read_text()) if args.out and out.exists() else {}
    columns = ("package", "set", "hints", "beam", "length penalty", "BLEU", "chrF", "source words/s")
    print("| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|", flush=True)
    for path in args.packages:
        package = Package(path, args.threads)
        asked = args.hints if package.dictionary else ["no"]
        for prefix, hints, beam, penalty in itertools.product(args.sets, asked, args.beam, args.length_penalty):
            row = (Path(path).name, Path(prefix).name, hints, beam, penalty)
            name = " ".join(map(str, (*row, args.every)))
            if name not in known:
                source, reference = (lines(f"{prefix}.{lang}", args.every) for lang in ("fr", "en"))
                known[name] = measured(package, source, reference, hints == "yes", beam, penalty)
                known["signatures"] = [str(metric.get_signature()) for metric in (BLEU, CHRF)]
                out.write_text(json.dumps(known, indent=1) + "\n")
            print("| " + " | ".join(map(str, (*row, *known[name]))) + " |", flush=True)
    print("\n" + "\n".join(f"`{signature}`" for signature in known["signatures"]))


if __name__ == "__main__":
    main()
