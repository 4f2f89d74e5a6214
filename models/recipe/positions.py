"""Sinusoidal positions, shared by the trainer and the converter."""

import math

import numpy as np


def sinusoids(d, length=512):
    """float32 [length, d]: row i is position i + 1; first half sines, second half cosines."""
    half = d // 2
    angle = np.arange(1, length + 1)[:, None] * np.exp(np.arange(half) * -(math.log(10000.0) / (half - 1)))[None]
    return np.concatenate([np.sin(angle), np.cos(angle)], 1).astype(np.float32)
