"""Joints that bring the tool to a pose: damped least squares, with a pull towards home in the null space.

Chiaverini et al., Review of the damped least-squares inverse kinematics (1994). PyBullet's own solver with a null
space stays millimetres off after 200 iterations; this one is exact to microns after a few, and serves any simulator.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .kinematics import Chain
from .robots import RobotDescription
from .rotation import conjugate, cross, multiply
from .scene import Pose, Quat, Vec3

TOLERANCE_M = 5e-5
TOLERANCE_RAD = 1e-4
LONGEST_STEP_RAD = 0.25


def solve(chain: Chain, robot: RobotDescription, target: Pose, from_rad: Sequence[float]) -> tuple[float, ...]:
    """Joints within the limits that put the tool at `target` (frame of the base link), searched from `from_rad`.

    Out of reach, it answers with the nearest joints it came to in `ik.iterations`: where only the limits of a wrist
    are in the way, a small `ik.rotation_weight` keeps the place and tilts the tool.
    """
    low, high, home = (np.array(values) for values in (robot.lower_rad, robot.upper_rad, robot.home_rad))
    joints = np.array(from_rad)
    weights = np.array([1.0, 1.0, 1.0, *[robot.ik.rotation_weight] * 3])
    for _ in range(robot.ik.iterations):
        frames, tool = chain.joints(joints.tolist())
        shift = tuple(a - b for a, b in zip(target.position, tool.position, strict=True))
        turn = rotation_vector(multiply(target.quaternion, conjugate(tool.quaternion)))
        if math.hypot(*shift) < TOLERANCE_M and math.hypot(*turn) < TOLERANCE_RAD:
            break
        jacobian = weights[:, None] * _jacobian(chain, frames, tool.position)
        error, pull = weights * np.array([*shift, *turn]), robot.ik.home_pull * (home - joints)
        step = _step(jacobian, error, pull, robot.ik.damping)
        blocked = ((joints <= low) & (step < 0)) | ((joints >= high) & (step > 0))
        if blocked.any():
            step = _step(np.where(blocked, 0.0, jacobian), error, np.where(blocked, 0.0, pull), robot.ik.damping)
        joints = np.clip(joints + step, low, high)
    return tuple(joints.tolist())


def rotation_vector(q: Quat) -> Vec3:
    """Axis times angle, the angle in [0, pi]."""
    x, y, z, w = q if q[3] >= 0 else (-q[0], -q[1], -q[2], -q[3])
    sine = math.sqrt(x * x + y * y + z * z)
    factor = 2 * math.atan2(sine, w) / sine if sine > 1e-12 else 2.0
    return (x * factor, y * factor, z * factor)


def _jacobian(chain: Chain, frames: Sequence[Pose], tool: Vec3) -> np.ndarray:
    """[6, n]: how the tool moves and turns with each joint; axis x (tool - joint), axis."""
    columns = []
    for axis, frame in zip(chain.axes_in_base(frames), frames, strict=True):
        p = frame.position
        arm = (tool[0] - p[0], tool[1] - p[1], tool[2] - p[2])
        columns.append((*cross(axis, arm), *axis))
    return np.array(columns).T


def _step(jacobian: np.ndarray, error: np.ndarray, pull: np.ndarray, damping: float) -> np.ndarray:
    """J# e + (1 - J# J) pull with J# = J^T (J J^T + d^2 1)^-1, damped more while far, never too long."""
    squared = damping * damping * (1.0 + 100.0 * float(error @ error))
    core = jacobian @ jacobian.T + squared * np.eye(6)
    step = jacobian.T @ np.linalg.solve(core, error - jacobian @ pull) + pull
    longest = float(np.abs(step).max())
    return step * (LONGEST_STEP_RAD / longest) if longest > LONGEST_STEP_RAD else step
