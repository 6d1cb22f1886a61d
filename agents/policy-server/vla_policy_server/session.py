"""The conversation with one client: a request in, its reply out (docs/policy-protocol.md)."""

from __future__ import annotations

import time
from collections.abc import Callable

from . import PROTOCOL
from .codec import read_array, write_array
from .errors import ProtocolError, shorten, told
from .messages import End, Episode, Observation
from .served import Served


class Session:
    def __init__(self, served: Served) -> None:
        self._served = served
        self._episode: str | None = None
        self._operations: dict[str, Callable[[dict], dict]] = {
            "hello": self._hello,
            "begin": self._begin,
            "infer": self._infer,
            "end": self._end,
        }

    def answer(self, message: dict) -> dict:
        """The reply. An error of the policy is one; what is no message of the protocol raises `ProtocolError`."""
        ident, op = message.get("id"), message.get("op")
        if type(ident) is not int:
            raise ProtocolError(f"id: expected a whole number, got {shorten(ident)}")
        operation = self._operations.get(op) if isinstance(op, str) else None
        if operation is None:
            raise ProtocolError(f"op: got {shorten(op)}; valid: {', '.join(self._operations)}")
        try:
            return {"id": ident, **operation(message)}
        except ProtocolError:
            raise
        except Exception as error:
            return {"id": ident, "error": told(error)}

    def _hello(self, message: dict) -> dict:
        if message.get("protocol") != PROTOCOL:
            raise ProtocolError(f"protocol: expected {PROTOCOL}, got {shorten(message.get('protocol'))}")
        return {"protocol": PROTOCOL, **self._served.about()}

    def _begin(self, message: dict) -> dict:
        episode = _field(message, "episode", dict)
        self._episode = _field(episode, "episodeId", str)
        told = Episode(
            self._episode,
            _field(episode, "seed", int),
            _field(episode, "instruction", str),
            _field(episode, "maxSteps", int),
            float(_field(episode, "controlHz", (int, float))),
        )
        self._served.begin(told)
        return {}

    def _infer(self, message: dict) -> dict:
        observation = _observation(message)
        if observation.episode_id != self._episode:
            raise ProtocolError(f"episodeId: expected {self._episode!r}, got {shorten(observation.episode_id)}")
        started = time.perf_counter()
        actions = self._served.infer(observation)
        infer_ms = (time.perf_counter() - started) * 1000
        ids = {"episodeId": observation.episode_id, "step": observation.step}
        return {**ids, "actions": write_array(actions), "inferMs": infer_ms}

    def _end(self, message: dict) -> dict:
        self._episode = None
        elapsed = float(_field(message, "elapsedSec", (int, float)))
        self._served.end(End(_field(message, "success", bool), _field(message, "steps", int), elapsed))
        return {}


def _observation(message: dict) -> Observation:
    return Observation(
        _field(message, "episodeId", str),
        _field(message, "step", int),
        float(_field(message, "timeSec", (int, float))),
        _arrays(message, "images"),
        _arrays(message, "state"),
        _field(message, "instruction", (str, type(None))),
    )


def _arrays(message: dict, key: str) -> dict:
    return {name: read_array(value, f"{key}.{name}") for name, value in _field(message, key, dict).items()}


def _field(message: dict, key: str, kind: type | tuple) -> object:
    value = message.get(key)
    if isinstance(value, kind):
        return value
    names = "/".join(each.__name__ for each in (kind if isinstance(kind, tuple) else (kind,)))
    raise ProtocolError(f"{key}: expected {names}, got {shorten(value)}")
