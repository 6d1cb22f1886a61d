"""The words in which a look is described; same as in harness/render/visuals.ts. Metres, radians, colours in [0, 1]."""

from __future__ import annotations

from dataclasses import dataclass

from ..scene import Pose, Rgb, Vec3
from ..shapes import Box, Capsule, Cylinder, Ellipsoid, Sphere
from .assets import MeshAsset, TextureAsset


@dataclass(frozen=True, slots=True)
class FixedFrame:
    """`pose` in the world."""

    name: str
    pose: Pose


@dataclass(frozen=True, slots=True)
class BodyFrame:
    """The model frame of the body of the scene that has this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Joint:
    """`kind` turn or slide along `axis`, driven by arm joint `arm_joint`, or by the gripper's opening, 0 .. 1, as
    `closed` .. `open` (rad or m) where that is None."""

    kind: str
    axis: Vec3
    arm_joint: int | None
    closed: float = 0.0
    open: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkFrame:
    """`pose` of the joint's frame in frame `parent`, while the joint is at zero; `joint` None is welded."""

    name: str
    parent: int
    pose: Pose
    joint: Joint | None


Frame = FixedFrame | BodyFrame | LinkFrame


@dataclass(frozen=True, slots=True)
class MeshShape:
    mesh: MeshAsset


Primitive = Box | Sphere | Ellipsoid | Cylinder | Capsule
VisualShape = Primitive | MeshShape


@dataclass(frozen=True, slots=True)
class VisualPart:
    """`name` of the index space of segmentation; `pose` in frame `frame`; `scale` of the shape about its origin."""

    name: str
    frame: int
    pose: Pose
    shape: VisualShape
    color: Rgb
    scale: float = 1.0
    alpha: float = 1.0
    texture: TextureAsset | None = None


@dataclass(frozen=True, slots=True)
class Visuals:
    """A frame comes after its parent. `hand_frame`: the one that cameras with mount `hand` hang on."""

    frames: tuple[Frame, ...]
    parts: tuple[VisualPart, ...]
    hand_frame: int
