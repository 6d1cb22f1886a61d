"""One world at one time, in a simulator that has its own bodies, and rows of such moments as the protocol has them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..rotation import tilt_between
from .base import Settling, WorldStates

SUNK_M = 0.05
"""So far a thing may rise that was put a little inside a surface."""


@dataclass(frozen=True, slots=True)
class Moment:
    time_sec: float
    bodies: np.ndarray
    """float64 [B, 13]: position, quaternion xyzw, linear and angular velocity."""
    joints: np.ndarray
    tcp: np.ndarray
    gripper_opening: float
    contacts: np.ndarray
    reported: bool | None
    """None where the world has no goal of its own."""


def pack(moments: Sequence[Moment]) -> WorldStates:
    bodies = np.stack([m.bodies for m in moments])
    rows = [np.insert(m.contacts, 0, step, axis=1) for step, m in enumerate(moments)]
    return WorldStates(
        time_sec=np.array([m.time_sec for m in moments]),
        positions=np.ascontiguousarray(bodies[:, :, :3]),
        quaternions=np.ascontiguousarray(bodies[:, :, 3:7]),
        velocities=np.ascontiguousarray(bodies[:, :, 7:]),
        joints=np.stack([m.joints for m in moments]),
        tcp=np.stack([m.tcp for m in moments]),
        gripper_opening=np.array([m.gripper_opening for m in moments]),
        contacts=np.ascontiguousarray(np.concatenate(rows), np.int32),
        reported=_reported(moments),
    )


def _reported(moments: Sequence[Moment]) -> np.ndarray | None:
    words = [m.reported for m in moments]
    return None if None in words else np.array(words, np.uint8)


def settling_between(names: Sequence[str], before: Moment, after: Moment, steps: int) -> Settling:
    """Sideways, and upwards beyond what pushes a thing out of a surface: such worlds drop their objects from some
    centimetres above where they belong, or start them a little inside."""
    motions, tilts = {}, {}
    for name, was, now in zip(names, before.bodies, after.bodies, strict=True):
        dx, dy, dz = now[:3] - was[:3]
        motions[name] = float(math.hypot(dx, dy, max(dz - SUNK_M, 0.0)))
        tilts[name] = float(tilt_between(tuple(was[3:7]), tuple(now[3:7])))
    return Settling(steps, motions, tilts)
