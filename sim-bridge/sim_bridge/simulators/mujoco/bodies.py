"""Models of the library as bodies of MuJoCo, with the mass, friction, scale and colour that a scene asks for."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import BridgeError
from ...geometry import CollisionShape, collision_shapes, mass_properties
from ...library import Library
from ...model import Model
from ...scene import Body, Rgb
from .mjcf import Element, add, place, wxyz
from .shapes import LOOSE, STATIC, HullMeshes, add_geom

PRIORITY = 1
"""Above robot and table: where two geoms differ in it, MuJoCo takes friction and softness from the higher one, so that
a body's friction is what acts, as it is in PyBullet, which multiplies it by the 1 of table and fingers."""
CONTACT = {"condim": 6, "solref": (0.01, 1.0), "priority": PRIORITY}


@dataclass(frozen=True, slots=True)
class BodyPlan:
    """A body that was written. `own_color`: of its tinted parts, None without; `first`: its first shape at scale 1, by
    which the scale is read back."""

    spec: Body
    own_color: Rgb | None
    first: CollisionShape


def add_body(world: Element, spec: Body, library: Library, meshes: HullMeshes) -> BodyPlan:
    """`E_ASSET` for an unknown model, `E_SCENE` for a colour that tints nothing."""
    model = _model(spec, library)
    own_color = library.colors[model.color] if any(p.color is None and p.visible for p in model.parts) else None
    if spec.color is not None and own_color is None:
        message = f"scene.bodies.{spec.name}.color: expected null, {model.name} has no tinted part, got {spec.color}"
        raise BridgeError("E_SCENE", message)
    body = add(world, "body", name=body_name(spec), **place(spec.pose))
    if not spec.fixed:
        add(body, "freejoint", name=body_name(spec))
    _add_inertial(body, model, spec)
    _add_geoms(body, model, spec, meshes, spec.color or own_color or (1.0, 1.0, 1.0))
    return BodyPlan(spec, own_color, collision_shapes(model)[0])


def body_name(spec: Body) -> str:
    return f"body/{spec.name}"


def _model(spec: Body, library: Library) -> Model:
    try:
        return library.model(spec.model)
    except BridgeError as cause:
        raise BridgeError(cause.code, f"scene.bodies.{spec.name}.model: {cause.message}") from cause


def _add_inertial(body: Element, model: Model, spec: Body) -> None:
    mass = mass_properties(model, spec.mass_kg, spec.scale)
    add(
        body,
        "inertial",
        mass=spec.mass_kg,
        pos=mass.center_m,
        quat=wxyz(mass.axes),
        diaginertia=mass.inertia_kg_m2,
    )


def _add_geoms(body: Element, model: Model, spec: Body, meshes: HullMeshes, color: Rgb) -> None:
    kind = STATIC if spec.fixed else LOOSE
    f = spec.friction
    for shape in collision_shapes(model, spec.scale):
        friction = (f.lateral, f.spinning, f.rolling)
        add_geom(body, shape, meshes, kind, friction=friction, rgba=(*color, 1.0), **CONTACT)
