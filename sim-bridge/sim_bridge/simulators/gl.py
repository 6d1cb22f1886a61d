"""An OpenGL context without a screen, for MuJoCo's own renderer: EGL, else OSMesa."""

from __future__ import annotations

import ctypes
import importlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from ..errors import BridgeError

T = TypeVar("T")
LIBRARIES = {"egl": "libEGL.so.1", "osmesa": "libOSMesa.so.8"}
MISSING = (
    "MuJoCo's own renderer needs EGL or OSMesa, this machine has neither: expected libEGL.so.1 (Debian: apt install "
    "libegl1 libgl1-mesa-dri) or libOSMesa.so.8, or --renderer harness, which needs no OpenGL"
)


def find_backend() -> str | None:
    """`egl` or `osmesa`, the one that `MUJOCO_GL` names or the first whose library is there; None without one."""
    chosen = os.environ.get("MUJOCO_GL", "").lower()
    names = [chosen] if chosen in LIBRARIES else list(LIBRARIES)
    if chosen in ("disable", "disabled", "off", "false", "0"):
        names = []
    return next((name for name in names if _loads(LIBRARIES[name])), None)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


class GlThread:
    """Runs work in the one thread that has the context: clients come in threads of their own, a context belongs to
    one. Makes it when it is first needed."""

    def __init__(self, backend: str | None) -> None:
        self._backend = backend
        self._thread = ThreadPoolExecutor(1, "gl")
        self._context: Any = None

    def run(self, work: Callable[[], T]) -> T:
        """`E_OBSERVE` without OpenGL."""
        return self._thread.submit(self._with_context, work).result()

    def close(self) -> None:
        self._thread.submit(self._free).result()
        self._thread.shutdown()

    def _with_context(self, work: Callable[[], T]) -> T:
        if self._context is None:
            self._context = self._open()
        return work()

    def _open(self) -> Any:
        if self._backend is None:
            raise BridgeError("E_OBSERVE", MISSING)
        try:
            context = importlib.import_module(f"mujoco.{self._backend}").GLContext(64, 64)
            context.make_current()
        except Exception as cause:  # of PyOpenGL, ctypes or MuJoCo, as the driver has it
            said = f"{type(cause).__name__}: {cause}".split("\n")[0]
            raise BridgeError("E_OBSERVE", f"{MISSING} ({self._backend} does not start: {said})") from cause
        return context

    def _free(self) -> None:
        if self._context is not None:
            self._context.free()
            self._context = None
