"""The robot in PyBullet: loaded from its description, moved by position motors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pybullet as p

from ...kinematics import Chain, read_chain
from ...robots import RobotDescription
from ...scene import Pose, Robot
from ..commands import check_start


@dataclass(frozen=True, slots=True)
class Arm:
    """Numbers by which PyBullet knows the robot's parts. Lists follow the description's order."""

    client: int
    body: int
    description: RobotDescription
    joints: tuple[int, ...]
    fingers: tuple[int, ...]
    movable: tuple[int, ...]
    """All joints that move, in URDF order."""
    gripper_links: frozenset[int]
    links: dict[str, int]
    hand_link: int
    tool_link: int
    chain: Chain

    def command(self, joints_rad: Sequence[float], opening: float) -> None:
        """Sets the motors' targets; they hold until the next command."""
        d, set_motor = self.description, p.setJointMotorControl2
        for joint, target, force, speed in zip(
            self.joints, joints_rad, d.max_torque_nm, d.max_speed_rad_per_sec, strict=True
        ):
            set_motor(
                self.body,
                joint,
                p.POSITION_CONTROL,
                targetPosition=target,
                force=force,
                positionGain=d.position_gain,
                maxVelocity=speed,
                physicsClientId=self.client,
            )
        g = d.gripper
        width = g.closed_m + opening * (g.open_m - g.closed_m)
        for finger in self.fingers:
            set_motor(
                self.body,
                finger,
                p.POSITION_CONTROL,
                targetPosition=width,
                force=g.force_n,
                positionGain=g.position_gain,
                physicsClientId=self.client,
            )

    def opening_of(self, finger_positions_m: Sequence[float]) -> float:
        """Fraction in [0, 1] to which the fingers are open."""
        g = self.description.gripper
        mean = sum(finger_positions_m) / len(finger_positions_m)
        return min(1.0, max(0.0, (mean - g.closed_m) / (g.open_m - g.closed_m)))

    def link_pose(self, link: int) -> Pose:
        """Pose of a link's URDF frame in the world."""
        state = p.getLinkState(self.body, link, 0, 1, physicsClientId=self.client)
        return Pose(state[4], state[5])


def load_arm(client: int, description: RobotDescription, start: Robot) -> Arm:
    """Loads the robot with its base at the origin, at its start joints."""
    check_start(description, start)
    body = p.loadURDF(str(description.urdf), useFixedBase=True, physicsClientId=client)
    infos = [
        p.getJointInfo(body, j, physicsClientId=client) for j in range(p.getNumJoints(body, physicsClientId=client))
    ]
    joint_of = {info[1].decode(): info[0] for info in infos}
    link_of = {info[12].decode(): info[0] for info in infos}
    arm = Arm(
        client=client,
        body=body,
        description=description,
        joints=tuple(joint_of[name] for name in description.arm_joints),
        fingers=tuple(joint_of[name] for name in description.gripper.joints),
        movable=tuple(info[0] for info in infos if info[2] != p.JOINT_FIXED),
        gripper_links=frozenset(link_of[name] for name in description.gripper_links),
        links=link_of,
        hand_link=link_of[description.hand_link],
        tool_link=link_of[description.tool_link],
        chain=read_chain(description.urdf, description.tool_link, description.arm_joints),
    )
    _prepare_gripper(arm)
    _place(arm, start)
    return arm


def _prepare_gripper(arm: Arm) -> None:
    gripper = arm.description.gripper
    for link in arm.gripper_links:
        p.changeDynamics(
            arm.body,
            link,
            lateralFriction=gripper.friction.lateral,
            rollingFriction=gripper.friction.rolling,
            spinningFriction=gripper.friction.spinning,
            physicsClientId=arm.client,
        )
    if gripper.gear is not None:
        left, right = arm.fingers
        gear = p.createConstraint(
            arm.body, left, arm.body, right, p.JOINT_GEAR, [1, 0, 0], [0, 0, 0], [0, 0, 0], physicsClientId=arm.client
        )
        p.changeConstraint(
            gear,
            gearRatio=gripper.gear.ratio,
            erp=gripper.gear.erp,
            maxForce=gripper.gear.max_force_n,
            physicsClientId=arm.client,
        )


def _place(arm: Arm, start: Robot) -> None:
    gripper = arm.description.gripper
    for joint, angle in zip(arm.joints, start.joints_rad, strict=True):
        p.resetJointState(arm.body, joint, angle, physicsClientId=arm.client)
    width = gripper.closed_m + start.gripper_opening * (gripper.open_m - gripper.closed_m)
    for finger in arm.fingers:
        p.resetJointState(arm.body, finger, width, physicsClientId=arm.client)
    arm.command(start.joints_rad, start.gripper_opening)
