"""The mean of several checkpoints' weights, rare pieces as they were before the anneal.

    python average.py OUT CHECKPOINT CHECKPOINT … [--before CHECKPOINT --data NEWS] [--lower @ 4 --spm SPM]

A piece that the anneal's data do not have (its strict rules drop every pair with @, say) is pushed away at every step
as a wrong answer, and the model forgets how to copy it. With --before, the pieces seen fewer than RARE times in
NEWS/train get their embedding and bias from that checkpoint.

The other way round, a piece that the noise made more frequent than it is in news comes up where it should not: @ in
one sentence of a hundred, in rare names. --lower takes so many nats from its bias, the logarithm of how much too often
it was seen; where the source has one, it is still copied.
"""

import argparse

import numpy as np
import sentencepiece
import torch

RARE = 5


def average(paths):
    """{"cfg", "step" of the last, "model": fp32 means}."""
    total = {}
    for path in paths:
        state = torch.load(path, weights_only=True)
        for name, value in state["model"].items():
            total[name] = total.get(name, 0) + value.double()
    means = {name: (value / len(paths)).float() for name, value in total.items()}
    return {"cfg": state["cfg"], "step": state["step"], "model": means}


def restore(state, before, data):
    """Give the pieces that are rare in data/train their rows of the checkpoint `before`; returns how many."""
    seen = sum(np.bincount(np.load(f"{data}/train.{side}.npy"), minlength=state["cfg"]["V"]) for side in ("src", "tgt"))
    ids = torch.from_numpy(np.nonzero(seen < RARE)[0])
    old = torch.load(before, weights_only=True)["model"]
    for name in ("emb.weight", "bias"):
        state["model"][name][ids] = old[name][ids].float()
    return len(ids)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--before")
    parser.add_argument("--data")
    parser.add_argument("--lower", nargs=2, metavar=("PIECE", "NATS"))
    parser.add_argument("--spm")
    args = parser.parse_args()
    state = average(args.checkpoints)
    if args.before:
        print(f"{restore(state, args.before, args.data)} pieces as before")
    if args.lower:
        piece, nats = args.lower
        state["model"]["bias"][sentencepiece.SentencePieceProcessor(args.spm).piece_to_id(piece)] -= float(nats)
    torch.save(state, args.out)
