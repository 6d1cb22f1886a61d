"""What a camera's field of view means in pixels."""

from __future__ import annotations

import math


def intrinsics(fov_y_rad: float, width_px: int, height_px: int) -> tuple[float, float, float, float]:
    """fx, fy, cx, cy in pixels; pixel (column u, row v) covers [u, u+1] x [v, v+1]."""
    f = height_px / 2 / math.tan(fov_y_rad / 2)
    return f, f, width_px / 2, height_px / 2
