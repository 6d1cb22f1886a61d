"""Where the tool is for given joints, from the URDF alone: needed for joints that are commanded but not yet reached."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .rotation import IDENTITY, compose, from_rotation_vector, from_rpy
from .scene import Pose, Vec3


@dataclass(frozen=True, slots=True)
class Link:
    """A step of the chain: a fixed offset, then a turn about `axis` by the angle of the joint (None: no turn)."""

    offset: Pose
    axis: Vec3 | None
    joint: str


@dataclass(frozen=True, slots=True)
class Chain:
    links: tuple[Link, ...]
    order: tuple[int | None, ...]
    """For each link, which of the arm's joints turns it."""

    def tool(self, joints_rad: Sequence[float]) -> Pose:
        """Pose of the tool link in the frame of the base link."""
        pose = IDENTITY
        for link, index in zip(self.links, self.order, strict=True):
            pose = compose(pose, link.offset)
            if link.axis is not None and index is not None:
                angle = joints_rad[index]
                turn = from_rotation_vector(*(angle * component for component in link.axis))
                pose = compose(pose, Pose((0.0, 0.0, 0.0), turn))
        return pose


def read_chain(urdf: Path, tool_link: str, arm_joints: Sequence[str]) -> Chain:
    """The chain from the base to `tool_link`; only turning joints named in `arm_joints` may move it."""
    by_child = {joint.find("child").get("link"): joint for joint in ElementTree.parse(urdf).getroot().findall("joint")}
    links: list[Link] = []
    name = tool_link
    while name in by_child:
        joint = by_child[name]
        links.append(_link(joint))
        name = joint.find("parent").get("link")
    links.reverse()
    positions = {joint: index for index, joint in enumerate(arm_joints)}
    return Chain(tuple(links), tuple(positions.get(link.joint) for link in links))


def _link(joint: ElementTree.Element) -> Link:
    origin = joint.find("origin")
    offset = Pose(_triple(origin, "xyz"), from_rpy(*_triple(origin, "rpy")))
    turns = joint.get("type") in ("revolute", "continuous")
    return Link(offset, _triple(joint.find("axis"), "xyz") if turns else None, joint.get("name", ""))


def _triple(element: ElementTree.Element | None, key: str) -> Vec3:
    text = element.get(key) if element is not None else None
    return tuple(float(word) for word in text.split()) if text else (0.0, 0.0, 0.0)
