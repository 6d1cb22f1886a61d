"""A real bridge process and a client of it, for tests."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from websockets.sync.client import ClientConnection, connect, unix_connect

from sim_bridge.codec import pack, unpack

ROOT = Path(__file__).parent.parent
DEADLINE_SEC = 20.0


def environment(temporary: Path | None = None) -> dict[str, str]:
    extra = {"PYTHONPATH": str(ROOT)} | ({"TMPDIR": str(temporary)} if temporary else {})
    return {**os.environ, **extra}


@contextlib.contextmanager
def bridge(*arguments: str, temporary: Path | None = None) -> Iterator[tuple[subprocess.Popen, dict]]:
    """A running bridge and what it announced; it is gone afterwards."""
    read_end, write_end = os.pipe()
    command = [sys.executable, "-m", "sim_bridge", "--simulator", "pybullet", "--ready-fd", str(write_end), *arguments]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[write_end], env=environment(temporary))
    os.close(write_end)
    try:
        with open(read_end, encoding="utf-8") as ready:
            yield process, json.loads(ready.readline())
    finally:
        process.stdin.close()
        try:
            process.wait(DEADLINE_SEC)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


class Client:
    """Asks and hears back; `call` returns a reply, `refused` the error in one."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self._ids = itertools.count(1)

    def exchange(self, **message: object) -> dict:
        ident = next(self._ids)
        self.connection.send(pack({"id": ident, **message}))
        reply = unpack(self.connection.recv(timeout=DEADLINE_SEC))
        assert reply["id"] == ident
        return reply

    def call(self, op: str, **message: object) -> dict:
        reply = self.exchange(op=op, **message)
        assert "error" not in reply, reply
        return reply

    def refused(self, op: str, **message: object) -> dict:
        reply = self.exchange(op=op, **message)
        assert "error" in reply, f"expected an error, got {sorted(reply)}"
        return reply["error"]


def dial(announcement: dict, **options: object) -> ClientConnection:
    """A connection to an announced bridge, not greeted yet."""
    options = {"compression": None, "max_size": None, "open_timeout": DEADLINE_SEC, **options}
    if "socket" in announcement:
        return unix_connect(announcement["socket"], uri="ws://localhost/", **options)
    return connect(f"ws://{announcement['host']}:{announcement['port']}/", **options)


@contextlib.contextmanager
def greeted(announcement: dict, **hello: object) -> Iterator[Client]:
    with dial(announcement) as connection:
        client = Client(connection)
        client.call("hello", protocol=1, **hello)
        yield client
