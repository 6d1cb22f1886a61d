"""A world built in MuJoCo, as the table-top simulator drives and reads it."""

from __future__ import annotations

from collections.abc import Iterable

import mujoco
import numpy as np

from ...library import Library
from ...requests import CameraRequest
from ...scene import Body, Pose, Scene, Vec3
from ...visuals import AssetShop, describe
from ..base import CameraImage
from ..gl import GlThread
from ..scenery import Scenery
from .bodies import body_name
from .mjcf import xyzw
from .pictures import Pictures
from .poses import PoseReader
from .readback import read_scene_back
from .states import StateReader
from .visibility import visible_fraction
from .world import INNER_STEPS, World


class LiveWorld:
    """See `BuiltWorld`."""

    def __init__(self, built: World, seed: int, library: Library, shop: AssetShop, gl: GlThread) -> None:
        self.built = built
        self.scene = built.scene
        self.names = built.names
        self.arm = built.arm
        self.reader = StateReader(built)
        look = Scenery(
            lambda: describe(built.scene, library, shop, built.arm.description), lambda v: PoseReader(built, v)
        )
        self.visuals = lambda: look.visuals
        hand = built.arm.hand_body
        self.pictures = Pictures(
            built.scene, built.names, seed, gl, self.visuals, look.poses, lambda: _body_pose(built, hand)
        )
        self.instruments = Gauges(built, self.pictures, look)

    def advance(self) -> None:
        """What follows from the state (poses, contacts) is worked out once more at the end, for whoever reads it."""
        model, data = self.built.model, self.built.data
        self.arm.drive(data)
        mujoco.mj_step(model, data, self.scene.substeps * INNER_STEPS)
        mujoco.mj_step1(model, data)

    def read_back(self) -> Scene:
        return read_scene_back(self.built, self.pictures)

    def loose_velocities(self) -> Iterable[tuple[Vec3, Vec3]]:
        for spec in self.scene.bodies:
            if not spec.fixed:
                velocity = self.built.data.joint(body_name(spec)).qvel
                yield tuple(velocity[:3]), tuple(velocity[3:])

    def body_pose(self, body: Body) -> Pose:
        return _body_pose(self.built, self.built.model.body(body_name(body)).id)


class Gauges:
    """See `Instruments`."""

    def __init__(self, world: World, pictures: Pictures, scenery: Scenery) -> None:
        self._world = world
        self._pictures = pictures
        self.poses = scenery.poses

    def frame(self, request: CameraRequest, step: int) -> CameraImage:
        return self._pictures.frame(request, step)

    def visible(self, camera: str, body: str) -> float:
        index = next(i for i, spec in enumerate(self._world.scene.bodies) if spec.name == body)
        lens = self._pictures.cameras[camera]
        return visible_fraction(self._world, index, self._pictures.pose(camera), lens.near_m, lens.far_m)

    def state(self, key: str) -> np.ndarray:
        return _STATE[key](self._world)


def _body_pose(world: World, body: int) -> Pose:
    return Pose(tuple(world.data.xpos[body].tolist()), xyzw(world.data.xquat[body]))


def _tool(world: World) -> np.ndarray:
    pose = _body_pose(world, world.arm.tool_body)
    return np.array([*pose.position, *pose.quaternion])


_STATE = {
    "jointPositions": lambda world: world.data.qpos[world.arm.qpos[: world.arm.joint_count]],
    "jointVelocities": lambda world: world.data.qvel[world.arm.qvel[: world.arm.joint_count]],
    "tcpPose": _tool,
    "gripperOpening": lambda w: np.array([w.arm.opening_of(w.data.qpos[w.arm.qpos[w.arm.joint_count :]])]),
}
