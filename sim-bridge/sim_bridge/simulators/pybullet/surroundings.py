"""What every scene has beside bodies and robot: the table, the floor, and paint on the table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pybullet as p

from ...geometry import Mesh, visual_mesh, write_obj
from ...library import Library
from ...model import Part
from ...rotation import IDENTITY
from ...scene import Material, Vec3, Zone
from ...shapes import Cylinder
from ...table_top import FLOOR_CENTER_M, FLOOR_SIZE_M, PAINT_M, TABLE_CENTER_M, TABLE_SIZE_M, paint_pose, slab_mesh

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
        table=_written(folder / "table.obj", slab_mesh(TABLE_SIZE_M)),
        floor=_written(folder / "floor.obj", slab_mesh(FLOOR_SIZE_M)),
        disc=_written(folder / "disc.obj", disc),
    )


def build_table(client: int, material: Material, library: Library, file: Path) -> Surface:
    return _slab(client, TABLE_SIZE_M, TABLE_CENTER_M, material, library, file)


def build_floor(client: int, material: Material, library: Library, file: Path) -> Surface:
    return _slab(client, FLOOR_SIZE_M, FLOOR_CENTER_M, material, library, file)


def paint_zone(client: int, zone: Zone, layer: int, disc_file: Path) -> int:
    """A thin body without a collision shape: seen by cameras, felt by nothing, not even rays."""
    pose = paint_pose(zone, layer)
    return p.createMultiBody(
        0, -1, _paint(client, zone, disc_file), pose.position, pose.quaternion, physicsClientId=client
    )


def _written(path: Path, mesh: Mesh) -> Path:
    path.write_text(write_obj(mesh), encoding="ascii")
    return path


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
