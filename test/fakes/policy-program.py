"""A program of somebody else's that speaks policy protocol 1 with nothing of ours, and does wrong what it is told to."""

import json
import os
import struct
import sys
import time

import msgpack
from websockets.sync.server import unix_serve

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
ONCE = sys.argv[2] if len(sys.argv) > 2 else ""
ROW = struct.pack("<7d", 0, 0, -0.005, 0, 0, 0, 1)
FIRST = not ONCE or not os.path.exists(ONCE)


def reply_to(message):
    op, ident = message["op"], message["id"]
    if op == "hello":
        name = "Program" if FAULT != "another" or FIRST else "Another"
        return {"id": ident, "protocol": 2 if FAULT == "version" else 1, "policy": {"name": name}}
    if op != "infer":
        return {"id": ident}
    ids = {"id": ident, "episodeId": message["episodeId"], "step": message["step"]}
    if message["step"] > 0 and FIRST:
        ids.update({"id": {"id": ident + 7}, "step": {"step": 3}, "episode": {"episodeId": "x"}}.get(FAULT, {}))
        wrong(FAULT)
    rows = 0 if FAULT == "empty" else 1
    data = ROW[:8] if FAULT == "bytes" else ROW * rows
    return {**ids, "actions": {"dtype": "float64", "shape": [rows, 7], "data": data}}


def wrong(fault):
    if ONCE:
        open(ONCE, "w").close()
    if fault in ("exit", "another"):
        print("out of memory", file=sys.stderr, flush=True)
        os._exit(3)
    if fault == "late":
        time.sleep(60)


def serve(client):
    for frame in client:
        reply = msgpack.packb(reply_to(msgpack.unpackb(frame)))
        client.send({"garbage": b"\xc1", "text": "Traceback: no"}.get(FAULT, reply))


if FAULT == "silent":
    time.sleep(60)
if FAULT == "dies":
    sys.exit("no such checkpoint")
path = os.environ["VLA_POLICY_SOCKET"]
with unix_serve(serve, path, compression=None) as server:
    os.write(int(os.environ["VLA_POLICY_READY_FD"]), json.dumps({"socket": path}).encode() + b"\n")
    server.serve_forever()
