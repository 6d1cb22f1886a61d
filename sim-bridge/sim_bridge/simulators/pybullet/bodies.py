"""Models of the library as bodies of PyBullet, with the mass, friction, scale and colour that a scene asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pybullet as p

from ...errors import BridgeError
from ...geometry import CollisionShape, collision_shapes, mass_properties
from ...library import Library
from ...model import Model, Part
from ...rotation import IDENTITY, conjugate, multiply, rotate, to_matrix
from ...scene import Body, Pose, Quat, Rgb, Vec3
from .mesh_files import MeshFiles

MAX_SHAPES = 16
"""PyBullet takes no more shapes in one body."""
FIRST_BIT, BITS = 2, 28
STATIC_GROUP, DYNAMIC_GROUP = 2, 1
DIAGONAL = 1e-6
"""Products of inertia below this part of the trace are rounding."""


@dataclass(frozen=True, slots=True)
class BuiltBody:
    """A body in PyBullet.

    `ray_bit`: the bit of the collision group that only this body has. `inertial`: place (position, quaternion) in the
    model frame of the frame that PyBullet reports. `own_color`: of its tinted parts (visual shape 0), None without.
    """

    spec: Body
    body: int
    ray_bit: int
    inertial: tuple[Vec3, Quat]
    own_color: Rgb | None


class BodyBuilder:
    """Makes bodies in one physics client."""

    def __init__(self, client: int, library: Library, scratch: Path) -> None:
        self._client = client
        self._library = library
        self._meshes = MeshFiles(scratch)

    def build(self, spec: Body, index: int) -> BuiltBody:
        """Body `index` of its scene. `E_ASSET` for an unknown model, `E_SCENE` for a colour that tints nothing."""
        model = self._model(spec)
        tinted = any(part.color is None and part.visible for part in model.parts)
        if spec.color is not None and not tinted:
            message = (
                f"scene.bodies.{spec.name}.color: expected null, {model.name} has no tinted part, got {spec.color}"
            )
            raise BridgeError("E_SCENE", message)
        center, axes, inertia = _inertial(model, spec)
        body = p.createMultiBody(
            0.0 if spec.fixed else spec.mass_kg,
            self._collision(model, spec.scale),
            self._visual(model, spec),
            spec.pose.position,
            spec.pose.quaternion,
            baseInertialFramePosition=center,
            baseInertialFrameOrientation=axes,
            physicsClientId=self._client,
        )
        self._give_dynamics(body, spec, inertia)
        bit = 1 << (FIRST_BIT + index % BITS)
        group, mask = (STATIC_GROUP | bit, DYNAMIC_GROUP) if spec.fixed else (DYNAMIC_GROUP | bit, -1)
        p.setCollisionFilterGroupMask(body, -1, group, mask, physicsClientId=self._client)
        return BuiltBody(spec, body, bit, (center, axes), self._library.colors[model.color] if tinted else None)

    def _model(self, spec: Body) -> Model:
        try:
            return self._library.model(spec.model)
        except BridgeError as cause:
            raise BridgeError(cause.code, f"scene.bodies.{spec.name}.model: {cause.message}") from cause

    def _give_dynamics(self, body: int, spec: Body, inertia: Vec3) -> None:
        friction = spec.friction
        dynamics = {
            "lateralFriction": friction.lateral,
            "rollingFriction": friction.rolling,
            "spinningFriction": friction.spinning,
        }
        if not spec.fixed:
            dynamics["localInertiaDiagonal"] = inertia
        p.changeDynamics(body, -1, **dynamics, physicsClientId=self._client)

    def _visual(self, model: Model, spec: Body) -> int:
        tint = spec.color or self._library.colors[model.color]
        groups = _by_color(model)
        count = len(groups)
        return p.createVisualShapeArray(
            shapeTypes=[p.GEOM_MESH] * count,
            fileNames=[str(self._meshes.file_of(parts)) for parts in groups.values()],
            meshScales=[[spec.scale] * 3] * count,
            rgbaColors=[[*(color or tint), 1.0] for color in groups],
            visualFramePositions=[[0, 0, 0]] * count,
            visualFrameOrientations=[[0, 0, 0, 1]] * count,
            physicsClientId=self._client,
        )

    def _collision(self, model: Model, scale: float) -> int:
        parts = [part for part in model.parts if part.collides]
        pairs = list(zip(collision_shapes(model, scale), parts, strict=True))
        rows = [self._collision_row(shape, (part,), scale) for shape, part in pairs]
        if len(rows) > MAX_SHAPES:
            rows = self._joined_rows(pairs, scale)
        if len(rows) > MAX_SHAPES:
            raise BridgeError(
                "E_ASSET", f"models/{model.name}: expected at most {MAX_SHAPES} round parts, got {len(rows)}"
            )
        columns = {key: [row[key] for row in rows] for key in rows[0]}
        return p.createCollisionShapeArray(**columns, physicsClientId=self._client)

    def _joined_rows(self, pairs: list[tuple[CollisionShape, Part]], scale: float) -> list[dict]:
        """Boxes and hulls as one shape: PyBullet makes a convex hull of each object in a mesh file."""
        angular = tuple(part for shape, part in pairs if shape.kind in ("box", "hull"))
        hull = CollisionShape("hull", IDENTITY)
        round_pairs = [(shape, part) for shape, part in pairs if part not in angular]
        rows = [self._collision_row(shape, (part,), scale) for shape, part in round_pairs]
        return [self._collision_row(hull, angular, scale), *rows]

    def _collision_row(self, shape: CollisionShape, parts: tuple[Part, ...], scale: float) -> dict:
        hull = shape.kind == "hull"
        return {
            "shapeTypes": _GEOMETRY[shape.kind],
            "halfExtents": [length / 2 for length in shape.size_m],
            "radii": shape.radius_m,
            "lengths": shape.height_m,
            "fileNames": str(self._meshes.file_of(parts)) if hull else "",
            "meshScales": [scale] * 3,
            "collisionFramePositions": (0, 0, 0) if hull else shape.pose.position,
            "collisionFrameOrientations": (0, 0, 0, 1) if hull else shape.pose.quaternion,
        }


_GEOMETRY = {
    "box": p.GEOM_BOX,
    "sphere": p.GEOM_SPHERE,
    "cylinder": p.GEOM_CYLINDER,
    "capsule": p.GEOM_CAPSULE,
    "hull": p.GEOM_MESH,
}


def _by_color(model: Model) -> dict[Rgb | None, tuple[Part, ...]]:
    """Visible parts by colour, tinted ones (None) first: one mesh a colour."""
    visible = [part for part in model.parts if part.visible]
    colors = sorted(dict.fromkeys(part.color for part in visible), key=lambda color: color is not None)
    return {color: tuple(part for part in visible if part.color == color) for color in colors}


def _inertial(model: Model, spec: Body) -> tuple[Vec3, Quat, Vec3]:
    """Centre, axes and moments of inertia in the model frame; axes are those of the model where it has no products."""
    mass = mass_properties(model, spec.mass_kg, spec.scale)
    rows = to_matrix(mass.axes)
    moments = mass.inertia_kg_m2
    tensor = [[sum(a[k] * b[k] * moments[k] for k in range(3)) for b in rows] for a in rows]
    products = max(abs(tensor[0][1]), abs(tensor[0][2]), abs(tensor[1][2]))
    if products > DIAGONAL * sum(moments):
        return mass.center_m, mass.axes, moments
    return mass.center_m, (0.0, 0.0, 0.0, 1.0), (tensor[0][0], tensor[1][1], tensor[2][2])


def model_pose(position: Vec3, quaternion: Quat, center: Vec3, axes: Quat) -> Pose:
    """The model frame, from the pose of the inertial frame and its place (`center`, `axes`) in the model frame."""
    turned = multiply(quaternion, conjugate(axes))
    offset = rotate(turned, center)
    return Pose(tuple(a - b for a, b in zip(position, offset, strict=True)), turned)
