"""The shapes that a part of a model may have (docs/models.md): what YAML calls each, its dimensions, how it is read.

Lengths in metres, in the part's own frame: centred on the origin, axis along z, unless said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from .errors import mismatch
from .fields import Fields, number
from .scene import Vec3

CODE = "E_ASSET"
MAX_M = 2.0


@dataclass(frozen=True, slots=True)
class Box:
    size_m: Vec3


@dataclass(frozen=True, slots=True)
class Cylinder:
    radius_m: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Sphere:
    radius_m: float


@dataclass(frozen=True, slots=True)
class Capsule:
    """`height_m` is that of the straight part; the caps are half spheres of `radius_m` at both ends."""

    radius_m: float
    height_m: float


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    radii_m: Vec3


@dataclass(frozen=True, slots=True)
class Lathe:
    """`profile_m`: points (r, z) turned about z, the solid on their left (up the outside, down the inside).

    A profile that ends where it began is a ring; else an end off the axis is closed by a flat disc.
    """

    profile_m: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Tube:
    """A round bar along `path_m`, one radius per point."""

    path_m: tuple[Vec3, ...]
    radii_m: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MeshFile:
    """Triangles of `data/meshes/<file>`, already read: corners [n][3] and corner indices [m][3]."""

    file: str
    vertices_m: tuple[Vec3, ...]
    faces: tuple[tuple[int, int, int], ...]


Shape = Box | Cylinder | Sphere | Capsule | Ellipsoid | Lathe | Tube | MeshFile
MeshReader = Callable[[str], MeshFile]


def read_shape(fields: Fields, read_mesh: MeshReader) -> Shape:
    """The shape that a part's `shape` names, with its dimensions checked."""
    kind = fields.choice("shape", (*_READERS, "mesh"))
    return read_mesh(fields.text("file")) if kind == "mesh" else _READERS[kind](fields)


def _positive_vec3(fields: Fields, key: str) -> Vec3:
    values = fields.numbers(key, 3, 0.0, MAX_M)
    if min(values) == 0.0:
        raise fields.error(key, "3 numbers above 0", list(values))
    return values


def _lathe(fields: Fields) -> Lathe:
    profile = _points(fields, "profileM", 2)
    if min(r for r, _ in profile) < 0.0:
        raise fields.error("profileM", "points [r, z] with r >= 0", [list(p) for p in profile])
    return Lathe(profile)


def _tube(fields: Fields) -> Tube:
    path = _points(fields, "pathM", 3)
    if any(a == b for a, b in pairwise(path)) or _turns_back(path):
        raise fields.error("pathM", "a path that does not stand still or turn back on itself", [list(p) for p in path])
    return Tube(path, _tube_radii(fields, len(path)))


def _turns_back(path: tuple[Vec3, ...]) -> bool:
    return any(a == c for a, c in zip(path, path[2:], strict=False))


def _tube_radii(fields: Fields, count: int) -> tuple[float, ...]:
    if not isinstance(fields.raw("radiusM"), list):
        return (fields.above_zero("radiusM", MAX_M),) * count
    radii = fields.numbers("radiusM", count, 0.0, MAX_M)
    if min(radii) == 0.0:
        raise fields.error("radiusM", "numbers above 0", list(radii))
    return radii


def _points(fields: Fields, key: str, length: int) -> tuple:
    """At least two points of `length` numbers each."""
    points = fields.items(key)
    if len(points) < 2:
        raise fields.error(key, "at least 2 points", points)
    return tuple(_point(f"{fields.where(key)}[{i}]", point, length) for i, point in enumerate(points))


def _point(where: str, point: object, length: int) -> tuple[float, ...]:
    if not isinstance(point, list) or len(point) != length:
        raise mismatch(CODE, where, f"{length} numbers", point)
    return tuple(number(value, f"{where}[{i}]", CODE, -MAX_M, MAX_M) for i, value in enumerate(point))


_READERS: dict[str, Callable[[Fields], Shape]] = {
    "box": lambda f: Box(_positive_vec3(f, "sizeM")),
    "cylinder": lambda f: Cylinder(f.above_zero("radiusM", MAX_M), f.above_zero("heightM", MAX_M)),
    "sphere": lambda f: Sphere(f.above_zero("radiusM", MAX_M)),
    "capsule": lambda f: Capsule(f.above_zero("radiusM", MAX_M), f.above_zero("heightM", MAX_M)),
    "ellipsoid": lambda f: Ellipsoid(_positive_vec3(f, "radiiM")),
    "lathe": _lathe,
    "tube": _tube,
}
