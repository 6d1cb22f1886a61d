"""What a simulator is to the bridge. A second one is a new folder here and one line in the table of `simulators`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..requests import ObserveRequest
from ..scene import Pose, Scene
from ..visuals import Visuals


@dataclass(frozen=True, slots=True)
class SimulatorInfo:
    name: str
    version: str
    renderer: str
    deterministic: bool
    slots: int
    factors: tuple[str, ...]
    action_modes: tuple[str, ...]
    max_image_px: int
    max_chunk: int
    visuals: bool = False
    """Can say what a scene looks like and where its frames are."""
    foreign: bool = False
    """Loads worlds that it brings along, and builds none of ours."""


@dataclass(frozen=True, slots=True)
class CameraImage:
    """`rgb` uint8 [h, w, 3]; `depth` float32 [h, w] metres along the optical axis; `segmentation` int32 [h, w].

    `intrinsics` fx, fy, cx, cy in pixels, where pixel (column u, row v) covers [u, u+1] x [v, v+1]; `pose` of the
    camera (x right, y down, z forward) in the world.
    """

    rgb: np.ndarray
    depth: np.ndarray | None
    segmentation: np.ndarray | None
    intrinsics: tuple[float, float, float, float]
    pose: Pose


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked for and nothing else. `state` float64 arrays by key; `visibility` (camera, body, fraction);
    `poses` float64 [F, 7] of the frames of `visuals`, position and quaternion in the world."""

    cameras: dict[str, CameraImage]
    state: dict[str, np.ndarray]
    visibility: list[tuple[str, str, float]]
    frames_rendered: int
    render_ms: float
    poses: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class WorldStates:
    """Ground truth after each of n control steps, in the world; shapes as in docs/protocol.md."""

    time_sec: np.ndarray
    positions: np.ndarray
    quaternions: np.ndarray
    velocities: np.ndarray
    joints: np.ndarray
    tcp: np.ndarray
    gripper_opening: np.ndarray
    contacts: np.ndarray
    reported: np.ndarray | None = None
    """uint8 [n]: whether the world itself says that its goal holds; None where it has no goal of its own."""


@dataclass(frozen=True, slots=True)
class Settling:
    """How far bodies moved (metres) and tilted (radians) from where they were put until they lay still, by name."""

    steps: int
    motion_m: dict[str, float]
    tilt_rad: dict[str, float]


@dataclass(frozen=True, slots=True)
class ResetResult:
    read_back: Scene
    state_hash: str
    names: tuple[str, ...]
    world_state: WorldStates
    settling: Settling
    reading: Reading
    settle_ms: float


@dataclass(frozen=True, slots=True)
class StepResult:
    world_states: WorldStates
    state_hash: str
    reading: Reading
    physics_ms: float


class Simulator(Protocol):
    """One world. Errors are `BridgeError`; `E_ACTION` and `E_OBSERVE` come before anything has moved, after any other
    the world is unusable until the next reset."""

    info: SimulatorInfo

    def reset(self, scene: Scene, seed: int, observe: ObserveRequest) -> ResetResult: ...

    def step(self, mode: str, actions: np.ndarray, observe: ObserveRequest) -> StepResult: ...

    def observe(self, observe: ObserveRequest) -> Reading: ...

    def visuals(self) -> Visuals:
        """The look of the world as it was built. Asked for only where `info.visuals`."""
        ...

    def close(self) -> None: ...
