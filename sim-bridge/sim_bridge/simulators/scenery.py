"""The look of a built world, described when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Protocol

import numpy as np

from ..visuals import Visuals


class PoseReader(Protocol):
    def read(self) -> np.ndarray:
        """float64 [F, 7], position and quaternion of each frame in the world, now."""
        ...


class Scenery:
    """`describe` says the look, `reader_of` finds its frames in the simulator."""

    def __init__(self, describe: Callable[[], Visuals], reader_of: Callable[[Visuals], PoseReader]) -> None:
        self._describe = describe
        self._reader_of = reader_of

    @cached_property
    def visuals(self) -> Visuals:
        return self._describe()

    @cached_property
    def _reader(self) -> PoseReader:
        return self._reader_of(self.visuals)

    def poses(self) -> np.ndarray:
        """float64 [F, 7] of the frames of `visuals`, now."""
        return self._reader.read()
