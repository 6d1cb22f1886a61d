"""A model of the library as the bridge uses it (docs/models.md), and how its YAML is read.

Model frame: origin at the centre of the footprint, on the ground when it stands, z up. Metres, kilograms.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from .fields import Fields, whole_record
from .geometry.rotation import quaternion_of_rpy_deg
from .scene import Friction, Pose, Rgb, Vec3
from .shapes import MAX_M, MeshReader, Shape, read_shape

T = TypeVar("T")
CATEGORIES = ("block", "can", "bottle", "ball", "fruit", "cutlery", "toy", "mug", "receptacle", "prop")
ROLES = ("graspable", "receptacle", "prop")


@dataclass(frozen=True, slots=True)
class Part:
    """`pose` in the model frame; `color` None is tinted: it takes the model's colour or the scene's."""

    shape: Shape
    pose: Pose
    color: Rgb | None
    collides: bool
    visible: bool


@dataclass(frozen=True, slots=True)
class Grasp:
    """Where the fingers close, in the model frame: along y turned by `yaw_deg`; `symmetry_deg` 0 is any yaw."""

    height_m: float
    width_m: float
    symmetry_deg: float
    offset_m: tuple[float, float]
    yaw_deg: float


@dataclass(frozen=True, slots=True)
class Cavity:
    """The inside of a receptacle about `offset_m`; `size_m` is (x, y) of a `rect`, the diameter twice of a `disc`."""

    shape: str
    offset_m: tuple[float, float]
    size_m: tuple[float, float]
    floor_m: float
    rim_m: float


@dataclass(frozen=True, slots=True)
class Model:
    name: str
    category: str
    role: str
    noun: str
    synonyms: tuple[str, ...]
    color: str
    mass_kg: float
    friction: Friction
    size_m: Vec3
    parts: tuple[Part, ...]
    grasp: Grasp | None
    cavity: Cavity | None
    licence: str


def read_model(name: str, value: object, colors: Collection[str], read_mesh: MeshReader) -> Model:
    """A model from its parsed YAML; BridgeError E_ASSET names the key."""
    return whole_record(Fields(value, "", "E_ASSET"), lambda f: _model(f, name, colors, read_mesh))


def _model(f: Fields, name: str, colors: Collection[str], read_mesh: MeshReader) -> Model:
    role = f.choice("role", ROLES)
    return Model(
        name=name,
        category=f.choice("category", CATEGORIES),
        role=role,
        noun=f.text("noun"),
        synonyms=_texts(f, "synonyms"),
        color=f.choice("color", sorted(colors)),
        mass_kg=f.above_zero("massKg", 10),
        friction=whole_record(f.record("friction"), _friction),
        size_m=f.numbers("sizeM", 3, 0.001, MAX_M),
        parts=_parts(f, read_mesh),
        grasp=_needed_by(f, "grasp", role == "graspable", _grasp),
        cavity=_needed_by(f, "cavity", role == "receptacle", _cavity),
        licence=f.text("licence"),
    )


def _needed_by(f: Fields, key: str, needed: bool, parse: Callable[[Fields], T]) -> T | None:
    """The map under `key` where the role needs it or the file has it, else None."""
    return whole_record(f.record(key), parse) if needed or f.has(key) else None


def _texts(f: Fields, key: str) -> tuple[str, ...]:
    values = f.items(key) if f.has(key) else []
    for value in values:
        if not isinstance(value, str) or not value:
            raise f.error(key, "a list of texts", values)
    return tuple(values)


def _friction(f: Fields) -> Friction:
    return Friction(f.number("lateral", 0, 10), f.number("rolling", 0, 1), f.number("spinning", 0, 1))


def _parts(f: Fields, read_mesh: MeshReader) -> tuple[Part, ...]:
    parts = f.records("parts", lambda part: _part(part, read_mesh))
    if not any(part.collides for part in parts):
        raise f.error("parts", "at least one part that collides", f"{len(parts)} that do not")
    return parts


def _part(f: Fields, read_mesh: MeshReader) -> Part:
    rpy_deg = f.numbers("rpyDeg", 3, -360, 360) if f.has("rpyDeg") else (0.0, 0.0, 0.0)
    at = f.numbers("at", 3, -MAX_M, MAX_M) if f.has("at") else (0.0, 0.0, 0.0)
    visible = f.flag("visible", True)
    return Part(
        shape=read_shape(f, read_mesh),
        pose=Pose(at, quaternion_of_rpy_deg(rpy_deg)),
        color=_color(f, visible),
        collides=f.flag("collide", True),
        visible=visible,
    )


def _color(f: Fields, visible: bool) -> Rgb | None:
    if f.flag("tint", False):
        if f.has("color"):
            raise f.error("color", "nothing beside tint: true", f.raw("color"))
        return None
    return f.numbers("color", 3, 0.0, 1.0) if visible or f.has("color") else None


def _grasp(f: Fields) -> Grasp:
    return Grasp(
        height_m=f.number("heightM", 0, MAX_M),
        width_m=f.above_zero("widthM", MAX_M),
        symmetry_deg=f.number("symmetryDeg", 0, 360),
        offset_m=_offset(f),
        yaw_deg=f.number("yawDeg", -360, 360) if f.has("yawDeg") else 0.0,
    )


def _cavity(f: Fields) -> Cavity:
    shape = f.choice("shape", ("disc", "rect"))
    floor_m = f.number("floorM", 0, MAX_M)
    return Cavity(shape, _offset(f), _extent(f, shape), floor_m, f.number("rimM", floor_m, MAX_M))


def _offset(f: Fields) -> tuple[float, float]:
    return f.numbers("offsetM", 2, -MAX_M, MAX_M) if f.has("offsetM") else (0.0, 0.0)


def _extent(f: Fields, shape: str) -> tuple[float, float]:
    if shape == "rect":
        return f.numbers("sizeM", 2, 0.001, MAX_M)
    diameter_m = 2 * f.above_zero("radiusM", MAX_M)
    return (diameter_m, diameter_m)
