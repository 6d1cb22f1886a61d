"""What every scene has beside bodies and robot: the table, the floor, and paint on the table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pybullet as p

from ...geometry import visual_mesh, write_obj
from ...library import Library
from ...model import Part
from ...rotation import IDENTITY
from ...scene import Material, Zone
from ...shapes import Cylinder

TABLE_SIZE_M = (1.2, 1.6, 0.04)
TABLE_CENTER_X_M = 0.4
FLOOR_Z_M = -0.75
FLOOR_SIZE_M = (6.0, 6.0, 0.02)
PAINT_M = 0.0006
"""Thickness of paint; each zone lies this much above the one before it, so that overlaps do not flicker."""
FRICTION = {"lateralFriction": 1.0, "rollingFriction": 0.0005, "spinningFriction": 0.002}


@dataclass(frozen=True, slots=True)
class Surface:
    """A slab of the surroundings. `texture`: the one loaded and put on it; PyBullet does not tell when asked."""

    body: int
    texture: str | None


def build_table(client: int, material: Material, library: Library) -> Surface:
    return _slab(client, TABLE_SIZE_M, (TABLE_CENTER_X_M, 0.0, -TABLE_SIZE_M[2] / 2), material, library)


def build_floor(client: int, material: Material, library: Library) -> Surface:
    return _slab(client, FLOOR_SIZE_M, (0.0, 0.0, FLOOR_Z_M - FLOOR_SIZE_M[2] / 2), material, library)


def paint_zone(client: int, zone: Zone, layer: int, disc_file: Path) -> int:
    """A thin body without a collision shape: seen by cameras, felt by nothing, not even rays."""
    return p.createMultiBody(
        0,
        -1,
        _paint(client, zone, disc_file),
        [*zone.center, PAINT_M * (0.5 + layer)],
        [0, 0, math.sin(zone.yaw_rad / 2), math.cos(zone.yaw_rad / 2)],
        physicsClientId=client,
    )


def write_disc(folder: Path) -> Path:
    """A disc 1 m across and 1 m thick, to be scaled; PyBullet's own cylinder, when flat, is shaded like a cone."""
    path = folder / "disc.obj"
    disc = Part(Cylinder(0.5, 1.0), IDENTITY, None, collides=False, visible=True)
    path.write_text(write_obj(visual_mesh(disc)), encoding="ascii")
    return path


def _paint(client: int, zone: Zone, disc_file: Path) -> int:
    width, depth = zone.size_m
    if zone.shape == "rect":
        size = {"shapeType": p.GEOM_BOX, "halfExtents": [width / 2, depth / 2, PAINT_M / 2]}
    else:
        size = {"shapeType": p.GEOM_MESH, "fileName": str(disc_file), "meshScale": [width, width, PAINT_M]}
    return p.createVisualShape(**size, rgbaColor=[*zone.color, 1], specularColor=[0, 0, 0], physicsClientId=client)


def _slab(client: int, size: tuple, center: tuple, material: Material, library: Library) -> Surface:
    half = [length / 2 for length in size]
    collision = p.createCollisionShape(p.GEOM_BOX, halfExtents=half, physicsClientId=client)
    visual = p.createVisualShape(
        p.GEOM_BOX, halfExtents=half, rgbaColor=[*material.color, 1], specularColor=[0, 0, 0], physicsClientId=client
    )
    body = p.createMultiBody(0, collision, visual, center, physicsClientId=client)
    p.changeDynamics(body, -1, **FRICTION, physicsClientId=client)
    if material.texture is not None:
        texture = p.loadTexture(str(library.texture_path(material.texture)), physicsClientId=client)
        p.changeVisualShape(body, -1, textureUniqueId=texture, physicsClientId=client)
    return Surface(body, material.texture)
