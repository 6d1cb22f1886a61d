"""The edge to the network: a WebSocket server on a Unix socket or on TCP, for one client at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve, unix_serve

from .codec import pack, unpack
from .errors import ProtocolError, told
from .session import Session

MAX_MESSAGE_BYTES = 256 * 1024 * 1024
LEAVING_SEC = 2.0
"""The place may still be held by a client that has just left: the next one waits this long for it."""
BUSY = "busy: this server has one policy and serves one session at a time; run one server for each worker"
# A web page must not drive a policy: a connection with an Origin header is refused.
OPTIONS = {"compression": None, "max_size": MAX_MESSAGE_BYTES, "origins": [None]}

Call = Callable[[Callable[[], object]], object]


class Place:
    """The handler of connections. `call` runs work in the policy's thread.

    `sessions`: how many a policy serves at a time; their questions come one after the other in any case.
    """

    def __init__(self, open_session: Callable[[], Session], call: Call, sessions: int = 1) -> None:
        self._open_session = open_session
        self._call = call
        self._taken = threading.Semaphore(sessions)

    def __call__(self, client: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            if not self._taken.acquire(timeout=LEAVING_SEC):
                _refuse(client)
                return
            try:
                self._converse(client, self._open_session())
            finally:
                self._taken.release()

    def _converse(self, client: ServerConnection, session: Session) -> None:
        for frame in client:
            try:
                message = unpack(frame)
                reply = self._call(lambda message=message: session.answer(message))
            except ProtocolError as error:
                client.send(pack({"id": None, "error": told(error)}))
                return
            client.send(pack(reply))


def _refuse(client: ServerConnection) -> None:
    message = unpack(client.recv(timeout=LEAVING_SEC))
    client.send(pack({"id": message.get("id"), "error": {"message": BUSY, "traceback": None}}))


def listen_unix(path: str, place: Place) -> Server:
    return unix_serve(place, path, **OPTIONS)


def listen_tcp(host: str, port: int, place: Place) -> Server:
    return serve(place, host, port, **OPTIONS)
