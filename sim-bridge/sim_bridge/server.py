"""The edge to the network: a WebSocket server on a Unix socket or on TCP with one slot."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve, unix_serve

from .codec import MAX_MESSAGE_BYTES, pack, unpack
from .errors import BridgeError
from .replies import write_error
from .requests import read_id
from .session import Session

FIRST_MESSAGE_SEC = 10.0
LEAVING_SEC = 1.0
"""A slot may still be held by a client that has just left: the next one waits this long before it hears `E_BUSY`."""
SEND_BUFFER_BYTES = 1 << 20
"""Room for a whole frame: else the simulator waits while its client reads piece by piece. The kernel may give less."""
OPTIONS = {
    "compression": None,
    "max_size": MAX_MESSAGE_BYTES,
    "origins": [None],
    "server_header": None,
    "open_timeout": 10,
    "close_timeout": 2,
}
"""`origins` lets in only clients without an Origin header: a web page must not drive a simulator."""


def listen_unix(path: Path, handler: Callable[[ServerConnection], None]) -> Server:
    """A kernel tells us at once when a local client is gone, so there are no pings."""
    return unix_serve(handler, str(path), ping_interval=None, **OPTIONS)


def listen_tcp(host: str, port: int, handler: Callable[[ServerConnection], None]) -> Server:
    """Pings free the slot of a client whose machine is gone; a client busy for less than the time-out is not one."""
    return serve(handler, host, port, ping_interval=30, ping_timeout=120, **OPTIONS)


class Slot:
    """The handler of connections: the first one gets the session, others hear `E_BUSY` until it leaves."""

    def __init__(self, open_session: Callable[[], Session], left: Callable[[], None]) -> None:
        self._open_session = open_session
        self._left = left
        self._taken = threading.Lock()

    def __call__(self, connection: ServerConnection) -> None:
        if not self._taken.acquire(timeout=LEAVING_SEC):
            _turn_away(connection)
            return
        connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        try:
            _converse(connection, self._open_session())
        except ConnectionClosed:
            pass  # the client left without a word: its right
        finally:
            self._taken.release()
            self._left()


def _converse(connection: ServerConnection, session: Session) -> None:
    for frame in connection:
        try:
            message = _message_of(frame)
            ident = read_id(message)
        except BridgeError as error:
            _part(connection, {"id": None, **write_error(error)})
            return
        reply, last = session.answer(ident, message)
        if last:
            _part(connection, reply)
            return
        connection.send(pack(reply))


def _turn_away(connection: ServerConnection) -> None:
    busy = BridgeError("E_BUSY", "no free slot: this bridge serves one client at a time", retryable=True)
    try:
        ident = read_id(_message_of(connection.recv(timeout=FIRST_MESSAGE_SEC)))
        _part(connection, {"id": ident, **write_error(busy)})
    except (BridgeError, TimeoutError):
        _part(connection, {"id": None, **write_error(busy)})
    except ConnectionClosed:
        pass  # gone before it could be told


def _message_of(frame: str | bytes) -> dict:
    if isinstance(frame, str):
        raise BridgeError("E_PROTOCOL", "frame: expected binary msgpack, got text")
    return unpack(frame)


def _part(connection: ServerConnection, reply: dict) -> None:
    connection.send(pack(reply))
    connection.close()
