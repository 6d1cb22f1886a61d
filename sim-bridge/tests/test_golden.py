import numpy as np
import pytest
from write_golden import GOLDEN, SCENE, messages

from sim_bridge.codec import pack, read_array, unpack
from sim_bridge.requests import Close, Hello, LookUp, Observe, Reset, Step, read_request
from sim_bridge.write_scene import write_scene

REQUESTS = {"hello": Hello, "reset": Reset, "step": Step, "observe": Observe, "visuals": LookUp, "close": Close}


def read(name: str) -> dict:
    return unpack((GOLDEN / f"{name}.msgpack").read_bytes())


@pytest.mark.parametrize("name", messages())
def test_the_file_is_what_is_written_today(name):
    assert (GOLDEN / f"{name}.msgpack").read_bytes() == pack(messages()[name])


@pytest.mark.parametrize("op", REQUESTS)
def test_a_golden_request_is_understood(op):
    assert isinstance(read_request(read(f"{op}-request")), REQUESTS[op])


def test_the_scene_of_a_golden_reset_is_whole():
    request = read_request(read("reset-request"))
    assert write_scene(request.scene) == SCENE
    assert request.seed == 4294967295
    assert request.observe.visibility == (("front", "target"),)
    assert request.observe.poses


def test_the_actions_of_a_golden_step():
    request = read_request(read("step-request"))
    assert request.mode == "ee_pose"
    assert request.actions[1].tolist() == [0.5, 0.0, 0.125, 1.0, 0.0, 0.0, 0.0, 0.0]


def test_the_arrays_of_a_golden_observation():
    image = read("observe-reply")["observation"]["cameras"]["front"]
    assert read_array(image["rgb"], "rgb", "")[1, 2].tolist() == [15, 16, 17]
    assert read_array(image["depth"], "depth", "").dtype == np.float32
    assert read_array(image["segmentation"], "segmentation", "").tolist() == [[-1, 0, 1], [2, 3, 6]]


def test_a_golden_error():
    assert read("error-retryable-reply")["error"] == {
        "code": "E_PHYSICS",
        "message": "the state is not finite after the last step",
        "retryable": True,
    }
