"""The scene as MuJoCo itself has it, read after the build."""

from __future__ import annotations

import dataclasses
import math

import mujoco
import numpy as np

from ...geometry import CollisionShape
from ...scene import Body, Friction, Material, Pose, Rgb, Robot, Scene, Zone
from .bodies import BodyPlan
from .mjcf import xyzw
from .pictures import Pictures
from .poses import geom_pose
from .world import INNER_STEPS, World

DIGITS = 6
"""MuJoCo keeps colours and corners of meshes as float32: digits beyond these are its rounding."""
MESH = mujoco.mjtGeom.mjGEOM_MESH


def read_scene_back(world: World, pictures: Pictures) -> Scene:
    """Asks MuJoCo for every parameter it holds, and the renderer for what it will draw with."""
    model, scene = world.model, world.scene
    physics_hz = 1.0 / (model.opt.timestep * INNER_STEPS)
    return Scene(
        control_hz=physics_hz / scene.substeps,
        physics_hz=physics_hz,
        robot=read_robot(world),
        table=Material(_color(model, model.geom("table").id), scene.table.texture),
        floor=Material(_color(model, model.geom("floor").id), scene.floor.texture),
        background=pictures.background,
        light=pictures.light,
        cameras=tuple(pictures.cameras.values()),
        bodies=tuple(read_body(world, plan, body) for plan, body in zip(world.plans, world.body_ids, strict=True)),
        zones=tuple(_zone(world, zone) for zone in scene.zones),
        sensor_noise_std=pictures.noise_std,
    )


def read_robot(world: World) -> Robot:
    arm = world.arm
    angles = world.data.qpos[arm.qpos]
    joints = tuple(angles[: arm.joint_count].tolist())
    return Robot(world.scene.robot.name, joints, arm.opening_of(angles[arm.joint_count :]))


def read_body(world: World, plan: BodyPlan, body: int) -> Body:
    model, data, spec = world.model, world.data, plan.spec
    first = int(model.body_geomadr[body])
    color = None if plan.own_color is None else _color(model, first)
    own = None if plan.own_color is None else _rounded(plan.own_color)
    lateral, spinning, rolling = model.geom_friction[first].tolist()
    return dataclasses.replace(
        spec,
        pose=Pose(tuple(data.xpos[body].tolist()), xyzw(data.xquat[body])),
        color=None if spec.color is None and color == own else color,
        scale=round(_extent_of_geom(model, first) / _extent_of(plan.first), DIGITS),
        mass_kg=float(model.body_mass[body]),
        friction=Friction(lateral, rolling, spinning),
        fixed=int(model.body_jntnum[body]) == 0,
    )


def _extent_of(shape: CollisionShape) -> float:
    """A length of a shape that grows with it."""
    if shape.kind == "hull":
        return _spread(shape.vertices)
    return shape.size_m[0] / 2 if shape.kind == "box" else shape.radius_m


def _extent_of_geom(model: mujoco.MjModel, geom: int) -> float:
    if model.geom_type[geom] != MESH:
        return float(model.geom_size[geom][0])
    mesh = model.geom_dataid[geom]
    first = model.mesh_vertadr[mesh]
    return _spread(model.mesh_vert[first : first + model.mesh_vertnum[mesh]].astype(float))


def _spread(corners: np.ndarray) -> float:
    """Of corners about their mean: the same however a mesh is moved and turned."""
    return float(np.sqrt(((corners - corners.mean(0)) ** 2).sum(1).mean()))


def _zone(world: World, asked: Zone) -> Zone:
    model = world.model
    geom = model.geom(f"zone/{asked.name}").id
    pose, size = geom_pose(world, geom), model.geom_size[geom]
    rect = model.geom_type[geom] == mujoco.mjtGeom.mjGEOM_BOX
    yaw = 2 * math.atan2(pose.quaternion[2], pose.quaternion[3])
    turns = round((asked.yaw_rad - yaw) / (2 * math.pi))
    return Zone(
        name=asked.name,
        shape="rect" if rect else "disc",
        center=pose.position[:2],
        size_m=(float(2 * size[0]), float(2 * size[1]) if rect else asked.size_m[1]),
        yaw_rad=yaw + 2 * math.pi * turns,
        color=_color(model, geom),
    )


def _color(model: mujoco.MjModel, geom: int) -> Rgb:
    return _rounded(model.geom_rgba[geom][:3].tolist())


def _rounded(values: tuple | list) -> tuple:
    return tuple(round(float(value), DIGITS) for value in values)
