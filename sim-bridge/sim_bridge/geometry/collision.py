"""What a model collides with: primitives where a part is one, else the convex hull of its corners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..scene import Pose, Vec3
from ..shapes import Box, Capsule, Cylinder, Shape, Sphere
from .normals import welded
from .surface import surface_of

if TYPE_CHECKING:
    from ..model import Model


@dataclass(frozen=True, slots=True, eq=False)
class CollisionShape:
    """`kind` says which dimensions count; `pose` is in the model frame.

    box: size_m · sphere: radius_m · cylinder, capsule: radius_m and height_m along z, a capsule's without its caps ·
    hull: vertices [n, 3], to be read as their convex hull.
    """

    kind: str
    pose: Pose
    size_m: Vec3 = (0.0, 0.0, 0.0)
    radius_m: float = 0.0
    height_m: float = 0.0
    vertices: np.ndarray | None = None


def collision_shapes(model: Model, scale: float = 1.0) -> tuple[CollisionShape, ...]:
    """One shape for each colliding part, in the order of the parts, in the model frame scaled by `scale`."""
    return tuple(_shape_of(part.shape, _scaled(part.pose, scale), scale) for part in model.parts if part.collides)


def _shape_of(shape: Shape, pose: Pose, scale: float) -> CollisionShape:
    return _KINDS.get(type(shape), _hull)(shape, pose, scale)


def _hull(shape: Shape, pose: Pose, scale: float) -> CollisionShape:
    points, _ = welded(*surface_of(shape))
    return CollisionShape("hull", pose, vertices=points * scale)


def _scaled(pose: Pose, scale: float) -> Pose:
    x, y, z = pose.position
    return Pose((x * scale, y * scale, z * scale), pose.quaternion)


_KINDS: dict[type, Callable[..., CollisionShape]] = {
    Box: lambda s, pose, k: CollisionShape("box", pose, size_m=tuple(k * edge for edge in s.size_m)),
    Sphere: lambda s, pose, k: CollisionShape("sphere", pose, radius_m=k * s.radius_m),
    Cylinder: lambda s, pose, k: CollisionShape("cylinder", pose, radius_m=k * s.radius_m, height_m=k * s.height_m),
    Capsule: lambda s, pose, k: CollisionShape("capsule", pose, radius_m=k * s.radius_m, height_m=k * s.height_m),
}
