"""World states out of MuJoCo: a row a control step, then all rows into arrays at once."""

from __future__ import annotations

import hashlib

import mujoco
import numpy as np

from ..base import WorldStates
from ..touching import contact_rows
from .world import World

TOUCH_M = 0.001
PER_POSE, PER_VELOCITY = 7, 6
FREE = mujoco.mjtJoint.mjJNT_FREE


class StateReader:
    """Gathers the state of one world. A row: poses of all bodies (position, quaternion wxyz), velocities of all bodies
    (linear in the world, angular in the body), then of the robot: joints, their velocities, pose of the tool."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._names = len(world.names)
        self._loose, self._columns = _free_columns(world)

    def row(self) -> np.ndarray:
        world, data = self._world, self._world.data
        arm, tool = world.arm, world.arm.tool_body
        velocities = np.zeros((len(world.body_ids), PER_VELOCITY))
        velocities[self._loose] = data.qvel[self._columns]
        poses = np.hstack([data.xpos[world.body_ids], data.xquat[world.body_ids]])
        robot = (data.qpos[arm.qpos], data.qvel[arm.qvel], data.xpos[tool], data.xquat[tool])
        return np.concatenate([poses.ravel(), velocities.ravel(), *robot])

    def contacts(self) -> list[int]:
        contact = self._world.data.contact
        touching = self._world.owner[contact.geom[contact.dist <= TOUCH_M]]
        touching = touching[touching[:, 0] != touching[:, 1]]
        return np.unique(touching.min(1) * self._names + touching.max(1)).tolist()

    def state_hash(self, row: np.ndarray) -> str:
        """Of poses and velocities of bodies and joints; the tool follows from them."""
        return hashlib.sha256(row[:-PER_POSE].astype("<f8").tobytes()).hexdigest()

    def states(self, rows: list[np.ndarray], contacts: list[list[int]], times_sec: list[float]) -> WorldStates:
        table, n = np.array(rows), len(rows)
        bodies, joints = len(self._world.body_ids), len(self._world.arm.qpos)
        poses, velocities, angles, _, tool = np.split(
            table, np.cumsum([bodies * PER_POSE, bodies * PER_VELOCITY, joints, joints]), axis=1
        )
        poses = poses.reshape(n, bodies, PER_POSE)
        quaternions = poses[:, :, [4, 5, 6, 3]]
        arm_joints = self._world.arm.joint_count
        return WorldStates(
            time_sec=np.array(times_sec),
            positions=poses[:, :, :3].copy(),
            quaternions=quaternions,
            velocities=_in_world(velocities.reshape(n, bodies, PER_VELOCITY), quaternions),
            joints=angles[:, :arm_joints].copy(),
            tcp=tool[:, [0, 1, 2, 4, 5, 6, 3]],
            gripper_opening=self._openings(angles[:, arm_joints:]),
            contacts=contact_rows(contacts, self._names),
        )

    def _openings(self, fingers: np.ndarray) -> np.ndarray:
        g = self._world.arm.description.gripper
        return np.clip((fingers.mean(1) - g.closed_m) / (g.open_m - g.closed_m), 0.0, 1.0)


def _free_columns(world: World) -> tuple[np.ndarray, np.ndarray]:
    """Which bodies move, and where in `qvel` each of them has its six velocities [m, 6]."""
    model = world.model
    joints = model.body_jntadr[world.body_ids]
    loose = np.flatnonzero(joints >= 0)
    first = model.jnt_dofadr[joints[loose]]
    return loose, first[:, None] + np.arange(PER_VELOCITY)


def _in_world(velocities: np.ndarray, quaternions: np.ndarray) -> np.ndarray:
    """The angular part, which MuJoCo has in the body's frame, turned by q: v + 2 (w t + u x t) with t = u x v."""
    angular, u, w = velocities[..., 3:], quaternions[..., :3], quaternions[..., 3:]
    t = np.cross(u, angular)
    return np.concatenate([velocities[..., :3], angular + 2 * (w * t + np.cross(u, t))], axis=-1)
