"""Where the tool is for given joints, from the URDF alone: needed for joints that are commanded, not yet reached."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import BridgeError
from .rotation import IDENTITY, compose, multiply, rotate
from .scene import Pose, Vec3
from .urdf import axis_of, origin_of


@dataclass(frozen=True, slots=True)
class Chain:
    """Turning joints from the base to the tool, fixed links folded in.

    `offsets[i]` leads from joint i - 1 (0: the base link) to joint i, which turns about `axes[i]`; then `tool_offset`.
    """

    offsets: tuple[Pose, ...]
    axes: tuple[Vec3, ...]
    tool_offset: Pose

    def joints(self, angles_rad: Sequence[float]) -> tuple[list[Pose], Pose]:
        """Frames of the joints after their turns, and of the tool, in the base link's frame."""
        frames: list[Pose] = []
        pose = IDENTITY
        for offset, (x, y, z), angle in zip(self.offsets, self.axes, angles_rad, strict=True):
            before = compose(pose, offset)
            s = math.sin(angle / 2)
            turn = (x * s, y * s, z * s, math.cos(angle / 2))
            pose = Pose(before.position, multiply(before.quaternion, turn))
            frames.append(pose)
        return frames, compose(pose, self.tool_offset)

    def tool(self, angles_rad: Sequence[float]) -> Pose:
        return self.joints(angles_rad)[1]

    def axes_in_base(self, frames: Sequence[Pose]) -> list[Vec3]:
        """Each joint's axis in the base link's frame; its own turn leaves it where it is."""
        return [rotate(frame.quaternion, axis) for frame, axis in zip(frames, self.axes, strict=True)]


def read_chain(urdf: Path, tool_link: str, arm_joints: Sequence[str]) -> Chain:
    """The chain from the base to `tool_link`, whose turning joints are `arm_joints` in this order, or `E_ASSET`."""
    offsets: list[Pose] = []
    axes: list[Vec3] = []
    names: list[str] = []
    waiting = IDENTITY
    for joint in _path(urdf, tool_link):
        waiting = compose(waiting, origin_of(joint))
        if joint.get("type") in ("revolute", "continuous"):
            offsets.append(waiting)
            axes.append(axis_of(joint))
            names.append(joint.get("name", ""))
            waiting = IDENTITY
    if names != list(arm_joints):
        raise BridgeError("E_ASSET", f"{urdf.name}: expected joints {list(arm_joints)} up to {tool_link}, got {names}")
    return Chain(tuple(offsets), tuple(axes), waiting)


def _path(urdf: Path, tool_link: str) -> list[ElementTree.Element]:
    """Joints from the base to a link."""
    by_child = {joint.find("child").get("link"): joint for joint in ElementTree.parse(urdf).getroot().findall("joint")}
    path = []
    name = tool_link
    while name in by_child:
        path.append(by_child[name])
        name = by_child[name].find("parent").get("link")
    return path[::-1]
