"""After the build: the robot holds still until everything lies still."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Protocol

from ..rotation import tilt_between
from ..scene import Body, Pose, Scene, Vec3
from .base import Settling

MAX_SEC = 3.0
REST_SEC = 0.15
REST_M_PER_SEC = 0.003
REST_RAD_PER_SEC = 0.03


class Resting(Protocol):
    """What a simulator says of its bodies while they settle."""

    def loose_velocities(self) -> Iterable[tuple[Vec3, Vec3]]:
        """Linear [m/s] and angular [rad/s] velocity of each body that can move."""
        ...

    def body_pose(self, body: Body) -> Pose:
        """Of its model frame, in the world."""
        ...


def settle(scene: Scene, world: Resting, advance: Callable[[], None]) -> Settling:
    """Takes control steps with `advance` until all bodies have been at rest for `REST_SEC`, at most `MAX_SEC`."""
    wanted = max(1, math.ceil(REST_SEC * scene.control_hz))
    most = max(wanted, math.ceil(MAX_SEC * scene.control_hz))
    steps = still = 0
    while still < wanted and steps < most:
        advance()
        steps += 1
        still = still + 1 if all(_at_rest(*v) for v in world.loose_velocities()) else 0
    ends = {body.name: world.body_pose(body) for body in scene.bodies}
    motions = {b.name: math.dist(b.pose.position, ends[b.name].position) for b in scene.bodies}
    tilts = {b.name: tilt_between(b.pose.quaternion, ends[b.name].quaternion) for b in scene.bodies}
    return Settling(steps, motions, tilts)


def _at_rest(linear: Vec3, angular: Vec3) -> bool:
    return math.hypot(*linear) < REST_M_PER_SEC and math.hypot(*angular) < REST_RAD_PER_SEC
