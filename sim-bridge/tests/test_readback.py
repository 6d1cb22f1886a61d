import dataclasses
import math

import pybullet as p
import pytest
from conftest import body, parsed, scene

ZONES = [
    {
        "name": "pad",
        "shape": "rect",
        "center": [0.5, 0.1],
        "sizeM": [0.1, 0.2],
        "yawRad": 7.0,
        "color": [1.0, 0.5, 0.25],
    },
    {
        "name": "spot",
        "shape": "disc",
        "center": [0.4, 0.0],
        "sizeM": [0.12, 0.12],
        "yawRad": 0.0,
        "color": [0.1, 0.2, 0.3],
    },
]
FULL = scene(
    body(
        "target",
        "cube",
        0.5,
        0.1,
        0.7,
        color=[0.6, 0.1, 0.7],
        scale=1.3,
        massKg=0.25,
        friction={"lateral": 0.7, "rolling": 0.002, "spinning": 0.03},
    ),
    body("can", "soup_can", 0.4, -0.2),
    body("wall", "cereal_box", 0.6, 0.3, -1.0, fixed=True, massKg=2.0),
    zones=ZONES,
    table={"color": [0.9, 0.8, 0.7], "texture": "oak"},
    sensorNoiseStd=4.5,
)


def close(a: object, b: object) -> bool:
    if dataclasses.is_dataclass(a):
        return all(close(getattr(a, f.name), getattr(b, f.name)) for f in dataclasses.fields(a))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(close, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
    return a == b


@pytest.mark.parametrize("field", [f.name for f in dataclasses.fields(parsed(FULL))])
def test_what_was_asked_for_is_read_back(reset, field):
    asked, got = getattr(parsed(FULL), field), getattr(reset(FULL).read_back, field)
    assert close(asked, got), f"\nasked {asked}\ngot   {got}"


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        (lambda c, b: p.changeDynamics(b, -1, mass=9.0, physicsClientId=c), "mass_kg", 9.0),
        (lambda c, b: p.changeDynamics(b, -1, lateralFriction=0.1, physicsClientId=c), "friction.lateral", 0.1),
        (lambda c, b: p.changeVisualShape(b, -1, rgbaColor=[0, 1, 0, 1], physicsClientId=c), "color", (0.0, 1.0, 0.0)),
        (
            lambda c, b: p.resetBasePositionAndOrientation(b, [0, 0, 1], [0, 0, 0, 1], physicsClientId=c),
            "pose.position",
            None,
        ),
    ],
)
def test_read_back_is_not_an_echo(simulator, reset, change, field, value):
    """What is changed behind the builder's back is seen."""
    reset(FULL)
    live = simulator._live().world
    change(live.built.client, live.built.bodies[0].body)
    read = live.read_back().bodies[0]
    for name in field.split("."):
        read = getattr(read, name)
    if value is None:
        assert not close(read, FULL["bodies"][0]["position"])
    else:
        assert close(read, value)


def test_the_colour_of_the_model_itself_is_null(reset):
    assert reset(FULL).read_back.bodies[1].color is None


def test_settling_is_reported_for_each_body(reset):
    hanging = body("target", "cube", 0.5, 0.0, position=[0.5, 0.0, 0.03])
    settling = reset(scene(hanging, body("can", "soup_can", 0.4, -0.2))).settling
    assert settling.motion_m["target"] == pytest.approx(0.03, abs=2e-3)
    assert settling.motion_m["can"] < 2e-3
    assert settling.tilt_rad["target"] < 0.02
    assert 0 < settling.steps < 60
