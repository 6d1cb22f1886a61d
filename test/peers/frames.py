"""What openpi's and starVLA's policy servers have in common, around openpi-client's own codec: the server speaks first, one
map a frame, one question at a time on the event loop, a traceback as text and close code 1011. And the faults that a test asks
for, one for each question that the process gets.
"""

import argparse
import asyncio
import http
import json
import os
import sys
import threading
import traceback

import numpy as np
import websockets
from openpi_client import msgpack_numpy
from websockets.asyncio.server import serve

def arguments(description, metadata):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--metadata", type=json.loads, default=metadata)
    parser.add_argument("--key", help="refuse who does not send it, with status 401")
    parser.add_argument("--silent", action="store_true", help="say no metadata")
    parser.add_argument("--faults", type=lambda text: text.split(","), default=[], help="of each question in turn, or ok")
    parser.add_argument("--late", type=float, default=0.6, help="how late a late answer is, seconds")
    return parser


class Server:
    """`answer(message)` gives an answer; `bend(answer, change)` changes the array of actions in one, where there is one."""

    def __init__(self, options, answer, bend, asks=lambda message: True):
        self.options = options
        self.answer = answer
        self.bend = bend
        self.asks = asks
        self.metadata = options.metadata
        self.faults = iter(options.faults)

    def run(self):
        threading.Thread(target=end_with_input, daemon=True).start()
        asyncio.run(self.listen())

    async def listen(self):
        address = ("127.0.0.1", self.options.port)
        async with serve(self.talk, *address, compression=None, max_size=None, process_request=self.door) as server:
            print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
            await server.serve_forever()

    def door(self, connection, request):
        if request.path == "/healthz":
            return connection.respond(http.HTTPStatus.OK, "OK\n")
        if self.options.key and request.headers.get("Authorization") != f"Api-Key {self.options.key}":
            return connection.respond(http.HTTPStatus.UNAUTHORIZED, "no key\n")
        return None

    async def talk(self, socket):
        packer = msgpack_numpy.Packer()
        if self.options.silent:
            await asyncio.sleep(3600)
        await socket.send(packer.pack(self.metadata))
        self.metadata = self.options.metadata
        try:
            while True:
                await self.reply(socket, packer, await socket.recv())
        except websockets.ConnectionClosed:
            pass
        except Exception:
            await socket.send(traceback.format_exc())
            await socket.close(1011, "Internal server error. Traceback included in previous frame.")

    async def reply(self, socket, packer, received):
        message = msgpack_numpy.unpackb(received)
        fault = next(self.faults, "ok") if self.asks(message) else "ok"
        if fault == "late":
            await asyncio.sleep(self.options.late)
        if fault == "restart":
            self.metadata = {**self.metadata, "checkpoint": "another"}
        if fault in ("close", "restart"):
            socket.transport.abort()
            await asyncio.sleep(3600)
        if fault == "raise":
            raise ValueError("CUDA out of memory")
        if fault == "garbage":
            return await socket.send(b"\xc1\xc1\xc1")
        if fault == "huge":
            return await socket.send(bytes(64 * 1024 * 1024 + 1))
        answer = self.answer(message)
        if fault in BENT:
            answer = self.bend(answer, BENT[fault])
        if fault == "no-actions":
            answer = {"action": "none"}
        if fault == "wrong-id":
            answer = {**answer, "request_id": "another"}
        await socket.send(packer.pack(answer))
        if fault == "twice":
            await socket.send(packer.pack(answer))


BENT = {
    "nan": lambda actions: np.full_like(actions, np.nan),
    "narrow": lambda actions: actions[..., :-1],
    "empty": lambda actions: actions[..., :0, :],
}


def end_with_input():
    sys.stdin.read()
    os._exit(0)


def towards(tcp, goal, chunk):
    """Rows in the units of LIBERO's controller that lead the hand from where it is to a place, gripper open: of a gripper
    that says -1 for open."""
    left = (np.asarray(goal) - tcp) / 0.05
    rows = np.zeros((chunk, 7))
    rows[:, 6] = -1
    for row in rows:
        row[:3] = np.clip(left, -0.2, 0.2)
        left = left - row[:3]
    return rows
