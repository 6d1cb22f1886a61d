"""The edge to the network: a WebSocket server on a Unix socket or on TCP."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .codec import MAX_MESSAGE_BYTES, pack, unpack
from .errors import BridgeError
from .replies import write_error
from .requests import read_id
from .session import Session
from .websocket import Gone, WebSocket

FIRST_MESSAGE_SEC = 10.0
LEAVING_SEC = 1.0
"""A slot may still be held by a client that has just left: the next one waits this long before it hears `E_BUSY`."""
ACCEPT_PAUSE_SEC = 0.1


class Server:
    """Gives each connection a thread of its own: nothing is handed from one to another while a client is served."""

    def __init__(self, listening: socket.socket, handler: Callable[[WebSocket], None]) -> None:
        self.socket = listening
        self._handler = handler
        self._local = listening.family == socket.AF_UNIX

    def serve_forever(self) -> None:
        while True:
            try:
                connected, _ = self.socket.accept()
            except OSError:  # a client that left at once, or too many open files: neither may end the bridge
                time.sleep(ACCEPT_PAUSE_SEC)
                continue
            threading.Thread(target=self._serve, args=(connected,), name="client", daemon=True).start()

    def _serve(self, connected: socket.socket) -> None:
        if not self._local:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        websocket = WebSocket(connected, MAX_MESSAGE_BYTES, pings=not self._local)
        # A client may leave, or never have been one, without a word: its right.
        with contextlib.closing(websocket), contextlib.suppress(Gone, TimeoutError):
            websocket.open()
            self._handler(websocket)


def listen_unix(path: Path, handler: Callable[[WebSocket], None]) -> Server:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    listening.listen()
    return Server(listening, handler)


def listen_tcp(host: str, port: int, handler: Callable[[WebSocket], None]) -> Server:
    return Server(socket.create_server((host, port)), handler)


class Slots:
    """The handler of connections: each gets the session of a free slot; without one, `E_BUSY` until one leaves."""

    def __init__(self, open_sessions: Sequence[Callable[[], Session]], left: Callable[[], None]) -> None:
        self._count = len(open_sessions)
        self._left = left
        self._free: queue.SimpleQueue[Callable[[], Session]] = queue.SimpleQueue()
        for open_session in open_sessions:
            self._free.put(open_session)

    def __call__(self, websocket: WebSocket) -> None:
        try:
            open_session = self._free.get(timeout=LEAVING_SEC)
        except queue.Empty:
            _turn_away(websocket, self._count)
            return
        try:
            _converse(websocket, open_session())
        finally:
            self._free.put(open_session)
            self._left()


def _converse(websocket: WebSocket, session: Session) -> None:
    while True:
        frame = websocket.receive()
        try:
            message = _message_of(frame)
            ident = read_id(message)
        except BridgeError as error:
            _part(websocket, {"id": None, **write_error(error)})
            return
        reply, last = session.answer(ident, message)
        if last:
            _part(websocket, reply)
            return
        websocket.send(pack(reply))


def _turn_away(websocket: WebSocket, slots: int) -> None:
    clients = "one client" if slots == 1 else f"{slots} clients"
    busy = BridgeError("E_BUSY", f"no free slot: this bridge serves {clients} at a time", retryable=True)
    try:
        ident = read_id(_message_of(websocket.receive_within(FIRST_MESSAGE_SEC)))
        _part(websocket, {"id": ident, **write_error(busy)})
    except (BridgeError, TimeoutError):
        _part(websocket, {"id": None, **write_error(busy)})


def _message_of(frame: str | bytes) -> dict:
    if isinstance(frame, str):
        raise BridgeError("E_PROTOCOL", "frame: expected binary msgpack, got text")
    return unpack(frame)


def _part(websocket: WebSocket, reply: dict) -> None:
    websocket.send(pack(reply))
    websocket.close()
