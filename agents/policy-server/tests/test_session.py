from __future__ import annotations

import numpy as np
import pytest

from vla_policy_server.codec import pack, read_array, unpack, write_array
from vla_policy_server.errors import ProtocolError
from vla_policy_server.served import Served
from vla_policy_server.session import Session

EPISODE = {"episodeId": "s/nominal/0", "seed": 7, "instruction": "Pick it.", "maxSteps": 9, "controlHz": 20}


class Echo:
    images = {"front": {"camera": "front"}}
    horizon = 2

    def __init__(self, gain: float = 1) -> None:
        self.gain = gain
        self.heard: list = []

    def reset(self, episode):
        self.heard.append(episode)

    def act(self, observation):
        self.heard.append(observation)
        return observation["state"] * self.gain

    def end(self, end):
        self.heard.append(end)


def infer(**changed) -> dict:
    state = write_array(np.array([[1, 2, 3]], np.float32))
    asked = {"id": 2, "op": "infer", "episodeId": "s/nominal/0", "step": 4, "timeSec": 0.2}
    return {**asked, "images": {}, "state": {"state": state}, "instruction": "Pick it.", **changed}


def begun(policy: type, **arguments) -> Session:
    session = Session(Served(policy, arguments))
    assert session.answer({"id": 1, "op": "begin", "episode": EPISODE}) == {"id": 1}
    return session


def test_hello_tells_name_sources_and_the_map_that_the_class_declares():
    said = Session(Served(Echo, {})).answer({"id": 1, "op": "hello", "protocol": 1})
    assert said["protocol"] == 1
    assert said["policy"]["name"] == "Echo"
    assert len(said["policy"]["sources"]) == 64
    assert said["map"] == {"images": {"front": {"camera": "front"}}, "horizon": 2}


def test_an_answer_carries_the_ids_of_its_observation_and_the_dtype_of_the_policy():
    reply = begun(Echo, gain=2).answer(infer())
    assert (reply["id"], reply["episodeId"], reply["step"]) == (2, "s/nominal/0", 4)
    assert reply["actions"] == {"dtype": "float32", "shape": [1, 3], "data": np.array([2, 4, 6], "<f4").tobytes()}
    assert reply["inferMs"] >= 0


def test_an_observation_of_another_episode_is_refused():
    with pytest.raises(ProtocolError, match="episodeId: expected 's/nominal/0', got 'other'"):
        begun(Echo).answer(infer(episodeId="other"))


def test_what_the_policy_raises_is_an_answer_with_its_line_and_traceback():
    class Broken:
        def act(self, observation):
            raise ValueError("no such\nobject")

    error = begun(Broken).answer(infer())["error"]
    assert error["message"].startswith("ValueError: no such object (test_session.py:")
    assert error["message"].endswith(", in act)")
    assert "Traceback" in error["traceback"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (None, "act: expected numbers [D] or [T, D], got NoneType None"),
        ([[1, 2], [3]], "act: expected rows of one length, got [[1, 2], [3]]"),
        (np.zeros((1, 2, 3)), "act: expected numbers [D] or [T, D], got float64 of shape [1, 2, 3]"),
        (["up"], "act: expected numbers [D] or [T, D], got str64 of shape [1]"),
    ],
)
def test_what_is_no_array_of_numbers_is_told(answer, line):
    class Odd:
        def act(self, observation):
            return answer

    message = begun(Odd).answer(infer())["error"]["message"]
    assert message.replace("str32", "str64") == line


def test_numbers_that_the_wire_lacks_become_float64():
    class Half:
        def act(self, observation):
            return np.array([0.5], np.float16)

    assert begun(Half).answer(infer())["actions"]["dtype"] == "float64"


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ({"op": "infer"}, "id: expected a whole number, got None"),
        ({"id": 1, "op": "fly"}, "op: got 'fly'; valid: hello, begin, infer, end"),
        ({"id": 1, "op": "hello", "protocol": 2}, "protocol: expected 1, got 2"),
        ({"id": 1, "op": "end", "success": True}, "elapsedSec: expected int/float, got None"),
        (infer(images={"front": [1]}), "images.front: expected an array {dtype, shape, data}, got [1]"),
    ],
)
def test_a_message_that_is_none_of_the_protocols_is_told(message, line):
    with pytest.raises(ProtocolError) as caught:
        Session(Served(Echo, {})).answer(message)
    assert str(caught.value) == line


def test_an_array_must_have_as_many_bytes_as_it_says():
    with pytest.raises(ProtocolError, match=r"x.data: expected 12 bytes for float32 \[3\], got 4"):
        read_array({"dtype": "float32", "shape": [3], "data": b"1234"}, "x")


def test_arrays_survive_the_wire_and_may_be_written_to():
    array = np.arange(6, dtype=np.int64).reshape(2, 3)
    back = read_array(unpack(pack({"a": write_array(array)}))["a"], "a")
    assert back.tolist() == array.tolist()
    back[0, 0] = 5
