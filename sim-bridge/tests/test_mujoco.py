import dataclasses
import math
import os
import re
import subprocess
import sys

import numpy as np
import pytest
from bridge import ROOT
from conftest import HOME, NOTHING, body, parsed, picture, scene
from test_actions import line, rows
from test_determinism import run

from sim_bridge.errors import BridgeError
from sim_bridge.library import Library
from sim_bridge.requests import ObserveRequest
from sim_bridge.rotation import angle_between
from sim_bridge.simulators import SIMULATORS
from sim_bridge.simulators.gl import find_backend

STATE = ObserveRequest((), ("tcpPose", "gripperOpening"), ())
drawing = pytest.mark.skipif(find_backend() is None, reason="no EGL and no OSMesa here")


@pytest.fixture(scope="module")
def mujoco(tmp_path_factory):
    made = SIMULATORS["mujoco"](tmp_path_factory.mktemp("scratch"))
    yield made
    made.close()


def test_the_same_actions_give_the_same_bits_whatever_came_before(mujoco):
    first = run(mujoco)
    mujoco.reset(parsed(scene(body("other", "ball", 0.4, 0.1))), 1, NOTHING)
    mujoco.step("joint_delta", np.full((5, 8), 0.05), NOTHING)
    assert run(mujoco) == first
    assert len(set(first)) == len(first)


