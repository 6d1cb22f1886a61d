"""The look of a scene as a model of MuJoCo of its own, made to be drawn and never simulated: one free-standing body
for each frame, wherever it hangs in the scene."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree

import mujoco
import numpy as np
from PIL import Image

from ...scene import Light
from ...shapes import Box, Capsule, Cylinder, Ellipsoid, Sphere
from ...visuals import MeshShape, TextureAsset, VisualPart, Visuals
from .mjcf import Element, add, place, write

NEAR_M, FAR_M = 0.01, 20.0
SHADOW_PX = 1024
MAX_SIDE_PX = 2048


def build_stage(visuals: Visuals, light: Light) -> tuple[mujoco.MjModel, list[int]]:
    """The model, with frame i as mocap body i and then the eye, and the part that each geom draws."""
    root = ElementTree.Element("mujoco", model="stage")
    add(root, "compiler", angle="radian")
    add(root, "statistic", extent=1.0, center=(0, 0, 0), meansize=0.1)
    _add_quality(root, light)
    assets = _Assets(add(root, "asset"))
    world = add(root, "worldbody")
    _add_light(world, light)
    bodies = [add(world, "body", name=f"frame{i}", mocap=True) for i in range(len(visuals.frames))]
    eye = add(world, "body", name="eye", mocap=True)
    add(eye, "camera", name="eye", fovy=45.0)
    for index, part in enumerate(visuals.parts):
        _add_part(bodies[part.frame], index, part, assets)
    model = mujoco.MjModel.from_xml_string(write(root), assets.files)
    return model, [int(model.geom(geom).name) for geom in range(model.ngeom)]


def _add_quality(root: Element, light: Light) -> None:
    """The ambient part is the headlight's: a shadow takes all that a light of the world gives."""
    visual = add(root, "visual")
    add(visual, "map", znear=NEAR_M, zfar=FAR_M)
    add(visual, "global", offwidth=64, offheight=64)
    add(visual, "quality", shadowsize=SHADOW_PX, offsamples=0)
    add(visual, "headlight", ambient=[light.ambient * c for c in light.color], diffuse=(0, 0, 0), specular=(0, 0, 0))


def _add_light(world: Element, light: Light) -> None:
    """From the tip of `direction` towards the origin."""
    parts = (("ambient", 0.0), ("diffuse", light.diffuse), ("specular", light.specular))
    scaled = {key: [part * channel for channel in light.color] for key, part in parts}
    towards = [-x for x in light.direction]
    add(world, "light", type="directional", pos=light.direction, dir=towards, castshadow=light.shadow, **scaled)


class _Assets:
    """Meshes and textures of the model, each once."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._known: set[str] = set()
        self.files: dict[str, bytes] = {}

    def mesh(self, part: VisualPart) -> str:
        asset = part.shape.mesh
        name = f"{asset.hash}/{part.scale!r}"
        if name not in self._known:
            self._known.add(name)
            texcoord = None if asset.uvs is None else asset.uvs * (1, -1) + (0, 1)
            add(
                self._element,
                "mesh",
                name=name,
                vertex=asset.vertices,
                normal=asset.normals,
                face=asset.faces,
                texcoord=texcoord,
                scale=(part.scale,) * 3,
                inertia="shell",
            )
        return name

    def material(self, texture: TextureAsset) -> str:
        if texture.hash not in self._known:
            self._known.add(texture.hash)
            file = f"{texture.hash}.png"
            self.files[file] = _png(texture.rgb)
            add(self._element, "texture", type="2d", name=texture.hash, file=file)
            add(self._element, "material", name=texture.hash, texture=texture.hash, specular=1.0, shininess=0.5)
        return texture.hash


def _png(rgb: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "png")
    return out.getvalue()


def _add_part(body: Element, index: int, part: VisualPart, assets: _Assets) -> None:
    material = None if part.texture is None else assets.material(part.texture)
    form = {"type": "mesh", "mesh": assets.mesh(part)} if isinstance(part.shape, MeshShape) else _form(part)
    add(
        body,
        "geom",
        name=str(index),
        contype=0,
        conaffinity=0,
        mass=0.001,
        rgba=(*part.color, part.alpha),
        material=material,
        **form,
        **place(part.pose),
    )


def _form(part: VisualPart) -> dict[str, object]:
    shape, k = part.shape, part.scale
    if isinstance(shape, Box):
        return {"type": "box", "size": [k * edge / 2 for edge in shape.size_m]}
    if isinstance(shape, Ellipsoid):
        return {"type": "ellipsoid", "size": [k * radius for radius in shape.radii_m]}
    if isinstance(shape, Sphere):
        return {"type": "sphere", "size": [k * shape.radius_m]}
    kind = {Cylinder: "cylinder", Capsule: "capsule"}[type(shape)]
    return {"type": kind, "size": [k * shape.radius_m, k * shape.height_m / 2]}
