"""What the command line of the bridge says of a registered task."""

from __future__ import annotations

import pytest

from sim_bridge.arguments import read_arguments
from sim_bridge.task_options import TaskOptions

TASK = ["--simulator", "isaaclab", "--task", "Some-Task"]


def test_a_task_comes_with_all_that_was_said_of_it():
    given = ["--import", "mine", "--import", "yours", "--override", "a=b", "--camera", "front=side", "--tool", "hand"]
    read = read_arguments([*TASK, *given, "--success-term", "won", "--robot-name", "panda", "--device", "cpu"])
    assert read.task == TaskOptions(
        "Some-Task", "won", ("mine", "yours"), ("a=b",), (("front", "side"),), "hand", "panda", "cpu"
    )
    assert read_arguments(["--simulator", "isaaclab"]).task is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["--simulator", "mujoco", "--task", "Some-Task"], "--task: expected --simulator isaaclab, got mujoco"),
        (["--simulator", "isaaclab", "--describe"], "--describe: expected --task beside it"),
        (["--simulator", "isaaclab", "--import", "mine"], "--import: expected --task beside it"),
        (["--simulator", "isaaclab", "--success-term", "won"], "--success-term: expected --task beside it"),
        ([*TASK, "--camera", "side"], "--camera: expected front=SENSOR or wrist=SENSOR, got 'side'"),
    ],
)
def test_a_mistake_is_one_line(given, expected, capsys):
    with pytest.raises(SystemExit) as ended:
        read_arguments(given)
    assert ended.value.code == 2
    assert expected in capsys.readouterr().err
