"""How much of a body a camera sees, by MuJoCo's rays."""

from __future__ import annotations

import mujoco
import numpy as np

from ...scene import Pose
from ..silhouette import seen_fraction, silhouette_rays
from .world import PAINT_GROUP, World

ALONE_GROUP = 5
EVERYTHING = np.array([group != PAINT_GROUP for group in range(mujoco.mjNGROUP)], np.uint8)
ALONE = np.array([group == ALONE_GROUP for group in range(mujoco.mjNGROUP)], np.uint8)


def visible_fraction(world: World, index: int, eye: Pose, near_m: float, far_m: float) -> float:
    """Of body `index` of the scene; see `seen_fraction`. Groups of geoms mean nothing to the physics."""
    groups, own = world.model.geom_group, world.model.geom_bodyid == world.body_ids[index]
    rays = silhouette_rays(_corners(world, np.flatnonzero(own)), eye, near_m, far_m)
    before = groups[own]
    groups[own] = ALONE_GROUP
    try:
        return seen_fraction(
            rays,
            lambda starts, ends: _hits(world, starts, ends, ALONE, index),
            lambda starts, ends: _hits(world, starts, ends, EVERYTHING, index),
        )
    finally:
        groups[own] = before


def _corners(world: World, geoms: np.ndarray) -> np.ndarray:
    """Of the boxes around the geoms, in the world [8 n, 3]."""
    signs = np.array(list(np.ndindex(2, 2, 2))) * 2 - 1
    boxes = world.model.geom_aabb[geoms]
    local = boxes[:, None, :3] + signs * boxes[:, None, 3:]
    turns = world.data.geom_xmat[geoms].reshape(-1, 3, 3)
    return (np.einsum("gij,gcj->gci", turns, local) + world.data.geom_xpos[geoms][:, None]).reshape(-1, 3)


def _hits(world: World, starts: np.ndarray, ends: np.ndarray, groups: np.ndarray, index: int) -> np.ndarray:
    """Which rays meet body `index` first, among geoms of `groups`."""
    met = np.zeros(len(starts), bool)
    geom = np.zeros(1, np.int32)
    for ray, (start, along) in enumerate(zip(starts, ends - starts, strict=True)):
        share = mujoco.mj_ray(world.model, world.data, start, along, groups, True, -1, geom)
        met[ray] = 0 <= share <= 1 and world.owner[geom[0]] == index
    return met
