"""A whole bridge in one file: protocol 1 (docs/protocol.md) over a world of its own. Start here for another simulator.

    python sim-bridge/examples/tiny_bridge.py --port 7000
    harness doctor --simulator ws://127.0.0.1:7000
    harness run --suite smoke --policy oracle --simulator ws://127.0.0.1:7000

Needs numpy, msgpack, websockets. What a bridge of your own replaces is `World`, `picture`, `visibility`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import threading
import time
from pathlib import Path

import msgpack
import numpy as np
from tiny_camera import picture, visibility
from tiny_world import World
from websockets.sync.server import serve

DATA = Path(__file__).parent.parent / "sim_bridge" / "data"
MODES = {"joint_position": None, "joint_delta": None, "ee_pose": 8, "ee_delta": 7}  # None: joints and the gripper
FACTORS = ["object", "position", "orientation", "distractors", "lighting", "camera", "noise", "robot_start"]
LIMITS = {"maxImagePx": 1024 * 1024, "maxChunk": 1000}
STATES = ("jointPositions", "jointVelocities", "tcpPose", "gripperOpening")


class Refusal(Exception):
    """An error of the protocol: its code, and one line that says what was expected."""


def pack(message: dict) -> bytes:
    """msgpack, arrays as `{dtype, shape, data}`."""
    return msgpack.packb(message, default=lambda a: {"dtype": a.dtype.name, "shape": a.shape, "data": a.tobytes()})


def read_models() -> dict:
    """Model -> size [m] and the height of the floor inside it (0: none), from the data files of the harness."""
    found = {}
    for path in (DATA / "models").glob("*.yaml"):
        text = path.read_text()
        size = re.search(r"^sizeM: \[(.*)\]", text, re.M).group(1)
        floor = re.search(r"floorM: ([\d.]+)", text)
        found[path.stem] = ([float(number) for number in size.split(",")], float(floor.group(1)) if floor else 0.0)
    return found


def hashes() -> dict:
    """The harness compares them with its own: a world made of other files is not the planned one."""
    panda = [DATA / "robots/panda.urdf", DATA / "robots/panda.yaml", *sorted((DATA / "robots/panda").glob("*.obj"))]
    files = {"robots/panda": panda}
    for kind, ending in (("models", "yaml"), ("textures", "png")):
        files |= {f"{kind}/{path.stem}": [path] for path in (DATA / kind).glob(f"*.{ending}")}
    files |= {f"meshes/{path.name}": [path] for path in (DATA / "meshes").glob("*.obj")}
    return {name: hashlib.sha256(b"".join(f.read_bytes() for f in paths)).hexdigest() for name, paths in files.items()}


class Session:
    """One client: requests in, replies out."""

    def __init__(self, models: dict, assets: dict) -> None:
        self.models, self.assets, self.world, self.seed = models, assets, None, 0

    def hello(self, request: dict) -> dict:
        if request.get("protocol") != 1:
            raise Refusal(
                "E_PROTOCOL_VERSION", f"protocol: this bridge speaks 1, the client {request.get('protocol')}"
            )
        simulator = {"name": "tiny", "version": "1", "bridgeVersion": "1", "renderer": "rays", "deterministic": True}
        told = {"assets": self.assets, "factors": FACTORS, "actionModes": list(MODES), "limits": LIMITS}
        return {"protocol": 1, "images": "raw", "simulator": {**simulator, "slots": 1}, **told}

    def reset(self, request: dict) -> dict:
        self.world, scene, started = None, request["scene"], time.perf_counter()
        if not isinstance(scene.get("bodies"), list):
            raise Refusal("E_SCENE", "scene.bodies: expected a list")
        for body in scene["bodies"]:
            if body["model"] not in self.models:
                raise Refusal("E_ASSET", f"scene.bodies.{body['name']}.model: no {body['model']}")
        if scene["robot"]["name"] != "panda":
            raise Refusal("E_ASSET", f"scene.robot.name: expected panda, got {scene['robot']['name']}")
        world = World(scene, self.models)
        fallen = {
            b["name"]: abs(b["position"][2] - p[2]) for b, p in zip(scene["bodies"], world.positions, strict=True)
        }
        self.world, self.seed = world, request["seed"]
        settle = {"steps": 1, "motionM": fallen, "tiltRad": {name: 0.0 for name in fallen}}
        told = {"readBack": world.read_back(), "stateHash": world.hash(), "names": world.names, "settle": settle}
        reset_ms = (time.perf_counter() - started) * 1000
        observation, render_ms = self.look(request["observe"])
        timing = {"resetMs": reset_ms, "settleMs": 0.0, "renderMs": render_ms}
        return {**told, "worldState": states([snapshot(world)]), "observation": observation, "timing": timing}

    def step(self, request: dict) -> dict:
        world, mode, sent = self.built(), request["mode"], request["actions"]
        rows = np.frombuffer(sent["data"], sent["dtype"]).reshape(sent["shape"])
        if mode not in MODES or rows.shape[1] != (MODES[mode] or len(world.joints) + 1):
            raise Refusal("E_ACTION", f"actions: got {list(rows.shape)} for {mode}; valid: {', '.join(MODES)}")
        if not np.isfinite(rows).all():
            raise Refusal("E_ACTION", "actions: expected finite numbers")
        started, snapshots = time.perf_counter(), []
        for row in rows:
            world.step(mode, row)
            snapshots.append(snapshot(world))
        physics_ms = (time.perf_counter() - started) * 1000
        observation, render_ms = self.look(request["observe"])
        timing = {"physicsMs": physics_ms, "renderMs": render_ms}
        return {
            "worldStates": states(snapshots),
            "stateHash": world.hash(),
            "observation": observation,
            "timing": timing,
        }

    def observe(self, request: dict) -> dict:
        observation, render_ms = self.look(request["observe"])
        return {"observation": observation, "timing": {"renderMs": render_ms}}

    def look(self, asked: dict) -> tuple[dict, float]:
        """What was asked for and nothing else."""
        world, started, views = self.built(), time.perf_counter(), {}
        known = {camera["name"]: camera for camera in world.scene["cameras"]}
        for camera in asked["cameras"]:
            width, height = camera["widthPx"], camera["heightPx"]
            if camera["name"] not in known or width * height > LIMITS["maxImagePx"]:
                raise Refusal("E_OBSERVE", f"camera {camera['name']}, {width} x {height}: unknown or too large")
            view = picture(world, known[camera["name"]], width, height, self.seed)
            views[camera["name"]] = {
                k: v for k, v in view.items() if k not in ("depth", "segmentation") or camera.get(k)
            }
        seen = [
            {**v, "fraction": visibility(world, known[v["camera"]], world.names.index(v["body"]))}
            for v in asked.get("visibility", [])
        ]
        state = {key: world.state(key) for key in asked["state"]}
        told = {"cameras": views, "state": state, "visibility": seen, "framesRendered": len(views)}
        return told, (time.perf_counter() - started) * 1000

    def built(self) -> World:
        if self.world is None:
            raise Refusal("E_NOT_RESET", "expected a reset first")
        return self.world


def snapshot(world: World) -> dict:
    """One row of the world states."""
    return {
        "timeSec": world.steps / world.scene["controlHz"],
        "positions": world.positions.copy(),
        "quaternions": world.quaternions.copy(),
        "velocities": world.velocities.copy(),
        "joints": world.joints.copy(),
        "tcp": world.tool(),
        "gripperOpening": world.opening,
        "contacts": world.contacts(),
    }


def states(snapshots: list[dict]) -> dict:
    told = {key: np.array([s[key] for s in snapshots], float) for key in snapshots[0] if key != "contacts"}
    touching = [(step, *pair) for step, s in enumerate(snapshots) for pair in s["contacts"]]
    return {**told, "contacts": np.array(touching, np.int32).reshape(-1, 3)}


def unpack(frame: bytes | str) -> dict:
    """The map in a frame; an empty one for what is none."""
    try:
        message = msgpack.unpackb(frame)
    except (ValueError, TypeError):  # not msgpack, or text
        return {}
    return message if isinstance(message, dict) else {}


def answer(session: Session, message: dict) -> dict:
    """The reply to a message: its fields, or the error in their place."""
    try:
        op = message.get("op")
        if op not in ("hello", "reset", "step", "observe", "close"):
            raise Refusal("E_PROTOCOL", f"op: got {op!r}")
        return {} if op == "close" else getattr(session, op)(message)
    except Refusal as refusal:
        code, text = refusal.args
    except Exception as bug:
        code, text = "E_INTERNAL", f"{type(bug).__name__}: {bug}"
    return {"error": {"code": code, "message": text, "retryable": False}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=7000, help="of loopback; 0 is any free one")
    models, assets, slot = read_models(), hashes(), threading.Lock()

    def converse(socket) -> None:
        taken, session = slot.acquire(timeout=1), Session(models, assets)
        try:
            for frame in socket:
                message = unpack(frame)
                busy = {"error": {"code": "E_BUSY", "message": "no free slot", "retryable": True}}
                reply = answer(session, message) if taken else busy
                socket.send(pack({"id": message.get("id"), **reply}))
                code = reply.get("error", {}).get("code")
                if message.get("op") == "close" or code in ("E_PROTOCOL", "E_PROTOCOL_VERSION", "E_BUSY"):
                    return
        finally:
            if taken:
                slot.release()

    options = {"origins": [None], "compression": None, "max_size": None}  # no web page may drive a simulator
    with serve(converse, "127.0.0.1", parser.parse_args().port, **options) as server:
        print(f"listening on ws://127.0.0.1:{server.socket.getsockname()[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
