"""Rows of actions into commanded joints: the four modes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

import numpy as np

from ..errors import BridgeError
from ..inverse_kinematics import solve
from ..kinematics import Chain
from ..robots import RobotDescription
from ..rotation import angle_between, from_rotation_vector, multiply, normalize
from ..scene import Pose, Robot

LAG_M = 0.05
LAG_RAD = 0.35
"""A commanded pose further than this from what the arm can reach is pulled back, so that deltas do not pile up."""


class Arm(Protocol):
    """What a simulator shows of its robot to whoever commands it."""

    description: RobotDescription
    chain: Chain

    def command(self, joints_rad: Sequence[float], opening: float) -> None:
        """Sets the motors' targets; they hold until the next command."""
        ...


def check_start(description: RobotDescription, start: Robot) -> None:
    """`E_SCENE` unless the robot can stand like that."""
    wanted = len(description.arm_joints)
    if len(start.joints_rad) != wanted:
        raise BridgeError(
            "E_SCENE",
            f"scene.robot.jointsRad: expected {wanted} numbers for {description.name}, got {len(start.joints_rad)}",
        )
    for index, value in enumerate(start.joints_rad):
        low, high = description.lower_rad[index], description.upper_rad[index]
        if not low - 1e-6 <= value <= high + 1e-6:
            raise BridgeError(
                "E_SCENE", f"scene.robot.jointsRad[{index}]: expected {low:g} to {high:g} rad, got {value:g}"
            )


def check_actions(arm: Arm, mode: str, actions: np.ndarray) -> None:
    """`E_ACTION` unless the rows fit the mode."""
    joints = len(arm.description.arm_joints)
    dim = {"joint_position": joints, "joint_delta": joints, "ee_pose": 7, "ee_delta": 6}[mode] + 1
    if actions.shape[1] != dim:
        raise BridgeError("E_ACTION", f"actions: expected [n, {dim}] for {mode}, got {list(actions.shape)}")
    if mode == "ee_pose":
        lengths = np.linalg.norm(actions[:, 3:7], axis=1)
        wrong = np.flatnonzero(np.abs(lengths - 1.0) > 0.01)
        if len(wrong):
            raise BridgeError(
                "E_ACTION", f"actions[{wrong[0]}][3:7]: expected a unit quaternion, got length {lengths[wrong[0]]:g}"
            )


class Commander:
    """Remembers what was last commanded: deltas are changes of the command, not of where the arm happens to be."""

    def __init__(self, arm: Arm, joints_rad: Sequence[float]) -> None:
        self._arm = arm
        self._joints = tuple(joints_rad)
        self._tool: Pose | None = None
        self._apply = {
            "joint_position": self._joint_position,
            "joint_delta": self._joint_delta,
            "ee_pose": self._ee_pose,
            "ee_delta": self._ee_delta,
        }

    def apply(self, mode: str, row: Sequence[float]) -> None:
        """Commands one checked row. Joints beyond their limits, and openings beyond [0, 1], are held at them."""
        self._apply[mode](row)
        self._arm.command(self._joints, min(1.0, max(0.0, row[-1])))

    def _joint_position(self, row: Sequence[float]) -> None:
        d = self._arm.description
        self._joints = tuple(
            min(high, max(low, q)) for q, low, high in zip(row[:-1], d.lower_rad, d.upper_rad, strict=True)
        )
        self._tool = None

    def _joint_delta(self, row: Sequence[float]) -> None:
        self._joint_position([*(q + dq for q, dq in zip(self._joints, row[:-1], strict=True)), row[-1]])

    def _ee_pose(self, row: Sequence[float]) -> None:
        self._reach(Pose((row[0], row[1], row[2]), normalize((row[3], row[4], row[5], row[6]))))

    def _ee_delta(self, row: Sequence[float]) -> None:
        tool = self._tool or self._arm.chain.tool(self._joints)
        position = tuple(a + b for a, b in zip(tool.position, row[:3], strict=True))
        turn = from_rotation_vector(row[3], row[4], row[5])
        self._reach(Pose(position, normalize(multiply(turn, tool.quaternion))))

    def _reach(self, target: Pose) -> None:
        self._joints = solve(self._arm.chain, self._arm.description, target, self._joints)
        reached = self._arm.chain.tool(self._joints)
        far = math.dist(reached.position, target.position) > LAG_M
        turned = angle_between(reached.quaternion, target.quaternion) > LAG_RAD
        self._tool = reached if far or turned else target
