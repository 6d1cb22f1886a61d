"""The table, the floor and paint on the table: sizes and places that are the same in every scene and simulator."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from .geometry import Mesh, visual_mesh
from .model import Part
from .rotation import IDENTITY
from .scene import Pose, Vec3, Zone
from .shapes import Box

TABLE_SIZE_M = (1.2, 1.6, 0.04)
TABLE_CENTER_M = (0.4, 0.0, -TABLE_SIZE_M[2] / 2)
FLOOR_SIZE_M = (6.0, 6.0, 0.02)
FLOOR_CENTER_M = (0.0, 0.0, -0.75 - FLOOR_SIZE_M[2] / 2)
TEXTURE_M = 0.5
"""Edge of the square that one copy of a texture covers."""
PAINT_M = 0.0006
"""Thickness of paint; each zone lies this much above the one before it, so that overlaps do not flicker."""


def slab_mesh(size: Vec3) -> Mesh:
    """A box about the origin, each face covered with squares of `TEXTURE_M` from its corner.

    From the corner, because TinyRenderer repeats a texture beyond 1 but not below 0.
    """
    mesh = visual_mesh(Part(Box(size), IDENTITY, None, collides=False, visible=True))
    along = np.array([[1, 2], [0, 2], [0, 1]])[np.abs(mesh.normals).argmax(axis=1)]
    from_corner = mesh.vertices + np.asarray(size) / 2
    return replace(mesh, uvs=np.take_along_axis(from_corner, along, axis=1) / TEXTURE_M)


def paint_pose(zone: Zone, layer: int) -> Pose:
    """Middle of the paint of a zone that has `layer` others below it."""
    half = zone.yaw_rad / 2
    return Pose((*zone.center, PAINT_M * (0.5 + layer)), (0.0, 0.0, math.sin(half), math.cos(half)))
