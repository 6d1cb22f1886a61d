"""One connection: requests in, replies out, until the client leaves. Knows the protocol, not the socket."""

from __future__ import annotations

import gc
import hmac
import sys
import time
import traceback
from collections.abc import Callable, Mapping

from . import PROTOCOL, __version__
from .errors import BridgeError
from .images import choose_encoding
from .replies import write_error, write_hello, write_observe, write_reset, write_step
from .requests import Close, Hello, LookUp, Observe, Reset, Step, read_request
from .simulators.base import Simulator
from .write_visuals import write_visuals

FATAL = ("E_PROTOCOL", "E_PROTOCOL_VERSION", "E_TOKEN", "E_BUSY")
"""Codes after which the connection is dropped."""


class Session:
    """Answers the requests of one client with one simulator."""

    def __init__(self, simulator: Simulator, assets: Mapping[str, str], token: str | None) -> None:
        self._simulator = simulator
        self._assets = dict(assets)
        self._token = token
        self._encoding: str | None = None
        self._ready = False
        self._answers: dict[type, Callable[..., dict]] = {
            Hello: self._hello,
            Reset: self._reset,
            Step: self._step,
            Observe: self._observe,
            LookUp: self._look_up,
            Close: lambda request: {},
        }

    def answer(self, ident: int | str, message: dict) -> tuple[dict, bool]:
        """The reply to a message, and whether the connection ends after it."""
        try:
            request = read_request(message)
            reply = self._answers[type(request)](request)
            return {"id": ident, **reply}, isinstance(request, Close)
        except BridgeError as error:
            return {"id": ident, **write_error(error)}, error.code in FATAL
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            internal = BridgeError("E_INTERNAL", f"{type(error).__name__}: {error}".split("\n")[0])
            return {"id": ident, **write_error(internal)}, False

    def _hello(self, request: Hello) -> dict:
        if request.protocol != PROTOCOL:
            message = f"protocol: this bridge {__version__} speaks {PROTOCOL}, the client {request.protocol}"
            raise BridgeError("E_PROTOCOL_VERSION", message)
        if self._token is not None and not hmac.compare_digest(self._token.encode(), (request.token or "").encode()):
            raise BridgeError(
                "E_TOKEN", "token: expected the token that the bridge was started with, got another or none"
            )
        self._encoding = choose_encoding(request.images)
        return write_hello(self._simulator.info, self._assets, self._encoding)

    def _reset(self, request: Reset) -> dict:
        encoding = self._greeted()
        self._ready = False
        started = time.perf_counter()
        gc.collect()
        result = self._simulator.reset(request.scene, request.seed, request.observe)
        reset_ms = (time.perf_counter() - started) * 1000 - result.settle_ms - result.reading.render_ms
        self._ready = True
        return write_reset(result, encoding, reset_ms)

    def _step(self, request: Step) -> dict:
        encoding = self._built()
        try:
            return write_step(self._simulator.step(request.mode, request.actions, request.observe), encoding)
        except BridgeError as error:
            self._ready = self._ready and error.code in ("E_ACTION", "E_OBSERVE")
            raise

    def _observe(self, request: Observe) -> dict:
        encoding = self._built()
        return write_observe(self._simulator.observe(request.observe), encoding)

    def _look_up(self, request: LookUp) -> dict:
        self._built()
        if not self._simulator.info.visuals:
            raise BridgeError("E_PROTOCOL", f"op: {self._simulator.info.name} offers no visuals")
        return write_visuals(self._simulator.visuals(), request.known)

    def _greeted(self) -> str:
        if self._encoding is None:
            raise BridgeError("E_PROTOCOL", "op: expected hello first")
        return self._encoding

    def _built(self) -> str:
        encoding = self._greeted()
        if not self._ready:
            raise BridgeError("E_NOT_RESET", "op: expected a reset that succeeded before step, observe and visuals")
        return encoding
