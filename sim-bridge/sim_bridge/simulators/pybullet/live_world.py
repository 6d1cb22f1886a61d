"""A world built in PyBullet, as the table-top simulator drives and reads it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pybullet as p

from ...library import Library
from ...requests import CameraRequest
from ...scene import Body, Pose, Scene, Vec3
from ...visuals import AssetShop, describe
from ..base import CameraImage
from ..scenery import Scenery
from .poses import PoseReader
from .readback import model_pose_of, read_scene_back
from .render import Renderer
from .states import StateReader
from .visibility import visible_fraction
from .world import World


class LiveWorld:
    """See `BuiltWorld`."""

    def __init__(self, built: World, seed: int, library: Library, shop: AssetShop) -> None:
        self.built = built
        self.scene = built.scene
        self.names = built.names
        self.arm = built.arm
        self.reader = StateReader(built)
        self.renderer = Renderer(built, seed)
        look = Scenery(
            lambda: describe(built.scene, library, shop, built.arm.description), lambda v: PoseReader(built, v)
        )
        self.visuals = lambda: look.visuals
        self.instruments = Gauges(built, self.renderer, look)

    def advance(self) -> None:
        step, client = p.stepSimulation, self.built.client
        for _ in range(self.scene.substeps):
            step(client)

    def read_back(self) -> Scene:
        return read_scene_back(self.built, self.renderer)

    def loose_velocities(self) -> Iterable[tuple[Vec3, Vec3]]:
        return (p.getBaseVelocity(b.body, self.built.client) for b in self.built.bodies if not b.spec.fixed)

    def body_pose(self, body: Body) -> Pose:
        return model_pose_of(self.built.client, self.built.bodies[self.scene.bodies.index(body)])


class Gauges:
    """See `Instruments`."""

    def __init__(self, world: World, renderer: Renderer, scenery: Scenery) -> None:
        self._world = world
        self._renderer = renderer
        self.poses = scenery.poses

    def frame(self, request: CameraRequest, step: int) -> CameraImage:
        return self._renderer.frame(request, step)

    def visible(self, camera: str, body: str) -> float:
        built = next(b for b in self._world.bodies if b.spec.name == body)
        lens = next(c for c in self._renderer.read_cameras() if c.name == camera)
        return visible_fraction(self._world, built, self._renderer.pose(camera), lens.near_m, lens.far_m)

    def state(self, key: str) -> np.ndarray:
        return _STATE[key](self._world)


def _joint_states(world: World, field: int) -> np.ndarray:
    return np.array([state[field] for state in p.getJointStates(world.arm.body, world.arm.joints, world.client)])


def _tool(world: World) -> np.ndarray:
    pose = world.arm.link_pose(world.arm.tool_link)
    return np.array([*pose.position, *pose.quaternion])


def _opening(world: World) -> np.ndarray:
    fingers = p.getJointStates(world.arm.body, world.arm.fingers, world.client)
    return np.array([world.arm.opening_of([state[0] for state in fingers])])


_STATE = {
    "jointPositions": lambda world: _joint_states(world, 0),
    "jointVelocities": lambda world: _joint_states(world, 1),
    "tcpPose": _tool,
    "gripperOpening": _opening,
}
