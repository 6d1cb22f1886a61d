"""Joints that bring the tool to a pose: PyBullet's damped least squares, with or without a null space."""

from __future__ import annotations

from collections.abc import Sequence

import pybullet as p

from ...scene import Pose
from .arm import Arm


def solve(arm: Arm, target: Pose, from_rad: Sequence[float]) -> tuple[float, ...]:
    """Arm joints within their limits that put the tool nearest to `target`, searched from `from_rad`.

    The robot's base is at the origin of the world, so the target may be given in the world.
    """
    d = arm.description
    current = _all_joints(arm, from_rad)
    answer = p.calculateInverseKinematics(
        arm.body,
        arm.tool_link,
        target.position,
        target.quaternion,
        **(_null_space(arm) if d.ik.kind == "nullspace" else {}),
        currentPositions=current,
        maxNumIterations=d.ik.iterations,
        residualThreshold=d.ik.residual_m,
        physicsClientId=arm.client,
    )
    solved = dict(zip(arm.movable, answer, strict=True))
    limits = zip(arm.joints, d.lower_rad, d.upper_rad, strict=True)
    return tuple(min(high, max(low, solved[joint])) for joint, low, high in limits)


def _all_joints(arm: Arm, arm_rad: Sequence[float]) -> list[float]:
    angles = dict(zip(arm.joints, arm_rad, strict=True))
    return [angles.get(joint, 0.0) for joint in arm.movable]


def _null_space(arm: Arm) -> dict[str, list[float]]:
    d = arm.description
    low, high, rest = (
        _filled(arm, d.lower_rad, d.gripper.closed_m),
        _filled(arm, d.upper_rad, d.gripper.open_m),
        _filled(arm, d.home_rad, d.gripper.open_m),
    )
    ranges = [b - a for a, b in zip(low, high, strict=True)]
    return {"lowerLimits": low, "upperLimits": high, "jointRanges": ranges, "restPoses": rest}


def _filled(arm: Arm, values: Sequence[float], finger: float) -> list[float]:
    by_joint = dict(zip(arm.joints, values, strict=True))
    return [by_joint.get(joint, finger) for joint in arm.movable]
