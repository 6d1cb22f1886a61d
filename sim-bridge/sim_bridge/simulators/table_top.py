"""A simulator of our table-top scenes: what it does with requests, whatever the physics."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np

from ..errors import BridgeError
from ..requests import ObserveRequest
from ..scene import Scene
from ..visuals import Visuals
from .base import Reading, ResetResult, SimulatorInfo, StepResult, WorldStates
from .commands import Arm, Commander, check_actions
from .observe import Instruments, check_observe, take_reading
from .settle import Resting, settle

FACTORS = (
    "object",
    "position",
    "orientation",
    "distractors",
    "occlusion",
    "lighting",
    "camera",
    "texture",
    "noise",
    "robot_start",
    "embodiment",
    "physics",
)
MAX_IMAGE_PX = 2048 * 2048


class StateReader(Protocol):
    """World states in two steps: cheap rows while physics runs, arrays of the protocol at the end."""

    def row(self) -> list[float]: ...

    def contacts(self) -> list[int]:
        """Pairs of names that touch, each once, as smaller index * names + larger index, sorted."""
        ...

    def states(self, rows: list[list[float]], contacts: list[list[int]], times_sec: list[float]) -> WorldStates: ...

    def state_hash(self, row: list[float]) -> str:
        """sha256 over poses and velocities of bodies and joints as little-endian float64."""
        ...


class BuiltWorld(Resting, Protocol):
    """A scene that was built, in a simulator."""

    scene: Scene
    names: tuple[str, ...]
    arm: Arm
    reader: StateReader
    instruments: Instruments

    def advance(self) -> None:
        """The physics of one control step."""
        ...

    def read_back(self) -> Scene:
        """Every parameter of the scene that the simulator holds, as it holds it."""
        ...

    def visuals(self) -> Visuals: ...


class Episode:
    """A built world and how far it has come."""

    def __init__(self, world: BuiltWorld) -> None:
        self.world = world
        self.steps = 0
        self._commander = Commander(world.arm, world.scene.robot.joints_rad)

    def run(self, mode: str, actions: np.ndarray) -> tuple[WorldStates, str]:
        """A control step for each row; the states after them, and the hash of the last."""
        world, reader = self.world, self.world.reader
        rows, contacts, times = [], [], []
        for action in actions.tolist():
            self._commander.apply(mode, action)
            world.advance()
            self.steps += 1
            rows.append(reader.row())
            contacts.append(reader.contacts())
            times.append(self.steps / world.scene.control_hz)
        return _finite(reader.states(rows, contacts, times)), reader.state_hash(rows[-1])

    def look(self, observe: ObserveRequest) -> Reading:
        return take_reading(self.world.instruments, observe, self.steps)


class TableTopSimulator:
    """See `Simulator`. Not for several threads at once. `build` makes the world of a scene, noise by a seed."""

    def __init__(self, info: SimulatorInfo, build: Callable[[Scene, int], BuiltWorld]) -> None:
        self.info = info
        self._build = build
        self._episode: Episode | None = None

    def reset(self, scene: Scene, seed: int, observe: ObserveRequest) -> ResetResult:
        if scene.foreign is not None:
            name = scene.foreign.simulator
            raise BridgeError("E_SCENE", f"scene.foreign: expected none for {self.info.name}, got a world of {name}")
        check_observe(scene, observe, self.info.max_image_px)
        self._episode = None
        world = self._build(scene, seed)
        read_back = world.read_back()
        started = time.perf_counter()
        settling = settle(scene, world, world.advance)
        settle_ms = (time.perf_counter() - started) * 1000
        row = world.reader.row()
        states = _finite(world.reader.states([row], [world.reader.contacts()], [0.0]))
        self._episode = Episode(world)
        reading = self._episode.look(observe)
        state_hash = world.reader.state_hash(row)
        return ResetResult(read_back, state_hash, world.names, states, settling, reading, settle_ms)

    def step(self, mode: str, actions: np.ndarray, observe: ObserveRequest) -> StepResult:
        episode = self._live()
        check_actions(episode.world.arm, mode, actions)
        check_observe(episode.world.scene, observe, self.info.max_image_px)
        started = time.perf_counter()
        states, state_hash = episode.run(mode, actions)
        physics_ms = (time.perf_counter() - started) * 1000
        return StepResult(states, state_hash, episode.look(observe), physics_ms)

    def observe(self, observe: ObserveRequest) -> Reading:
        episode = self._live()
        check_observe(episode.world.scene, observe, self.info.max_image_px)
        return episode.look(observe)

    def visuals(self) -> Visuals:
        return self._live().world.visuals()

    def close(self) -> None:
        self._episode = None

    def _live(self) -> Episode:
        if self._episode is None:
            raise BridgeError("E_NOT_RESET", "op: expected a reset that succeeded before step and observe")
        return self._episode


def _finite(states: WorldStates) -> WorldStates:
    """A simulation may blow up without a word: a state that is not finite is `E_PHYSICS`."""
    total = states.positions.sum() + states.quaternions.sum() + states.velocities.sum() + states.joints.sum()
    if not math.isfinite(total):
        raise BridgeError("E_PHYSICS", "the state is not finite after the last step", retryable=True)
    return states
