import contextlib
import socket

import numpy as np
import pytest
from bridge import Client, bridge, dial, greeted
from conftest import HOME, body, scene
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import CloseCode

from sim_bridge import websocket
from sim_bridge.codec import MAX_MESSAGE_BYTES, pack, read_array, unpack, write_array

NOTHING = {"cameras": [], "state": []}
CUBE = scene(body("target", "cube", 0.5, 0.0))
PING = b"\x89\x00"
HANDSHAKE = b"\r\n".join(
    [
        b"GET / HTTP/1.1",
        b"Host: localhost",
        b"Upgrade: websocket",
        b"Connection: Upgrade",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        b"",
        b"",
    ]
)
STAY = write_array(np.array([[*HOME, 1.0]]))


def test_hello_tells_what_the_bridge_is(announcement):
    with dial(announcement) as connection:
        reply = Client(connection).call("hello", protocol=1, images=["webp", "raw"])
    assert reply["protocol"] == 1
    assert reply["images"] == "webp"
    assert reply["simulator"]["name"] == "pybullet"
    assert reply["simulator"]["slots"] == 1
    assert {"models/cube", "robots/panda"} <= reply["assets"].keys()
    assert reply["limits"]["maxChunk"] >= 64


def test_a_chunk_is_one_message_and_tells_each_step(client):
    client.call("reset", scene=CUBE, seed=0, observe=NOTHING)
    reply = client.call(
        "step", mode="joint_position", actions=write_array(np.tile([*HOME, 0.5], (5, 1))), observe=NOTHING
    )
    states = {key: read_array(value, key, "") for key, value in reply["worldStates"].items()}
    assert states["timeSec"].tolist() == pytest.approx([0.05, 0.1, 0.15, 0.2, 0.25])
    shapes = {key: value.shape for key, value in states.items() if key not in ("timeSec", "contacts")}
    assert shapes == {
        "positions": (5, 1, 3),
        "quaternions": (5, 1, 4),
        "velocities": (5, 1, 6),
        "joints": (5, 7),
        "tcp": (5, 7),
        "gripperOpening": (5,),
    }
    assert [row for row in states["contacts"].tolist() if row[0] == 4] == [[4, 0, 1]]
    assert len(reply["stateHash"]) == 64


@pytest.mark.parametrize(
    ("message", "code", "says"),
    [
        ({"op": "dance"}, "E_PROTOCOL", "op: got 'dance'; valid: hello, reset, step, observe, visuals, close"),
        ({"op": "close", "why": 1}, "E_PROTOCOL", "unknown key 'why'"),
        ({"op": "hello", "protocol": 2}, "E_PROTOCOL_VERSION", "speaks 1, the client 2"),
    ],
)
def test_a_message_out_of_protocol_ends_the_connection(announcement, message, code, says):
    with greeted(announcement) as client:
        error = client.exchange(**message)["error"]
        assert error["code"] == code
        assert says in error["message"]
        with pytest.raises(ConnectionClosed):
            client.connection.recv(timeout=5)


@pytest.mark.parametrize("frame", ["text", b"\xc1", pack({"op": "hello"}), pack({"id": None, "op": "hello"})])
def test_a_frame_without_an_answerable_request_is_out_of_protocol(announcement, frame):
    with dial(announcement) as connection:
        connection.send(frame)
        assert unpack(connection.recv(timeout=5))["error"]["code"] == "E_PROTOCOL"
        with pytest.raises(ConnectionClosed):
            connection.recv(timeout=5)


def test_reset_before_hello_is_out_of_protocol(announcement):
    with dial(announcement) as connection:
        assert Client(connection).refused("reset", scene=CUBE, seed=0, observe=NOTHING)["code"] == "E_PROTOCOL"


def test_step_before_reset_is_refused(client):
    assert client.refused("step", mode="joint_position", actions=STAY, observe=NOTHING)["code"] == "E_NOT_RESET"
    assert client.refused("observe", observe=NOTHING)["code"] == "E_NOT_RESET"


@pytest.mark.parametrize(
    ("mode", "actions", "says"),
    [
        ("fly", STAY, "mode: got 'fly'; valid: joint_position"),
        ("joint_position", write_array(np.zeros((1, 7))), "expected [n, 8] for joint_position, got [1, 7]"),
        ("ee_delta", STAY, "expected [n, 7] for ee_delta, got [1, 8]"),
        ("joint_position", write_array(np.zeros((0, 8))), "n from 1 to"),
        ("joint_position", write_array(np.zeros((1, 8), np.float32)), "expected float64 [n, dim]"),
        ("joint_position", write_array(np.array([[0, 0, np.inf, 0, 0, 0, 0, 1]])), "actions[0][2]: expected a finite"),
        ("ee_pose", write_array(np.zeros((1, 8))), "actions[0][3:7]: expected a unit quaternion"),
        ("joint_position", "nothing", "an array {dtype, shape, data}"),
    ],
)
def test_wrong_actions_are_refused_and_the_world_lives_on(client, mode, actions, says):
    client.call("reset", scene=CUBE, seed=0, observe=NOTHING)
    error = client.refused("step", mode=mode, actions=actions, observe=NOTHING)
    assert error["code"] == "E_ACTION"
    assert says in error["message"]
    client.call("step", mode="joint_position", actions=STAY, observe=NOTHING)


