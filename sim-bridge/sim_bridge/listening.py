"""Taking the address of `--listen`, and saying in one line why it cannot be had."""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable

from websockets.sync.server import Server, ServerConnection

from .errors import CannotListen
from .server import listen_tcp


def listen_at(host: str, port: int, handler: Callable[[ServerConnection], None]) -> Server:
    """Raises CannotListen with what was expected and how to choose another address."""
    try:
        return listen_tcp(host, port, handler)
    except OSError as cause:
        raise CannotListen(f"--listen {host}:{port}: {_reason(cause)}") from cause


def _reason(cause: OSError) -> str:
    if cause.errno in (socket.EAI_NONAME, socket.EAI_AGAIN, socket.EAI_FAIL):  # of the name lookup, below zero
        return "expected an address of this machine, got a host that nobody knows"
    reasons = {
        errno.EADDRINUSE: "expected a free port, got one in use: choose another, or 0 for any free one",
        errno.EADDRNOTAVAIL: "expected an address of this machine, got another's: 127.0.0.1 is always there",
        errno.EACCES: "expected a port that this user may open, got a reserved one: choose one from 1024 on",
    }
    return reasons.get(cause.errno, cause.strerror or str(cause))
