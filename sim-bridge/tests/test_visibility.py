import pytest
from conftest import body, scene

from sim_bridge.library import Library
from sim_bridge.requests import ObserveRequest

LOOK = ObserveRequest((), (), (("front", "target"),))


def fraction(reset, *bodies: dict) -> float:
    return reset(scene(*bodies), LOOK).reading.visibility[0][2]


def box(name: str, x: float, y: float, **changes: object) -> dict:
    return body(name, "cube", x, y, fixed=True, **changes)


def test_a_body_alone_is_seen_whole(reset):
    assert fraction(reset, box("target", 0.5, 0.0)) == 1.0


def test_a_body_behind_a_larger_one_is_not_seen(reset):
    assert fraction(reset, box("target", 0.4, 0.0), box("occluder", 0.55, 0.0, scale=5.0)) == 0.0


def test_a_body_half_behind_another_is_half_seen(reset):
    """The camera stands at y = 0 before the bodies; the occluder's edge goes through the middle of the target."""
    width = 5.0 * Library().model("cube").size_m[1]
    wall = box("occluder", 0.55, width / 2, scale=5.0)
    assert fraction(reset, box("target", 0.4, 0.0), wall) == pytest.approx(0.5, abs=0.05)


def test_it_falls_as_the_occluder_moves_in(reset):
    seen = [
        fraction(reset, box("target", 0.4, 0.0), box("o", 0.55, y, scale=5.0)) for y in (0.15, 0.12, 0.1, 0.08, 0.05)
    ]
    assert seen == sorted(seen, reverse=True)
    assert seen[0] == 1.0
    assert seen[-1] < 0.3


def test_measuring_leaves_the_physics_as_it_was(simulator, reset):
    import numpy as np
    from conftest import HOME, NOTHING

    value = scene(body("target", "soup_can", 0.5, 0.0), body("other", "ball", 0.6, 0.1))
    actions = np.array([[*HOME, 0.0]] * 3)
    reset(value)
    plain = simulator.step("joint_position", actions, NOTHING).state_hash
    reset(value, LOOK)
    for _ in range(3):
        simulator.observe(LOOK)
    assert simulator.step("joint_position", actions, LOOK).state_hash == plain
