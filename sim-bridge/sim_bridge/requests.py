"""What a client may ask, checked: hello, reset, step, observe, visuals, close."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .codec import read_array
from .errors import BridgeError, mismatch
from .fields import Fields, whole_record
from .read_scene import read_scene
from .scene import Scene

OPERATIONS = ("hello", "reset", "step", "observe", "visuals", "close")
ACTION_MODES = ("joint_position", "joint_delta", "ee_pose", "ee_delta")
STATE_KEYS = ("jointPositions", "jointVelocities", "tcpPose", "gripperOpening")
MAX_IMAGE_PX = 4096 * 4096
MAX_CHUNK = 4096


@dataclass(frozen=True, slots=True)
class CameraRequest:
    name: str
    width_px: int
    height_px: int
    depth: bool
    segmentation: bool


@dataclass(frozen=True, slots=True)
class ObserveRequest:
    cameras: tuple[CameraRequest, ...]
    state: tuple[str, ...]
    visibility: tuple[tuple[str, str], ...]
    """(camera, body) pairs."""
    poses: bool = False


@dataclass(frozen=True, slots=True)
class Hello:
    protocol: int
    token: str | None
    images: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reset:
    scene: Scene
    seed: int
    observe: ObserveRequest


@dataclass(frozen=True, slots=True)
class Step:
    """`actions` is float64 [n, dim], finite; the last column is the gripper opening."""

    mode: str
    actions: np.ndarray
    observe: ObserveRequest


@dataclass(frozen=True, slots=True)
class Observe:
    observe: ObserveRequest


@dataclass(frozen=True, slots=True)
class LookUp:
    """What the scene looks like; `known`: hashes of meshes and textures that need not be sent."""

    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Close:
    pass


Request = Hello | Reset | Step | Observe | LookUp | Close


def read_id(message: object) -> int | str:
    """The id of a request; without one there is nothing to answer to."""
    ident = message.get("id") if isinstance(message, dict) else None
    if isinstance(ident, bool) or not isinstance(ident, (int, str)):
        raise mismatch("E_PROTOCOL", "id", "a number or a text", ident)
    return ident


def read_request(message: dict) -> Request:
    """The request in a message that has an id."""
    fields = Fields(message, "", "E_PROTOCOL")
    fields.raw("id")
    op = fields.choice("op", OPERATIONS)
    return whole_record(fields, _READERS[op])


def _hello(f: Fields) -> Hello:
    images = f.items("images") if f.has("images") else []
    return Hello(f.whole("protocol", 0, 2**31), f.optional_text("token"), tuple(str(i) for i in images))


def _reset(f: Fields) -> Reset:
    return Reset(read_scene(f.raw("scene")), f.whole("seed", 0, 2**64 - 1), _observe_of(f))


def _step(f: Fields) -> Step:
    mode = f.raw("mode")
    if mode not in ACTION_MODES:
        raise BridgeError("E_ACTION", f"mode: got {mode!r}; valid: {', '.join(ACTION_MODES)}")
    return Step(mode, _actions(f.raw("actions")), _observe_of(f))


def _actions(value: object) -> np.ndarray:
    actions = read_array(value, "actions", "E_ACTION")
    if actions.dtype != np.float64 or actions.ndim != 2 or not 1 <= len(actions) <= MAX_CHUNK:
        got = f"{actions.dtype} {list(actions.shape)}"
        raise BridgeError("E_ACTION", f"actions: expected float64 [n, dim] with n from 1 to {MAX_CHUNK}, got {got}")
    if not np.isfinite(actions).all():
        row, column = np.argwhere(~np.isfinite(actions))[0]
        raise BridgeError(
            "E_ACTION", f"actions[{row}][{column}]: expected a finite number, got {actions[row, column]}"
        )
    return actions


def _observe_of(f: Fields) -> ObserveRequest:
    return whole_record(Fields(f.raw("observe"), "observe", "E_OBSERVE"), _observe_request)


def _observe_request(f: Fields) -> ObserveRequest:
    state = f.items("state")
    for index, key in enumerate(state):
        if key not in STATE_KEYS:
            raise BridgeError("E_OBSERVE", f"observe.state[{index}]: got {key!r}; valid: {', '.join(STATE_KEYS)}")
    visibility = f.records("visibility", lambda v: (v.text("camera"), v.text("body"))) if f.has("visibility") else ()
    cameras = f.records("cameras", _camera_request)
    return ObserveRequest(cameras, tuple(state), visibility, f.flag("poses", False))


def _camera_request(f: Fields) -> CameraRequest:
    side = math.isqrt(MAX_IMAGE_PX)
    width, height = f.whole("widthPx", 1, side), f.whole("heightPx", 1, side)
    return CameraRequest(f.text("name"), width, height, f.flag("depth", False), f.flag("segmentation", False))


def _look_up(f: Fields) -> LookUp:
    known = f.items("known")
    for index, key in enumerate(known):
        if not isinstance(key, str):
            raise f.error(f"known[{index}]", "a hash", key)
    return LookUp(tuple(known))


_READERS = {
    "hello": _hello,
    "reset": _reset,
    "step": _step,
    "observe": lambda f: Observe(_observe_of(f)),
    "visuals": _look_up,
    "close": lambda f: Close(),
}
