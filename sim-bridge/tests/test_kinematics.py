import math

import numpy as np
import pybullet as p
import pytest
import yaml
from conftest import scene
from published import PUBLISHED

from sim_bridge.inverse_kinematics import solve
from sim_bridge.kinematics import Chain, read_chain
from sim_bridge.robots import FOLDER, RobotDescription, load_robot, robot_names
from sim_bridge.rotation import angle_between, multiply, to_matrix
from sim_bridge.scene import Pose

ROBOTS = robot_names()
HEIGHTS_M = (0.02, 0.25)
YAWS = (-1.5, -0.7, 0.0, 0.7, 1.5)


def chain_of(robot: RobotDescription) -> Chain:
    return read_chain(robot.urdf, robot.tool_link, robot.arm_joints)


def file_of(name: str) -> dict:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def pointing_down(yaw: float) -> tuple:
    return multiply((0.0, 0.0, math.sin(yaw / 2), math.cos(yaw / 2)), (1.0, 0.0, 0.0, 0.0))


def random_joints(robot: RobotDescription, count: int) -> list[list[float]]:
    return np.random.default_rng(0).uniform(robot.lower_rad, robot.upper_rad, (count, len(robot.home_rad))).tolist()


@pytest.mark.parametrize("name", ROBOTS)
def test_the_tool_is_where_the_published_parameters_put_it(name):
    robot = load_robot(name)
    chain = chain_of(robot)
    for joints in [[0.0] * len(robot.home_rad), list(robot.home_rad), *random_joints(robot, 20)]:
        tool, expected = chain.tool(joints), PUBLISHED[name](joints)
        assert np.allclose(tool.position, expected[:3, 3], atol=1e-6), joints
        assert np.allclose(to_matrix(tool.quaternion), expected[:3, :3], atol=1e-6), joints


@pytest.mark.parametrize("name", ROBOTS)
def test_the_chain_agrees_with_the_simulator(simulator, reset, name):
    robot = load_robot(name)
    reset(scene(robot={"name": name, "jointsRad": list(robot.home_rad), "gripperOpening": 1.0}))
    arm = simulator._live().world.built.arm
    for joints in random_joints(robot, 20):
        for joint, angle in zip(arm.joints, joints, strict=True):
            p.resetJointState(arm.body, joint, angle, physicsClientId=arm.client)
        simulated, computed = arm.link_pose(arm.tool_link), chain_of(robot).tool(joints)
        assert math.dist(simulated.position, computed.position) < 1e-6
        assert angle_between(simulated.quaternion, computed.quaternion) < 1e-3  # PyBullet's is rounded to float


@pytest.mark.parametrize("name", ROBOTS)
def test_joints_that_are_solved_for_a_pose_bring_the_tool_there(name):
    robot = load_robot(name)
    chain = chain_of(robot)
    for yaw in YAWS:
        joints = robot.home_rad
        for share in (0.3, 0.6, 1.0):
            moved = [home + share * 0.12 * math.cos(yaw + i) for i, home in enumerate(robot.home_rad)]
            target = chain.tool(np.clip(moved, robot.lower_rad, robot.upper_rad).tolist())
            joints = solve(chain, robot, target, joints)
        reached = chain.tool(joints)
        assert math.dist(reached.position, target.position) < 1e-4
        assert angle_between(reached.quaternion, target.quaternion) < 1e-3


def corners_of(name: str) -> list[tuple[float, float]]:
    """Corners and middles of the regions, as far as the file says that they are in reach near the table."""
    file = file_of(name)
    spots = {
        (x, y)
        for region in file["regions"].values()
        for x in (*region["x"], sum(region["x"]) / 2)
        for y in (*region["y"], sum(region["y"]) / 2)
    }
    reach = file["reach"]
    near = [spot for spot in spots if math.dist(spot, reach["shoulderM"][:2]) <= reach["tableM"][1]]
    return sorted(near)


@pytest.mark.parametrize("name", ROBOTS)
@pytest.mark.parametrize("yaw", YAWS)
def test_all_of_the_regions_is_reached_pointing_down(name, yaw):
    robot = load_robot(name)
    chain = chain_of(robot)
    for x, y in corners_of(name):
        down = pointing_down(math.atan2(y, x) + yaw)
        joints = robot.home_rad
        for z in reversed(HEIGHTS_M):
            joints = solve(chain, robot, Pose((x, y, z), down), joints)
        reached = chain.tool(joints)
        assert math.dist(reached.position, (x, y, HEIGHTS_M[0])) < 1e-4, (x, y)
        assert angle_between(reached.quaternion, down) < 1e-3, (x, y)


@pytest.mark.parametrize("name", ROBOTS)
def test_out_of_reach_it_stays_within_the_limits_and_near(name):
    robot = load_robot(name)
    chain = chain_of(robot)
    joints = solve(chain, robot, Pose((2.0, 0.0, 0.3), pointing_down(0.0)), robot.home_rad)
    assert all(low <= q <= high for low, q, high in zip(robot.lower_rad, joints, robot.upper_rad, strict=True))
    assert chain.tool(joints).position[0] > chain.tool(robot.home_rad).position[0] + 0.1


@pytest.mark.parametrize("name", ROBOTS)
def test_home_points_down(name):
    robot = load_robot(name)
    assert angle_between(chain_of(robot).tool(robot.home_rad).quaternion, pointing_down(0.0)) < 0.01
