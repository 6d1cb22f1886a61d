"""All slots in one simulation: scenes come and go, worlds step together or are held."""

from __future__ import annotations

from collections.abc import Iterable

from ...errors import BridgeError
from ...library import Library
from ...scene import Scene
from ..mujoco.world import INNER_STEPS
from .cell import Cell, Starts
from .context import Context


class Worlds:
    """Not for several threads at once. The truth about a world is in its cell; the simulation is filled from it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cells: dict[int, Cell] = {}
        self._context: Context | None = None

    def put(self, slot: int, scene: Scene) -> Cell:
        """Builds the scene in a slot, from nothing; worlds in the other slots go on from where they are."""
        cell = Cell(slot, scene, self._library)
        others = {index: each for index, each in self._cells.items() if index != slot}
        _check_clock(scene, others.values())
        self._build({**others, slot: cell})
        return cell

    def step(self, moving: frozenset[int]) -> frozenset[int]:
        """One control step of these worlds; those that break in it are taken out and named. See `Lockstep`."""
        broken, going = moving - self._cells.keys(), moving & self._cells.keys()
        while going and not self._moved(going):
            lost = self._culprits(going)
            broken, going = broken | lost, going - lost
            self._build({slot: cell for slot, cell in self._cells.items() if slot not in broken})
        for slot, cell in self._cells.items():
            if slot in going:
                cell.keep(self._context)
            else:
                cell.put_back(self._context)
        if self._context is not None and len(going) < len(self._cells):
            self._context.show()
        return frozenset(broken)

    def _moved(self, going: frozenset[int]) -> bool:
        """Takes a step; false, and as if nothing had been commanded, where it left a world without finite numbers."""
        cells = [self._cells[slot] for slot in going]
        servos = [cell.drive(self._context) for cell in cells]
        self._context.step()
        if all(cell.is_finite(self._context) for cell in cells):
            return True
        for cell, servo in zip(cells, servos, strict=True):
            cell.arm.servo = servo
        return False

    def _culprits(self, going: frozenset[int]) -> frozenset[int]:
        """Those that break alone: one solver works on all worlds, so that one spoils the others too."""
        if len(going) == 1:
            return going
        cells, found = self._cells, set()
        for slot in going:
            self._build({slot: cells[slot]})
            servo = cells[slot].arm.servo
            if not self._moved(frozenset({slot})):
                found.add(slot)
            cells[slot].arm.servo = servo
        self._cells = cells
        return frozenset(found) or going

    def _build(self, cells: dict[int, Cell]) -> None:
        if self._context is not None:
            self._context.close()
            self._context = None
        self._cells = dict(sorted(cells.items()))
        if not self._cells:
            return
        starts = Starts()
        for cell in self._cells.values():
            cell.starts = starts
            starts = cell.after()
        scene = next(iter(self._cells.values())).scene
        try:
            self._context = Context(1.0 / scene.control_hz, scene.substeps * INNER_STEPS, self._fill)
        except ValueError as cause:
            self._cells = {}
            raise BridgeError("E_SCENE", f"scene: Newton cannot build it: {cause}".replace("\n", " ")) from cause
        for cell in self._cells.values():
            cell.bind(self._context)
        for cell in self._cells.values():
            cell.put_back(self._context)
        self._context.show()

    def _fill(self, builder) -> None:
        for cell in self._cells.values():
            cell.add_to(builder)


def _check_clock(scene: Scene, others: Iterable[Cell]) -> None:
    """One simulation has one clock."""
    for other in others:
        theirs = (other.scene.control_hz, other.scene.physics_hz)
        if theirs != (scene.control_hz, scene.physics_hz):
            asked = f"{scene.control_hz:g} and {scene.physics_hz:g}"
            expected = f"{theirs[0]:g} and {theirs[1]:g}, as in the other slots of this simulation"
            raise BridgeError("E_SCENE", f"scene.controlHz, scene.physicsHz: expected {expected}, got {asked}")
