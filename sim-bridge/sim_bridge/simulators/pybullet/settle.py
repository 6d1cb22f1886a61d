"""After the build: the robot holds still until everything lies still."""

from __future__ import annotations

import math
from collections.abc import Callable

import pybullet as p

from ...rotation import tilt_between
from ...scene import Pose
from ..base import Settling
from .bodies import BuiltBody
from .readback import model_pose_of
from .world import World

MAX_SEC = 3.0
REST_SEC = 0.15
REST_M_PER_SEC = 0.003
REST_RAD_PER_SEC = 0.03


def settle(world: World, advance: Callable[[], None]) -> Settling:
    """Takes control steps with `advance` until all bodies have been at rest for `REST_SEC`, at most `MAX_SEC`."""
    scene = world.scene
    wanted = max(1, math.ceil(REST_SEC * scene.control_hz))
    most = max(wanted, math.ceil(MAX_SEC * scene.control_hz))
    loose = [built for built in world.bodies if not built.spec.fixed]
    steps = still = 0
    while still < wanted and steps < most:
        advance()
        steps += 1
        still = still + 1 if all(_at_rest(world.client, built.body) for built in loose) else 0
    ends = {built.spec.name: model_pose_of(world.client, built) for built in world.bodies}
    return Settling(steps, _motions(world.bodies, ends), _tilts(world.bodies, ends))


def _at_rest(client: int, body: int) -> bool:
    linear, angular = p.getBaseVelocity(body, client)
    return math.hypot(*linear) < REST_M_PER_SEC and math.hypot(*angular) < REST_RAD_PER_SEC


def _motions(bodies: tuple[BuiltBody, ...], ends: dict[str, Pose]) -> dict[str, float]:
    return {b.spec.name: math.dist(b.spec.pose.position, ends[b.spec.name].position) for b in bodies}


def _tilts(bodies: tuple[BuiltBody, ...], ends: dict[str, Pose]) -> dict[str, float]:
    return {b.spec.name: tilt_between(b.spec.pose.quaternion, ends[b.spec.name].quaternion) for b in bodies}
