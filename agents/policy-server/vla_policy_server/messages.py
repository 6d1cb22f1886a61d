"""What a policy is told, as it is told it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Episode:
    """What is to be done, told once before the first observation."""

    episode_id: str
    seed: int
    instruction: str
    max_steps: int
    control_hz: float


@dataclass(frozen=True)
class Observation:
    """What the robot sees and feels; keys, shapes and units are those of the policy map."""

    episode_id: str
    step: int
    """Control steps done so far."""
    time_sec: float
    images: dict[str, np.ndarray]
    state: dict[str, np.ndarray]
    instruction: str | None
    """None for a policy whose map says that it hears no words."""

    def __getitem__(self, key: str) -> np.ndarray:
        """An image or a state vector by its key."""
        return self.images[key] if key in self.images else self.state[key]


@dataclass(frozen=True)
class End:
    """How an episode ended."""

    success: bool
    steps: int
    elapsed_sec: float
