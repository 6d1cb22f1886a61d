"""The scene as PyBullet itself has it, read after the build."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

import pybullet as p

from ...scene import Body, Friction, Material, Pose, Rgb, Robot, Scene, Zone
from .bodies import BuiltBody, model_pose
from .render import Renderer
from .surroundings import Surface
from .world import World

DIGITS = 6
"""PyBullet keeps colours and mesh scales as float32: digits beyond these are its rounding."""


def read_scene_back(world: World, renderer: Renderer) -> Scene:
    """Asks PyBullet for every parameter it holds, and the renderer for what it will draw with."""
    client = world.client
    engine = p.getPhysicsEngineParameters(client)
    physics_hz = 1.0 / engine["fixedTimeStep"]
    return Scene(
        control_hz=physics_hz / world.scene.substeps,
        physics_hz=physics_hz,
        robot=_robot(world),
        table=_material(client, world.table),
        floor=_material(client, world.floor),
        background=renderer.read_background(),
        light=renderer.read_light(),
        cameras=renderer.read_cameras(),
        bodies=tuple(_body(client, built) for built in world.bodies),
        zones=tuple(_zone(client, body, zone) for body, zone in zip(world.zones, world.scene.zones, strict=True)),
        sensor_noise_std=renderer.read_noise_std(),
    )


def model_pose_of(client: int, built: BuiltBody) -> Pose:
    position, quaternion = p.getBasePositionAndOrientation(built.body, client)
    center, axes = p.getDynamicsInfo(built.body, -1, physicsClientId=client)[3:5]
    return model_pose(position, quaternion, center, axes)


def _robot(world: World) -> Robot:
    arm, client = world.arm, world.client
    joints = tuple(state[0] for state in p.getJointStates(arm.body, arm.joints, client))
    fingers = [state[0] for state in p.getJointStates(arm.body, arm.fingers, client)]
    return Robot(world.scene.robot.name, joints, arm.opening_of(fingers))


def _body(client: int, built: BuiltBody) -> Body:
    spec = built.spec
    dynamics = p.getDynamicsInfo(built.body, -1, physicsClientId=client)
    visual = p.getVisualShapeData(built.body, physicsClientId=client)[0]
    color = None if built.own_color is None else _color(visual)
    own = None if built.own_color is None else _rounded(built.own_color)
    return dataclasses.replace(
        spec,
        pose=model_pose_of(client, built),
        color=None if spec.color is None and color == own else color,
        scale=round(visual[3][0], DIGITS),
        # Nothing moves a fixed body and PyBullet keeps no mass of it: the scene's is the truth as far as there is one.
        mass_kg=spec.mass_kg if spec.fixed and dynamics[0] == 0.0 else dynamics[0],
        friction=Friction(lateral=dynamics[1], rolling=dynamics[6], spinning=dynamics[7]),
        fixed=dynamics[0] == 0.0,
    )


def _material(client: int, surface: Surface) -> Material:
    return Material(_color(p.getVisualShapeData(surface.body, physicsClientId=client)[0]), surface.texture)


def _color(visual: tuple) -> Rgb:
    return _rounded(visual[7][:3])


def _rounded(values: Sequence[float]) -> tuple:
    return tuple(round(value, DIGITS) for value in values)


def _zone(client: int, body: int, asked: Zone) -> Zone:
    visual = p.getVisualShapeData(body, physicsClientId=client)[0]
    position, q = p.getBasePositionAndOrientation(body, client)
    width, depth = _rounded(visual[3][:2])
    return Zone(
        name=asked.name,
        shape="rect" if visual[2] == p.GEOM_BOX else "disc",
        center=(position[0], position[1]),
        size_m=(width, depth if visual[2] == p.GEOM_BOX else asked.size_m[1]),
        yaw_rad=_near(2 * math.atan2(q[2], q[3]), asked.yaw_rad),
        color=_color(visual),
    )


def _near(angle: float, wanted: float) -> float:
    """The same direction, named by the number of turns that `wanted` has."""
    return angle + 2 * math.pi * round((wanted - angle) / (2 * math.pi))
