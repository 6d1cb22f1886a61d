"""A `Visuals` as a map of the wire (docs/protocol.md, `visuals`)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from .codec import write_array
from .scene import Pose
from .shapes import Box, Capsule, Cylinder, Ellipsoid, Sphere
from .visuals import (
    BodyFrame,
    FixedFrame,
    Frame,
    Joint,
    LinkFrame,
    MeshAsset,
    MeshShape,
    TextureAsset,
    VisualPart,
    Visuals,
)


def write_visuals(visuals: Visuals, known: Collection[str]) -> dict:
    """With those meshes and textures whose hash is not in `known`."""
    meshes = {p.shape.mesh.hash: p.shape.mesh for p in visuals.parts if isinstance(p.shape, MeshShape)}
    textures = {p.texture.hash: p.texture for p in visuals.parts if p.texture is not None}
    skip = frozenset(known)
    return {
        "frames": [_frame(frame) for frame in visuals.frames],
        "parts": [_part(part) for part in visuals.parts],
        "handFrame": visuals.hand_frame,
        "meshes": {key: _mesh(mesh) for key, mesh in meshes.items() if key not in skip},
        "textures": {key: _texture(texture) for key, texture in textures.items() if key not in skip},
    }


def _frame(frame: Frame) -> dict:
    return _FRAMES[type(frame)](frame)


_FRAMES: dict[type, Callable[..., dict]] = {
    FixedFrame: lambda f: {"name": f.name, "kind": "fixed", "pose": _pose(f.pose)},
    BodyFrame: lambda f: {"name": f.name, "kind": "body", "body": f.name},
    LinkFrame: lambda f: {
        "name": f.name,
        "kind": "link",
        "parent": f.parent,
        "pose": _pose(f.pose),
        "joint": None if f.joint is None else _joint(f.joint),
    },
}


def _pose(pose: Pose) -> dict:
    return {"position": list(pose.position), "quaternion": list(pose.quaternion)}


def _joint(joint: Joint) -> dict:
    by_gripper = {"closed": joint.closed, "open": joint.open}
    drive = by_gripper if joint.arm_joint is None else {"joint": joint.arm_joint}
    return {"type": joint.kind, "axis": list(joint.axis), "drive": drive}


def _part(part: VisualPart) -> dict:
    return {
        "name": part.name,
        "frame": part.frame,
        "pose": _pose(part.pose),
        "scale": part.scale,
        "shape": _SHAPES[type(part.shape)](part.shape),
        "color": list(part.color),
        "alpha": part.alpha,
        "texture": None if part.texture is None else part.texture.hash,
    }


_SHAPES: dict[type, Callable[..., dict]] = {
    Box: lambda s: {"kind": "box", "sizeM": list(s.size_m)},
    Sphere: lambda s: {"kind": "sphere", "radiusM": s.radius_m},
    Ellipsoid: lambda s: {"kind": "ellipsoid", "radiiM": list(s.radii_m)},
    Cylinder: lambda s: {"kind": "cylinder", "radiusM": s.radius_m, "heightM": s.height_m},
    Capsule: lambda s: {"kind": "capsule", "radiusM": s.radius_m, "heightM": s.height_m},
    MeshShape: lambda s: {"kind": "mesh", "mesh": s.mesh.hash},
}


def _mesh(mesh: MeshAsset) -> dict:
    arrays = {"vertices": mesh.vertices, "normals": mesh.normals, "faces": mesh.faces}
    if mesh.uvs is not None:
        arrays["uvs"] = mesh.uvs
    return {key: write_array(array) for key, array in arrays.items()}


def _texture(texture: TextureAsset) -> dict:
    return write_array(texture.rgb)
