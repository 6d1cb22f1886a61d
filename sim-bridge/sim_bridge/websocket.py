"""One WebSocket over one blocking socket, in the thread that uses it.

The protocol is the library's; reading and writing are ours. The library's own threaded server receives in a second
thread, so that a request wakes two threads, one after the other, before anybody looks at it.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections import deque
from collections.abc import Sequence

from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.server import ServerProtocol

OPEN_SEC = 10.0
CLOSE_SEC = 2.0
SEND_SEC = 120.0
"""A client that takes nothing for this long is gone."""
PING_SEC = 30.0
SILENT_PINGS = 4
"""So many without a sign of life and the client is gone; one that is busy for less than two minutes is not."""
READ_BYTES = 1 << 16
PROMPT_SEC = 0.0005
"""A local client that asked this soon after its last answer is looked out for as long again: waking takes longer."""
SEND_BUFFER_BYTES = 1 << 20
"""Room for a whole frame: else the simulator waits while its client reads piece by piece. The kernel may give less."""


class Gone(Exception):
    """There is nobody left to talk to: the client closed, broke the protocol, or fell silent."""


class WebSocket:
    """The server's side of a connection. Whoever makes one must `close` it."""

    def __init__(self, connected: socket.socket, max_bytes: int, pings: bool) -> None:
        """`pings`: whether a silent client is asked for a sign of life. A local one needs none: the kernel tells."""
        self._socket = connected
        self._pings = pings
        # Only clients without an Origin header: a web page must not drive a simulator.
        self._protocol = ServerProtocol(origins=[None], max_size=max_bytes)
        self._messages: deque[bytes | str] = deque()
        self._parts: list[Frame] = []
        self._over = False
        self._prompt = False
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        # Deadlines of the kernel: those of Python's sockets cost a call more each time.
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _timeval(SEND_SEC))

    def open(self) -> None:
        """Shakes hands. Raises `Gone` when the other side is no WebSocket client, or one that is not let in."""
        deadline = time.monotonic() + OPEN_SEC
        while not (events := self._protocol.events_received()):
            self._read_by(deadline)
        request, *early = events
        self._protocol.send_response(self._protocol.accept(request))
        self._flush()
        if self._protocol.state is not OPEN:
            raise Gone
        self._take(early)
        self._wait_at_most(PING_SEC if self._pings else 0)

    def receive(self) -> bytes | str:
        """The next message, however long it takes; a text frame is a `str`."""
        silent = 0
        started = time.perf_counter()
        if self._prompt:
            self._look_out(started + PROMPT_SEC)
        while not self._messages:
            try:
                self._read()
                silent = 0
            except BlockingIOError:
                self._ping(silent)
                silent += 1
        self._prompt = not self._pings and time.perf_counter() < started + PROMPT_SEC
        return self._messages.popleft()

    def receive_within(self, sec: float) -> bytes | str:
        """The next message; `TimeoutError` when there is none by then. For a connection that ends after it."""
        deadline = time.monotonic() + sec
        while not self._messages:
            self._read_by(deadline)
        return self._messages.popleft()

    def send(self, message: bytes) -> None:
        """Sends a binary frame without copying it. Raises `Gone` when nobody takes it."""
        if self._protocol.state is not OPEN:
            raise Gone
        self._write([_header(len(message)), message])

    def close(self) -> None:
        """Says goodbye where it was not said, waits a moment for the other side's, and lets go of the socket."""
        deadline = time.monotonic() + CLOSE_SEC
        with contextlib.suppress(Gone, OSError):
            if self._protocol.state is OPEN:
                self._protocol.send_close(1000)
                self._flush()
            while not self._over:
                self._read_by(deadline, leaving=True)
        self._over = True
        self._socket.close()

    def _look_out(self, deadline: float) -> None:
        while not self._messages and time.perf_counter() < deadline:
            with contextlib.suppress(BlockingIOError):
                self._read(socket.MSG_DONTWAIT)

    def _read_by(self, deadline: float, *, leaving: bool = False) -> None:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        self._wait_at_most(remaining)
        with contextlib.suppress(BlockingIOError):  # too late: the next one says so
            self._read(leaving=leaving)

    def _read(self, flags: int = 0, *, leaving: bool = False) -> None:
        """Takes what is there, waiting for something to be there. `BlockingIOError` when that takes too long."""
        try:
            data = self._socket.recv(READ_BYTES, flags)
        except BlockingIOError:
            raise
        except OSError as cause:
            self._over = True
            raise Gone from cause
        if not data:
            self._over = True
            self._protocol.receive_eof()
            self._flush()
            raise Gone
        self._protocol.receive_data(data)
        self._flush()
        if self._protocol.state is OPEN:
            self._take(self._protocol.events_received())
        elif self._protocol.close_expected() and not leaving:
            raise Gone

    def _take(self, frames: Sequence[Frame]) -> None:
        """Puts pieces of messages together; the protocol has looked after the rest of the frames itself."""
        for frame in frames:
            if frame.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                continue
            self._parts.append(frame)
            if frame.fin:
                text = self._parts[0].opcode is Opcode.TEXT
                data = b"".join(part.data for part in self._parts)
                self._messages.append(data.decode(errors="replace") if text else data)
                self._parts.clear()

    def _ping(self, silent: int) -> None:
        if silent >= SILENT_PINGS:
            raise Gone
        self._protocol.send_ping(b"")
        self._flush()

    def _flush(self) -> None:
        """Sends what the protocol itself has to say; an empty piece ends our side."""
        for data in self._protocol.data_to_send():
            if data:
                self._write([data])
            else:
                with contextlib.suppress(OSError):  # the other side was faster
                    self._socket.shutdown(socket.SHUT_WR)

    def _write(self, buffers: list[bytes]) -> None:
        try:
            sent = self._socket.sendmsg(buffers)
            rest = memoryview(b"".join(buffers))[sent:] if sent < sum(map(len, buffers)) else None
            if rest:
                self._socket.sendall(rest)
        except OSError as cause:
            raise Gone from cause

    def _wait_at_most(self, sec: float) -> None:
        """How long a read may wait; 0 is without end."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _timeval(sec))


def _timeval(sec: float) -> bytes:
    whole = int(sec)
    return struct.pack("ll", whole, int((sec - whole) * 1e6))


def _header(size: int) -> bytes:
    """Of one whole binary frame of a server, RFC 6455 section 5.2."""
    if size < 126:
        return struct.pack("!BB", 0x82, size)
    if size < 1 << 16:
        return struct.pack("!BBH", 0x82, 126, size)
    return struct.pack("!BBQ", 0x82, 127, size)
