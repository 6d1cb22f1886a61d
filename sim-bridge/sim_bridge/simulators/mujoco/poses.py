"""Where MuJoCo has the frames of a scene's look."""

from __future__ import annotations

import mujoco
import numpy as np

from ...scene import Pose
from ...visuals import BodyFrame, FixedFrame, LinkFrame, Visuals
from .mjcf import xyzw
from .robot import link_name
from .world import World

BODY = mujoco.mjtObj.mjOBJ_BODY
GEOM = mujoco.mjtObj.mjOBJ_GEOM


class PoseReader:
    """Poses of all frames of one world: surroundings are geoms, everything else is a body."""

    def __init__(self, world: World, visuals: Visuals) -> None:
        self._data = world.data
        self._rows = np.zeros((len(visuals.frames), 7))
        ids = [_body_of(world, frame) for frame in visuals.frames]
        self._moving = np.array([row for row, body in enumerate(ids) if body >= 0], int)
        self._bodies = np.array([body for body in ids if body >= 0], int)
        for row, frame in enumerate(visuals.frames):
            if ids[row] < 0:
                pose = geom_pose(world, _geom_of(world, frame.name))
                self._rows[row] = [*pose.position, *pose.quaternion]

    def read(self) -> np.ndarray:
        """float64 [F, 7], position and quaternion of each frame in the world, now."""
        self._rows[self._moving, :3] = self._data.xpos[self._bodies]
        self._rows[self._moving, 3:] = self._data.xquat[self._bodies][:, [1, 2, 3, 0]]
        return self._rows.copy()


def geom_pose(world: World, geom: int) -> Pose:
    """Of a geom that is no mesh, in the world."""
    turn = np.zeros(4)
    mujoco.mju_mat2Quat(turn, world.data.geom_xmat[geom])
    return Pose(tuple(world.data.geom_xpos[geom].tolist()), xyzw(turn))


def _body_of(world: World, frame: BodyFrame | FixedFrame | LinkFrame) -> int:
    """-1 for what is a geom of the world."""
    name = f"body/{frame.name}" if isinstance(frame, BodyFrame) else link_name(frame.name)
    return mujoco.mj_name2id(world.model, BODY, name)


def _geom_of(world: World, name: str) -> int:
    own = mujoco.mj_name2id(world.model, GEOM, name)
    return own if own >= 0 else mujoco.mj_name2id(world.model, GEOM, f"zone/{name}")
