"""World states out of PyBullet: a row a control step in plain Python, then all rows into arrays at once."""

from __future__ import annotations

import hashlib

import numpy as np
import pybullet as p

from ..base import WorldStates
from ..touching import contact_rows
from .turning import RightFactor, Rotated, cross
from .world import World

TOUCH_M = 0.001
"""PyBullet also reports pairs that are about to touch; those further apart than this do not."""
ITSELF = -1
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
        self._arm_columns = np.array([self._movable.index(joint) for joint in arm.joints])
        self._finger_columns = np.array([self._movable.index(joint) for joint in arm.fingers])
        self._centers = Rotated(np.array([b.inertial[0] for b in world.bodies]).reshape(-1, 3))
        self._unturn = RightFactor(np.array([b.inertial[1] for b in world.bodies]).reshape(-1, 4) * (-1, -1, -1, 1))
        self._names = len(world.names)
        self._pair_of: dict[tuple[int, int, int, int], int] = {}

    def row(self) -> list[float]:
        client = self._world.client
        row: list[float] = []
        for body in self._bodies:
            position, quaternion = p.getBasePositionAndOrientation(body, client)
            linear, angular = p.getBaseVelocity(body, client)
            row += (*position, *quaternion, *linear, *angular)
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
        points = p.getContactPoints(physicsClientId=self._world.client)
        touching = {point[1:5] for point in points if point[8] <= TOUCH_M}
        known = self._pair_of
        pairs = {known[links] if links in known else self._pair(links) for links in touching}
        pairs.discard(ITSELF)
        return sorted(pairs)

    def _pair(self, links: tuple[int, int, int, int]) -> int:
        """Of bodies and links (a, b, link of a, link of b), remembered: the same few touch again and again."""
        a, b, link_a, link_b = links
        owner, names = self._world.owner, self._names
        low, high = sorted((owner[a, link_a], owner[b, link_b]))
        self._pair_of[links] = ITSELF if low == high else low * names + high
        return self._pair_of[links]

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
            joints=joints.take(self._arm_columns, 1),
            tcp=table[:, -PER_TOOL:],
            gripper_opening=self._openings(joints),
            contacts=contact_rows(contacts, self._names),
        )

    def state_hash(self, row: list[float]) -> str:
        """Of poses and velocities of bodies and joints; the tool follows from them."""
        return hashlib.sha256(np.array(row[:-PER_TOOL], "<f8").tobytes()).hexdigest()

    def _openings(self, joints: np.ndarray) -> np.ndarray:
        gripper = self._world.arm.description.gripper
        mean = np.add.reduce(joints.take(self._finger_columns, 1), 1) / len(self._finger_columns)
        opening = (mean - gripper.closed_m) / (gripper.open_m - gripper.closed_m)
        return np.minimum(np.maximum(opening, 0.0), 1.0)

    def _model_frames(self, body: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """v(model origin) = v(centre of mass) + w x (origin - centre)."""
        quaternions = self._unturn.after(body[:, :, 3:7])
        offsets = self._centers.by(quaternions)
        velocities = body[:, :, 7:13].copy()
        velocities[:, :, 0:3] -= cross(velocities[:, :, 3:6], offsets)
        return body[:, :, 0:3] - offsets, quaternions, velocities
