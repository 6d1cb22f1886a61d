"""A robot's links and joints out of its URDF, from the base outwards."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .scene import Rgb

Element = ElementTree.Element


@dataclass(frozen=True, slots=True)
class Tree:
    """`joints` from the base outwards; `colors` of the materials that have a name."""

    base: str
    joints: tuple[Element, ...]
    links: dict[str, Element]
    colors: dict[str, Rgb]


@cache
def read_tree(urdf: Path) -> Tree:
    """Read once a process."""
    root = ElementTree.parse(urdf).getroot()
    links = {link.get("name", ""): link for link in root.findall("link")}
    joints = root.findall("joint")
    children = {joint.find("child").get("link") for joint in joints}
    base = next(name for name in links if name not in children)
    colors = {material.get("name"): rgb_of(material) for material in root.findall("material")}
    return Tree(base, tuple(_outwards(joints, base)), links, colors)


def _outwards(joints: list[Element], base: str) -> list[Element]:
    """Breadth first, so that each joint comes after the one that carries its parent."""
    ordered: list[Element] = []
    reached = [base]
    for link in reached:
        here = [joint for joint in joints if joint.find("parent").get("link") == link]
        ordered += here
        reached += [joint.find("child").get("link") for joint in here]
    return ordered


def rgb_of(material: Element) -> Rgb:
    """Of a URDF material; empty where it only names one."""
    color = material.find("color")
    words = color.get("rgba", "").split() if color is not None else []
    return tuple(float(word) for word in words[:3])
