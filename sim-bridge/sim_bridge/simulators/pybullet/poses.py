"""Where PyBullet has the frames of a scene's look."""

from __future__ import annotations

import numpy as np
import pybullet as p

from ...scene import Pose
from ...visuals import BodyFrame, FixedFrame, LinkFrame, Visuals
from .bodies import BuiltBody, model_pose
from .world import World


class PoseReader:
    """Poses of all frames of one world. What cannot move is read once; all links of the robot come in one call."""

    def __init__(self, world: World, visuals: Visuals) -> None:
        frames = list(enumerate(visuals.frames))
        built = {b.spec.name: b for b in world.bodies}
        self._client = world.client
        self._robot = world.arm.body
        self._bodies = [(row, built[f.name]) for row, f in frames if isinstance(f, BodyFrame)]
        self._links = {row: world.arm.links[f.name] for row, f in frames if isinstance(f, LinkFrame)}
        self._rows = [[0.0] * 7 for _ in frames]
        fixed = _fixed_bodies(world)
        for row, frame in frames:
            if isinstance(frame, FixedFrame):
                self._rows[row] = _row(_base_pose(world.client, fixed.get(frame.name, world.arm.body)))

    def read(self) -> np.ndarray:
        """float64 [F, 7], position and quaternion of each frame in the world, now."""
        for row, body in self._bodies:
            self._rows[row] = _row(self._body_pose(body))
        states = p.getLinkStates(self._robot, [*self._links.values()], 0, 1, self._client)
        for row, state in zip(self._links, states, strict=True):
            self._rows[row] = [*state[4], *state[5]]
        return np.array(self._rows)

    def _body_pose(self, built: BuiltBody) -> Pose:
        position, quaternion = p.getBasePositionAndOrientation(built.body, self._client)
        return model_pose(position, quaternion, *built.inertial)


def _fixed_bodies(world: World) -> dict[str, int]:
    """Bodies of the surroundings by their name; the robot's base is the one that is not here."""
    zones = {zone.name: body for zone, body in zip(world.scene.zones, world.zones, strict=True)}
    return {"table": world.table.body, "floor": world.floor.body, **zones}


def _base_pose(client: int, body: int) -> Pose:
    position, quaternion = p.getBasePositionAndOrientation(body, client)
    center, axes = p.getDynamicsInfo(body, -1, physicsClientId=client)[3:5]
    return model_pose(position, quaternion, center, axes)


def _row(pose: Pose) -> list[float]:
    return [*pose.position, *pose.quaternion]
