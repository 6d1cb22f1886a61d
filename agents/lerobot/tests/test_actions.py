"""Answers of a LeRobot server: what torch wrote, and what must not be run."""

import pickle
from pathlib import Path

import numpy as np
import pytest

from lerobot_sidecar.actions import read_actions, rebuild_tensor
from lerobot_sidecar.errors import MalformedReply
from lerobot_sidecar.helpers import TimedAction
from lerobot_sidecar.storage import load_storage

TORCH = (Path(__file__).parent / "torch-actions.pickle").read_bytes()
"""Written by torch 1.13.1: `[TimedAction(1700000000 + i / 2, 7 + i, row) for i, row in enumerate(chunk)]`."""
CHUNK = [[0.0, 1.0, -0.5], [2.0, 3.0, 4.0]]


def refused(data: bytes, match: str, timestep: int = 7) -> None:
    with pytest.raises(MalformedReply, match=match):
        read_actions(data, timestep)


def test_what_torch_wrote():
    actions = read_actions(TORCH, 7)
    assert actions.dtype == np.float64
    assert actions.tolist() == CHUNK


def test_actions_of_another_observation_are_no_answer():
    refused(TORCH, "expected actions from timestep 8 on, got 7 at 0", timestep=8)


def test_no_action_at_all_is_for_others_to_judge():
    assert read_actions(pickle.dumps([]), 7).shape == (0, 0)


class Runs:
    def __init__(self, what, *arguments):
        self.call = (what, arguments)

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (Runs(exec, "raise SystemExit"), "builtins.exec"),
        (Runs(getattr, [], "append"), "builtins.getattr"),
        ([TimedAction(0.0, 7, Runs(print, "hello"))], "builtins.print"),
        (np.zeros(3), r"numpy\.\S*"),
    ],
)
def test_an_answer_that_would_run_something_is_not_loaded(value, named):
    refused(pickle.dumps(value), f"an answer may not name {named}: it is not loaded")


def test_a_storage_names_nothing_but_its_kind():
    blob = TORCH.replace(b"ctorch\nFloatStorage\n", b"cposix\nsystemXXXXXX\n")
    refused(blob, "a storage of torch may not name posix.systemXXXXXX")


@pytest.mark.parametrize("cut", [1, 40, 300, 700, len(TORCH) - 1])
def test_a_torn_answer_is_refused(cut):
    refused(TORCH[:cut], "expected a pickled list of TimedAction|storage of torch")


def test_an_answer_of_another_form_is_refused():
    refused(pickle.dumps({"actions": 1}), "expected a list of TimedAction, got dict")
    refused(pickle.dumps([1, 2]), "expected a list of TimedAction, got list")
    refused(b"<html>", "expected a pickled list")
    refused(pickle.dumps([TimedAction(0.0, 7, [1.0])]), r"expected actions \[D\], got list")


def test_a_tensor_stays_inside_its_storage():
    storage = np.arange(6, dtype=np.float32)
    assert rebuild_tensor(storage, 1, (2, 2), (3, 1)).tolist() == [[1, 2], [4, 5]]
    assert rebuild_tensor(storage, 0, (0, 7), (7, 1)).shape == (0, 7)
    with pytest.raises(MalformedReply, match=r"shape \[3, 3\] at 0 reaches beyond its 6"):
        rebuild_tensor(storage, 0, (3, 3), (3, 1))
    with pytest.raises(MalformedReply, match="expected a tensor"):
        rebuild_tensor(storage, -1, (1,), (1,))


@pytest.mark.parametrize(
    ("kind", "elements", "numbers"),
    [
        ("HalfStorage", "003c00380040", [1, 0.5, 2]),
        ("BFloat16Storage", "803f00bf0040", [1, -0.5, 2]),
        ("LongStorage", "0100000000000000feffffffffffffff0300000000000000", [1, -2, 3]),
        ("BoolStorage", "010001", [1, 0, 1]),
    ],
)
def test_other_kinds_of_numbers(kind, elements, numbers):
    """The storage that torch wrote, told to be of another kind."""
    start = TORCH.index(b"\x80\x02\x8a\n")
    end = TORCH.index(b"a." + (6).to_bytes(8, "little")) + 2
    head = TORCH[start:end].replace(b"FloatStorage", kind.encode())
    blob = head + (3).to_bytes(8, "little") + bytes.fromhex(elements)
    assert load_storage(blob).astype(float).tolist() == numbers


def test_a_storage_of_the_wrong_length_is_refused():
    start = TORCH.index(b"\x80\x02\x8a\n")
    end = TORCH.index(b"a." + (6).to_bytes(8, "little")) + 2
    with pytest.raises(MalformedReply, match="expected 6 elements of float32, got 4 bytes"):
        load_storage(TORCH[start : end + 8] + bytes(4))