@pytest.mark.parametrize(
    ("observe", "says"),
    [
        ({**NOTHING, "cameras": [{"name": "roof", "widthPx": 8, "heightPx": 8}]}, "valid: front, overhead, wrist"),
        ({**NOTHING, "cameras": [{"name": "front", "widthPx": 0, "heightPx": 8}]}, "widthPx: expected a whole number"),
        ({**NOTHING, "cameras": [{"name": "front", "widthPx": 4096, "heightPx": 4096}]}, "expected at most"),
        ({**NOTHING, "cameras": [{"name": "front", "widthPx": 8, "heightPx": 8}] * 2}, "expected each once"),
        ({**NOTHING, "state": ["mood"]}, "observe.state[0]: got 'mood'; valid: jointPositions"),
        ({**NOTHING, "visibility": [{"camera": "front", "body": "ghost"}]}, "got 'ghost'; valid: target"),
        ({"cameras": []}, "observe.state: expected a value, got nothing"),
        ({**NOTHING, "audio": True}, "observe: unknown key 'audio'"),
    ],
)
def test_a_wrong_observe_is_refused(client, observe, says):
    client.call("reset", scene=CUBE, seed=0, observe=NOTHING)
    error = client.refused("observe", observe=observe)
    assert error["code"] == "E_OBSERVE"
    assert says in error["message"]


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (
            {"bodies": [body("target", "unicorn", 0.5, 0)]},
            "E_ASSET",
            "scene.bodies.target.model: unknown model 'unicorn'",
        ),
        ({"table": {"color": [1, 1, 1], "texture": "lava"}}, "E_ASSET", "unknown texture 'lava'"),
        ({"robot": {**CUBE["robot"], "name": "r2d2"}}, "E_ASSET", "scene.robot.name: got 'r2d2'; valid: panda"),
        ({"robot": {**CUBE["robot"], "jointsRad": [0.0]}}, "E_SCENE", "expected 7 numbers for panda, got 1"),
        ({"robot": {**CUBE["robot"], "jointsRad": [9.0, *HOME[1:]]}}, "E_SCENE", "jointsRad[0]: expected -2.8973 to"),
        ({"zones": 5}, "E_SCENE", "scene.zones: expected a list, got 5"),
    ],
)
def test_a_scene_that_cannot_be_built_is_refused_and_the_next_one_works(client, change, code, says):
    error = client.refused("reset", scene={**CUBE, **change}, seed=0, observe=NOTHING)
    assert error["code"] == code
    assert says in error["message"]
    assert client.refused("observe", observe=NOTHING)["code"] == "E_NOT_RESET"
    client.call("reset", scene=CUBE, seed=0, observe=NOTHING)


def test_a_second_client_hears_busy_until_the_first_leaves(announcement):
    with greeted(announcement), dial(announcement) as second:
        error = Client(second).refused("hello", protocol=1)
        assert error["code"] == "E_BUSY"
        assert error["retryable"] is True
    with greeted(announcement) as third:
        third.call("close")


def test_a_web_page_is_refused(announcement):
    with pytest.raises(InvalidStatus) as caught, dial(announcement, origin="https://example.org"):
        pass
    assert caught.value.response.status_code == 403


def test_a_message_in_pieces_with_a_ping_between_is_one_message(announcement):
    with dial(announcement) as connection:
        message = pack({"id": 1, "op": "hello", "protocol": 1})
        connection.send([message[:5], message[5:9], message[9:]])
        assert unpack(connection.recv(timeout=5))["protocol"] == 1
        assert connection.ping().wait(5)


def test_a_message_that_is_too_long_ends_the_connection_and_frees_the_slot(announcement):
    with dial(announcement) as connection:
        with contextlib.suppress(ConnectionClosed):  # before the last of it is sent
            connection.send(bytes(MAX_MESSAGE_BYTES + 1))
        with pytest.raises(ConnectionClosed) as caught:
            connection.recv(timeout=20)
    assert caught.value.rcvd.code == CloseCode.MESSAGE_TOO_BIG
    with greeted(announcement) as client:
        client.call("close")


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01 hello\r\n\r\n"])
def test_one_that_speaks_no_websocket_is_sent_away_and_hinders_nobody(announcement, said):
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.settimeout(5)
        stranger.connect(announcement["socket"])
        stranger.sendall(said)
        with greeted(announcement) as client:
            client.call("close")
        stranger.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: stranger.recv(4096), b""))
    assert b"101 Switching" not in answer


def test_a_picture_larger_than_any_buffer_arrives_whole(client):
    front = {"name": "front", "widthPx": 1024, "heightPx": 1024}
    reply = client.call("reset", scene=CUBE, seed=0, observe={"cameras": [front], "state": []})
    assert len(reply["observation"]["cameras"]["front"]["rgb"]["data"]) == 1024 * 1024 * 3


def test_a_silent_client_is_asked_for_a_sign_of_life_and_then_left(monkeypatch):
    monkeypatch.setattr(websocket, "PING_SEC", 0.05)
    here, there = socket.socketpair()
    with there:
        there.sendall(HANDSHAKE)
        with contextlib.closing(websocket.WebSocket(here, 1024, pings=True)) as connection:
            connection.open()
            with pytest.raises(websocket.Gone):
                connection.receive()
            there.shutdown(socket.SHUT_WR)
        heard = there.recv(4096)
    assert heard.count(PING) == websocket.SILENT_PINGS


def test_tcp_with_a_token():
    with bridge("--listen", "127.0.0.1:0", "--token", "sesame") as (_, announced):
        for wrong in ({}, {"token": "sesam"}):
            with dial(announced) as connection:
                assert Client(connection).refused("hello", protocol=1, **wrong)["code"] == "E_TOKEN"
        with greeted(announced, token="sesame") as client:
            client.call("reset", scene=CUBE, seed=0, observe=NOTHING)
