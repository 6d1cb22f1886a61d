"""Scenes, an in-process simulator and a shared bridge."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml
from bridge import Client, bridge, greeted

from sim_bridge.library import DATA_DIR
from sim_bridge.read_scene import read_scene
from sim_bridge.requests import CameraRequest, ObserveRequest
from sim_bridge.rotation import from_matrix
from sim_bridge.scene import Scene
from sim_bridge.simulators.base import ResetResult
from sim_bridge.simulators.pybullet import PyBulletSimulator

NOTHING = ObserveRequest((), (), ())
HOME = yaml.safe_load((DATA_DIR / "robots" / "panda.yaml").read_text())["homeRad"]


def look_at(eye: list, target: list, up: list) -> dict:
    """Pose of a camera (x right, y down, z forward) as two keys of the wire."""
    z = np.subtract(target, eye) / np.linalg.norm(np.subtract(target, eye))
    x = np.cross(z, up) / np.linalg.norm(np.cross(z, up))
    rows = np.stack([x, np.cross(z, x), z], axis=1).tolist()
    return {"position": eye, "quaternion": list(from_matrix(tuple(map(tuple, rows))))}


def camera(name: str, mount: str, data: dict) -> dict:
    pose = look_at(data["eyeM"], data["targetM"], data["up"])
    lens = {"fovYRad": math.radians(data["fovYDeg"]), "nearM": data["nearM"], "farM": data["farM"]}
    return {"name": name, "mount": mount, **pose, **lens}


def cameras() -> list[dict]:
    world = yaml.safe_load((DATA_DIR / "cameras.yaml").read_text())
    wrist = yaml.safe_load((DATA_DIR / "robots" / "panda.yaml").read_text())["wristCamera"]
    return [*(camera(name, "world", data) for name, data in world.items()), camera("wrist", "hand", wrist)]


def body(name: str, model: str, x: float, y: float, yaw: float = 0.0, **changes: object) -> dict:
    return {
        "name": name,
        "model": model,
        "position": [x, y, 0.0],
        "quaternion": [0.0, 0.0, math.sin(yaw / 2), math.cos(yaw / 2)],
        "color": None,
        "scale": 1.0,
        "massKg": 0.1,
        "friction": {"lateral": 1.0, "rolling": 0.001, "spinning": 0.01},
        "fixed": False,
        **changes,
    }


def scene(*bodies: dict, **changes: object) -> dict:
    """A scene of the wire, bright and plain."""
    return {
        "controlHz": 20,
        "physicsHz": 240,
        "robot": {"name": "panda", "jointsRad": list(HOME), "gripperOpening": 1.0},
        "table": {"color": [0.6, 0.5, 0.4], "texture": None},
        "floor": {"color": [0.3, 0.3, 0.3], "texture": None},
        "background": [0.7, 0.8, 0.9],
        "light": {
            "direction": [0.4, -0.5, 1.5],
            "color": [1.0, 1.0, 1.0],
            "ambient": 0.6,
            "diffuse": 0.4,
            "specular": 0.0,
            "shadow": False,
        },
        "cameras": cameras(),
        "bodies": list(bodies),
        "zones": [],
        "sensorNoiseStd": 0,
        **changes,
    }


def picture(name: str, width_px: int = 64, height_px: int = 64) -> ObserveRequest:
    return ObserveRequest((CameraRequest(name, width_px, height_px, True, True),), (), ())


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PyBulletSimulator]:
    made = PyBulletSimulator(tmp_path_factory.mktemp("scratch"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def reset(simulator: PyBulletSimulator) -> Callable[..., ResetResult]:
    """Resets the shared simulator to a scene of the wire."""

    def made(value: dict, observe: ObserveRequest = NOTHING, seed: int = 1) -> ResetResult:
        return simulator.reset(parsed(value), seed, observe)

    return made


def parsed(value: dict) -> Scene:
    return read_scene(value)


@pytest.fixture(scope="session")
def announcement() -> Iterator[dict]:
    with bridge() as (_, announced):
        yield announced


@pytest.fixture
def client(announcement: dict) -> Iterator[Client]:
    with greeted(announcement) as greeted_client:
        yield greeted_client


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    return tmp_path
