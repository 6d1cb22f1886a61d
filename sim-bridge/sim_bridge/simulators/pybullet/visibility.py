"""How much of a body a camera sees: rays through its silhouette, alone and among everything else."""

from __future__ import annotations

import numpy as np
import pybullet as p

from ...rotation import to_matrix
from ...scene import Pose
from .bodies import BuiltBody
from .world import World

GRID = 56
"""Rays a side over the body's bounding rectangle in the image; about half of them or more meet the body."""
EVERYTHING = -1


def visible_fraction(world: World, built: BuiltBody, eye: Pose, near_m: float, far_m: float) -> float:
    """Of the rays that meet the body when it is alone, the fraction that meet it first; 0 when none do.

    Rays only read the collision world, so measuring leaves the physics as it was. Frame borders hide nothing.
    """
    directions = _grid(_outline(world.client, built.body, eye), near_m)
    if directions is None:
        return 0.0
    starts, ends = _segments(eye, directions, near_m, far_m)
    alone = _first_hits(world.client, starts, ends, built.ray_bit) == built.body
    if not alone.any():
        return 0.0
    among = _first_hits(world.client, starts[alone], ends[alone], EVERYTHING) == built.body
    return float(among.sum() / alone.sum())


def _outline(client: int, body: int, eye: Pose) -> np.ndarray:
    """Corners of the body's bounding box in the camera frame [8, 3]."""
    low, high = p.getAABB(body, -1, client)
    corners = np.array([[(low, high)[i][0], (low, high)[j][1], (low, high)[k][2]] for i, j, k in np.ndindex(2, 2, 2)])
    return (corners - np.array(eye.position)) @ np.array(to_matrix(eye.quaternion))


def _grid(corners: np.ndarray, near_m: float) -> np.ndarray | None:
    """Directions [GRID * GRID, 3], z = 1, over the corners' rectangle at z = 1; None for one behind the camera."""
    ahead = corners[corners[:, 2] > near_m]
    if len(ahead) == 0:
        return None
    flat = ahead[:, :2] / ahead[:, 2:]
    low, high = flat.min(axis=0), flat.max(axis=0)
    steps = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(low[0] + steps * (high[0] - low[0]), low[1] + steps * (high[1] - low[1]))
    return np.stack([x.ravel(), y.ravel(), np.ones(GRID * GRID)], axis=1)


def _segments(eye: Pose, directions: np.ndarray, near_m: float, far_m: float) -> tuple[np.ndarray, np.ndarray]:
    turned = directions @ np.array(to_matrix(eye.quaternion)).T
    origin = np.array(eye.position)
    return origin + near_m * turned, origin + far_m * turned


def _first_hits(client: int, starts: np.ndarray, ends: np.ndarray, mask: int) -> np.ndarray:
    """The PyBullet body that each ray meets first, -1 for none; only bodies with a group in `mask` count."""
    hits: list[int] = []
    for first in range(0, len(starts), p.MAX_RAY_INTERSECTION_BATCH_SIZE):
        last = first + p.MAX_RAY_INTERSECTION_BATCH_SIZE
        results = p.rayTestBatch(
            starts[first:last].tolist(),
            ends[first:last].tolist(),
            numThreads=1,
            collisionFilterMask=mask,
            physicsClientId=client,
        )
        hits += [result[0] for result in results]
    return np.array(hits, np.int64)
