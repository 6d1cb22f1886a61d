"""A whole bridge: protocol 1 (docs/protocol.md) over a world of its own. Start here for another simulator.

    python sim-bridge/examples/tiny_bridge.py --port 7000
    harness doctor --simulator ws://127.0.0.1:7000
    harness run --suite smoke --policy oracle --simulator ws://127.0.0.1:7000

Needs numpy, msgpack, websockets. What a bridge of your own replaces is `tiny_world`, `tiny_camera`.
"""

from __future__ import annotations

import argparse
import threading
import time

import msgpack
import numpy as np
from tiny_camera import MOST_PX, pictures, visibility
from tiny_data import hashes, read_models
from tiny_world import FACTORS, MODES, Refusal, World
from websockets.sync.server import serve

LIMITS = {"maxImagePx": MOST_PX, "maxChunk": 1000}
SIMULATOR = {"name": "tiny", "version": "1", "bridgeVersion": "1", "renderer": "rays"}


def pack(message: dict) -> bytes:
    """msgpack, arrays as `{dtype, shape, data}`."""
    return msgpack.packb(message, default=lambda a: {"dtype": a.dtype.name, "shape": a.shape, "data": a.tobytes()})


def unpack(frame: bytes | str) -> dict:
    """The map in a frame; an empty one for what is none."""
    try:
        message = msgpack.unpackb(frame)
    except (ValueError, TypeError):  # not msgpack, or text
        return {}
    return message if isinstance(message, dict) else {}


class Session:
    """One client: requests in, replies out."""

    def __init__(self, models: dict, assets: dict) -> None:
        self.models, self.assets, self.world = models, assets, None

    def hello(self, request: dict) -> dict:
        if (version := request.get("protocol")) != 1:
            raise Refusal("E_PROTOCOL_VERSION", f"protocol: this bridge speaks 1, the client {version}")
        told = {"assets": self.assets, "factors": FACTORS, "actionModes": list(MODES), "limits": LIMITS}
        simulator = {**SIMULATOR, "deterministic": True, "slots": 1}
        return {"protocol": 1, "images": "raw", "simulator": simulator, **told}

    def reset(self, request: dict) -> dict:
        self.world, started = None, time.perf_counter()
        world = World(request["scene"], self.models, request["seed"])
        told = {"readBack": world.read_back(), "stateHash": world.hash(), "names": world.names, "settle": world.settle}
        self.world = world
        told["worldState"] = columns([world.snapshot()])
        return {**told, **self.observe(request, resetMs=ms_since(started), settleMs=0.0)}

    def step(self, request: dict) -> dict:
        world, started, snapshots = self.built(), time.perf_counter(), []
        mode, sent = request["mode"], request["actions"]
        rows = np.frombuffer(sent["data"], sent["dtype"]).reshape(sent["shape"])
        world.check_actions(mode, rows)
        for row in rows:
            world.step(mode, row)
            snapshots.append(world.snapshot())
        told = {"worldStates": columns(snapshots), "stateHash": world.hash()}
        return {**told, **self.observe(request, physicsMs=ms_since(started))}

    def observe(self, request: dict, **timing: float) -> dict:
        """What was asked for and nothing else."""
        world, asked, started = self.built(), request["observe"], time.perf_counter()
        views = pictures(world, asked["cameras"])
        seen = [{**v, "fraction": visibility(world, v["camera"], v["body"])} for v in asked.get("visibility", [])]
        state = {key: world.state(key) for key in asked["state"]}
        told = {"cameras": views, "state": state, "visibility": seen, "framesRendered": len(views)}
        return {"observation": told, "timing": {**timing, "renderMs": ms_since(started)}}

    def built(self) -> World:
        if self.world is None:
            raise Refusal("E_NOT_RESET", "expected a reset first")
        return self.world


def columns(snapshots: list[dict]) -> dict:
    """World states as the protocol has them: an array for each quantity, a row for each step."""
    told = {key: np.array([s[key] for s in snapshots], float) for key in snapshots[0] if key != "contacts"}
    touching = [(step, *pair) for step, s in enumerate(snapshots) for pair in s["contacts"]]
    return {**told, "contacts": np.array(touching, np.int32).reshape(-1, 3)}


def ms_since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def answer(session: Session, message: dict) -> dict:
    """The reply to a message: its fields, or the error in their place."""
    try:
        op = message.get("op")
        if op not in ("hello", "reset", "step", "observe", "close"):
            raise Refusal("E_PROTOCOL", f"op: got {op!r}")
        return {} if op == "close" else getattr(session, op)(message)
    except Refusal as refusal:
        return failure(*refusal.args)
    except Exception as bug:
        return failure("E_INTERNAL", f"{type(bug).__name__}: {bug}")


def failure(code: str, message: str, retryable: bool = False) -> dict:
    return {"error": {"code": code, "message": message, "retryable": retryable}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=7000, help="of loopback; 0 is any free one")
    models, assets, slot = read_models(), hashes(), threading.Lock()

    def converse(socket) -> None:
        taken, session = slot.acquire(timeout=1), Session(models, assets)
        try:
            for frame in socket:
                message = unpack(frame)
                reply = answer(session, message) if taken else failure("E_BUSY", "no free slot", True)
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
