"""Collision shapes as geoms of MuJoCo; a hull is a mesh of corners, of which MuJoCo makes the convex hull itself."""

from __future__ import annotations

import hashlib

import numpy as np

from ...geometry import CollisionShape
from ...scene import Pose
from .mjcf import Element, add, place, text_of

ROBOT, LOOSE, STATIC = 1, 2, 4
COLLIDES_WITH = {ROBOT: LOOSE | STATIC, LOOSE: ROBOT | LOOSE | STATIC, STATIC: ROBOT | LOOSE}
"""Kinds of geoms, each a bit. The robot does not collide with itself, as in PyBullet."""


class HullMeshes:
    """The meshes of a document, each corner set once."""

    def __init__(self, asset: Element) -> None:
        self._asset = asset
        self._known: set[str] = set()

    def name_of(self, corners: np.ndarray) -> str:
        text = text_of(corners)
        name = f"hull/{hashlib.sha256(text.encode()).hexdigest()[:20]}"
        if name not in self._known:
            self._known.add(name)
            add(self._asset, "mesh", name=name, vertex=text, inertia="shell")
        return name


def add_geom(body: Element, shape: CollisionShape, meshes: HullMeshes, kind: int, **attributes: object) -> Element:
    """A geom that collides as one of `kind`."""
    bits = {"contype": kind, "conaffinity": COLLIDES_WITH[kind]}
    return add(body, "geom", **_form(shape, meshes), **place(shape.pose), **bits, **attributes)


def _form(shape: CollisionShape, meshes: HullMeshes) -> dict[str, object]:
    half = shape.height_m / 2
    if shape.kind == "hull":
        return {"type": "mesh", "mesh": meshes.name_of(shape.vertices)}
    if shape.kind == "box":
        return {"type": "box", "size": [length / 2 for length in shape.size_m]}
    if shape.kind == "sphere":
        return {"type": "sphere", "size": [shape.radius_m]}
    return {"type": shape.kind, "size": [shape.radius_m, half]}


def hull_of(corners: np.ndarray, pose: Pose) -> CollisionShape:
    return CollisionShape("hull", pose, vertices=corners)
