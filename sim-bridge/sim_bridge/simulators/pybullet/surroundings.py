"""What every scene has beside bodies and robot: the table, the floor, and paint on the table."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pybullet as p

from ...geometry import Mesh, visual_mesh, write_obj
from ...library import Library
from ...model import Part
from ...rotation import IDENTITY
from ...scene import Material, Vec3, Zone
from ...shapes import Box, Cylinder

TABLE_SIZE_M = (1.2, 1.6, 0.04)
TABLE_CENTER_X_M = 0.4
FLOOR_Z_M = -0.75
FLOOR_SIZE_M = (6.0, 6.0, 0.02)
TEXTURE_M = 0.5
"""Edge of the square that one copy of a texture covers."""
PAINT_M = 0.0006
"""Thickness of paint; each zone lies this much above the one before it, so that overlaps do not flicker."""
FRICTION = {"lateralFriction": 1.0, "rollingFriction": 0.0005, "spinningFriction": 0.002}


@dataclass(frozen=True, slots=True)
class Surface:
    """A slab of the surroundings. `texture`: the one loaded and put on it; PyBullet does not tell when asked."""

    body: int
    texture: str | None


@dataclass(frozen=True, slots=True)
class SurroundingFiles:
    """What is drawn from OBJ files; PyBullet caches these by path, so each holds the same text all its life."""

    table: Path
    floor: Path
    disc: Path


def write_surroundings(folder: Path) -> SurroundingFiles:
    """Writes the files once for all scenes. The disc, 1 m across and 1 m thick, is to be scaled.

    PyBullet's own cylinder, when flat, is shaded like a cone, and its own box magnifies a texture beyond recognition.
    """
    disc = visual_mesh(Part(Cylinder(0.5, 1.0), IDENTITY, None, collides=False, visible=True))
    return SurroundingFiles(
        table=_written(folder / "table.obj", _slab_mesh(TABLE_SIZE_M)),
        floor=_written(folder / "floor.obj", _slab_mesh(FLOOR_SIZE_M)),
        disc=_written(folder / "disc.obj", disc),
    )


def build_table(client: int, material: Material, library: Library, file: Path) -> Surface:
    center = (TABLE_CENTER_X_M, 0.0, -TABLE_SIZE_M[2] / 2)
    return _slab(client, TABLE_SIZE_M, center, material, library, file)


def build_floor(client: int, material: Material, library: Library, file: Path) -> Surface:
    center = (0.0, 0.0, FLOOR_Z_M - FLOOR_SIZE_M[2] / 2)
    return _slab(client, FLOOR_SIZE_M, center, material, library, file)


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


def _written(path: Path, mesh: Mesh) -> Path:
    path.write_text(write_obj(mesh), encoding="ascii")
    return path


def _slab_mesh(size: Vec3) -> Mesh:
    """A box about the origin, each face covered with squares of `TEXTURE_M` from its corner.

    From the corner, because TinyRenderer repeats a texture beyond 1 but not below 0.
    """
    mesh = visual_mesh(Part(Box(size), IDENTITY, None, collides=False, visible=True))
    along = np.array([[1, 2], [0, 2], [0, 1]])[np.abs(mesh.normals).argmax(axis=1)]
    from_corner = mesh.vertices + np.asarray(size) / 2
    return replace(mesh, uvs=np.take_along_axis(from_corner, along, axis=1) / TEXTURE_M)


def _paint(client: int, zone: Zone, disc_file: Path) -> int:
    width, depth = zone.size_m
    if zone.shape == "rect":
        size = {"shapeType": p.GEOM_BOX, "halfExtents": [width / 2, depth / 2, PAINT_M / 2]}
    else:
        size = {"shapeType": p.GEOM_MESH, "fileName": str(disc_file), "meshScale": [width, width, PAINT_M]}
    return p.createVisualShape(**size, rgbaColor=[*zone.color, 1], specularColor=[0, 0, 0], physicsClientId=client)


def _slab(client: int, size: Vec3, center: Vec3, material: Material, library: Library, file: Path) -> Surface:
    half = [length / 2 for length in size]
    collision = p.createCollisionShape(p.GEOM_BOX, halfExtents=half, physicsClientId=client)
    color = [*material.color, 1]
    visual = p.createVisualShape(
        p.GEOM_MESH, fileName=str(file), rgbaColor=color, specularColor=[0, 0, 0], physicsClientId=client
    )
    body = p.createMultiBody(0, collision, visual, center, physicsClientId=client)
    p.changeDynamics(body, -1, **FRICTION, physicsClientId=client)
    if material.texture is not None:
        texture = p.loadTexture(str(library.texture_path(material.texture)), physicsClientId=client)
        p.changeVisualShape(body, -1, textureUniqueId=texture, physicsClientId=client)
    return Surface(body, material.texture)
