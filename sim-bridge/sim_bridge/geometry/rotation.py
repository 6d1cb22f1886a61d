"""Rotations: quaternions xyzw, matrices [3, 3] that turn column vectors, roll pitch yaw about fixed axes x, y, z."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ..scene import Quat


def quaternion_of_rpy_deg(rpy_deg: Sequence[float]) -> Quat:
    """Roll about x, then pitch about y, then yaw about z, all fixed axes, in degrees."""
    (sr, cr), (sp, cp), (sy, cy) = ((math.sin(a), math.cos(a)) for a in (math.radians(d) / 2 for d in rpy_deg))
    return (
        sr * cp * cy - cr * sp * sy,
        cr * sp * cy + sr * cp * sy,
        cr * cp * sy - sr * sp * cy,
        cr * cp * cy + sr * sp * sy,
    )


def matrix_of_quaternion(quaternion: Sequence[float]) -> np.ndarray:
    x, y, z, w = quaternion
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def quaternion_of_matrix(matrix: np.ndarray) -> Quat:
    """The unit quaternion of a rotation matrix: the eigenvector of Bar-Itzhack (2000), exact for a pure rotation."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    k = np.array(
        [
            [a - e - i, b + d, c + g, h - f],
            [b + d, e - a - i, f + h, c - g],
            [c + g, f + h, i - a - e, d - b],
            [h - f, c - g, d - b, a + e + i],
        ]
    )
    _, vectors = np.linalg.eigh(k)
    quaternion = vectors[:, -1] * (1.0 if vectors[3, -1] >= 0 else -1.0)
    return tuple(quaternion.tolist())
