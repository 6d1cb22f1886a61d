"""The policy lives in the main thread: what a framework ties to a thread stays valid, whoever asks."""

from __future__ import annotations

import queue
from collections.abc import Callable
from concurrent.futures import Future


class MainThread:
    """Takes work from other threads until somebody asks for the end."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[tuple[Future, Callable[[], object]] | None] = queue.SimpleQueue()

    def call(self, work: Callable[[], object]) -> object:
        """From another thread: what `work` returned or raised in the main one."""
        future: Future = Future()
        self._work.put((future, work))
        return future.result()

    def end(self) -> None:
        """May be called from anywhere, also from a signal handler."""
        self._work.put(None)

    def run(self) -> None:
        while (item := self._work.get()) is not None:
            future, work = item
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)
