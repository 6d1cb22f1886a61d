"""The table of simulators: name -> how to make one. Lazy, because importing a simulator is slow and noisy."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..errors import CannotStart
from ..quiet import quiet_stderr

if TYPE_CHECKING:
    from ..task_options import TaskOptions
    from .base import Simulator

T = TypeVar("T")


def _pybullet(scratch: Path) -> Simulator:
    with quiet_stderr():
        from .pybullet import PyBulletSimulator

    return PyBulletSimulator(scratch)


def _mujoco(scratch: Path) -> Simulator:
    found = version("mujoco")
    if not found.startswith("3."):
        raise CannotStart(f"expected MuJoCo 3, as in requirements-mujoco.txt, got {found}")
    chosen = os.environ.get("MUJOCO_GL")
    os.environ["MUJOCO_GL"] = "disabled"  # to import it must not need OpenGL: a picture does, once one is asked for
    try:
        from .mujoco import MujocoSimulator
    finally:
        _put_back("MUJOCO_GL", chosen)

    return MujocoSimulator()


def _libero(scratch: Path) -> Simulator:
    """LIBERO asks for OpenGL when it is imported, whether or not it draws."""
    from .gl import LIBRARIES, find_backend

    backend = find_backend()
    if backend is None:
        needed = " or ".join(LIBRARIES.values())
        raise CannotStart(f"LIBERO needs EGL or OSMesa (Debian: apt install libegl1 libgl1-mesa-dri), got no {needed}")
    os.environ["MUJOCO_GL"] = os.environ["PYOPENGL_PLATFORM"] = backend
    os.environ["LIBERO_CONFIG_PATH"] = str(scratch)  # a user's file there would point to other assets
    _keep_robosuite_from_logging()
    with quiet_stderr():
        from .libero import LiberoSimulator

    return LiberoSimulator(f"LIBERO {'EGL' if backend == 'egl' else 'OSMesa'}")


def _keep_robosuite_from_logging() -> None:
    """To import it writes /tmp/robosuite.log, unless its settings say otherwise: they are loaded before it."""
    name = "robosuite.macros"
    package = importlib.util.find_spec("robosuite")
    if package is None or name in sys.modules:
        return
    folder = Path(package.submodule_search_locations[0])
    spec = importlib.util.spec_from_file_location(name, folder / "macros.py")
    settings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(settings)
    settings.FILE_LOGGING_LEVEL = None
    sys.modules[name] = settings


def _put_back(name: str, value: str | None) -> None:
    if value is None:
        del os.environ[name]
    else:
        os.environ[name] = value


SIMULATORS: dict[str, Callable[[Path], Simulator]] = {"pybullet": _pybullet, "mujoco": _mujoco, "libero": _libero}
"""Each takes a private folder that lives as long as the bridge."""


def _isaaclab(slots: int, task: TaskOptions | None) -> list[Simulator]:
    if task is not None:
        from .isaaclab_tasks import make_isaaclab_task

        return make_isaaclab_task(task, slots)
    from .isaaclab import make_isaaclab

    return make_isaaclab(slots)


BATCHED: dict[str, Callable[[int, TaskOptions | None], list[Simulator]]] = {"isaaclab": _isaaclab}
"""Simulators that have several worlds in one process, one for each slot, of our scenes or of a task of their own."""


def make_slots(name: str, scratch: Path, slots: int, task: TaskOptions | None) -> list[Simulator]:
    """A simulator for each slot; `CannotStart` where there cannot be so many, or a package is missing."""
    if name in BATCHED:
        return _made(name, lambda: BATCHED[name](slots, task))
    if slots != 1:
        batched = ", ".join(BATCHED)
        raise CannotStart(f"--slots: expected 1, as {name} has one world a process (several: {batched}), got {slots}")
    return [make_simulator(name, scratch)]


def describe_task(task: TaskOptions) -> str:
    """A scenario file for a registered task of Isaac Lab; `CannotStart` for one that is not there."""

    def described() -> str:
        from .isaaclab_tasks.definition import describe
        from .isaaclab_tasks.find import find_task

        return describe(find_task(task, 1), task.success_term, task.robot_name or "robot")

    return _made("isaaclab", described)


def make_simulator(name: str, scratch: Path) -> Simulator:
    """The simulator of that name in the table; `CannotStart` where its package is missing."""
    return _made(name, lambda: SIMULATORS[name](scratch))


def _made(name: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except ImportError as cause:  # also of a package whose metadata is missing
        said = f"{type(cause).__name__}: {cause}".split("\n")[0]
        message = f"simulator {name} needs the packages of its lock (sim-bridge/requirements*.txt), got {said}"
        raise CannotStart(message) from cause
