"""The cameras of a task: pictures of the size that the task gives them, of one world at a time."""

from __future__ import annotations

import math

import numpy as np
from isaaclab.sensors import Camera as Sensor

from ...errors import BridgeError, CannotStart
from ...requests import CameraRequest, ObserveRequest
from ...scene import Camera, Pose
from ..base import CameraImage
from .environment import Environment, to_numpy

OURS = ("front", "wrist")
"""What policies call the cameras of a world that is not ours."""
RGB = ("rgb", "rgba")
DEPTH = ("distance_to_image_plane", "depth")


class Cameras:
    """Nothing is drawn for a world that has not moved since, nor before somebody asks, but what the task's own
    observations need."""

    def __init__(self, environment: Environment, given: tuple[tuple[str, str], ...]) -> None:
        self._environment = environment
        self._sensors = _chosen(environment, given)
        self._stale = set(self._sensors)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._sensors)

    @property
    def largest_px(self) -> int:
        return max((s.cfg.width * s.cfg.height for s in self._sensors.values()), default=1)

    @property
    def renderer(self) -> str:
        kinds = sorted({str(s.cfg.renderer_cfg.renderer_type) for s in self._sensors.values()})
        return ", ".join(kinds) or "none"

    def forget(self) -> None:
        """Some world moved: what was drawn is of the past."""
        self._stale = set(self._sensors)

    def check(self, observe: ObserveRequest) -> None:
        """`E_OBSERVE` for what these cameras do not give."""
        if observe.visibility or observe.poses:
            raise BridgeError(
                "E_OBSERVE", "observe: a task of Isaac Lab measures no visibility and no poses of frames"
            )
        for index, request in enumerate(observe.cameras):
            self._check(f"observe.cameras[{index}]", request, [c.name for c in observe.cameras[:index]])

    def picture(self, slot: int, request: CameraRequest) -> CameraImage:
        sensor = self._fresh(request.name)
        output = sensor.data.output
        rgb = next(output[key] for key in RGB if key in output).torch[slot, ..., :3]
        depth = to_numpy(output[_depth_of(sensor)].torch[slot, ..., 0]) if request.depth else None
        return CameraImage(
            rgb=np.ascontiguousarray(rgb.cpu().numpy(), np.uint8),
            depth=None if depth is None else self._metres(depth, request.name),
            segmentation=None,
            intrinsics=self._intrinsics(slot, sensor),
            pose=self._pose(slot, sensor),
        )

    def described(self, slot: int) -> tuple[Camera, ...]:
        return tuple(self._described(slot, name, self._fresh(name)) for name in self._sensors)

    def _fresh(self, name: str) -> Sensor:
        sensor = self._sensors[name]
        if name in self._stale:
            sensor.update(0.0, force_recompute=True)
            self._stale.discard(name)
        return sensor

    def _check(self, where: str, request: CameraRequest, before: list[str]) -> None:
        sensor = self._sensors.get(request.name)
        if sensor is None:
            valid = ", ".join(self._sensors) or "none"
            raise BridgeError("E_OBSERVE", f"{where}.name: got {request.name!r}; cameras of this task: {valid}")
        if request.name in before:
            raise BridgeError("E_OBSERVE", f"{where}.name: expected each once, got {request.name!r} twice")
        size, got = (sensor.cfg.width, sensor.cfg.height), (request.width_px, request.height_px)
        if got != size:
            told = f"expected {size[0]} x {size[1]}, as the task has it, got {got[0]} x {got[1]}"
            raise BridgeError("E_OBSERVE", f"{where}: {told}")
        if request.segmentation:
            raise BridgeError("E_OBSERVE", f"{where}.segmentation: a task of Isaac Lab offers none")
        if request.depth and _depth_of(sensor) is None:
            raise BridgeError("E_OBSERVE", f"{where}.depth: this camera has {', '.join(sensor.cfg.data_types)}")

    def _metres(self, depth: np.ndarray, name: str) -> np.ndarray:
        """What meets nothing is as far as the camera sees: renderers say 0 or infinity."""
        far = self._planes(self._sensors[name])[1]
        seen = np.isfinite(depth) & (depth > 0)
        return np.ascontiguousarray(np.where(seen, depth, far), np.float32)

    def _described(self, slot: int, name: str, sensor: Sensor) -> Camera:
        fy = self._intrinsics(slot, sensor)[1]
        fov = 2 * math.atan(sensor.cfg.height / 2 / fy)
        return Camera(name, "world", self._pose(slot, sensor), fov, *self._planes(sensor))

    def _planes(self, sensor: Sensor) -> tuple[float, float]:
        near, far = getattr(sensor.cfg.spawn, "clipping_range", (0.01, 1000.0))
        return float(near), float(far)

    def _intrinsics(self, slot: int, sensor: Sensor) -> tuple[float, float, float, float]:
        matrix = to_numpy(sensor.data.intrinsic_matrices.torch[slot])
        return float(matrix[0, 0]), float(matrix[1, 1]), float(matrix[0, 2]), float(matrix[1, 2])

    def _pose(self, slot: int, sensor: Sensor) -> Pose:
        """Isaac Lab's ROS convention is the protocol's: x right, y down, z forward."""
        at = to_numpy(sensor.data.pos_w.torch[slot] - self._environment.origins[slot])
        return Pose(tuple(at.tolist()), tuple(to_numpy(sensor.data.quat_w_ros.torch[slot]).tolist()))


def _chosen(environment: Environment, given: tuple[tuple[str, str], ...]) -> dict[str, Sensor]:
    """Those that were named; else those that are called as ours are; else the first is `front`, the second `wrist`."""
    sensors = environment.env.scene.sensors
    found = {name: sensor for name, sensor in sensors.items() if isinstance(sensor, Sensor) and _has_rgb(sensor)}
    for ours, theirs in given:
        if theirs not in found:
            valid = ", ".join(found) or "none"
            raise CannotStart(f"--camera {ours}={theirs}: got {theirs!r}; cameras of this task with rgb: {valid}")
    if given:
        return {ours: found[theirs] for ours, theirs in given}
    known = {name: sensor for name, sensor in found.items() if name in OURS}
    return known or dict(zip(OURS, found.values(), strict=False))


def _has_rgb(sensor: Sensor) -> bool:
    return any(key in sensor.cfg.data_types for key in RGB)


def _depth_of(sensor: Sensor) -> str | None:
    return next((key for key in DEPTH if key in sensor.cfg.data_types), None)
