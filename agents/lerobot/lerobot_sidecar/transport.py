"""The service `transport.AsyncInference` of a LeRobot server."""

import time

import grpc

from .errors import Late, ServerFailed, Unreachable
from .helpers import RemotePolicyConfig, TimedObservation, to_bytes
from .messages import bytes_field, data_in, observation_messages

SERVICE = "/transport.AsyncInference/"
MAX_REPLY_BYTES = 64 * 1024 * 1024


class Transport:
    def __init__(self, address: str, timeout_sec: float) -> None:
        options = [("grpc.max_receive_message_length", MAX_REPLY_BYTES), ("grpc.enable_http_proxy", 0)]
        self._address = address
        self._timeout_sec = timeout_sec
        self._channel = grpc.insecure_channel(address, options=options)
        self._send = self._channel.stream_unary(f"{SERVICE}SendObservations")

    def ready(self) -> None:
        """Makes the server forget what it was sent and what it has answered."""
        self._ask("Ready", b"", self._timeout_sec)

    def instruct(self, config: RemotePolicyConfig, load_sec: float) -> None:
        """The server loads the weights while we wait."""
        self._ask("SendPolicyInstructions", bytes_field(1, to_bytes(config)), load_sec)

    def infer(self, observation: TimedObservation) -> bytes:
        """A pickled list of actions; empty when the server had none to give."""
        deadline = time.monotonic() + self._timeout_sec
        pieces = observation_messages(to_bytes(observation))
        self._told("SendObservations", self._timeout_sec, lambda limit: self._send(pieces, timeout=limit))
        reply = self._ask("GetActions", b"", max(0.001, deadline - time.monotonic()))
        return data_in(reply)

    def close(self) -> None:
        self._channel.close()

    def _ask(self, method: str, request: bytes, limit_sec: float) -> bytes:
        call = self._channel.unary_unary(f"{SERVICE}{method}")
        return self._told(method, limit_sec, lambda limit: call(request, timeout=limit))

    def _told(self, method: str, limit_sec: float, work) -> bytes:
        try:
            return work(limit_sec)
        except grpc.RpcError as error:
            raise self._error(method, error) from error

    def _error(self, method: str, error: grpc.RpcError) -> Exception:
        where = f"lerobot server {self._address}"
        details = " ".join((error.details() or "").split())[:200]
        if error.code() is grpc.StatusCode.UNAVAILABLE:
            return Unreachable(f"{where} cannot be reached: {details}")
        if error.code() is grpc.StatusCode.DEADLINE_EXCEEDED:
            return Late(f"{where} did not answer {method} within {self._timeout_sec:g} s")
        return ServerFailed(f"{where}, {method}: {error.code().name}: {details}")
