import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bridge import DEADLINE_SEC, bridge, dial, environment, greeted
from conftest import body, scene

NOTHING = {"cameras": [], "state": []}

PARENT = """
import os, subprocess, sys, time
read_end, write_end = os.pipe()
subprocess.Popen([sys.executable, "-m", "sim_bridge", "--simulator", "pybullet", "--ready-fd", str(write_end)],
                 stdin=subprocess.PIPE, pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(os.read(read_end, 4096).decode(), end="", flush=True)
time.sleep(600)
"""


def until(gone) -> bool:
    end = time.monotonic() + DEADLINE_SEC
    while not gone() and time.monotonic() < end:
        time.sleep(0.02)
    return gone()


def runs(pid: int) -> bool:
    """A zombie that nobody waits for has ended all the same."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_folder_is_private_and_goes_when_standard_input_closes(temporary):
    with bridge(temporary=temporary) as (process, announced):
        folder = Path(announced["socket"]).parent
        assert announced["pid"] == process.pid
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o777 == 0o700
    assert process.returncode == 0
    assert list(temporary.iterdir()) == []


def test_a_temporary_folder_in_letters_that_pybullet_cannot_read_is_not_used(tmp_path):
    foreign = tmp_path / "ünd 実験"
    foreign.mkdir()
    with bridge(temporary=foreign) as (_, announced), greeted(announced) as client:
        assert announced["socket"].startswith("/tmp/")
        cube = scene(body("target", "cube", 0.5, 0.0))
        assert client.call("reset", scene=cube, seed=0, observe=NOTHING)["stateHash"]
    assert list(foreign.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_even_with_a_client(temporary, number):
    with bridge(temporary=temporary) as (process, announced), dial(announced):
        process.send_signal(number)
        assert process.wait(DEADLINE_SEC) == 0
        assert list(temporary.iterdir()) == []


def test_it_leaves_with_its_client_when_told_so(temporary):
    with bridge("--exit-with-connection", temporary=temporary) as (process, announced):
        with greeted(announced):
            pass
        assert process.wait(DEADLINE_SEC) == 0
    assert list(temporary.iterdir()) == []


def test_a_parent_killed_without_warning_leaves_nothing(temporary):
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, env=environment(temporary))
    announced = json.loads(parent.stdout.readline())
    assert runs(announced["pid"])
    parent.kill()
    parent.wait(DEADLINE_SEC)
    parent.stdout.close()
    assert until(lambda: not runs(announced["pid"]))
    assert list(temporary.iterdir()) == []


def test_the_next_bridge_sweeps_what_a_killed_one_left(temporary):
    with bridge(temporary=temporary) as (_, announced_living):
        with bridge(temporary=temporary) as (killed, announced):
            os.kill(killed.pid, signal.SIGKILL)
            killed.wait(DEADLINE_SEC)
        assert Path(announced["socket"]).parent.exists()
        with bridge(temporary=temporary):
            assert not Path(announced["socket"]).parent.exists()
            assert Path(announced_living["socket"]).exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--simulator", "gazebo"], "invalid choice"),
        (["--simulator", "pybullet", "--listen", "0.0.0.0:0"], "needs --token"),
        (["--simulator", "pybullet", "--listen", "127.0.0.1"], "expected HOST:PORT"),
    ],
)
def test_a_wrong_command_line_is_refused_before_anything_starts(arguments, says):
    done = subprocess.run(
        [sys.executable, "-m", "sim_bridge", *arguments], env=environment(), capture_output=True, timeout=DEADLINE_SEC
    )
    assert done.returncode == 2
    assert says in done.stderr.decode()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("127.0.0.1:{taken}", "expected a free port, got one in use: choose another, or 0 for any free one"),
        ("192.0.2.1:0", "expected an address of this machine, got another's: 127.0.0.1 is always there"),
        ("nowhere.invalid:0", "expected an address of this machine, got a host that nobody knows"),
    ],
)
def test_an_address_that_cannot_be_had_is_one_line(temporary, address, says):
    with socket.create_server(("127.0.0.1", 0)) as other:
        wanted = address.format(taken=other.getsockname()[1])
        command = [sys.executable, "-m", "sim_bridge", "--simulator", "pybullet", "--token", "t", "--listen", wanted]
        ended = subprocess.run(
            command, env=environment(temporary), capture_output=True, text=True, timeout=DEADLINE_SEC
        )
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"sim_bridge: --listen {wanted}: {says}")
    assert list(temporary.iterdir()) == []


def test_a_bridge_without_trouble_says_nothing(temporary):
    command = [sys.executable, "-m", "sim_bridge", "--simulator", "pybullet", "--ready-fd", "1"]
    with subprocess.Popen(
        command, env=environment(temporary), stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        _, said = process.communicate(timeout=DEADLINE_SEC)
    assert process.returncode == 0
    assert [line for line in said.decode().splitlines() if not line.startswith('{"socket"')] == []
