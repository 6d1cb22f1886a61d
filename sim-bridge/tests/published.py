"""Forward kinematics of each robot as its makers publish it, by Denavit-Hartenberg tables: [4, 4], world to tool.

Written apart from the URDF files, so that a slip in one shows. Metres, radians.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

RIGHT = math.pi / 2


def turn(axis: int, angle: float) -> np.ndarray:
    matrix = np.eye(4)
    i, j = [(1, 2), (2, 0), (0, 1)][axis]
    matrix[[i, j], [i, j]] = math.cos(angle)
    matrix[j, i], matrix[i, j] = math.sin(angle), -math.sin(angle)
    return matrix


def shift(x: float, y: float, z: float) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, 3] = (x, y, z)
    return matrix


def classic(rows: Sequence[tuple[float, float, float]], joints: Sequence[float]) -> np.ndarray:
    """Rows (a, d, alpha): turn about z, along z, along x, turn about x."""
    pose = np.eye(4)
    for (a, d, alpha), angle in zip(rows, joints, strict=True):
        pose = pose @ turn(2, angle) @ shift(a, 0, d) @ turn(0, alpha)
    return pose


def modified(rows: Sequence[tuple[float, float, float]], joints: Sequence[float]) -> np.ndarray:
    """Craig's: rows (a, d, alpha) of the link before: turn about x, along x, turn about z, along z."""
    pose = np.eye(4)
    for (a, d, alpha), angle in zip(rows, joints, strict=True):
        pose = pose @ turn(0, alpha) @ shift(a, 0, 0) @ turn(2, angle) @ shift(0, 0, d)
    return pose


# Franka Robotics, "Denavit-Hartenberg parameters" of the FCI documentation; flange 0.107, hand turned by -45 degrees.
PANDA = [
    (0, 0.333, 0),
    (0, 0, -RIGHT),
    (0, 0.316, RIGHT),
    (0.0825, 0, RIGHT),
    (-0.0825, 0.384, -RIGHT),
    (0, 0, RIGHT),
    (0.088, 0, RIGHT),
]
# Universal Robots, "DH parameters for calculations of kinematics and dynamics"; ROS turns the base by half a turn.
UR5E = [
    (0, 0.1625, RIGHT),
    (-0.425, 0, 0),
    (-0.3922, 0, 0),
    (0, 0.1333, RIGHT),
    (0, 0.0997, -RIGHT),
    (0, 0.0996, 0),
]

# AgileX, forward kinematics of piper_sdk (zeros of joints 2 and 3 at -174.22 and -100.78 degrees); on our plinth.
PIPER = [(0, 0.123, 0), (0, 0, -RIGHT), (0.28503, 0, 0), (-0.02198, 0.25075, RIGHT), (0, 0, -RIGHT), (0, 0.091, RIGHT)]
PIPER_ZEROS = np.radians([0, -174.22, -100.78, 0, 0, 0])
PLINTH = shift(0.12, 0, 0.25)

PUBLISHED: dict[str, Callable[[Sequence[float]], np.ndarray]] = {
    "panda": lambda joints: modified(PANDA, joints) @ shift(0, 0, 0.107) @ turn(2, -RIGHT / 2) @ shift(0, 0, 0.105),
    "piper": lambda joints: PLINTH @ modified(PIPER, PIPER_ZEROS + joints) @ turn(2, math.pi) @ shift(0, 0, 0.133),
    "ur5e": lambda joints: turn(2, math.pi) @ classic(UR5E, joints) @ shift(0, 0, 0.155),
}
