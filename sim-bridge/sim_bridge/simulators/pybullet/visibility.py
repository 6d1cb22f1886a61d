"""How much of a body a camera sees, by PyBullet's rays."""

from __future__ import annotations

import numpy as np
import pybullet as p

from ...scene import Pose
from ..silhouette import seen_fraction, silhouette_rays
from .bodies import BuiltBody
from .world import World

EVERYTHING = -1


def visible_fraction(world: World, built: BuiltBody, eye: Pose, near_m: float, far_m: float) -> float:
    """See `seen_fraction`. Rays only read the collision world, so measuring leaves the physics as it was."""
    rays = silhouette_rays(_corners(world.client, built.body), eye, near_m, far_m)
    return seen_fraction(
        rays,
        lambda starts, ends: _first_hits(world.client, starts, ends, built.ray_bit) == built.body,
        lambda starts, ends: _first_hits(world.client, starts, ends, EVERYTHING) == built.body,
    )


def _corners(client: int, body: int) -> np.ndarray:
    """Of the body's bounding box, in the world [8, 3]."""
    low, high = p.getAABB(body, -1, client)
    return np.array([[(low, high)[i][0], (low, high)[j][1], (low, high)[k][2]] for i, j, k in np.ndindex(2, 2, 2)])


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
