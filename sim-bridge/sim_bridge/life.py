"""How long a bridge lives: its private folder, and the reasons for which it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import queue
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

PREFIX = "sim-bridge-"
LONGEST_SOCKET_PATH = 100
"""Bytes; the kernel takes 108 with the terminating zero."""


class Ending:
    """The first reason to end wins; `wait` returns it."""

    def __init__(self) -> None:
        self._reasons: queue.SimpleQueue[str] = queue.SimpleQueue()

    def ask(self, reason: str) -> None:
        self._reasons.put(reason)

    def wait(self) -> str:
        return self._reasons.get()

    def on_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda got, frame: self.ask(signal.Signals(got).name))

    def on_stdin_closed(self) -> None:
        """A parent that dies, even by SIGKILL, closes our standard input."""
        threading.Thread(target=self._watch_stdin, name="stdin", daemon=True).start()

    def _watch_stdin(self) -> None:
        with contextlib.suppress(OSError):  # a closed descriptor 0 is the same news
            while os.read(0, 4096):
                pass
        self.ask("standard input closed")


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A folder only we can read, removed at the end; also removes those of bridges that were killed.

    A lock on the open folder says that its bridge lives: the kernel lets go of it whatever kills us.
    """
    root = _root()
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _root() -> Path:
    """Short enough for a socket, and in ASCII: PyBullet crashes on the name of a file in any other letters."""
    chosen = tempfile.gettempdir()
    fits = len(os.fsencode(chosen)) + len(PREFIX) + 20 <= LONGEST_SOCKET_PATH
    return Path(chosen if fits and chosen.isascii() else "/tmp")


def _sweep(root: Path) -> None:
    for folder in root.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):  # another user's, or being removed right now
            if _is_left_behind(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    """True when nobody holds the folder's lock and it is not just being made."""
    if (folder / "socket").exists() is False:
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
