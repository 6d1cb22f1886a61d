"""Other people's clients against a policy that the harness serves: openpi-client's and vla-eval's own code.

    python serve_clients.py openpi|vla-eval|geometry PORT

Prints as JSON what they were told.
"""

import asyncio
import json
import sys

import numpy as np
from openpi_client.websocket_client_policy import WebsocketClientPolicy
from vla_eval.connection import Connection


def picture():
    return np.tile(np.arange(256, dtype=np.uint8)[:, None, None], (1, 256, 3))


def openpi(port):
    client = WebsocketClientPolicy("127.0.0.1", port)
    metadata = client.get_server_metadata()
    images = {name: picture() for name in metadata["needs"]["images"]}
    lengths = metadata["needs"]["state"]
    state = {key: np.full(length or 7, 0.25, dtype=np.float32) for key, length in lengths.items()}
    observation = {**images, **state, "prompt": "pick up the cube"}
    first = client.infer(observation)
    second = client.infer(observation)
    again = client.infer({**observation, "reset": True})
    told = {"metadata": metadata, "first": first["actions"].tolist(), "second": second["actions"].tolist()}
    told["again"] = again["actions"].tolist()
    told["timing"] = sorted(second["server_timing"])
    told["dtype"] = first["actions"].dtype.str
    try:
        client.infer({**observation, "prompt": 7})
    except RuntimeError as error:
        told["error"] = str(error)
    return told


async def vla_eval(port):
    connection = Connection(f"ws://127.0.0.1:{port}")
    await connection.connect()
    told = {"hello": connection.server_info}
    observation = {"images": {"front": picture(), "wrist": picture()}, "task_description": "pick up the cube"}
    observation["state"] = {"tcpPose": np.full(7, 0.25), "gripperOpening": np.ones(1)}
    rows = []
    for episode in range(2):
        await connection.start_episode({"task": {"name": "t", "episode_idx": episode}})
        rows.append([(await connection.act(observation))["actions"].tolist() for _ in range(3)])
        await connection.end_episode({"metrics": {"success": False}, "steps": 3, "elapsed_sec": 0.1})
    told["rows"] = rows
    try:
        await connection.act({"images": {}, "task_description": 7})
    except RuntimeError as error:
        told["error"] = str(error)
    told["after"] = (await connection.act(observation))["actions"].tolist()
    await connection.close()
    return told


async def geometry(port):
    connection = Connection(f"ws://127.0.0.1:{port}")
    await connection.connect()
    told = {"hello": connection.server_info, "errors": []}
    seen = {"images": {"front": np.zeros((480, 640, 3), dtype=np.uint8)}, "task_description": "pick up the cube"}
    state = {"tcpPose": np.array([0.4, 0, 0.3, 1, 0, 0, 0.0]), "gripperOpening": np.ones(1), "jointPositions": np.zeros(7)}
    depth = np.full((480, 640), np.nan, dtype=np.float32)
    for more in (
        {},
        {"front_intrinsics": np.zeros(4)},
        {"front_intrinsics": np.ones(4), "front_pose": np.zeros(7)},
        {"front_intrinsics": np.ones(4), "front_pose": np.array([0, 0, 1, 1, 0, 0, 0.0]), "front_depth": depth},
    ):
        try:
            await connection.act({**seen, "state": {**state, **more}})
        except RuntimeError as error:
            told["errors"].append(str(error))
    await connection.close()
    return told


CLIENTS = {"openpi": openpi, "vla-eval": vla_eval, "geometry": geometry}

if __name__ == "__main__":
    wire, port = sys.argv[1], int(sys.argv[2])
    told = CLIENTS[wire](port)
    print(json.dumps(told if wire == "openpi" else asyncio.run(told)))