def test_another_process_gives_the_same_bits(mujoco):
    code = "from test_determinism import run; from sim_bridge.simulators import SIMULATORS as S; import sys;"
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    done = subprocess.run(
        [sys.executable, "-c", f"{code} print(run(S['mujoco'](None)))"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip().splitlines()[-1] == str(run(mujoco))


def test_a_command_is_reached(mujoco):
    mujoco.reset(parsed(scene()), 1, NOTHING)
    path = line([0.307, 0.0, 0.485], [0.5, 0.2, 0.1], 30, 1.0, yaw=0.5)
    mujoco.step("ee_pose", path, NOTHING)
    tool = mujoco.step("ee_pose", path[-1:].repeat(10, axis=0), STATE).reading.state["tcpPose"]
    assert tool[:3] == pytest.approx([0.5, 0.2, 0.1], abs=1e-3)
    assert angle_between(tuple(tool[3:]), tuple(path[-1][3:7])) < 0.01


def test_a_joint_turns_no_faster_than_it_may(mujoco):
    mujoco.reset(parsed(scene()), 1, NOTHING)
    joints = mujoco.step("joint_position", rows([2.0, *HOME[1:], 1.0], 10), NOTHING).world_states.joints[:, 0]
    assert 0.8 < joints[-1] <= 2.175 * 0.5 + 1e-3


def test_a_cube_is_lifted_and_touches_only_the_gripper(mujoco):
    start = mujoco.reset(parsed(scene(body("target", "cube", 0.5, 0.1, 0.4))), 1, NOTHING)
    above, at = [0.5, 0.1, 0.15], [0.5, 0.1, 0.02]
    for path in (
        line([0.307, 0.0, 0.485], above, 30, 1.0, 0.4),
        line(above, at, 16, 1.0, 0.4),
        line(at, at, 10, 0.0, 0.4),
        line(at, above, 16, 0.0, 0.4),
    ):
        states = mujoco.step("ee_pose", path, NOTHING).world_states
    last = {(start.names[a], start.names[b]) for step, a, b in states.contacts.tolist() if step == 15}
    assert states.positions[-1, 0, 2] - start.world_state.positions[0, 0, 2] > 0.1
    assert last == {("target", "gripper")}
    assert 0.2 < states.gripper_opening[-1] < 0.9


def test_every_model_comes_to_rest_where_it_was_put(mujoco):
    for name in Library().model_names():
        size = Library().model(name).size_m
        spec = body("target", name, 0.7, 0.0, massKg=Library().model(name).mass_kg)
        settling = mujoco.reset(parsed(scene(spec)), 1, NOTHING).settling
        assert settling.motion_m["target"] < 0.005, (name, size)
        assert settling.tilt_rad["target"] < 0.05, name


def test_read_back_is_what_the_model_holds(mujoco):
    fixed = body("receptacle", "bowl", 0.5, -0.2, fixed=True, scale=0.8, color=[0.1, 0.2, 0.3])
    value = scene(body("target", "cube", 0.5, 0.1, massKg=0.23), fixed)
    asked = parsed(value)
    read = mujoco.reset(asked, 1, NOTHING).read_back
    assert dataclasses.replace(read, bodies=asked.bodies).physics_hz == pytest.approx(240)
    for got, wanted in zip(read.bodies, asked.bodies, strict=True):
        assert (got.mass_kg, got.scale) == pytest.approx((wanted.mass_kg, wanted.scale))
        assert got.friction == wanted.friction
        assert (got.fixed, got.color) == (wanted.fixed, wanted.color)
    world = mujoco._live().world
    world.built.model.body_mass[world.built.body_ids[0]] = 0.5
    assert world.read_back().bodies[0].mass_kg == 0.5


def test_friction_decides_whether_a_body_slides(mujoco):
    """Pushed to speed v it comes to rest after v^2 / (2 mu g)."""
    travelled = []
    for lateral in (1.0, 0.05):
        friction = {"lateral": lateral, "rolling": 0.0, "spinning": 0.0}
        mujoco.reset(parsed(scene(body("target", "brick", 0.7, 0.0, friction=friction))), 1, NOTHING)
        world = mujoco._live().world.built
        world.data.joint("body/target").qvel[1] = 0.5
        states = mujoco.step("joint_position", rows([*HOME, 1.0], 10), NOTHING).world_states
        travelled.append(states.positions[-1, 0, 1])
    v, g = 0.5, 9.81
    assert travelled[0] == pytest.approx(v * v / (2 * g), abs=0.004)
    assert travelled[1] > 5 * travelled[0]


def test_a_state_that_is_not_finite_is_an_error(mujoco, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mujoco.reset(parsed(scene(body("target", "cube", 0.5, 0.0))), 1, NOTHING)
    mujoco._live().world.built.data.joint("body/target").qvel[0] = math.nan
    with pytest.raises(BridgeError) as caught:
        mujoco.step("joint_position", rows([*HOME, 1.0], 2), NOTHING)
    assert (caught.value.code, caught.value.retryable) == ("E_PHYSICS", True)
    assert list(tmp_path.iterdir()) == []  # MuJoCo's log stays out of the user's folder


def test_without_opengl_a_picture_is_one_clear_line_and_the_rest_works(monkeypatch):
    monkeypatch.setenv("MUJOCO_GL", "disabled")
    blind = SIMULATORS["mujoco"](None)
    blind.reset(parsed(scene(body("target", "cube", 0.5, 0.1))), 1, NOTHING)
    assert blind.info.renderer == "none"
    seen = blind.observe(ObserveRequest((), (), (("front", "target"),), True))
    assert seen.visibility[0][2] > 0.95
    with pytest.raises(BridgeError, match="needs EGL or OSMesa") as caught:
        blind.observe(picture("front"))
    assert caught.value.code == "E_OBSERVE"
    assert "\n" not in caught.value.message
    blind.close()


@drawing
def test_its_own_pictures_have_depth_segmentation_and_colour(mujoco):
    value = scene(body("target", "cube", 0.5, 0.0, color=[0.1, 0.9, 0.1]))
    result = mujoco.reset(parsed(value), 1, picture("front", 320, 240))
    image = result.reading.cameras["front"]
    target = image.segmentation == 0
    assert 50 < target.sum() < 3000
    assert np.median(image.rgb[target], axis=0)[1] > 2 * np.median(image.rgb[target], axis=0)[0]
    eye = np.array(image.pose.position)
    assert image.depth[target].min() == pytest.approx(np.linalg.norm(eye - [0.5, 0, 0.04]), abs=0.1)


@drawing
def test_looking_disturbs_nothing(mujoco):
    assert run(mujoco, watched=True) == run(mujoco)


@pytest.mark.parametrize(
    ("mujoco_version", "said"),
    [(None, "simulator mujoco needs the packages of its lock"), ("4.0.0", "expected MuJoCo 3, .* got 4.0.0")],
)
def test_a_missing_or_another_mujoco_is_one_line(tmp_path, mujoco_version, said):
    """Python's own modules and ours, no packages: as in an environment of another simulator."""
    if mujoco_version is not None:
        (tmp_path / "mujoco-4.dist-info").mkdir()
        (tmp_path / "mujoco-4.dist-info" / "METADATA").write_text(f"Name: mujoco\nVersion: {mujoco_version}\n")
    code = "import sys; from pathlib import Path; from sim_bridge.errors import CannotStart\n"
    code += "from sim_bridge.simulators import make_simulator\n"
    code += "try: make_simulator('mujoco', Path())\nexcept CannotStart as error: print(error)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {[str(ROOT), str(tmp_path)]!r}\n{code}"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert re.search(said, done.stdout), done.stderr
    assert len(done.stdout.splitlines()) == 1
