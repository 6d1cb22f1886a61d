import math

import numpy as np
import pybullet as p
import pytest
from conftest import scene

from sim_bridge.inverse_kinematics import solve
from sim_bridge.kinematics import read_chain
from sim_bridge.robots import load_robot
from sim_bridge.rotation import angle_between, multiply
from sim_bridge.scene import Pose

PANDA = load_robot("panda")
CHAIN = read_chain(PANDA.urdf, PANDA.tool_link, PANDA.arm_joints)


def pointing_down(yaw: float) -> tuple:
    return multiply((0.0, 0.0, math.sin(yaw / 2), math.cos(yaw / 2)), (1.0, 0.0, 0.0, 0.0))


def test_the_chain_agrees_with_the_simulator(simulator, reset):
    reset(scene())
    arm = simulator._live().world.arm
    random = np.random.default_rng(0)
    for _ in range(20):
        joints = random.uniform(PANDA.lower_rad, PANDA.upper_rad).tolist()
        for joint, angle in zip(arm.joints, joints, strict=True):
            p.resetJointState(arm.body, joint, angle, physicsClientId=arm.client)
        simulated, computed = arm.link_pose(arm.tool_link), CHAIN.tool(joints)
        assert math.dist(simulated.position, computed.position) < 1e-6
        assert angle_between(simulated.quaternion, computed.quaternion) < 1e-3  # PyBullet's is rounded to float


@pytest.mark.parametrize("yaw", [-1.5, -0.7, 0.0, 0.7, 1.5])
def test_all_of_the_regions_is_reached_pointing_down(yaw):
    for x in (0.34, 0.48, 0.62):
        for y in (-0.3, 0.0, 0.3):
            bearing = math.atan2(y, x)
            target = Pose((x, y, 0.02), pointing_down(bearing + yaw))
            joints = solve(CHAIN, PANDA, Pose((x, y, 0.2), target.quaternion), PANDA.home_rad)
            joints = solve(CHAIN, PANDA, target, joints)
            reached = CHAIN.tool(joints)
            assert math.dist(reached.position, target.position) < 1e-4, (x, y)
            assert angle_between(reached.quaternion, target.quaternion) < 1e-3, (x, y)


def test_out_of_reach_it_stays_within_the_limits_and_near():
    joints = solve(CHAIN, PANDA, Pose((2.0, 0.0, 0.3), pointing_down(0.0)), PANDA.home_rad)
    assert all(low <= q <= high for low, q, high in zip(PANDA.lower_rad, joints, PANDA.upper_rad, strict=True))
    assert CHAIN.tool(joints).position[0] > 0.6


def test_home_points_down():
    assert angle_between(CHAIN.tool(PANDA.home_rad).quaternion, pointing_down(0.0)) < 0.01
