"""The robot in MuJoCo: position servos, as quick as PyBullet's motors, never faster than the joints may turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np

from ...kinematics import Chain, read_chain
from ...robots import RobotDescription
from ...scene import Scene
from .robot import FINGER_ARMATURE_KG, link_name

ARM_RAD_PER_SEC = 70.0
FINGER_RAD_PER_SEC = 140.0
"""Natural frequencies of the servos, critically damped: a joint lags two over this behind its target."""


@dataclass(slots=True, eq=False)
class Arm:
    """Places in MuJoCo's arrays of the robot's parts, in the order of the description. `target`: what was commanded,
    arm joints [rad], then fingers [m]; `servo`: what the motors are told now, on its way there."""

    description: RobotDescription
    chain: Chain
    qpos: np.ndarray
    qvel: np.ndarray
    actuators: np.ndarray
    hand_body: int
    tool_body: int
    target: np.ndarray
    servo: np.ndarray
    longest: np.ndarray
    """How far each servo's target may move in one control step."""

    def command(self, joints_rad: Sequence[float], opening: float) -> None:
        """Sets the targets; they hold until the next command."""
        self.target = np.array([*joints_rad, *self._fingers(opening)])

    def drive(self, data: mujoco.MjData) -> None:
        """Tells the motors, at the start of a control step."""
        self.servo += np.clip(self.target - self.servo, -self.longest, self.longest)
        data.ctrl[self.actuators] = self.servo

    def opening_of(self, fingers_m: np.ndarray) -> float:
        """Fraction in [0, 1] to which the fingers are open."""
        g = self.description.gripper
        return float(np.clip((fingers_m.mean() - g.closed_m) / (g.open_m - g.closed_m), 0.0, 1.0))

    def _fingers(self, opening: float) -> list[float]:
        g = self.description.gripper
        return [g.closed_m + opening * (g.open_m - g.closed_m)] * len(g.joints)

    @property
    def joint_count(self) -> int:
        return len(self.description.arm_joints)


def stand(model: mujoco.MjModel, data: mujoco.MjData, robot: RobotDescription, scene: Scene) -> Arm:
    """Tunes the servos, puts the robot at its start, and makes what follows from the state known in `data`."""
    joints = [model.joint(name) for name in (*robot.arm_joints, *robot.gripper.joints)]
    arm = Arm(
        description=robot,
        chain=read_chain(robot.urdf, robot.tool_link, robot.arm_joints),
        qpos=np.array([joint.qposadr[0] for joint in joints]),
        qvel=np.array([joint.dofadr[0] for joint in joints]),
        actuators=np.array([model.actuator(joint.name).id for joint in joints]),
        hand_body=model.body(link_name(robot.hand_link)).id,
        tool_body=model.body(link_name(robot.tool_link)).id,
        target=np.zeros(len(joints)),
        servo=np.zeros(len(joints)),
        longest=longest_steps(robot, scene),
    )
    arm.command(robot.home_rad, 1.0)
    _put(model, data, arm)
    tune(model, data, arm)
    arm.command(scene.robot.joints_rad, scene.robot.gripper_opening)
    _put(model, data, arm)
    return arm


def longest_steps(robot: RobotDescription, scene: Scene) -> np.ndarray:
    """How far each servo's target may move in one control step."""
    fingers = [np.inf] * len(robot.gripper.joints)
    return np.array([*robot.max_speed_rad_per_sec, *fingers]) / scene.control_hz


def _put(model: mujoco.MjModel, data: mujoco.MjData, arm: Arm) -> None:
    mujoco.mj_resetData(model, data)
    data.qpos[arm.qpos] = arm.servo = arm.target.copy()
    data.ctrl[arm.actuators] = arm.servo
    mujoco.mj_step1(model, data)


def tune(model: mujoco.MjModel, data: mujoco.MjData, arm: Arm) -> None:
    """Stiffness and damping from the inertia that each joint moves at home: kp = M w^2, kv = 2 M w."""
    inertia = np.zeros((model.nv, model.nv))
    mujoco.mj_fullM(model, data, inertia)
    moved = inertia.diagonal()[arm.qvel]
    moved[arm.joint_count :] = np.minimum(moved[arm.joint_count :], 2 * FINGER_ARMATURE_KG)
    rate = np.where(np.arange(len(moved)) < arm.joint_count, ARM_RAD_PER_SEC, FINGER_RAD_PER_SEC)
    model.actuator_gainprm[arm.actuators, 0] = moved * rate * rate
    model.actuator_biasprm[arm.actuators, 1] = -moved * rate * rate
    model.actuator_biasprm[arm.actuators, 2] = -2 * moved * rate
