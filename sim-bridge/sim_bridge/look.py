"""A look: the surfaces, the background and the light of a table-top scene (`data/looks/*.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass

from .fields import Fields, whole_record
from .scene import Light, Material, Rgb


@dataclass(frozen=True, slots=True)
class Look:
    name: str
    table: Material
    floor: Material
    background: Rgb
    light: Light


def read_look(name: str, value: object) -> Look:
    """A look from its parsed YAML; BridgeError E_ASSET names the key."""
    return whole_record(Fields(value, "", "E_ASSET"), lambda f: _look(f, name))


def _look(f: Fields, name: str) -> Look:
    return Look(
        name=name,
        table=whole_record(f.record("table"), _material),
        floor=whole_record(f.record("floor"), _material),
        background=f.numbers("background", 3, 0.0, 1.0),
        light=whole_record(f.record("light"), _light),
    )


def _material(f: Fields) -> Material:
    return Material(f.numbers("color", 3, 0.0, 1.0), f.optional_text("texture"))


def _light(f: Fields) -> Light:
    direction = f.numbers("direction", 3)
    if direction == (0.0, 0.0, 0.0):
        raise f.error("direction", "a direction towards the light", list(direction))
    return Light(
        direction=direction,
        color=f.numbers("color", 3, 0.0, 1.0),
        ambient=f.number("ambient", 0, 1),
        diffuse=f.number("diffuse", 0, 10),
        specular=f.number("specular", 0, 10),
        shadow=f.flag("shadow"),
    )
