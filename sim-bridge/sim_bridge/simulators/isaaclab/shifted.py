"""MuJoCo's state of all slots as one of them sees it: its own robot at the origin."""

from __future__ import annotations

import mujoco
import numpy as np


class Shifted:
    """Reads like `mujoco.MjData`, positions about `origin`; for MuJoCo itself there is `whole`."""

    def __init__(self, whole: mujoco.MjData, origin: np.ndarray) -> None:
        self.whole = whole
        self.origin = origin

    @property
    def xpos(self) -> np.ndarray:
        return self.whole.xpos - self.origin

    @property
    def geom_xpos(self) -> np.ndarray:
        return self.whole.geom_xpos - self.origin

    def __getattr__(self, name: str) -> object:
        return getattr(self.whole, name)
