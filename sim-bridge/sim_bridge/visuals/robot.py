"""A robot's links from its URDF: how they hang together and what is drawn on each."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path

from ..errors import BridgeError
from ..robots import RobotDescription
from ..rotation import IDENTITY
from ..scene import Pose, Rgb, Vec3
from ..shapes import Box, Cylinder, Sphere
from ..urdf import axis_of, origin_of, triple
from ..urdf_tree import Tree, read_tree, rgb_of
from .assets import AssetShop
from .description import FixedFrame, Joint, LinkFrame, MeshShape, VisualPart, VisualShape
from .sheet import Sheet

Element = ElementTree.Element
KINDS = {"revolute": "turn", "continuous": "turn", "prismatic": "slide"}


def add_robot(sheet: Sheet, shop: AssetShop, robot: RobotDescription) -> dict[str, int]:
    """Adds a frame for each link, a parent before its children, and their visuals; says the frame of each link."""
    tree = read_tree(robot.urdf)
    frames = {tree.base: sheet.frame(FixedFrame(tree.base, IDENTITY))}
    for joint in tree.joints:
        parent, child = (joint.find(end).get("link") for end in ("parent", "child"))
        motion = _joint_of(joint, robot)
        frames[child] = sheet.frame(LinkFrame(child, frames[parent], origin_of(joint), motion))
    for link, frame in frames.items():
        name = "gripper" if link in robot.gripper_links else "arm"
        for pose, shape, color in _visuals_of(tree, link, shop, robot.urdf.parent):
            sheet.parts.append(VisualPart(name, frame, pose, shape, color))
    return frames


def _joint_of(joint: Element, robot: RobotDescription) -> Joint | None:
    name, kind = joint.get("name", ""), joint.get("type")
    if kind == "fixed":
        return None
    if kind not in KINDS or name not in (*robot.arm_joints, *robot.gripper.joints):
        expected = f"every joint that moves to turn or slide and to be one of armJoints or gripper.joints, got {kind}"
        raise BridgeError("E_ASSET", f"{robot.urdf.name}: joint {name}: expected {expected}")
    axis = axis_of(joint)
    if name in robot.arm_joints:
        return Joint(KINDS[kind], axis, robot.arm_joints.index(name))
    return Joint(KINDS[kind], axis, None, robot.gripper.closed_m, robot.gripper.open_m)


def _visuals_of(tree: Tree, link: str, shop: AssetShop, folder: Path) -> list[tuple[Pose, VisualShape, Rgb]]:
    return [
        (origin_of(visual), _shape_of(visual.find("geometry"), shop, folder), _color_of(visual, tree))
        for visual in tree.links[link].findall("visual")
    ]


def _color_of(visual: Element, tree: Tree) -> Rgb:
    material = visual.find("material")
    own = () if material is None else rgb_of(material) or tree.colors.get(material.get("name"), ())
    return own or (1.0, 1.0, 1.0)


def _shape_of(geometry: Element, shop: AssetShop, folder: Path) -> VisualShape:
    (shape,) = geometry
    if shape.tag == "mesh":
        return MeshShape(shop.of_file(folder / shape.get("filename", ""), _scale_of(shape)))
    if shape.tag == "box":
        return Box(triple(shape, "size"))
    radius = float(shape.get("radius", "0"))
    return Sphere(radius) if shape.tag == "sphere" else Cylinder(radius, float(shape.get("length", "0")))


def _scale_of(mesh: Element) -> Vec3:
    return triple(mesh, "scale") if mesh.get("scale") else (1.0, 1.0, 1.0)
