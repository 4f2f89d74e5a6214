"""Which head of the decoder looks at the word that is being said? python heads.py CHECKPOINT --data NEWS --spm SPM

Word alignments are read from one head of one layer, so convert.py must be told which. Every head is asked about the
pieces that stand exactly once on both sides of a pair and start with a capital or a digit: which source piece does it
look at most, at the step that says the piece (shift 0) and at the step after, which reads it (shift 1)?
"""

import argparse

import numpy as np
import sentencepiece
import torch
from arrays import load
from model import BOS, EOS, Attention, Transformer


class Watched(Attention):
    """The same attention over the source, which remembers its weights: [heads, target, source] of the first pair."""

    def forward(self, x, memory=None, bias=None):
        head = x.size(2) // self.heads
        q = self.q(x).unflatten(2, (self.heads, head)).transpose(1, 2)
        k = self.kv(memory)[..., : x.size(2)].unflatten(2, (self.heads, head)).transpose(1, 2)
        self.weights = torch.softmax(q @ k.transpose(2, 3) * self.scale + bias, -1)[0]
        return super().forward(x, memory, bias)


def landmarks(source, target, sp):
    """(target position, source position) of the pieces that stand once on both sides and look like a name or number."""
    for at, piece in enumerate(target):
        text = sp.id_to_piece(piece).lstrip("▁")
        if text[:1].isdigit() or (text[:1].isupper() and len(text) > 2):
            found = [i for i, other in enumerate(source) if other == piece]
            if len(found) == 1 and target.count(piece) == 1:
                yield at, found[0]


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("--data", required=True)
    parser.add_argument("--spm", required=True)
    parser.add_argument("--pairs", type=int, default=200, help="the first ones of DATA/dev")
    args = parser.parse_args()
    sp = sentencepiece.SentencePieceProcessor(args.spm)
    state = torch.load(args.checkpoint, weights_only=True)
    cfg = state["cfg"]
    model = Transformer(cfg["V"], cfg["d"], cfg["h"], cfg["f"], cfg["ne"], cfg["nd"]).float()
    model.load_state_dict(state["model"])
    for layer in model.dec:
        layer.c.__class__ = Watched
    right, count = np.zeros((cfg["nd"], cfg["h"], 2), int), 0
    for source, target in load(f"{args.data}/dev")[: args.pairs]:
        model(torch.tensor([[*source, EOS]]), torch.tensor([[BOS, *target]]))
        looked = torch.stack([layer.c.weights for layer in model.dec]).argmax(-1).numpy()  # [layer, head, target]
        for at, where in landmarks(source, target, sp):
            count += 1
            for shift in (0, 1):
                right[..., shift] += looked[:, :, at + shift] == where
    print(f"{count} names and numbers; share that each head finds, by shift")
    print("| layer | head | 0 | 1 |\n|--:|--:|--:|--:|")
    for layer, head in np.ndindex(right.shape[:2]):
        print(f"| {layer} | {head} | " + " | ".join(f"{share:.1%}" for share in right[layer, head] / count) + " |")


if __name__ == "__main__":
    main()
