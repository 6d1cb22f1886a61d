"""One slot of a task's environment as a `Simulator`; all slots step in one batch."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from ...errors import BridgeError
from ...requests import ObserveRequest
from ...scene import Foreign, Robot, Scene
from ...visuals import Visuals
from ..base import Reading, ResetResult, StepResult
from ..moments import Moment, pack, settling_between
from .definition import SUITE
from .hall import NAME, Hall


class TaskSimulator:
    """See `Simulator`."""

    def __init__(self, slot: int, hall: Hall) -> None:
        self.info = hall.info
        self._slot, self._hall = slot, hall

    def reset(self, scene: Scene, seed: int, observe: ObserveRequest) -> ResetResult:
        hall, slot = self._hall, self._slot
        foreign = self._foreign_of(scene)
        hall.cameras.check(observe)
        with hall.lockstep.lock:
            hall.lockstep.leave(slot)
            hall.environment.start(slot, _seed_of(seed, foreign.initial_state))
            hall.cameras.forget()
            hall.environment.actions[slot] = hall.controls.hold(slot)
            before = hall.worlds.moment(slot, 0.0, hall.worlds.reported_now(slot))
            hall.lockstep.enter(slot)
        started = time.perf_counter()
        for _ in range(foreign.wait_steps):
            hall.lockstep.advance(slot)
        settle_ms = (time.perf_counter() - started) * 1000
        with hall.lockstep.lock:
            hall.clocks[slot] = 0
            after = replace(hall.moments[slot], time_sec=0.0) if foreign.wait_steps else before
            return ResetResult(
                self._read_back(scene, foreign, after),
                hall.worlds.state_hash(slot),
                hall.worlds.names,
                pack([after]),
                settling_between(hall.worlds.bodies, before, after, foreign.wait_steps),
                self._look(observe),
                settle_ms,
            )

    def step(self, mode: str, actions: np.ndarray, observe: ObserveRequest) -> StepResult:
        hall, slot = self._hall, self._slot
        hall.controls.check(mode, actions)
        hall.cameras.check(observe)
        started = time.perf_counter()
        moments = []
        for action in actions.tolist():
            with hall.lockstep.lock:
                hall.environment.actions[slot] = hall.controls.row(slot, mode, action)
            hall.lockstep.advance(slot)
            moments.append(hall.moments[slot])
        physics_ms = (time.perf_counter() - started) * 1000
        with hall.lockstep.lock:
            return StepResult(pack(moments), hall.worlds.state_hash(slot), self._look(observe), physics_ms)

    def observe(self, observe: ObserveRequest) -> Reading:
        self._hall.cameras.check(observe)
        with self._hall.lockstep.lock:
            return self._look(observe)

    def visuals(self) -> Visuals:
        raise BridgeError("E_PROTOCOL", "op: a task of Isaac Lab offers no visuals")

    def close(self) -> None:
        self._hall.lockstep.leave(self._slot)

    def _look(self, observe: ObserveRequest) -> Reading:
        hall, slot = self._hall, self._slot
        started = time.perf_counter()
        images = {request.name: hall.cameras.picture(slot, request) for request in observe.cameras}
        render_ms = (time.perf_counter() - started) * 1000 if images else 0.0
        state = {key: hall.worlds.state(slot, key) for key in observe.state}
        return Reading(images, state, [], len(images), render_ms)

    def _foreign_of(self, scene: Scene) -> Foreign:
        """`E_SCENE` for anything but this task as it is."""
        hall, foreign = self._hall, scene.foreign
        if foreign is None or (foreign.simulator, foreign.suite, foreign.task) != (NAME, SUITE, hall.task.name):
            got = "none" if foreign is None else f"{foreign.task!r} of {foreign.suite!r} in {foreign.simulator}"
            expected = f"task {hall.task.name!r} of {SUITE!r}, which this bridge was started with"
            raise BridgeError("E_SCENE", f"scene.foreign: expected {expected}, got {got}")
        for key, wanted, got in (
            ("robot.name", hall.robot_name, scene.robot.name),
            ("controlHz", hall.control_hz, scene.control_hz),
            ("physicsHz", hall.physics_hz, scene.physics_hz),
        ):
            if wanted != got:
                raise BridgeError("E_SCENE", f"scene.{key}: expected {wanted} in this task, got {got}")
        return foreign

    def _read_back(self, scene: Scene, foreign: Foreign, moment: Moment) -> Scene:
        """What the environment says it is; of what such a world has no word for, what was sent."""
        hall, own = self._hall, self._hall.definition
        return replace(
            scene,
            control_hz=hall.control_hz,
            physics_hz=hall.physics_hz,
            robot=Robot(hall.robot_name, tuple(map(float, moment.joints)), moment.gripper_opening),
            cameras=hall.cameras.described(self._slot),
            bodies=hall.worlds.described(self._slot),
            foreign=replace(
                foreign,
                suite=SUITE,
                task=hall.task.name,
                definition=own.whole,
                scene=own.scene,
                goal=own.goal,
                text_of_name=own.text_of_name,
                text_of_definition=own.text_of_definition,
            ),
        )


def _seed_of(seed: int, initial_state: int) -> int:
    return int(np.random.SeedSequence([seed, initial_state]).generate_state(1)[0])
