"""The table of simulators: name -> how to make one. Lazy, because importing a simulator is slow and noisy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..quiet import quiet_stderr

if TYPE_CHECKING:
    from .base import Simulator


def _pybullet(scratch: Path) -> Simulator:
    with quiet_stderr():
        from .pybullet import PyBulletSimulator

    return PyBulletSimulator(scratch)


SIMULATORS: dict[str, Callable[[Path], Simulator]] = {"pybullet": _pybullet}
"""Each takes a private folder that lives as long as the bridge."""
