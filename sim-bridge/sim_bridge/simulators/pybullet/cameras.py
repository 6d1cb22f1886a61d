"""Cameras as the two matrices that the renderer takes, and back. Column-major lists of 16, as OpenGL has them.

The camera frame of a scene looks along +z with y down; OpenGL's looks along -z with y up.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ...rotation import from_matrix, to_matrix
from ...scene import Pose

Matrix16 = tuple[float, ...]


def view_matrix(pose: Pose) -> Matrix16:
    """World to OpenGL's camera frame, from the camera's pose in the world."""
    r, t = to_matrix(pose.quaternion), pose.position
    right = (r[0][0], r[1][0], r[2][0])
    up = (-r[0][1], -r[1][1], -r[2][1])
    back = (-r[0][2], -r[1][2], -r[2][2])
    columns = [(right[i], up[i], back[i], 0.0) for i in range(3)]
    shift = tuple(-sum(axis[i] * t[i] for i in range(3)) for axis in (right, up, back))
    return (*columns[0], *columns[1], *columns[2], *shift, 1.0)


def projection_matrix(fov_y_rad: float, aspect: float, near_m: float, far_m: float) -> Matrix16:
    """OpenGL's perspective projection; `aspect` is width / height."""
    f = 1.0 / math.tan(fov_y_rad / 2)
    a, b = (far_m + near_m) / (near_m - far_m), 2 * far_m * near_m / (near_m - far_m)
    return (f / aspect, 0, 0, 0, 0, f, 0, 0, 0, 0, a, -1.0, 0, 0, b, 0)


def half_pixel(projection: Matrix16, width_px: int, height_px: int) -> Matrix16:
    """TinyRenderer samples a pixel at its corner: shifts the image by half a pixel so that it samples the centre."""
    shifted = list(projection)
    shifted[8] += 1.0 / width_px
    shifted[9] += 1.0 / height_px
    return tuple(shifted)


def pose_of_view(view: Sequence[float]) -> Pose:
    """The camera's pose in the world that a view matrix stands for."""
    right, up, back = ((view[i], view[4 + i], view[8 + i]) for i in range(3))
    position = tuple(-(right[k] * view[12] + up[k] * view[13] + back[k] * view[14]) for k in range(3))
    rows = tuple((right[k], -up[k], -back[k]) for k in range(3))
    return Pose(position, from_matrix(rows))


def lens_of_projection(projection: Sequence[float]) -> tuple[float, float, float]:
    """Vertical field of view [rad], near and far plane [m] that a projection matrix stands for."""
    a, b = projection[10], projection[14]
    return 2 * math.atan(1.0 / projection[5]), b / (a - 1.0), b / (a + 1.0)
