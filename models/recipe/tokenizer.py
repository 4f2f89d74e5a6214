"""Train the joint SentencePiece BPE (byte fallback, digits split) on a text file of both languages.

    python tokenizer.py TEXT PREFIX [--vocabulary 16000]
The embedded model's own tokenizer is translate-fr_en/sentencepiece.model: reuse it unless the vocabulary itself is
under test.
Pieces U+E000 to U+E007 are reserved for inline marks (term begin, source|target, term end, …).
"""

import argparse
import tempfile
from pathlib import Path

import normalization
import sentencepiece

LATIN_1 = "".join(map(chr, range(0xC0, 0x100))).replace("×", "").replace("÷", "")
REQUIRED = "".join(map(chr, range(33, 127))) + "€£§°œŒ" + LATIN_1 + "ŠšŽžČčŁłŃńĞğŞşİıŻżŚśŘřĆćĐđŐőŰűŸ"


def train(text, prefix, vocabulary=16000):
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder, "normalization.tsv")
        rules.write_text(normalization.table(), encoding="utf8")
        sentencepiece.SentencePieceTrainer.train(
            input=text,
            model_prefix=prefix,
            vocab_size=vocabulary,
            model_type="bpe",
            character_coverage=0.99995,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_tsv=str(rules),
            input_sentence_size=900_000,
            shuffle_input_sentence=True,
            num_threads=2,
            max_sentence_length=4000,
            required_chars=REQUIRED,
            user_defined_symbols=[chr(0xE000 + i) for i in range(8)],
            pad_id=0,
            unk_id=1,
            bos_id=2,
            eos_id=3,
            pad_piece="<blank>",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text")
    parser.add_argument("prefix")
    parser.add_argument("--vocabulary", type=int, default=16000)
    args = parser.parse_args()
    train(args.text, args.prefix, args.vocabulary)
