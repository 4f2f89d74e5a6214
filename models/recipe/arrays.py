"""The encoded pairs that the scripts hand on: PREFIX.src.npy and PREFIX.tgt.npy (uint16, all sentences end to end) and
PREFIX.len.npy (int32 [pairs, 2], in pieces).
"""

import numpy as np


def load(prefix):
    """[(source ids, target ids)]."""
    arrays, lens = [np.load(f"{prefix}.{side}.npy") for side in ("src", "tgt")], np.load(f"{prefix}.len.npy")
    sides = [np.split(array, np.cumsum(lens[:-1, k])) for k, array in enumerate(arrays)]
    return [(source.tolist(), target.tolist()) for source, target in zip(*sides, strict=True)]


def save(prefix, pairs):
    for k, side in enumerate(("src", "tgt")):
        np.save(f"{prefix}.{side}.npy", np.concatenate([np.array(pair[k], np.uint16) for pair in pairs]))
    np.save(f"{prefix}.len.npy", np.array([(len(a), len(b)) for a, b in pairs], np.int32))
