"""Ways in which a stub can go wrong, to see what a client makes of them."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

SLOW_SEC = 3600
HUGE_BYTES = 10 * 1024 * 1024

Fault = Callable[[BaseHTTPRequestHandler], None]


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def _half(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"result": "<think>the')
    handler.wfile.flush()
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _silence(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def _huge() -> bytes:
    return json.dumps({"result": "a" * HUGE_BYTES}).encode()


FAULTS: dict[str, Fault] = {
    "error": lambda handler: _send(handler, 500, b'{"detail": "CUDA out of memory"}'),
    "busy": lambda handler: _send(handler, 503, b'{"detail": "busy"}', Retry_After="0"),
    "refuse": lambda handler: _send(handler, 400, b'{"detail": "File must be an image"}'),
    "too-large": lambda handler: _send(handler, 413, b'{"detail": "image too large"}'),
    "slow": lambda _: time.sleep(SLOW_SEC),
    "close": _silence,
    "half": _half,
    "not-json": lambda handler: _send(handler, 200, b"<html>proxy</html>"),
    "wrong-json": lambda handler: _send(handler, 200, b'{"result": {"x": 0.5}}'),
    "not-utf8": lambda handler: _send(handler, 200, b'{"result": "\xff\xfe"}'),
    "huge": lambda handler: _send(handler, 200, _huge()),
}
"""By the name that `--stub` takes."""
