"""Isaac Lab behind the bridge: one simulation, a table-top simulator for each of its slots."""

from __future__ import annotations

from importlib.metadata import version

from ...errors import CannotStart
from ...library import Library
from ...requests import ACTION_MODES, MAX_CHUNK
from ...scene import Scene
from ...visuals import AssetShop
from ..base import SimulatorInfo
from ..lockstep import Lockstep
from ..table_top import FACTORS, MAX_IMAGE_PX, TableTopSimulator
from .live_world import LiveWorld
from .worlds import Worlds

MOST_SLOTS = 16
"""Places are 8 m apart and positions are float32: further out a millimetre would begin to be coarse."""


def make_isaaclab(slots: int) -> list[TableTopSimulator]:
    """A simulator for each slot; all step in one simulation. `CannotStart` for too many."""
    if not 1 <= slots <= MOST_SLOTS:
        raise CannotStart(f"--slots: expected 1 to {MOST_SLOTS} for isaaclab, got {slots}")
    library = Library()
    shop, worlds = AssetShop(library), Worlds(library)
    lockstep = Lockstep(worlds.step)

    def simulator(slot: int) -> TableTopSimulator:
        def build(scene: Scene, seed: int) -> LiveWorld:
            with lockstep.lock:
                lockstep.leave(slot)
                cell = worlds.put(slot, scene)
                lockstep.enter(slot)
                return LiveWorld(slot, cell, lockstep, library, shop)

        return TableTopSimulator(_info(slots), build)

    return [simulator(slot) for slot in range(slots)]


def _info(slots: int) -> SimulatorInfo:
    return SimulatorInfo(
        name="isaaclab",
        version=f"{version('isaaclab')} (Newton {version('newton')})",
        renderer="none",
        deterministic=False,
        slots=slots,
        factors=FACTORS,
        action_modes=ACTION_MODES,
        max_image_px=MAX_IMAGE_PX,
        max_chunk=MAX_CHUNK,
        visuals=True,
    )
