"""Worlds that only step together, each driven by a client that comes when it likes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from ..errors import BridgeError

PATIENCE_SEC = 0.1
"""A step waits so long for worlds that took the one before; whoever comes later is held until then, not waited for."""


class Lockstep:
    """`step(slots)` moves those worlds by one control step and no others, and answers with those that broke in it.

    Whoever touches the worlds holds `lock`.
    """

    def __init__(self, step: Callable[[frozenset[int]], frozenset[int]], patience_sec: float = PATIENCE_SEC) -> None:
        self.lock = threading.Condition()
        self._step = step
        self._patience_sec = patience_sec
        self._expected: set[int] = set()
        self._arrived: set[int] = set()
        self._broken: set[int] = set()

    def advance(self, slot: int) -> None:
        """Returns once the world of `slot` has taken a step; `E_PHYSICS` where it broke."""
        with self.lock:
            self._expected.add(slot)
            self._arrived.add(slot)
            deadline = time.monotonic() + self._patience_sec
            while slot in self._arrived:
                late, left = self._expected - self._arrived, deadline - time.monotonic()
                if late and left > 0:
                    self.lock.wait(left)
                    continue
                self._expected -= late
                self._go()
            broke = slot in self._broken
            self._broken.discard(slot)
        if broke:
            raise BridgeError("E_PHYSICS", "this world broke in the last step; the others went on", retryable=True)

    def enter(self, slot: int) -> None:
        """From now on the others wait for the world of `slot`."""
        with self.lock:
            self._expected.add(slot)

    def leave(self, slot: int) -> None:
        """The world of `slot` rests until it is advanced again: nobody waits for it."""
        with self.lock:
            self._expected.discard(slot)
            self.lock.notify_all()

    def _go(self) -> None:
        moving, self._arrived = frozenset(self._arrived), set()
        self._broken |= moving  # unless the step comes back and says otherwise
        try:
            broken = self._step(moving)
            self._broken -= moving - broken
        finally:
            self.lock.notify_all()
