"""The one error class of the bridge: a code of docs/protocol.md and one line that says expected, got and valid."""

from __future__ import annotations


class BridgeError(Exception):
    """An error that goes to the client as `{code, message, retryable}`.

    `retryable` is true when the same request may succeed on a fresh bridge.
    """

    def __init__(self, code: str, message: str, *, retryable: bool = False) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.retryable = retryable


def mismatch(code: str, path: str, expected: str, got: object) -> BridgeError:
    """The error for a value that is not what its place in the message needs."""
    return BridgeError(code, f"{path}: expected {expected}, got {shorten(got)}")


def shorten(value: object, limit: int = 80) -> str:
    """`repr` of a value, cut so that one bad message cannot flood a log."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


class CannotStart(Exception):
    """A simulator that is not installed here as it should be; the message is for whoever started the bridge."""


class CannotListen(Exception):
    """The address of `--listen` cannot be had; the message is for whoever gave it."""
