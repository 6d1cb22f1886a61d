"""What the slots of a task's environment have in common."""

from __future__ import annotations

from dataclasses import dataclass

from ..base import SimulatorInfo
from ..lockstep import Lockstep
from ..moments import Moment
from .cameras import Cameras
from .controls import Controls
from .definition import Definition
from .environment import Environment
from .find import Task
from .worlds import Worlds

NAME = "isaaclab"


@dataclass(slots=True)
class Hall:
    """Whoever touches it holds the lock of `lockstep`."""

    task: Task
    definition: Definition
    robot_name: str
    environment: Environment
    controls: Controls
    worlds: Worlds
    cameras: Cameras
    lockstep: Lockstep
    info: SimulatorInfo
    clocks: dict[int, int]
    """Control steps of each slot's episode."""
    moments: dict[int, Moment]
    """Of each slot, right after its last step: nothing that happens to others can change it."""

    def keep(self, moved: frozenset[int]) -> None:
        hz = self.control_hz
        for slot in moved:
            self.clocks[slot] += 1
            self.moments[slot] = self.worlds.moment(slot, self.clocks[slot] / hz, self.worlds.reported(slot))

    def step(self, moving: frozenset[int]) -> frozenset[int]:
        try:
            return self.environment.step(moving)
        finally:
            self.cameras.forget()

    @property
    def control_hz(self) -> float:
        return round(1.0 / self.environment.env.step_dt, 6)

    @property
    def physics_hz(self) -> float:
        return round(1.0 / self.environment.env.physics_dt, 6)
