"""A world in one slot, as the table-top simulator drives and reads it; others may step at any time in between."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np

from ...errors import BridgeError
from ...library import Library
from ...requests import CameraRequest
from ...rotation import compose
from ...scene import Body, Pose, Scene, Vec3
from ...visuals import AssetShop, BodyFrame, FixedFrame, Visuals, describe
from ..base import CameraImage, WorldStates
from ..lockstep import Lockstep
from ..mujoco.mjcf import xyzw
from ..mujoco.readback import read_body, read_robot
from ..mujoco.states import StateReader
from ..mujoco.visibility import visible_fraction
from ..mujoco.world import INNER_STEPS, World
from ..scenery import Scenery
from .cell import Cell

UNDRAWN = (
    "Isaac Lab draws nothing for this bridge: expected --renderer harness, which needs no camera of the simulator"
)


class LiveWorld:
    """See `BuiltWorld`."""

    def __init__(self, slot: int, cell: Cell, lockstep: Lockstep, library: Library, shop: AssetShop) -> None:
        self._slot, self._cell, self._lockstep = slot, cell, lockstep
        self.scene, self.arm = cell.scene, cell.arm
        self.names = cell.world.names
        self.reader = Reader(cell, lockstep)
        look = Scenery(
            lambda: describe(cell.scene, library, shop, cell.robot), lambda v: PoseReader(cell, v, lockstep)
        )
        self.visuals = lambda: look.visuals
        self.instruments = Gauges(cell, lockstep, look)

    def advance(self) -> None:
        self._lockstep.advance(self._slot)

    def read_back(self) -> Scene:
        """What Newton holds. Looks and cameras are the harness's own to draw, and here as they were asked for."""
        with self._lockstep.lock:
            world = self._cell.world
            physics_hz = self._cell.solver_hz / INNER_STEPS
            bodies = tuple(
                dataclasses.replace(read_body(world, plan, body), color=plan.spec.color)
                for plan, body in zip(world.plans, world.body_ids, strict=True)
            )
            return dataclasses.replace(
                self.scene,
                control_hz=physics_hz / self.scene.substeps,
                physics_hz=physics_hz,
                robot=read_robot(world),
                bodies=bodies,
            )

    def loose_velocities(self) -> Iterable[tuple[Vec3, Vec3]]:
        with self._lockstep.lock:
            world = self._cell.world
            loose = [body for spec, body in zip(self.scene.bodies, world.body_ids, strict=True) if not spec.fixed]
            first = [world.model.jnt_dofadr[world.model.body_jntadr[body]] for body in loose]
            return [(tuple(world.data.qvel[at : at + 3]), tuple(world.data.qvel[at + 3 : at + 6])) for at in first]

    def body_pose(self, body: Body) -> Pose:
        with self._lockstep.lock:
            world = self._cell.world
            return _pose(world, world.body_ids[self.scene.bodies.index(body)])


class Reader:
    """See `StateReader` of the table-top simulator: MuJoCo's, of the simulation as it is after the last build."""

    def __init__(self, cell: Cell, lockstep: Lockstep) -> None:
        self._cell, self._lockstep = cell, lockstep

    def row(self) -> np.ndarray:
        with self._lockstep.lock:
            return StateReader(self._cell.world).row()

    def contacts(self) -> list[int]:
        with self._lockstep.lock:
            return StateReader(self._cell.world).contacts()

    def states(self, rows: list, contacts: list[list[int]], times_sec: list[float]) -> WorldStates:
        with self._lockstep.lock:
            return StateReader(self._cell.world).states(rows, contacts, times_sec)

    def state_hash(self, row: np.ndarray) -> str:
        with self._lockstep.lock:
            return StateReader(self._cell.world).state_hash(row)


class PoseReader:
    """Surroundings are where they were described, bodies and links where the simulation has them."""

    def __init__(self, cell: Cell, visuals: Visuals, lockstep: Lockstep) -> None:
        self._cell, self._frames, self._lockstep = cell, visuals.frames, lockstep

    def read(self) -> np.ndarray:
        with self._lockstep.lock:
            poses = [self._pose_of(frame) for frame in self._frames]
        return np.array([[*pose.position, *pose.quaternion] for pose in poses])

    def _pose_of(self, frame: object) -> Pose:
        world = self._cell.world
        if isinstance(frame, FixedFrame):
            return frame.pose
        if isinstance(frame, BodyFrame):
            return _pose(world, world.body_ids[world.names.index(frame.name)])
        return _pose(world, self._cell.links[frame.name])


class Gauges:
    """See `Instruments`."""

    def __init__(self, cell: Cell, lockstep: Lockstep, scenery: Scenery) -> None:
        self._cell, self._lockstep = cell, lockstep
        self.poses = scenery.poses

    def frame(self, request: CameraRequest, step: int) -> CameraImage:
        raise BridgeError("E_OBSERVE", f"camera {request.name}: {UNDRAWN}")

    def visible(self, camera: str, body: str) -> float:
        """By rays in the whole simulation, from an eye that is moved to this slot's place in it."""
        with self._lockstep.lock:
            world = self._cell.world
            lens = world.scene.camera(camera)
            eye = lens.pose if lens.mount == "world" else compose(_pose(world, world.arm.hand_body), lens.pose)
            there = Pose(tuple(np.add(eye.position, self._cell.origin).tolist()), eye.quaternion)
            whole = dataclasses.replace(world, data=world.data.whole)
            return visible_fraction(whole, world.names.index(body), there, lens.near_m, lens.far_m)

    def state(self, key: str) -> np.ndarray:
        with self._lockstep.lock:
            return np.array(_STATE[key](self._cell.world), float)


def _pose(world: World, body: int) -> Pose:
    return Pose(tuple(world.data.xpos[body].tolist()), xyzw(world.data.xquat[body]))


def _tool(world: World) -> list[float]:
    pose = _pose(world, world.arm.tool_body)
    return [*pose.position, *pose.quaternion]


_STATE = {
    "jointPositions": lambda world: world.data.qpos[world.arm.qpos[: world.arm.joint_count]],
    "jointVelocities": lambda world: world.data.qvel[world.arm.qvel[: world.arm.joint_count]],
    "tcpPose": _tool,
    "gripperOpening": lambda w: [w.arm.opening_of(w.data.qpos[w.arm.qpos[w.arm.joint_count :]])],
}
