"""What is true of each world of the environment, in the frame of that world."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
import torch

from ...errors import CannotStart
from ...scene import SURFACES, Body, Friction, Pose
from ..moments import Moment
from .controls import Controls
from .environment import Environment, to_numpy

NO_CONTACTS = np.zeros((0, 2), np.int32)


class Worlds:
    """`names` are the rigid objects of the task's scene and its other articulations, then the protocol's surfaces."""

    def __init__(self, environment: Environment, controls: Controls, success_term: str | None) -> None:
        self._environment, self._controls = environment, controls
        scene = environment.env.scene
        articulations = {k: a for k, a in scene.articulations.items() if k != controls.asset_name}
        self._bodies = {**scene.rigid_objects, **articulations}
        self.bodies = tuple(self._bodies)
        self.names = (*self.bodies, *SURFACES)
        self._success = success_term
        if success_term is not None:
            _demand_term(environment, success_term)

    def moment(self, slot: int, time_sec: float, reported: bool | None) -> Moment:
        tool = self._controls.arm.tool(slot)
        return Moment(
            time_sec,
            np.array([self._row(body, slot) for body in self._bodies.values()]).reshape(-1, 13),
            self._controls.arm.joints(slot),
            np.array([*tool.position, *tool.quaternion]),
            self._controls.opening(slot),
            NO_CONTACTS,
            reported,
        )

    def reported(self, slot: int) -> bool | None:
        """Of the last step, by the termination term that means success."""
        if self._success is None:
            return None
        return bool(self._environment.env.termination_manager.get_term(self._success)[slot])

    def reported_now(self, slot: int) -> bool | None:
        """Asks the term anew, for a world that has just started."""
        if self._success is None:
            return None
        env = self._environment.env
        term = env.termination_manager.get_term_cfg(self._success)
        return bool(term.func(env, **term.params)[slot])

    def state_hash(self, slot: int) -> str:
        digest = hashlib.sha256()
        scene = self._environment.env.scene
        origin = to_numpy(self._environment.origins[slot])
        for body in [*self._bodies.values(), *scene.articulations.values()]:
            pose = to_numpy(body.data.root_pose_w.torch[slot])
            pose[:3] -= origin
            digest.update(np.ascontiguousarray([*pose, *to_numpy(body.data.root_vel_w.torch[slot])], "<f8").tobytes())
        for robot in scene.articulations.values():
            for values in (robot.data.joint_pos, robot.data.joint_vel):
                digest.update(np.ascontiguousarray(to_numpy(values.torch[slot]), "<f8").tobytes())
        return digest.hexdigest()

    def described(self, slot: int) -> tuple[Body, ...]:
        """What stands there now. Isaac Lab says no friction of a body as a whole: it is read back as 0."""
        return tuple(self._described(name, body, slot) for name, body in self._bodies.items())

    def state(self, slot: int, key: str) -> np.ndarray:
        return np.array(_STATE[key](self._controls, slot), float)

    def _described(self, name: str, body, slot: int) -> Body:
        row = self._row(body, slot)
        return Body(
            name=name,
            model=f"isaaclab/{name}",
            pose=Pose(tuple(row[:3].tolist()), tuple(row[3:7].tolist())),
            color=None,
            scale=1.0,
            mass_kg=float(to_numpy(body.data.body_mass.torch[slot]).sum()),
            friction=Friction(0.0, 0.0, 0.0),
            fixed=False,
        )

    def _row(self, body, slot: int) -> np.ndarray:
        pose = body.data.root_pose_w.torch[slot].clone()
        pose[:3] -= self._environment.origins[slot]
        return to_numpy(torch.cat([pose, body.data.root_vel_w.torch[slot]]))


def _tool(controls: Controls, slot: int) -> list[float]:
    pose = controls.arm.tool(slot)
    return [*pose.position, *pose.quaternion]


_STATE: dict[str, Callable[[Controls, int], object]] = {
    "jointPositions": lambda controls, slot: controls.arm.joints(slot),
    "jointVelocities": lambda controls, slot: controls.arm.joint_velocities(slot),
    "tcpPose": _tool,
    "gripperOpening": lambda controls, slot: [controls.opening(slot)],
}


def _demand_term(environment: Environment, name: str) -> None:
    known = environment.env.termination_manager.active_terms
    if name not in known:
        raise CannotStart(
            f"--success-term: got {name!r}; termination terms of this task: {', '.join(known) or 'none'}"
        )
