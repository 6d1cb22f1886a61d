"""The look of a built world, described when somebody first asks for it."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ...library import Library
from ...visuals import AssetShop, Visuals, describe
from .poses import PoseReader
from .world import World


class Scenery:
    def __init__(self, world: World, library: Library, shop: AssetShop) -> None:
        self._world = world
        self._library = library
        self._shop = shop

    @cached_property
    def visuals(self) -> Visuals:
        return describe(self._world.scene, self._library, self._shop, self._world.arm.description)

    @cached_property
    def _reader(self) -> PoseReader:
        return PoseReader(self._world, self.visuals)

    def poses(self) -> np.ndarray:
        """float64 [F, 7] of the frames of `visuals`, now."""
        return self._reader.read()
