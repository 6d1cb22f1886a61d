import math

import numpy as np
import pytest
from conftest import HOME, NOTHING, body, scene
from test_kinematics import chain_of, pointing_down

from sim_bridge.errors import BridgeError
from sim_bridge.requests import ObserveRequest
from sim_bridge.robots import load_robot
from sim_bridge.rotation import angle_between, from_rotation_vector, multiply

STATE = ObserveRequest((), ("jointPositions", "jointVelocities", "tcpPose", "gripperOpening"), ())
DOWN = [1.0, 0.0, 0.0, 0.0]


def rows(row: list, count: int) -> np.ndarray:
    return np.tile(np.array(row, float), (count, 1))


def line(start: list, end: list, count: int, opening: float, yaw: float = 0.0) -> np.ndarray:
    """Evenly spaced tool poses pointing down."""
    steps = np.linspace(0, 1, count + 1)[1:, None]
    points = np.array(start) + (np.array(end) - start) * steps
    return np.hstack([points, np.tile([*pointing_down(yaw), opening], (count, 1))])


def test_joint_position_is_reached(simulator, reset):
    reset(scene())
    goal = np.array(HOME) + np.array([0.3, 0.2, -0.2, 0.3, 0.2, -0.3, 0.4])
    joints = simulator.step("joint_position", rows([*goal, 1.0], 30), NOTHING).world_states.joints
    assert joints[-1] == pytest.approx(goal, abs=2e-3)


def test_joint_delta_adds_to_the_command(simulator, reset):
    reset(scene())
    delta = np.array([0.02, -0.01, 0.01, 0.02, 0.0, 0.01, -0.02])
    simulator.step("joint_delta", rows([*delta, 1.0], 10), NOTHING)
    joints = simulator.step("joint_delta", rows([*np.zeros(7), 1.0], 10), NOTHING).world_states.joints
    assert joints[-1] == pytest.approx(np.array(HOME) + 10 * delta, abs=2e-3)


def test_joints_are_held_at_their_limits(simulator, reset):
    reset(scene())
    result = simulator.step("joint_position", rows([9.0, *HOME[1:], 1.0], 60), NOTHING)
    assert result.world_states.joints[-1][0] == pytest.approx(2.8973, abs=3e-3)


def test_ee_pose_is_reached_within_a_millimetre(simulator, reset):
    reset(scene())
    path = line([0.307, 0.0, 0.485], [0.5, 0.2, 0.1], 30, 1.0, yaw=0.5)
    simulator.step("ee_pose", path, NOTHING)
    tool = simulator.step("ee_pose", path[-1:].repeat(6, axis=0), STATE).reading.state["tcpPose"]
    assert tool[:3] == pytest.approx([0.5, 0.2, 0.1], abs=1e-3)
    assert angle_between(tuple(tool[3:]), pointing_down(0.5)) < 0.01


def test_ee_delta_moves_and_turns_in_the_world(simulator, reset):
    start = reset(scene()).world_state.tcp[0]
    simulator.step("ee_delta", rows([0.01, -0.005, -0.008, 0.0, 0.0, 0.03, 1.0], 20), NOTHING)
    end = simulator.step("ee_delta", rows([*[0.0] * 6, 1.0], 6), NOTHING).world_states.tcp[-1]
    assert end[:3] - start[:3] == pytest.approx([0.2, -0.1, -0.16], abs=2e-3)
    turned = multiply(from_rotation_vector(0.0, 0.0, 0.6), tuple(start[3:]))
    assert angle_between(tuple(end[3:]), turned) < 0.01


def test_ee_delta_after_joint_commands_starts_from_what_was_commanded(simulator, reset):
    reset(scene())
    goal = np.array(HOME) + np.array([0.3, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0])
    simulator.step("joint_position", rows([*goal, 1.0], 1), NOTHING)  # far from reached after one step
    end = simulator.step("ee_delta", rows([*[0.0] * 6, 1.0], 20), NOTHING).world_states.tcp[-1]
    assert end[:3] == pytest.approx(chain_of(load_robot("panda")).tool(goal.tolist()).position, abs=2e-3)


