"""PyBullet behind the bridge: one physics client, one world at a time."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pybullet as p

from ...library import Library
from ...requests import ACTION_MODES, MAX_CHUNK
from ...scene import Scene
from ...visuals import AssetShop
from ..base import SimulatorInfo
from ..table_top import FACTORS, MAX_IMAGE_PX, TableTopSimulator
from .live_world import LiveWorld
from .world import WorldBuilder


class PyBulletSimulator(TableTopSimulator):
    """`scratch`: a folder that outlives it."""

    def __init__(self, scratch: Path) -> None:
        self._client = p.connect(p.DIRECT)
        library = Library()
        shop = AssetShop(library)
        builder = WorldBuilder(self._client, library, scratch)

        def build(scene: Scene, seed: int) -> LiveWorld:
            return LiveWorld(builder.build(scene), seed, library, shop)

        super().__init__(_info(), build)

    def close(self) -> None:
        super().close()
        if p.isConnected(self._client):
            p.disconnect(self._client)


def _info() -> SimulatorInfo:
    return SimulatorInfo(
        name="pybullet",
        version=version("pybullet"),
        renderer="TinyRenderer",
        deterministic=True,
        slots=1,
        factors=FACTORS,
        action_modes=ACTION_MODES,
        max_image_px=MAX_IMAGE_PX,
        max_chunk=MAX_CHUNK,
        visuals=True,
    )
