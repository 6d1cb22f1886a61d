"""Writes `test/golden/*.msgpack`: small messages of protocol 1 that both languages must read.

python tests/write_golden.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from sim_bridge.codec import pack, write_array
from sim_bridge.errors import BridgeError
from sim_bridge.geometry import Mesh
from sim_bridge.read_scene import read_scene
from sim_bridge.replies import write_error, write_hello, write_observe, write_reset, write_step
from sim_bridge.rotation import IDENTITY
from sim_bridge.scene import Pose, index_names
from sim_bridge.shapes import Box, Capsule, Cylinder, Ellipsoid, Sphere
from sim_bridge.simulators.base import (
    CameraImage,
    Reading,
    ResetResult,
    Settling,
    SimulatorInfo,
    StepResult,
    WorldStates,
)
from sim_bridge.visuals import BodyFrame, FixedFrame, Joint, LinkFrame, MeshShape, VisualPart, Visuals
from sim_bridge.visuals.assets import mesh_asset, texture_asset
from sim_bridge.write_visuals import write_visuals

GOLDEN = Path(__file__).parents[2] / "test" / "golden"
HASH = "0123456789abcdef" * 4
MODES = ("joint_position", "joint_delta", "ee_pose", "ee_delta")
CAMERA = {
    "name": "front",
    "mount": "world",
    "position": [1.3, 0.0, 0.8],
    "quaternion": [0.0, 1.0, 0.0, 0.0],
    "fovYRad": 0.875,
    "nearM": 0.05,
    "farM": 5.0,
}
BODY = {
    "name": "target",
    "model": "cube",
    "position": [0.5, -0.125, 0.0],
    "quaternion": [0.0, 0.0, 0.0, 1.0],
    "color": [0.5, 0.25, 0.75],
    "scale": 1.0,
    "massKg": 0.0625,
    "friction": {"lateral": 1.0, "rolling": 0.001, "spinning": 0.01},
    "fixed": False,
}
ZONE = {
    "name": "pad",
    "shape": "disc",
    "center": [0.5, 0.25],
    "sizeM": [0.125, 0.125],
    "yawRad": 0.0,
    "color": [0.0, 1.0, 0.0],
}
LIGHT = {
    "direction": [0.5, -0.5, 1.5],
    "color": [1.0, 1.0, 1.0],
    "ambient": 0.5,
    "diffuse": 0.5,
    "specular": 0.0,
    "shadow": True,
}
SCENE = {
    "controlHz": 20,
    "physicsHz": 240,
    "robot": {"name": "panda", "jointsRad": [0.0, -0.785, 0.0, -2.356, 0.0, 1.571, 0.785], "gripperOpening": 1.0},
    "table": {"color": [1.0, 1.0, 1.0], "texture": "oak"},
    "floor": {"color": [0.5, 0.5, 0.5], "texture": None},
    "background": [0.75, 0.875, 1.0],
    "light": LIGHT,
    "cameras": [CAMERA],
    "bodies": [BODY, {**BODY, "name": "others0", "color": None, "fixed": True}],
    "zones": [ZONE],
    "sensorNoiseStd": 2.5,
}
OBSERVE = {
    "cameras": [{"name": "front", "widthPx": 3, "heightPx": 2, "depth": True, "segmentation": True}],
    "state": ["jointPositions", "tcpPose", "gripperOpening"],
    "visibility": [{"camera": "front", "body": "target"}],
    "poses": True,
}
NOTHING = {"cameras": [], "state": []}


def main() -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, message in messages().items():
        (GOLDEN / f"{name}.msgpack").write_bytes(pack(message))


def messages() -> dict[str, dict]:
    """Every message by the name of its file."""
    actions = np.array([[0.5, 0.0, 0.25, 1.0, 0.0, 0.0, 0.0, 1.0], [0.5, 0.0, 0.125, 1.0, 0.0, 0.0, 0.0, 0.0]])
    refused = BridgeError("E_SCENE", "scene.bodies[0].massKg: expected a number above 0, got 0.0")
    retry = BridgeError("E_PHYSICS", "the state is not finite after the last step", retryable=True)
    return {
        "hello-request": {"id": 1, "op": "hello", "protocol": 1, "images": ["raw"]},
        "hello-reply": {"id": 1, **write_hello(_info(), {"models/cube": HASH, "robots/panda": HASH}, "raw")},
        "reset-request": {"id": 2, "op": "reset", "scene": SCENE, "seed": 4294967295, "observe": OBSERVE},
        "reset-reply": {"id": 2, **write_reset(_reset(), "raw", 12.5)},
        "step-request": {
            "id": 3,
            "op": "step",
            "mode": "ee_pose",
            "actions": write_array(actions),
            "observe": NOTHING,
        },
        "step-reply": {"id": 3, **write_step(StepResult(_states(2), HASH, _nothing_seen(), 3.25), "raw")},
        "observe-request": {"id": 4, "op": "observe", "observe": OBSERVE},
        "observe-reply": {"id": 4, **write_observe(_reading(), "raw")},
        "visuals-request": {"id": 8, "op": "visuals", "known": [HASH]},
        "visuals-reply": {"id": 8, **write_visuals(_visuals(), [HASH])},
        "error-reply": {"id": 5, **write_error(refused)},
        "error-retryable-reply": {"id": 6, **write_error(retry)},
        "close-request": {"id": 7, "op": "close"},
        "close-reply": {"id": 7},
    }


def _info() -> SimulatorInfo:
    factors = ("object", "camera")
    return SimulatorInfo("pybullet", "3.2.7", "TinyRenderer", True, 1, factors, MODES, 4194304, 4096, visuals=True)


def _reset() -> ResetResult:
    scene = read_scene(SCENE)
    settling = Settling(3, {"target": 0.001, "others0": 0.0}, {"target": 0.002, "others0": 0.0})
    return ResetResult(scene, HASH, index_names(scene), _states(1), settling, _reading(), 4.5)


def _states(n: int) -> WorldStates:
    """Numbers that are exact in binary and all different, so that a mix-up of axes shows."""
    contacts = [[0, 0, 2], [0, 1, 2], [1, 0, 4]] if n > 1 else [[0, 0, 2]]
    return WorldStates(
        time_sec=np.arange(1, n + 1) / 16,
        positions=np.arange(n * 6).reshape(n, 2, 3) / 8,
        quaternions=np.tile([0.0, 0.0, 0.0, 1.0], (n, 2, 1)),
        velocities=np.arange(n * 12).reshape(n, 2, 6) / 32,
        joints=np.arange(n * 7).reshape(n, 7) / 4,
        tcp=np.tile([0.5, 0.0, 0.25, 1.0, 0.0, 0.0, 0.0], (n, 1)),
        gripper_opening=np.linspace(1.0, 0.5, n),
        contacts=np.array(contacts, np.int32),
    )


def _reading() -> Reading:
    image = CameraImage(
        rgb=np.arange(18, dtype=np.uint8).reshape(2, 3, 3),
        depth=np.array([[0.5, 0.75, 1.0], [1.25, 1.5, 1.75]], np.float32),
        segmentation=np.array([[-1, 0, 1], [2, 3, 6]], np.int32),
        intrinsics=(2.25, 2.25, 1.5, 1.0),
        pose=Pose((1.3, 0.0, 0.8), (0.0, 1.0, 0.0, 0.0)),
    )
    state = {
        "jointPositions": np.arange(7) / 4,
        "tcpPose": np.array([0.5, 0.0, 0.25, 1.0, 0.0, 0.0, 0.0]),
        "gripperOpening": np.array([0.75]),
    }
    poses = np.tile([0.5, 0.0, 0.25, 1.0, 0.0, 0.0, 0.0], (4, 1))
    return Reading({"front": image}, state, [("front", "target", 0.625)], 1, 7.5, poses)


def _visuals() -> Visuals:
    """Every kind of frame, joint and shape; a mesh with texture coordinates and one without."""
    corners = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.5, 0.0]])
    up, face, uvs = np.tile([0.0, 0.0, 1.0], (3, 1)), np.array([[0, 1, 2]]), corners[:, :2] * 2
    cloth, plain = mesh_asset(Mesh(corners, up, face, uvs)), mesh_asset(Mesh(corners, up, face))
    weave = texture_asset(np.arange(18, dtype=np.uint8).reshape(2, 3, 3))
    raised = Pose((0.0, 0.25, 0.5), (0.0, 0.0, 1.0, 0.0))
    frames = (
        FixedFrame("table", IDENTITY),
        BodyFrame("target"),
        LinkFrame("hand", 0, raised, Joint("turn", (0.0, 0.0, 1.0), 6)),
        LinkFrame("finger", 2, IDENTITY, Joint("slide", (0.0, 1.0, 0.0), None, 0.0, 0.0625)),
        LinkFrame("pad", 3, raised, None),
    )
    white = (1.0, 1.0, 1.0)
    shapes = (Sphere(0.5), Ellipsoid((0.5, 0.25, 0.125)), Cylinder(0.5, 0.25), Capsule(0.25, 0.5), MeshShape(plain))
    parts = (
        VisualPart("table", 0, IDENTITY, MeshShape(cloth), (0.5, 0.25, 0.75), texture=weave),
        VisualPart("pad", 0, raised, Box((0.5, 0.25, 0.125)), (0.0, 1.0, 0.0), alpha=0.75),
        *(VisualPart("target", 1, raised, shape, white, scale=1.5) for shape in shapes),
        VisualPart("gripper", 3, IDENTITY, MeshShape(plain), white),
    )
    return Visuals(frames, parts, 2)


def _nothing_seen() -> Reading:
    return Reading({}, {}, [], 0, 0.0)


if __name__ == "__main__":
    main()
