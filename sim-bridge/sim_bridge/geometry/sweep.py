"""Surfaces made of rings: a stack of polygons joined side by side and closed at both ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..scene import Vec3


def rings_surface(rings: Sequence[np.ndarray], looped: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Points and triangles of rings [k, 3] each, every ring counter-clockwise seen from the next.

    The ends are closed by fans, unless `looped`: then the last ring is the first one again. A ring may be one point
    repeated: its triangles without area are left to whoever welds the points.
    """
    count = len(rings[0])
    starts = range(0, (len(rings) - 1) * count, count)
    sides = [_side(start, start + count, count) for start in starts]
    if looped:
        return np.concatenate(rings), np.concatenate(sides)
    points = np.concatenate([*rings, [rings[0].mean(axis=0), rings[-1].mean(axis=0)]])
    ends = [_fan(len(points) - 2, 0, count)[:, [0, 2, 1]], _fan(len(points) - 1, (len(rings) - 1) * count, count)]
    return points, np.concatenate([*sides, *ends])


def _side(low: int, high: int, count: int) -> np.ndarray:
    """Triangles between two rings that start at the points `low` and `high`."""
    here = np.arange(count)
    beside = (here + 1) % count
    return np.concatenate(
        [
            np.stack([low + here, low + beside, high + beside], axis=1),
            np.stack([low + here, high + beside, high + here], axis=1),
        ]
    )


def _fan(center: int, start: int, count: int) -> np.ndarray:
    here = np.arange(count)
    return np.stack([np.full(count, center), start + here, start + (here + 1) % count], axis=1)


def tube_rings(path_m: Sequence[Vec3], radii_m: Sequence[float], segments: int) -> list[np.ndarray]:
    """Circles across a path, carried along it without twist: each is the one before, turned with the path."""
    path = np.array(path_m, dtype=float)
    tangents = _unit(np.gradient(path, axis=0))
    normal = _any_across(tangents[0])
    normals = [normal, *(normal := _carried(normal, a, b) for a, b in pairwise(tangents))]
    angles = np.arange(segments) * (2 * math.pi / segments)
    return [
        centre + radius * (np.outer(np.cos(angles), normal) + np.outer(np.sin(angles), np.cross(tangent, normal)))
        for centre, tangent, normal, radius in zip(path, tangents, normals, radii_m, strict=True)
    ]


def _carried(normal: np.ndarray, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """A normal of the direction `before`, turned by the shortest rotation from there to `after`."""
    return _unit(normal - (normal @ after) / (1.0 + before @ after) * (before + after))


def _any_across(tangent: np.ndarray) -> np.ndarray:
    axis = np.zeros(3)
    axis[int(np.argmin(np.abs(tangent)))] = 1.0
    return _unit(np.cross(tangent, axis))


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
