"""The mean of several checkpoints' weights: python average.py OUT CHECKPOINT CHECKPOINT …"""

import sys

import torch


def average(paths):
    """{"cfg", "step" of the last, "model": fp32 means}."""
    total = {}
    for path in paths:
        state = torch.load(path, weights_only=True)
        for name, value in state["model"].items():
            total[name] = total.get(name, 0) + value.double()
    means = {name: (value / len(paths)).float() for name, value in total.items()}
    return {"cfg": state["cfg"], "step": state["step"], "model": means}


if __name__ == "__main__":
    torch.save(average(sys.argv[2:]), sys.argv[1])
