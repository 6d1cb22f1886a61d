"""World states out of PyBullet: a row a control step in plain Python, then all rows into arrays at once."""

from __future__ import annotations

import hashlib

import numpy as np
import pybullet as p

from ..base import WorldStates
from .world import World

TOUCH_M = 0.001
"""PyBullet also reports pairs that are about to touch; those further apart than this do not."""
PER_BODY = 13
PER_TOOL = 7


class StateReader:
    """Gathers the state of one world.

    A row: for each body position 3, quaternion 4 (of its inertial frame), linear and angular velocity 6; the robot's
    movable joints' positions; their velocities; the tool's position 3 and quaternion 4.
    """

    def __init__(self, world: World) -> None:
        arm = world.arm
        self._world = world
        self._bodies = [b.body for b in world.bodies]
        self._movable = list(arm.movable)
        self._arm_columns = [self._movable.index(joint) for joint in arm.joints]
        self._finger_columns = [self._movable.index(joint) for joint in arm.fingers]
        self._centers = np.array([b.inertial[0] for b in world.bodies]).reshape(-1, 3)
        self._unturn = np.array([b.inertial[1] for b in world.bodies]).reshape(-1, 4) * (-1, -1, -1, 1)
        self._names = len(world.names)

    def row(self) -> list[float]:
        client = self._world.client
        row: list[float] = []
        for body in self._bodies:
            position, quaternion = p.getBasePositionAndOrientation(body, client)
            linear, angular = p.getBaseVelocity(body, client)
            row += position
            row += quaternion
            row += linear
            row += angular
        arm = self._world.arm
        joints = p.getJointStates(arm.body, self._movable, client)
        row += [joint[0] for joint in joints]
        row += [joint[1] for joint in joints]
        tool = p.getLinkState(arm.body, arm.tool_link, 0, 1, client)
        row += tool[4]
        row += tool[5]
        return row

    def contacts(self) -> list[int]:
        """Pairs of names that touch, each once, as smaller index * names + larger index, sorted."""
        owner, names = self._world.owner, self._names
        pairs = set()
        for contact in p.getContactPoints(physicsClientId=self._world.client):
            if contact[8] <= TOUCH_M:
                a, b = owner[contact[1], contact[3]], owner[contact[2], contact[4]]
                if a != b:
                    pairs.add(a * names + b if a < b else b * names + a)
        return sorted(pairs)

    def states(self, rows: list[list[float]], contacts: list[list[int]], times_sec: list[float]) -> WorldStates:
        """Rows as arrays, poses and velocities turned from inertial frames to model frames."""
        table = np.array(rows)
        n, bodies, movable = len(rows), len(self._bodies), len(self._movable)
        body = table[:, : bodies * PER_BODY].reshape(n, bodies, PER_BODY)
        joints = table[:, bodies * PER_BODY : bodies * PER_BODY + movable]
        positions, quaternions, velocities = self._model_frames(body)
        return WorldStates(
            time_sec=np.array(times_sec),
            positions=positions,
            quaternions=quaternions,
            velocities=velocities,
            joints=joints[:, self._arm_columns],
            tcp=table[:, -PER_TOOL:],
            gripper_opening=self._openings(joints),
            contacts=self._contact_rows(contacts),
        )

    def _openings(self, joints: np.ndarray) -> np.ndarray:
        gripper = self._world.arm.description.gripper
        mean = joints[:, self._finger_columns].mean(axis=1)
        return np.clip((mean - gripper.closed_m) / (gripper.open_m - gripper.closed_m), 0.0, 1.0)

    def _model_frames(self, body: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """v(model origin) = v(centre of mass) + w x (origin - centre)."""
        quaternions = _multiply(body[:, :, 3:7], self._unturn)
        offsets = _rotate(quaternions, self._centers)
        velocities = body[:, :, 7:13].copy()
        velocities[:, :, 0:3] -= _cross(velocities[:, :, 3:6], offsets)
        return body[:, :, 0:3] - offsets, quaternions, velocities

    def _contact_rows(self, contacts: list[list[int]]) -> np.ndarray:
        rows = [(step, *divmod(pair, self._names)) for step, pairs in enumerate(contacts) for pair in pairs]
        return np.array(rows, np.int32).reshape(-1, 3)


def state_hash(row: list[float]) -> str:
    """sha256 over poses and velocities of bodies and joints as little-endian float64; the tool follows from them."""
    return hashlib.sha256(np.array(row[:-PER_TOOL], "<f8").tobytes()).hexdigest()


def _multiply(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    ax, ay, az, aw = (a[..., i] for i in range(4))
    bx, by, bz, bw = (b[..., i] for i in range(4))
    return np.stack(
        [
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ],
        axis=-1,
    )


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """As np.cross, which is several times slower on a few vectors."""
    ax, ay, az = a[..., 0], a[..., 1], a[..., 2]
    bx, by, bz = b[..., 0], b[..., 1], b[..., 2]
    return np.stack([ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx], axis=-1)


def _rotate(q: np.ndarray, v: np.ndarray) -> np.ndarray:
    u = q[..., :3]
    t = _cross(u, v)
    return v + 2 * (q[..., 3:] * t + _cross(u, t))
