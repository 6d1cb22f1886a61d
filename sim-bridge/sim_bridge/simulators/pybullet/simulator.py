"""PyBullet behind the bridge: one physics client, one world at a time."""

from __future__ import annotations

import math
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pybullet as p

from ...errors import BridgeError
from ...library import Library
from ...requests import ACTION_MODES, MAX_CHUNK, ObserveRequest
from ...scene import Scene
from ...visuals import AssetShop, Visuals
from ..base import Reading, ResetResult, SimulatorInfo, StepResult, WorldStates
from .commands import Commander, check_actions
from .observe import check_observe, take_reading
from .readback import read_scene_back
from .render import Renderer
from .scenery import Scenery
from .settle import settle
from .states import StateReader, state_hash
from .world import World, WorldBuilder

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


class Episode:
    """A built world and how far it has come."""

    def __init__(self, world: World, seed: int, scenery: Scenery) -> None:
        self.world = world
        self.scenery = scenery
        self.renderer = Renderer(world, seed)
        self.reader = StateReader(world)
        self.commander = Commander(world.arm, world.scene.robot.joints_rad)
        self.steps = 0

    def advance(self) -> None:
        """The physics of one control step."""
        step, client = p.stepSimulation, self.world.client
        for _ in range(self.world.scene.substeps):
            step(client)


class PyBulletSimulator:
    """See `Simulator`. Not for several threads at once."""

    def __init__(self, scratch: Path) -> None:
        self._client = p.connect(p.DIRECT)
        self._library = Library()
        self._shop = AssetShop(self._library)
        self._builder = WorldBuilder(self._client, self._library, scratch)
        self._episode: Episode | None = None
        self.info = SimulatorInfo(
            name="pybullet",
            version=version("pybullet"),
            renderer="TinyRenderer",
            deterministic=True,
            slots=1,
            factors=FACTORS,
            action_modes=ACTION_MODES,
            max_image_px=MAX_IMAGE_PX,
            max_chunk=MAX_CHUNK,
            visuals=True,
        )

    def reset(self, scene: Scene, seed: int, observe: ObserveRequest) -> ResetResult:
        check_observe(scene, observe, MAX_IMAGE_PX)
        self._episode = None
        world = self._builder.build(scene)
        episode = Episode(world, seed, Scenery(world, self._library, self._shop))
        read_back = read_scene_back(world, episode.renderer)
        started = time.perf_counter()
        settling = settle(world, episode.advance)
        settle_ms = (time.perf_counter() - started) * 1000
        row = episode.reader.row()
        states = _finite(episode.reader.states([row], [episode.reader.contacts()], [0.0]))
        self._episode = episode
        reading = take_reading(world, episode.renderer, episode.scenery, observe, 0)
        return ResetResult(read_back, state_hash(row), world.names, states, settling, reading, settle_ms)

    def step(self, mode: str, actions: np.ndarray, observe: ObserveRequest) -> StepResult:
        episode = self._live()
        world = episode.world
        check_actions(world.arm, mode, actions)
        check_observe(world.scene, observe, MAX_IMAGE_PX)
        started = time.perf_counter()
        states, last_row = _run_chunk(episode, mode, actions)
        physics_ms = (time.perf_counter() - started) * 1000
        reading = take_reading(world, episode.renderer, episode.scenery, observe, episode.steps)
        return StepResult(states, state_hash(last_row), reading, physics_ms)

    def observe(self, observe: ObserveRequest) -> Reading:
        episode = self._live()
        check_observe(episode.world.scene, observe, MAX_IMAGE_PX)
        return take_reading(episode.world, episode.renderer, episode.scenery, observe, episode.steps)

    def visuals(self) -> Visuals:
        return self._live().scenery.visuals

    def close(self) -> None:
        if p.isConnected(self._client):
            p.disconnect(self._client)

    def _live(self) -> Episode:
        if self._episode is None:
            raise BridgeError("E_NOT_RESET", "op: expected a reset that succeeded before step and observe")
        return self._episode


def _run_chunk(episode: Episode, mode: str, actions: np.ndarray) -> tuple[WorldStates, list[float]]:
    reader, hz = episode.reader, episode.world.scene.control_hz
    rows, contacts, times = [], [], []
    for action in actions.tolist():
        episode.commander.apply(mode, action)
        episode.advance()
        episode.steps += 1
        rows.append(reader.row())
        contacts.append(reader.contacts())
        times.append(episode.steps / hz)
    return _finite(reader.states(rows, contacts, times)), rows[-1]


def _finite(states: WorldStates) -> WorldStates:
    """PyBullet does not notice when a simulation blows up: a state that is not finite is `E_PHYSICS`."""
    total = states.positions.sum() + states.quaternions.sum() + states.velocities.sum() + states.joints.sum()
    if not math.isfinite(total):
        raise BridgeError("E_PHYSICS", "the state is not finite after the last step", retryable=True)
    return states
