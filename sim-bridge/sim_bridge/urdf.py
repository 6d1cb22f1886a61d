"""Values out of a URDF's elements, as poses and vectors."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree

from .rotation import from_rpy
from .scene import Pose, Vec3


def triple(element: ElementTree.Element | None, key: str) -> Vec3:
    """Three numbers of an attribute; zeros where the element or the attribute is absent, as URDF has it."""
    text = element.get(key) if element is not None else None
    return tuple(float(word) for word in text.split()) if text else (0.0, 0.0, 0.0)


def origin_of(element: ElementTree.Element) -> Pose:
    """The `<origin>` in a joint, a visual or the like."""
    origin = element.find("origin")
    return Pose(triple(origin, "xyz"), from_rpy(*triple(origin, "rpy")))


def axis_of(joint: ElementTree.Element) -> Vec3:
    """Unit vector of a joint's axis in the joint's frame; x where there is none."""
    axis = joint.find("axis")
    x, y, z = triple(axis, "xyz") if axis is not None else (1.0, 0.0, 0.0)
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length)
