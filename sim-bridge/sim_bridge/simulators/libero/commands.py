"""Our actions in the numbers of LIBERO's controller, robosuite's OSC_POSE."""

from __future__ import annotations

import numpy as np

from ...errors import BridgeError

METRES = 0.05
RADIANS = 0.5
"""What 1 means to the controller: it goes so far from where the hand is, and cuts what is beyond +-1."""
WAIT = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0)
"""What every runner of LIBERO sends until the scene has come to rest."""
WIDTH = 7


def check_actions(mode: str, actions: np.ndarray) -> None:
    """`E_ACTION` for what this robot does not take."""
    if mode != "ee_delta":
        raise BridgeError("E_ACTION", f"mode: got {mode!r}; valid: ee_delta")
    if actions.shape[1] != WIDTH:
        raise BridgeError("E_ACTION", f"actions: expected {WIDTH} columns for ee_delta, got {actions.shape[1]}")
    opening = actions[:, -1]
    if opening.min() < 0 or opening.max() > 1:
        worst = int(np.argmax(np.abs(opening - 0.5)))
        raise BridgeError("E_ACTION", f"actions[{worst}][6]: expected an opening in [0, 1], got {opening[worst]:g}")


def to_controller(actions: np.ndarray) -> np.ndarray:
    """Rows of `ee_delta` as rows of OSC_POSE, of which -1 opens the gripper."""
    rows = actions.copy()
    rows[:, :3] /= METRES
    rows[:, 3:6] /= RADIANS
    rows[:, 6] = 1 - 2 * rows[:, 6]
    return rows
