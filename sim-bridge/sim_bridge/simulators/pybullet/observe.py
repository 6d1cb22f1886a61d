"""Readings: what was asked for, checked, then measured."""

from __future__ import annotations

import time

import numpy as np
import pybullet as p

from ...errors import BridgeError
from ...requests import CameraRequest, ObserveRequest
from ...scene import Scene
from ..base import Reading
from .render import Renderer
from .scenery import Scenery
from .visibility import visible_fraction
from .world import World


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


def take_reading(world: World, renderer: Renderer, scenery: Scenery, observe: ObserveRequest, step: int) -> Reading:
    """Renders and measures what a checked request lists, at control step `step`."""
    started = time.perf_counter()
    frames = {request.name: renderer.frame(request, step) for request in observe.cameras}
    render_ms = (time.perf_counter() - started) * 1000 if frames else 0.0
    state = {key: _STATE[key](world) for key in observe.state}
    seen = [(camera, body, _visibility(world, renderer, camera, body)) for camera, body in observe.visibility]
    poses = scenery.poses() if observe.poses else None
    return Reading(frames, state, seen, len(frames), render_ms, poses)


def _check_size(index: int, request: CameraRequest, most: int) -> None:
    size = request.width_px * request.height_px
    if size > most:
        got = f"{request.width_px} x {request.height_px} = {size}"
        raise BridgeError("E_OBSERVE", f"observe.cameras[{index}]: expected at most {most} pixels, got {got}")


def _known(where: str, name: str, valid: list[str]) -> None:
    if name not in valid:
        raise BridgeError("E_OBSERVE", f"{where}: got {name!r}; valid: {', '.join(valid) or 'none'}")


def _visibility(world: World, renderer: Renderer, camera: str, body: str) -> float:
    built = next(b for b in world.bodies if b.spec.name == body)
    lens = next(c for c in renderer.read_cameras() if c.name == camera)
    return visible_fraction(world, built, renderer.pose(camera), lens.near_m, lens.far_m)


def _joint_states(world: World, field: int) -> np.ndarray:
    return np.array([state[field] for state in p.getJointStates(world.arm.body, world.arm.joints, world.client)])


def _tool(world: World) -> np.ndarray:
    pose = world.arm.link_pose(world.arm.tool_link)
    return np.array([*pose.position, *pose.quaternion])


def _opening(world: World) -> np.ndarray:
    fingers = p.getJointStates(world.arm.body, world.arm.fingers, world.client)
    return np.array([world.arm.opening_of([state[0] for state in fingers])])


_STATE = {
    "jointPositions": lambda world: _joint_states(world, 0),
    "jointVelocities": lambda world: _joint_states(world, 1),
    "tcpPose": _tool,
    "gripperOpening": _opening,
}
