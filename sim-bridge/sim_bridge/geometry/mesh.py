"""Triangle meshes with a normal per corner: of a part, of a model, of a flat textured rectangle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..scene import Pose
from .normals import split_at_creases
from .rotation import matrix_of_quaternion
from .surface import surface_of

if TYPE_CHECKING:
    from ..model import Model, Part


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles counter-clockwise from outside: vertices [n, 3] m, unit normals [n, 3], faces [m, 3], uvs [n, 2]."""

    vertices: np.ndarray
    normals: np.ndarray
    faces: np.ndarray
    uvs: np.ndarray | None = None


@lru_cache(maxsize=4096)
def visual_mesh(part: Part) -> Mesh:
    """What a part looks like, in the model frame: smooth where it is round, sharp at its edges."""
    points, faces = surface_of(part.shape)
    vertices, normals, faces = split_at_creases(points, faces)
    return transform(Mesh(vertices, normals, faces), part.pose)


def model_mesh(model: Model) -> Mesh:
    """All visible parts of a model as one mesh in the model frame."""
    return merge(visual_mesh(part) for part in model.parts if part.visible)


def transform(mesh: Mesh, pose: Pose, scale: float = 1.0) -> Mesh:
    """The mesh scaled about its origin, turned, then moved."""
    rotation = matrix_of_quaternion(pose.quaternion).T
    vertices = (mesh.vertices * scale) @ rotation + np.asarray(pose.position)
    return Mesh(vertices, mesh.normals @ rotation, mesh.faces, mesh.uvs)


def merge(meshes: Iterable[Mesh]) -> Mesh:
    """One mesh of several; texture coordinates survive only if all have them."""
    parts = list(meshes)
    starts = np.cumsum([0, *(len(m.vertices) for m in parts)])
    textured = all(m.uvs is not None for m in parts)
    return Mesh(
        vertices=np.concatenate([m.vertices for m in parts]),
        normals=np.concatenate([m.normals for m in parts]),
        faces=np.concatenate([m.faces + start for m, start in zip(parts, starts, strict=False)]),
        uvs=np.concatenate([m.uvs for m in parts]) if textured else None,
    )


def quad(size_m: tuple[float, float], repeat: tuple[float, float] = (1.0, 1.0), cells: int = 1) -> Mesh:
    """A flat rectangle at z = 0, facing up, in `cells` x `cells` squares, its texture repeated (along x, along y)."""
    steps = np.linspace(0.0, 1.0, cells + 1)
    grid = np.stack(np.meshgrid(steps, steps, indexing="xy"), axis=-1).reshape(-1, 2)
    corner = np.arange(cells * (cells + 1)).reshape(cells, cells + 1)[:, :-1].ravel()
    a, b, c, d = corner, corner + 1, corner + cells + 2, corner + cells + 1
    flat = np.zeros((len(grid), 1))
    return Mesh(
        vertices=np.hstack([(grid - 0.5) * np.asarray(size_m), flat]),
        normals=np.hstack([flat, flat, flat + 1.0]),
        faces=np.concatenate([np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]),
        uvs=grid * np.asarray(repeat),
    )
