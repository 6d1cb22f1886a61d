"""The server as a process, as a harness starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from websockets.sync.client import connect, unix_connect

from vla_policy_server.codec import pack, unpack

ROOT = Path(__file__).parent.parent
POLICY = "class Mine:\n    def act(self, observation):\n        return [0.0] * 7\n"


def start(place: str, *more: str, socket: Path | None = None):
    """The process and its ready line."""
    reading, writing = os.pipe()
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "VLA_POLICY_READY_FD": str(writing)}
    if socket:
        variables["VLA_POLICY_SOCKET"] = str(socket)
    argv = [sys.executable, "-m", "vla_policy_server", place, *more]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(argv, env=variables, pass_fds=[writing], **pipes)
    os.close(writing)
    with os.fdopen(reading) as lines:
        return process, json.loads(lines.readline())


def finish(process) -> tuple[int, str]:
    _, stderr = process.communicate(timeout=10)
    return process.returncode, stderr.decode()


def test_it_listens_where_it_is_told_and_ends_with_its_input(policy_file, tmp_path):
    path = tmp_path / "socket"
    process, ready = start(policy_file(POLICY), socket=path)
    assert ready == {"socket": str(path), "pid": process.pid}
    with unix_connect(str(path)) as client:
        client.send(pack({"id": 1, "op": "hello", "protocol": 1}))
        assert unpack(client.recv())["policy"]["name"] == "Mine"
    assert finish(process) == (0, "")


def test_a_second_client_is_told_that_it_is_busy(policy_file):
    process, ready = start(policy_file(POLICY), "--listen", "127.0.0.1:0")
    url = f"ws://127.0.0.1:{ready['port']}"
    with connect(url) as first, connect(url) as second:
        first.send(pack({"id": 1, "op": "hello", "protocol": 1}))
        first.recv()
        second.send(pack({"id": 5, "op": "hello", "protocol": 1}))
        reply = unpack(second.recv(timeout=10))
    assert (reply["id"], reply["error"]["message"][:5]) == (5, "busy:")
    finish(process)


def test_what_its_code_raises_is_the_ready_line(policy_file):
    process, ready = start(policy_file("import nowhere_to_be_found\n"))
    assert ready["error"]["message"].startswith(
        "ModuleNotFoundError: No module named 'nowhere_to_be_found' (mine.py:1"
    )
    code, stderr = finish(process)
    assert code == 1
    assert "Traceback" in stderr


def test_what_a_policy_prints_goes_to_standard_error(policy_file):
    process, _ = start(policy_file("print('hello there')\n" + POLICY), "--listen", "127.0.0.1:0")
    stdout, stderr = process.communicate(timeout=10)
    assert (stdout, stderr) == (b"", b"hello there\n")


def test_a_message_that_cannot_be_read_ends_the_session_and_not_the_server(policy_file):
    process, ready = start(policy_file(POLICY), "--listen", "127.0.0.1:0")
    url = f"ws://127.0.0.1:{ready['port']}"
    with connect(url) as client:
        client.send("hello")
        assert "expected binary msgpack, got text 'hello'" in unpack(client.recv())["error"]["message"]
    with connect(url) as client:
        client.send(pack({"id": 1, "op": "hello", "protocol": 1}))
        assert unpack(client.recv())["id"] == 1
    finish(process)