def test_deltas_beyond_reach_do_not_pile_up(simulator, reset):
    reset(scene())
    out = simulator.step("ee_delta", rows([0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], 60), NOTHING).world_states.tcp[-1]
    simulator.step("ee_delta", rows([-0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], 12), NOTHING)
    back = simulator.step("ee_delta", rows([*[0.0] * 6, 1.0], 10), NOTHING).world_states.tcp[-1]
    assert 0.7 < out[0] < 1.0
    assert back[0] < out[0] - 0.15


def test_the_gripper_opens_and_closes(simulator, reset):
    assert reset(scene()).world_state.gripper_opening[0] == pytest.approx(1.0, abs=0.01)
    closed = simulator.step("joint_position", rows([*HOME, 0.0], 20), STATE)
    assert closed.world_states.gripper_opening[-1] == pytest.approx(0.0, abs=0.01)
    assert closed.reading.state["gripperOpening"] == pytest.approx([0.0], abs=0.01)
    half = simulator.step("joint_position", rows([*HOME, 0.5], 20), NOTHING).world_states
    assert half.gripper_opening[-1] == pytest.approx(0.5, abs=0.02)


def test_state_keys_have_their_shapes(simulator, reset):
    state = reset(scene(), STATE).reading.state
    assert {key: value.shape for key, value in state.items()} == {
        "jointPositions": (7,),
        "jointVelocities": (7,),
        "tcpPose": (7,),
        "gripperOpening": (1,),
    }
    assert state["jointPositions"] == pytest.approx(HOME, abs=2e-3)


def test_a_cube_is_lifted_and_touches_only_the_gripper(simulator, reset):
    start = reset(scene(body("target", "cube", 0.5, 0.1, 0.4)))
    names = start.names
    above, at = [0.5, 0.1, 0.15], [0.5, 0.1, 0.02]
    for path in (
        line([0.307, 0.0, 0.485], above, 30, 1.0, 0.4),
        line(above, at, 16, 1.0, 0.4),
        line(at, at, 10, 0.0, 0.4),
        line(at, above, 16, 0.0, 0.4),
    ):
        states = simulator.step("ee_pose", path, NOTHING).world_states
    touching = {(names[a], names[b]) for step, a, b in states.contacts.tolist() if step == len(states.time_sec) - 1}
    assert states.positions[-1, 0, 2] - start.world_state.positions[0, 0, 2] > 0.1
    assert touching == {("target", "gripper")}
    assert 0.2 < states.gripper_opening[-1] < 0.9


def test_velocity_is_that_of_the_model_origin(simulator, reset):
    """A tall body that tips about its foot: its origin moves far less than its centre."""
    tipped = from_rotation_vector(0.0, 0.35, 0.0)
    value = scene(body("target", "soup_can", 0.5, 0.0, quaternion=list(tipped), position=[0.5, 0.0, 0.2]))
    reset(value)
    states = simulator.step("joint_position", rows([*HOME, 1.0], 6), NOTHING).world_states
    moved = np.diff(states.positions[:, 0], axis=0) / 0.05
    mean = (states.velocities[1:, 0, :3] + states.velocities[:-1, 0, :3]) / 2
    assert np.abs(moved - mean).max() < 0.35 * max(0.1, np.abs(moved).max())


def test_a_state_that_is_not_finite_is_an_error(simulator, reset):
    import pybullet as p

    reset(scene(body("target", "cube", 0.5, 0.0)))
    world = simulator._live().world.built
    p.resetBaseVelocity(world.bodies[0].body, [math.nan] * 3, physicsClientId=world.client)
    with pytest.raises(BridgeError) as caught:
        simulator.step("joint_position", rows([*HOME, 1.0], 2), NOTHING)
    assert caught.value.code == "E_PHYSICS"
    assert caught.value.retryable
