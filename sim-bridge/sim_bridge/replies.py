"""Results of a simulator as maps of the wire (docs/protocol.md)."""

from __future__ import annotations

from . import PROTOCOL, __version__
from .codec import write_array
from .errors import BridgeError
from .images import write_rgb
from .simulators.base import CameraImage, Reading, ResetResult, SimulatorInfo, StepResult, WorldStates
from .write_scene import write_scene


def write_error(error: BridgeError) -> dict:
    return {"error": {"code": error.code, "message": error.message, "retryable": error.retryable}}


def write_hello(info: SimulatorInfo, assets: dict[str, str], encoding: str) -> dict:
    return {
        "protocol": PROTOCOL,
        "images": encoding,
        "simulator": {
            "name": info.name,
            "version": info.version,
            "bridgeVersion": __version__,
            "renderer": info.renderer,
            "deterministic": info.deterministic,
            "slots": info.slots,
            "visuals": info.visuals,
            **({"foreign": True} if info.foreign else {}),
        },
        "assets": assets,
        "factors": list(info.factors),
        "actionModes": list(info.action_modes),
        "limits": {"maxImagePx": info.max_image_px, "maxChunk": info.max_chunk},
    }


def write_reset(result: ResetResult, encoding: str, reset_ms: float) -> dict:
    settling = result.settling
    return {
        "readBack": write_scene(result.read_back),
        "stateHash": result.state_hash,
        "names": list(result.names),
        "worldState": write_states(result.world_state),
        "settle": {"steps": settling.steps, "motionM": settling.motion_m, "tiltRad": settling.tilt_rad},
        "observation": write_reading(result.reading, encoding),
        "timing": {"resetMs": reset_ms, "settleMs": result.settle_ms, "renderMs": result.reading.render_ms},
    }


def write_step(result: StepResult, encoding: str) -> dict:
    return {
        "worldStates": write_states(result.world_states),
        "stateHash": result.state_hash,
        "observation": write_reading(result.reading, encoding),
        "timing": {"physicsMs": result.physics_ms, "renderMs": result.reading.render_ms},
    }


def write_observe(reading: Reading, encoding: str) -> dict:
    return {"observation": write_reading(reading, encoding), "timing": {"renderMs": reading.render_ms}}


def write_states(states: WorldStates) -> dict:
    return {
        "timeSec": write_array(states.time_sec),
        "positions": write_array(states.positions),
        "quaternions": write_array(states.quaternions),
        "velocities": write_array(states.velocities),
        "joints": write_array(states.joints),
        "tcp": write_array(states.tcp),
        "gripperOpening": write_array(states.gripper_opening),
        "contacts": write_array(states.contacts),
        **({} if states.reported is None else {"reported": write_array(states.reported)}),
    }


def write_reading(reading: Reading, encoding: str) -> dict:
    out = {
        "cameras": {name: _image(image, encoding) for name, image in reading.cameras.items()},
        "state": {key: write_array(value) for key, value in reading.state.items()},
        "visibility": [{"camera": c, "body": b, "fraction": fraction} for c, b, fraction in reading.visibility],
        "framesRendered": reading.frames_rendered,
    }
    if reading.poses is not None:
        out["poses"] = write_array(reading.poses)
    return out


def _image(image: CameraImage, encoding: str) -> dict:
    out = {
        "rgb": write_rgb(image.rgb, encoding),
        "intrinsics": list(image.intrinsics),
        "position": list(image.pose.position),
        "quaternion": list(image.pose.quaternion),
    }
    if image.depth is not None:
        out["depth"] = write_array(image.depth)
    if image.segmentation is not None:
        out["segmentation"] = write_array(image.segmentation)
    return out
