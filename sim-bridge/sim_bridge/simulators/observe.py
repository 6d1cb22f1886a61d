"""Readings: what was asked for, checked, then measured."""

from __future__ import annotations

import time
from typing import Protocol

import numpy as np

from ..errors import BridgeError
from ..requests import CameraRequest, ObserveRequest
from ..scene import Scene
from .base import CameraImage, Reading


class Instruments(Protocol):
    """How a simulator measures its world, each at the moment of the call."""

    def frame(self, request: CameraRequest, step: int) -> CameraImage:
        """A picture at control step `step`, which with seed and camera decides the sensor noise."""
        ...

    def state(self, key: str) -> np.ndarray:
        """float64, one of `STATE_KEYS`."""
        ...

    def visible(self, camera: str, body: str) -> float:
        """Fraction of the body's silhouette that the camera sees."""
        ...

    def poses(self) -> np.ndarray:
        """float64 [F, 7] of the frames of `visuals`."""
        ...


def check_observe(scene: Scene, observe: ObserveRequest, max_image_px: int) -> None:
    """`E_OBSERVE` for a camera or body that is not there, a camera asked for twice, an image that is too large."""
    cameras, bodies = [c.name for c in scene.cameras], [b.name for b in scene.bodies]
    asked = [request.name for request in observe.cameras]
    for index, request in enumerate(observe.cameras):
        _known(f"observe.cameras[{index}].name", request.name, cameras)
        _check_size(index, request, max_image_px)
        if request.name in asked[:index]:
            raise BridgeError(
                "E_OBSERVE", f"observe.cameras[{index}].name: expected each once, got {request.name!r} twice"
            )
    for index, (camera, body) in enumerate(observe.visibility):
        _known(f"observe.visibility[{index}].camera", camera, cameras)
        _known(f"observe.visibility[{index}].body", body, bodies)


def take_reading(instruments: Instruments, observe: ObserveRequest, step: int) -> Reading:
    """Renders and measures what a checked request lists, at control step `step`."""
    started = time.perf_counter()
    frames = {request.name: instruments.frame(request, step) for request in observe.cameras}
    render_ms = (time.perf_counter() - started) * 1000 if frames else 0.0
    state = {key: instruments.state(key) for key in observe.state}
    seen = [(camera, body, instruments.visible(camera, body)) for camera, body in observe.visibility]
    poses = instruments.poses() if observe.poses else None
    return Reading(frames, state, seen, len(frames), render_ms, poses)


def _check_size(index: int, request: CameraRequest, most: int) -> None:
    size = request.width_px * request.height_px
    if size > most:
        got = f"{request.width_px} x {request.height_px} = {size}"
        raise BridgeError("E_OBSERVE", f"observe.cameras[{index}]: expected at most {most} pixels, got {got}")


def _known(where: str, name: str, valid: list[str]) -> None:
    if name not in valid:
        raise BridgeError("E_OBSERVE", f"{where}: got {name!r}; valid: {', '.join(valid) or 'none'}")
