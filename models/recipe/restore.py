"""Argos package → checkpoint: what to train on from when only the package is left.

    python restore.py translate-fr_en restored.pt     # then train.py --weights …, convert.py --alignment 0 0 1

The inverse of convert.py for its own packages: reads CTranslate2's model.bin (format 6: names, shapes, int8 with a
scale a row) and undoes the quantisation, at the cost of its rounding. The optimiser's state is gone: warm it up anew.
The heads stay in the package's order: the one that aligns is the first of its layer.
"""

import argparse
import json
import struct
from pathlib import Path

import numpy as np
import torch

FORMAT = 6
TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32}  # CTranslate2's DataType


class Variables:
    """{name: array} of a model.bin; aliases are followed."""

    def __init__(self, path):
        with Path(path).open("rb") as self.file:
            (version,) = self.numbers("I")
            if version != FORMAT:
                raise SystemExit(f"{path} has format {version}; this reads {FORMAT}")
            self.text()  # the name of the specification
            _revision, count = self.numbers("II")
            self.arrays = dict(self.array() for _ in range(count))
            (aliases,) = self.numbers("I")
            for _ in range(aliases):
                alias = self.text()
                self.arrays[alias] = self.arrays[self.text()]

    def numbers(self, form):
        return struct.unpack("<" + form, self.file.read(struct.calcsize("<" + form)))

    def text(self):
        (length,) = self.numbers("H")
        return self.file.read(length).rstrip(b"\0").decode()

    def array(self):
        name, (rank,) = self.text(), self.numbers("B")
        shape, (kind, size) = self.numbers(f"{rank}I"), self.numbers("BI")
        return name, np.frombuffer(self.file.read(size), TYPES[kind]).reshape(shape)

    def __contains__(self, name):
        return name in self.arrays

    def __getitem__(self, name):
        """As float32, without the quantisation."""
        array = self.arrays[name].astype(np.float32)
        if f"{name}_scale" in self.arrays:
            array /= self.arrays[f"{name}_scale"].reshape(-1, *[1] * (array.ndim - 1))
        return torch.from_numpy(array.copy())


def checkpoint(variables):
    """{"cfg", "step": 0, "model": fp32 weights} as train.py and convert.py know them."""
    model, emb = {}, variables["decoder/embeddings/weight"]

    def take(ours, theirs, parts=("weight", "bias")):
        for part, name in zip(("weight", "bias"), parts, strict=True):
            model[f"{ours}.{part}"] = variables[f"{theirs}/{name}"]

    def norm(ours, theirs):
        take(ours, f"{theirs}/layer_norm", ("gamma", "beta"))

    layers = {}
    for side, short in (("encoder", "enc"), ("decoder", "dec")):
        i = 0
        while f"{side}/layer_{i}/ffn/linear_0/weight" in variables:
            ours, theirs = f"{short}.{i}", f"{side}/layer_{i}"
            norm(f"{ours}.n1", f"{theirs}/self_attention")
            take(f"{ours}.a.qkv", f"{theirs}/self_attention/linear_0")
            take(f"{ours}.a.o", f"{theirs}/self_attention/linear_1")
            if short == "dec":
                norm(f"{ours}.n2", f"{theirs}/attention")
                for k, part in enumerate(("q", "kv", "o")):
                    take(f"{ours}.c.{part}", f"{theirs}/attention/linear_{k}")
            norm(f"{ours}.{'n2' if short == 'enc' else 'n3'}", f"{theirs}/ffn")
            for k in (0, 1):
                take(f"{ours}.ff.f{k + 1}", f"{theirs}/ffn/linear_{k}")
            i += 1
        layers[side] = i
        norm(f"{short[0]}n", side)
    model["emb.weight"], model["bias"] = emb, variables["decoder/projection/bias"]
    heads = int(variables["decoder/num_heads"])
    shape = {"V": emb.size(0), "d": emb.size(1), "h": heads, "f": model["enc.0.ff.f1.bias"].size(0)}
    return {"cfg": {**shape, "ne": layers["encoder"], "nd": layers["decoder"]}, "step": 0, "model": model}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package")
    parser.add_argument("out")
    args = parser.parse_args()
    state = checkpoint(Variables(f"{args.package}/model/model.bin"))
    torch.save(state, args.out)
    print(f"{args.out}: {json.dumps(state['cfg'])}")
