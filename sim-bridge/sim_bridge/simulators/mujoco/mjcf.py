"""Elements of MuJoCo's XML. Numbers are written so that they are read back to the bit; its quaternions are wxyz."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable

import numpy as np

from ...scene import Pose, Quat

Element = ElementTree.Element


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """A child of `parent`; None leaves an attribute out, `class_` and the like lose their last character."""
    texts = {key.rstrip("_"): text_of(value) for key, value in attributes.items() if value is not None}
    return ElementTree.SubElement(parent, tag, texts)


def text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, str)):
        return str(value)
    if isinstance(value, float):
        return repr(float(value))
    return " ".join(repr(number) for number in _numbers(value))


def _numbers(value: Iterable[float]) -> list[float] | list[int]:
    return np.asarray(value).ravel().tolist()


def place(pose: Pose) -> dict[str, tuple[float, ...]]:
    """The attributes of a pose."""
    return {"pos": pose.position, "quat": wxyz(pose.quaternion)}


def wxyz(q: Quat) -> tuple[float, float, float, float]:
    return (q[3], q[0], q[1], q[2])


def xyzw(q: np.ndarray) -> Quat:
    w, x, y, z = q.tolist()
    return (x, y, z, w)


def write(root: Element) -> str:
    return ElementTree.tostring(root, encoding="unicode")
