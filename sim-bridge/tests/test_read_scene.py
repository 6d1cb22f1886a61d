import copy

import pytest
from conftest import body, scene

from sim_bridge.errors import BridgeError
from sim_bridge.read_scene import read_scene
from sim_bridge.scene import index_names
from sim_bridge.write_scene import write_scene

ZONE = {"name": "pad", "shape": "rect", "center": [0.5, 0], "sizeM": [0.1, 0.2], "yawRad": 0, "color": [1, 0, 0]}
GOOD = scene(body("target", "cube", 0.5, 0.0), body("goal", "bowl", 0.5, 0.2), zones=[ZONE])


def changed(path: str, value: object) -> dict:
    """The good scene with one value replaced, or taken away when it is `...`."""
    out = copy.deepcopy(GOOD)
    *parents, last = [int(word) if word.isdigit() else word for word in path.split(".")]
    place = out
    for key in parents:
        place = place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return out


def test_a_scene_is_written_as_it_was_read():
    """But for the last bit of a quaternion, since reading makes it a unit one."""
    asked, written = copy.deepcopy(GOOD), write_scene(read_scene(GOOD))
    for one, other in zip(written["cameras"], asked["cameras"], strict=True):
        assert one.pop("quaternion") == pytest.approx(other.pop("quaternion"), abs=1e-15)
    assert written == asked


def test_names_are_bodies_surroundings_robot_zones():
    assert index_names(read_scene(GOOD)) == ("target", "goal", "table", "floor", "gripper", "arm", "pad")


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("controlHz", 0, "scene.controlHz: expected a number above 0"),
        ("physicsHz", 250, "scene.physicsHz: expected a whole multiple of controlHz 20"),
        ("physicsHz", ..., "scene.physicsHz: expected a value, got nothing"),
        ("gravity", 1, "scene: unknown key 'gravity'; valid: background"),
        ("robot.gripperOpening", 1.5, "scene.robot.gripperOpening: expected a number in [0, 1], got 1.5"),
        ("robot.jointsRad", "home", "scene.robot.jointsRad: expected a list"),
        ("table.color", [1, 2, 0], "scene.table.color[1]: expected a number in [0, 1], got 2"),
        ("light.direction", [0, 0, 0], "scene.light.direction: expected a direction that is not zero"),
        ("light.shadow", 1, "scene.light.shadow: expected true or false, got 1"),
        ("cameras.0.mount", "head", "scene.cameras[0].mount: got 'head'; valid: world, hand"),
        ("cameras.0.farM", 0.01, "scene.cameras[0].farM: expected more than nearM"),
        ("cameras.1.name", "front", "scene.cameras: expected every name once, got 'front' twice"),
        ("bodies.0.quaternion", [0, 0, 0, 2], "scene.bodies[0].quaternion: expected a unit quaternion"),
        ("bodies.0.position", [0, float("nan"), 0], "scene.bodies[0].position[1]: expected a finite number, got nan"),
        ("bodies.0.massKg", -1, "scene.bodies[0].massKg"),
        ("bodies.0.friction.lateral", True, "scene.bodies[0].friction.lateral: expected a finite number, got True"),
        ("bodies.1.name", "target", "scene.bodies: expected every name once, got 'target' twice"),
        ("bodies.1.name", "table", "scene.bodies: expected every name once, got 'table' twice"),
        ("zones.0.shape", "star", "scene.zones[0].shape: got 'star'; valid: rect, disc"),
        ("sensorNoiseStd", -1, "scene.sensorNoiseStd: expected a number in [0, 255], got -1"),
    ],
)
def test_a_wrong_scene_is_refused_with_the_key(path, value, says):
    with pytest.raises(BridgeError) as caught:
        read_scene(changed(path, value))
    assert caught.value.code == "E_SCENE"
    assert says in caught.value.message
