"""MuJoCo behind the bridge: each scene a model of its own."""

from __future__ import annotations

import sys

import mujoco

from ...library import Library
from ...requests import ACTION_MODES, MAX_CHUNK
from ...scene import Scene
from ...visuals import AssetShop
from ..base import SimulatorInfo
from ..gl import GlThread, find_backend
from ..table_top import FACTORS, MAX_IMAGE_PX, TableTopSimulator
from .live_world import LiveWorld
from .world import WorldBuilder

RENDERERS = {"egl": "MuJoCo EGL", "osmesa": "MuJoCo OSMesa", None: "none"}


class MujocoSimulator(TableTopSimulator):
    def __init__(self) -> None:
        mujoco.set_mju_user_warning(_warn)
        backend = find_backend()
        library = Library()
        shop, builder = AssetShop(library), WorldBuilder(library)
        self._gl = GlThread(backend)

        def build(scene: Scene, seed: int) -> LiveWorld:
            return LiveWorld(builder.build(scene), seed, library, shop, self._gl)

        super().__init__(_info(RENDERERS[backend]), build)

    def close(self) -> None:
        super().close()
        self._gl.close()


def _warn(message: str) -> None:
    """MuJoCo would write a file into whatever folder this is."""
    print(f"MuJoCo: {message}", file=sys.stderr)


def _info(renderer: str) -> SimulatorInfo:
    return SimulatorInfo(
        name="mujoco",
        version=mujoco.__version__,
        renderer=renderer,
        deterministic=True,
        slots=1,
        factors=FACTORS,
        action_modes=ACTION_MODES,
        max_image_px=MAX_IMAGE_PX,
        max_chunk=MAX_CHUNK,
        visuals=True,
    )
