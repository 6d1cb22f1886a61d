"""Sensor noise on pictures: the one thing a bridge draws at random, from a given seed."""

from __future__ import annotations

import numpy as np


def with_noise(rgb: np.ndarray, std: float, seed: int, step: int, camera: int) -> np.ndarray:
    """uint8 RGB with normal noise of `std` steps of 255; the same for the same seed, control step and camera index."""
    if std == 0.0:
        return rgb
    noise = np.random.default_rng([seed, step, camera]).normal(0.0, std, rgb.shape)
    return np.clip(np.rint(rgb + noise), 0, 255).astype(np.uint8)
