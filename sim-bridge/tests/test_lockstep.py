"""Several worlds in one simulation that comes when all have come, or when patience ends."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from bridge import environment

from sim_bridge.errors import BridgeError
from sim_bridge.simulators.lockstep import Lockstep

DEADLINE_SEC = 10.0


class Counted:
    """Worlds that are counters; `breaks` names one and the step in which it breaks."""

    def __init__(self, breaks: tuple[int, int] | None = None) -> None:
        self.steps: list[frozenset[int]] = []
        self._breaks = breaks

    def step(self, moving: frozenset[int]) -> frozenset[int]:
        self.steps.append(moving)
        slot, when = self._breaks or (-1, -1)
        return frozenset({slot}) if len(self.steps) == when else frozenset()


def together(*work) -> list[Exception | None]:
    """Runs each in a thread of its own; what each raised."""
    raised: list[Exception | None] = [None] * len(work)

    def run(index: int) -> None:
        try:
            work[index]()
        except Exception as error:
            raised[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(DEADLINE_SEC)
        assert not thread.is_alive()
    return raised


def times(lockstep: Lockstep, slot: int, count: int):
    def work() -> None:
        for _ in range(count):
            lockstep.advance(slot)

    return work


def entered(lockstep: Lockstep, *slots: int) -> Lockstep:
    for slot in slots:
        lockstep.enter(slot)
    return lockstep


def test_a_world_alone_waits_for_nobody():
    worlds = Counted()
    lockstep = Lockstep(worlds.step, patience_sec=DEADLINE_SEC)
    started = time.monotonic()
    times(lockstep, 0, 20)()
    assert time.monotonic() - started < 1.0
    assert worlds.steps == [frozenset({0})] * 20


def test_worlds_that_come_step_together():
    worlds = Counted()
    lockstep = entered(Lockstep(worlds.step, patience_sec=DEADLINE_SEC), 0, 1, 2)
    assert together(*(times(lockstep, slot, 10) for slot in range(3))) == [None] * 3
    assert worlds.steps == [frozenset({0, 1, 2})] * 10


def test_one_that_does_not_come_is_held_and_not_waited_for_again():
    worlds = Counted()
    lockstep = entered(Lockstep(worlds.step, patience_sec=0.3), 0, 1)
    started = time.monotonic()
    times(lockstep, 0, 10)()
    assert 0.2 < time.monotonic() - started < 1.0, "its patience once, not ten times"
    assert worlds.steps == [frozenset({0})] * 10
    times(lockstep, 1, 1)()
    assert worlds.steps[-1] == frozenset({1}), "and goes on when it comes"


def test_one_that_leaves_is_not_waited_for():
    worlds = Counted()
    lockstep = entered(Lockstep(worlds.step, patience_sec=DEADLINE_SEC), 0, 1)
    started = time.monotonic()
    assert together(times(lockstep, 0, 1), lambda: (time.sleep(0.1), lockstep.leave(1))) == [None, None]
    assert time.monotonic() - started < 2.0


def test_a_world_that_breaks_is_an_error_of_its_slot_alone():
    worlds = Counted(breaks=(1, 3))
    lockstep = entered(Lockstep(worlds.step, patience_sec=1.0), 0, 1)
    first, second = together(times(lockstep, 0, 6), times(lockstep, 1, 6))
    assert first is None
    assert isinstance(second, BridgeError)
    assert (second.code, second.retryable) == ("E_PHYSICS", True)
    times(lockstep, 1, 1)()  # and can be started anew


def test_a_simulation_that_fails_is_an_error_of_all_that_were_in_the_step():
    calls = []

    def failing(moving: frozenset[int]) -> frozenset[int]:
        calls.append(moving)
        if len(calls) == 3:
            raise RuntimeError("out of memory")
        return frozenset()

    lockstep = entered(Lockstep(failing, patience_sec=2.0), 0, 1)
    kinds = {type(error) for error in together(times(lockstep, 0, 3), times(lockstep, 1, 3))}
    assert kinds == {RuntimeError, BridgeError}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--simulator", "pybullet", "--slots", "4"], "--slots: expected 1, as pybullet has one world a process"),
        (["--simulator", "isaaclab"], "simulator isaaclab needs the packages of its lock"),
    ],
)
def test_what_cannot_start_says_so_in_one_line(arguments, said):
    command = [sys.executable, "-m", "sim_bridge", *arguments]
    ended = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    lines = ended.stderr.decode().strip().split("\n")
    assert (ended.returncode, len(lines)) == (2, 1), lines
    assert said in lines[0]
