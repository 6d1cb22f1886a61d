"""A scene built in MuJoCo from nothing: an XML text, compiled."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

import mujoco
import numpy as np

from ...errors import BridgeError
from ...library import Library
from ...robots import load_robot
from ...scene import Material, Scene, Vec3, Zone, index_names
from ...table_top import FLOOR_CENTER_M, FLOOR_SIZE_M, PAINT_M, TABLE_CENTER_M, TABLE_SIZE_M, paint_pose
from ..commands import check_start
from .arm import Arm, stand
from .bodies import BodyPlan, add_body, body_name
from .mjcf import Element, add, place, write
from .robot import add_motors, add_robot, link_name
from .shapes import COLLIDES_WITH, STATIC, HullMeshes

INNER_STEPS = 2
"""MuJoCo steps in a physics step of the scene: its soft contacts want about 2 ms."""
OPTIONS = {"gravity": (0.0, 0.0, -9.81), "integrator": "implicitfast", "cone": "elliptic", "impratio": 10.0}
PAINT_GROUP = 4
"""Geoms of this group are not there for rays."""
SURFACE_FRICTION = (1.0, 0.002, 0.0005)


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """A built scene. `owner[geom]`: its index in `names`; `body_ids` of MuJoCo, in the order of the scene."""

    scene: Scene
    names: tuple[str, ...]
    model: mujoco.MjModel
    data: mujoco.MjData
    arm: Arm
    plans: tuple[BodyPlan, ...]
    body_ids: np.ndarray
    owner: np.ndarray


class WorldBuilder:
    def __init__(self, library: Library) -> None:
        self._library = library

    def build(self, scene: Scene) -> World:
        """Errors name the key of the scene."""
        robot = load_robot(scene.robot.name)
        check_start(robot, scene.robot)
        root, plans = document_of(scene, self._library)
        try:
            model = mujoco.MjModel.from_xml_string(write(root))
        except ValueError as cause:
            raise BridgeError("E_SCENE", f"scene: MuJoCo cannot build it: {cause}".replace("\n", " ")) from cause
        data = mujoco.MjData(model)
        arm = stand(model, data, robot, scene)
        names = index_names(scene)
        bodies = np.array([model.body(body_name(spec)).id for spec in scene.bodies], int)
        return World(scene, names, model, data, arm, plans, bodies, _owners(model, names, scene, arm, bodies))


def document_of(scene: Scene, library: Library) -> tuple[Element, tuple[BodyPlan, ...]]:
    """The scene in MuJoCo's XML. Errors name the key of the scene."""
    root = ElementTree.Element("mujoco", model="scene")
    add(root, "compiler", angle="radian", autolimits=True)
    options = add(root, "option", timestep=1.0 / (scene.physics_hz * INNER_STEPS), **OPTIONS)
    add(options, "flag", multiccd="enable", autoreset="disable")
    meshes = HullMeshes(add(root, "asset"))
    world = add(root, "worldbody")
    _add_slab(world, "table", TABLE_SIZE_M, TABLE_CENTER_M, scene.table)
    _add_slab(world, "floor", FLOOR_SIZE_M, FLOOR_CENTER_M, scene.floor)
    for layer, zone in enumerate(scene.zones):
        _add_paint(world, zone, layer)
    add_robot(world, load_robot(scene.robot.name), meshes)
    plans = tuple(add_body(world, spec, library, meshes) for spec in scene.bodies)
    add_motors(root, load_robot(scene.robot.name))
    return root, plans


def _add_slab(world: Element, name: str, size: Vec3, center: Vec3, material: Material) -> None:
    add(
        world,
        "geom",
        name=name,
        type="box",
        size=[length / 2 for length in size],
        pos=center,
        rgba=(*material.color, 1.0),
        friction=SURFACE_FRICTION,
        condim=4,
        contype=STATIC,
        conaffinity=COLLIDES_WITH[STATIC],
    )


def _add_paint(world: Element, zone: Zone, layer: int) -> None:
    """Seen, felt by nothing, not even rays."""
    width, depth = zone.size_m
    rect = zone.shape == "rect"
    add(
        world,
        "geom",
        name=f"zone/{zone.name}",
        type="box" if rect else "cylinder",
        size=[width / 2, depth / 2, PAINT_M / 2] if rect else [width / 2, PAINT_M / 2],
        rgba=(*zone.color, 1.0),
        group=PAINT_GROUP,
        contype=0,
        conaffinity=0,
        **place(paint_pose(zone, layer)),
    )


def _owners(model: mujoco.MjModel, names: tuple[str, ...], scene: Scene, arm: Arm, bodies: np.ndarray) -> np.ndarray:
    owner = np.full(model.ngeom, names.index("arm"), np.int64)
    grips = [model.body(link_name(link)).id for link in arm.description.gripper_links]
    owner[np.isin(model.geom_bodyid, grips)] = names.index("gripper")
    for index, body in enumerate(bodies):
        owner[model.geom_bodyid == body] = index
    for name in ("table", "floor"):
        owner[model.geom(name).id] = names.index(name)
    for index, zone in enumerate(scene.zones):
        owner[model.geom(f"zone/{zone.name}").id] = len(names) - len(scene.zones) + index
    return owner
