"""The protocol of the released server on the standard library: POST /generate_multipart, GET /health."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .faults import FAULTS
from .generator import BadImage, Generator
from .multipart import BadForm, read_form

MAX_BODY_BYTES = 32 * 1024 * 1024
READ_LIMIT_SEC = 30
LINGER_SEC = 2


class Refusal(Exception):
    """An answer other than 200, with its reason."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class Server(ThreadingHTTPServer):
    """Takes requests at once and answers one at a time: a model holds the whole device."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], generator: Generator, faults: Iterator[str | None]) -> None:
        super().__init__(address, Handler)
        self.generator = generator
        self._faults = faults
        self._one_at_a_time = threading.Lock()

    def next_fault(self) -> str | None:
        with self._one_at_a_time:
            return next(self._faults)

    def generate(self, prompt: str, image: bytes | None) -> str:
        with self._one_at_a_time:
            return self.generator.generate(prompt, image)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = READ_LIMIT_SEC
    server: Server

    def do_GET(self) -> None:
        if self.path != "/health":
            return self._refuse(Refusal(HTTPStatus.NOT_FOUND, "expected GET /health or POST /generate_multipart"))
        return self._answer(HTTPStatus.OK, {"ok": True, **self.server.generator.identity()})

    def do_POST(self) -> None:
        try:
            body = self._body()
            if self.path != "/generate_multipart":
                raise Refusal(HTTPStatus.NOT_FOUND, "expected POST /generate_multipart")
            fault = self.server.next_fault()
            if fault is not None:
                return FAULTS[fault](self)
            return self._answer(HTTPStatus.OK, {"result": self._generated(body)})
        except Refusal as refusal:
            return self._refuse(refusal)

    def _generated(self, body: bytes) -> str:
        try:
            form = read_form(body, self.headers.get("Content-Type", ""))
            if "prompt" not in form:
                raise BadForm("expected a field 'prompt'")
            image = form.get("image")
            if image and not image.content_type.startswith("image/"):
                raise BadForm(f"expected an image in the field 'image', got {image.content_type}")
            return self.server.generate(form["prompt"].text(), image.data if image else None)
        except (BadForm, BadImage) as mistake:
            raise Refusal(HTTPStatus.BAD_REQUEST, str(mistake)) from mistake
        except Exception as trouble:  # whatever a model raises is a 500 for one question, not the end of the server
            self.log_error("%r", trouble)
            raise Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, f"{type(trouble).__name__}: {trouble}") from trouble

    def _body(self) -> bytes:
        """The whole body. One left unread would be taken for the next request, so whoever refuses it also closes."""
        length = self.headers.get("Content-Length")
        if length is None or not length.isdecimal():
            raise self._unread(HTTPStatus.LENGTH_REQUIRED, "expected a Content-Length")
        if int(length) > MAX_BODY_BYTES:
            raise self._unread(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"expected at most {MAX_BODY_BYTES} bytes, got {length}"
            )
        return self.rfile.read(int(length))

    def _unread(self, status: HTTPStatus, detail: str) -> Refusal:
        self.close_connection = True
        return Refusal(status, detail)

    def finish(self) -> None:
        """Lets a client that still sends read its answer: bytes unread at a close reset the connection."""
        super().finish()
        end = time.monotonic() + LINGER_SEC
        try:
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(LINGER_SEC)
            while time.monotonic() < end and self.connection.recv(65536):
                pass
        except OSError:
            return  # gone already, or it neither sends nor closes: either way there is nothing to wait for

    def _refuse(self, refusal: Refusal) -> None:
        self._answer(refusal.status, {"detail": refusal.detail})

    def _answer(self, status: HTTPStatus, value: dict[str, object]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
