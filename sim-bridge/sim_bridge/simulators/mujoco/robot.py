"""A robot's URDF as bodies, joints, motors of MuJoCo."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from ...errors import BridgeError
from ...geometry import CollisionShape, read_obj
from ...robots import RobotDescription
from ...scene import Friction, Pose
from ...urdf import axis_of, origin_of, triple
from ...urdf_tree import Tree, read_tree
from .mjcf import Element, add, place
from .shapes import ROBOT, HullMeshes, add_geom, hull_of

ARMATURE = 0.1
"""Of the arm's joints [kg m2]: that of their motors, which a URDF does not tell and which steadies the servos."""
FINGER_ARMATURE_KG = 0.5
FINGER_M_PER_SEC = 0.2
"""Speed at which a finger's own friction takes all of its force."""
ARM_FRICTION = Friction(0.5, 0.0001, 0.002)
KINDS = {"revolute": "hinge", "continuous": "hinge", "prismatic": "slide"}


def link_name(link: str) -> str:
    return f"link/{link}"


def add_robot(world: Element, robot: RobotDescription, meshes: HullMeshes) -> None:
    """All links with the base at the origin, fixed; weightless, as an arm that carries its own weight is."""
    tree = read_tree(robot.urdf)
    bodies = {tree.base: add(world, "body", name=link_name(tree.base), gravcomp=1.0)}
    _fill(bodies[tree.base], tree, tree.base, robot, meshes)
    for joint in tree.joints:
        parent, child = (joint.find(end).get("link") for end in ("parent", "child"))
        body = add(bodies[parent], "body", name=link_name(child), gravcomp=1.0, **place(origin_of(joint)))
        _add_joint(body, joint, robot)
        _fill(body, tree, child, robot, meshes)
        bodies[child] = body


def add_motors(root: Element, robot: RobotDescription) -> None:
    """A position servo for each joint, tuned once the arm is built (see `stand`). Geared fingers move as one."""
    actuators = add(root, "actuator")
    for joint, torque in zip(robot.arm_joints, robot.max_torque_nm, strict=True):
        add(actuators, "position", name=joint, joint=joint, kp=1.0, kv=1.0, forcerange=(-torque, torque))
    force = robot.gripper.force_n
    for joint in robot.gripper.joints:
        add(actuators, "position", name=joint, joint=joint, kp=1.0, kv=1.0, forcerange=(-force, force))
    if robot.gripper.gear is not None:
        left, right = robot.gripper.joints
        mirror = add(root, "equality")
        add(mirror, "joint", joint1=left, joint2=right, polycoef=(0, 1, 0, 0, 0), solref=(0.005, 1.0))


def _add_joint(body: Element, joint: Element, robot: RobotDescription) -> None:
    name, kind = joint.get("name", ""), joint.get("type")
    if kind == "fixed":
        return
    if kind not in KINDS:
        raise BridgeError("E_ASSET", f"{robot.urdf.name}: joint {name}: expected {', '.join(KINDS)}, got {kind}")
    limits = joint.find("limit")
    bounds = None if limits is None else (float(limits.get("lower", "0")), float(limits.get("upper", "0")))
    finger = name in robot.gripper.joints
    add(
        body,
        "joint",
        name=name,
        type=KINDS[kind],
        axis=axis_of(joint),
        range=bounds,
        armature=FINGER_ARMATURE_KG if finger else ARMATURE,
        damping=robot.gripper.force_n / FINGER_M_PER_SEC if finger else 0.0,
    )


def _fill(body: Element, tree: Tree, link: str, robot: RobotDescription, meshes: HullMeshes) -> None:
    element = tree.links[link]
    _add_inertial(body, element)
    friction = robot.gripper.friction if link in robot.gripper_links else ARM_FRICTION
    values = (friction.lateral, friction.spinning, friction.rolling)
    for collision in element.findall("collision"):
        shape = _shape_of(collision.find("geometry"), origin_of(collision), robot.urdf.parent)
        add_geom(body, shape, meshes, ROBOT, friction=values, condim=4)


def _add_inertial(body: Element, link: Element) -> None:
    inertial = link.find("inertial")
    if inertial is None:
        return
    pose = origin_of(inertial)
    matrix = inertial.find("inertia")
    keys = ("ixx", "iyy", "izz", "ixy", "ixz", "iyz")
    full = [float(matrix.get(key, "0")) for key in keys]
    mass = float(inertial.find("mass").get("value", "0"))
    shape = {"diaginertia": full[:3]} if not any(full[3:]) else {"fullinertia": full}
    spot = place(pose) if "diaginertia" in shape else {"pos": pose.position}
    add(body, "inertial", mass=mass, **spot, **shape)


def _shape_of(geometry: Element, pose: Pose, folder: Path) -> CollisionShape:
    (shape,) = geometry
    if shape.tag == "mesh":
        scale = triple(shape, "scale") if shape.get("scale") else (1.0, 1.0, 1.0)
        return hull_of(_corners(folder / shape.get("filename", "")) * np.array(scale), pose)
    if shape.tag == "box":
        return CollisionShape("box", pose, size_m=triple(shape, "size"))
    radius = float(shape.get("radius", "0"))
    return CollisionShape(shape.tag, pose, radius_m=radius, height_m=float(shape.get("length", "0")))


@cache
def _corners(path: Path) -> np.ndarray:
    corners, _ = read_obj(path.read_text(encoding="utf-8"))
    return np.unique(np.array(corners), axis=0)
