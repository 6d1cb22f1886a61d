"""How much of a body a camera sees: rays through its silhouette, alone and among everything else."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..rotation import to_matrix
from ..scene import Pose

GRID = 56
"""Rays a side over the body's bounding rectangle in the image; about half of them or more meet the body."""

Rays = tuple[np.ndarray, np.ndarray]
"""Starts and ends in the world, [n, 3] each."""
Meets = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Which of the rays (starts, ends) meet the body first, bool [n]."""


def silhouette_rays(corners: np.ndarray, eye: Pose, near_m: float, far_m: float) -> Rays | None:
    """Over the rectangle in the image around `corners` [n, 3] (world); None for a body behind the camera."""
    seen = (corners - np.array(eye.position)) @ np.array(to_matrix(eye.quaternion))
    directions = _grid(seen, near_m)
    return None if directions is None else _segments(eye, directions, near_m, far_m)


def seen_fraction(rays: Rays | None, alone: Meets, among: Meets) -> float:
    """Of the rays that meet the body when it is `alone`, the fraction that meet it first `among` all; 0 when none do.

    Frame borders hide nothing.
    """
    if rays is None:
        return 0.0
    starts, ends = rays
    met = alone(starts, ends)
    if not met.any():
        return 0.0
    return float(among(starts[met], ends[met]).sum() / met.sum())


def _grid(corners: np.ndarray, near_m: float) -> np.ndarray | None:
    """Directions [GRID * GRID, 3], z = 1, over the rectangle of corners in the camera frame, at z = 1."""
    ahead = corners[corners[:, 2] > near_m]
    if len(ahead) == 0:
        return None
    flat = ahead[:, :2] / ahead[:, 2:]
    low, high = flat.min(axis=0), flat.max(axis=0)
    steps = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    return np.stack([x.ravel(), y.ravel(), np.ones(GRID * GRID)], axis=1)


def _segments(eye: Pose, directions: np.ndarray, near_m: float, far_m: float) -> Rays:
    turned = directions @ np.array(to_matrix(eye.quaternion)).T
    origin = np.array(eye.position)
    return origin + near_m * turned, origin + far_m * turned
