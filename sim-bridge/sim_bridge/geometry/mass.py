"""Centre of mass and inertia of a model: its colliding parts as solids of one density, overlaps counted twice.

Integrals over a closed triangle surface: sums over the tetrahedra between the origin and each triangle (Tonon 2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ..scene import Quat, Vec3
from .mesh import visual_mesh
from .rotation import quaternion_of_matrix

if TYPE_CHECKING:
    from ..model import Model


@dataclass(frozen=True, slots=True)
class MassProperties:
    """`center_m` in the model frame; `axes` turns the principal axes into it; `inertia_kg_m2` is about them."""

    center_m: Vec3
    axes: Quat
    inertia_kg_m2: Vec3


def mass_properties(model: Model, mass_kg: float, scale: float = 1.0) -> MassProperties:
    """Of the model scaled by `scale` and weighing `mass_kg` [kg]."""
    unit = _of_one_kilogram(model)
    return MassProperties(
        center_m=tuple(scale * c for c in unit.center_m),
        axes=unit.axes,
        inertia_kg_m2=tuple(mass_kg * scale * scale * i for i in unit.inertia_kg_m2),
    )


@lru_cache(maxsize=256)
def _of_one_kilogram(model: Model) -> MassProperties:
    integrals = [solid_integrals(m.vertices, m.faces) for m in (visual_mesh(p) for p in model.parts if p.collides)]
    volume, first, second = (sum(values) for values in zip(*integrals, strict=True))
    center = first / volume
    covariance = second / volume - np.outer(center, center)
    inertia = np.trace(covariance) * np.eye(3) - covariance
    values, vectors = np.linalg.eigh(inertia)
    vectors[:, 2] *= np.sign(np.linalg.det(vectors))
    return MassProperties(tuple(center.tolist()), quaternion_of_matrix(vectors), tuple(values.tolist()))


def solid_integrals(vertices: np.ndarray, faces: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Volume [m3], integral of x [3] and of x x^T [3, 3] over the solid inside a closed surface."""
    corners = vertices[faces]
    volumes = np.einsum("ni,ni->n", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6.0
    sums = corners.sum(axis=1)
    second = np.einsum("nki,nkj->nij", corners, corners) + np.einsum("ni,nj->nij", sums, sums)
    first = (volumes[:, None] * sums).sum(axis=0)
    return float(volumes.sum()), first / 4.0, np.einsum("n,nij->ij", volumes, second) / 20.0
