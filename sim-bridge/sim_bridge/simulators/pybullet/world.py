"""A scene built in PyBullet from nothing: the only way back to the same bits."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pybullet as p

from ...errors import BridgeError
from ...library import Library
from ...robots import load_robot
from ...scene import Scene, index_names
from .arm import Arm, load_arm
from .bodies import BodyBuilder, BuiltBody
from .surroundings import Surface, build_floor, build_table, paint_zone, write_surroundings

GRAVITY = -9.81
SOLVER_ITERATIONS = 50


@dataclass(frozen=True, slots=True)
class World:
    """A built scene. `owner` maps (PyBullet body, link) to an index of `names`."""

    client: int
    scene: Scene
    names: tuple[str, ...]
    arm: Arm
    bodies: tuple[BuiltBody, ...]
    table: Surface
    floor: Surface
    zones: tuple[int, ...]
    owner: dict[tuple[int, int], int]


class WorldBuilder:
    """Builds scenes in one physics client, one after the other."""

    def __init__(self, client: int, library: Library, scratch: Path) -> None:
        self._client = client
        self._library = library
        self._bodies = BodyBuilder(client, library, scratch)
        self._files = write_surroundings(scratch)

    def build(self, scene: Scene) -> World:
        """Clears the client and builds the scene in it. Errors name the key of the scene."""
        client = self._client
        description = load_robot(scene.robot.name)
        p.resetSimulation(physicsClientId=client)
        _set_engine(client, scene)
        try:
            arm = load_arm(client, description, scene.robot)
            table = build_table(client, scene.table, self._library, self._files.table)
            floor = build_floor(client, scene.floor, self._library, self._files.floor)
            bodies = tuple(self._bodies.build(spec, index) for index, spec in enumerate(scene.bodies))
            zones = tuple(paint_zone(client, zone, layer, self._files.disc) for layer, zone in enumerate(scene.zones))
        except p.error as cause:
            raise BridgeError("E_SCENE", f"scene: PyBullet cannot build it: {cause}") from cause
        names = index_names(scene)
        owner = _owners(names, arm, [b.body for b in bodies], table.body, floor.body, zones)
        return World(client, scene, names, arm, bodies, table, floor, zones, owner)


def _set_engine(client: int, scene: Scene) -> None:
    """Must follow each resetSimulation, which puts the engine's own values back."""
    p.setPhysicsEngineParameter(
        fixedTimeStep=1.0 / scene.physics_hz,
        numSolverIterations=SOLVER_ITERATIONS,
        deterministicOverlappingPairs=1,
        physicsClientId=client,
    )
    p.setGravity(0.0, 0.0, GRAVITY, physicsClientId=client)


def _owners(
    names: tuple[str, ...], arm: Arm, bodies: list[int], table: int, floor: int, zones: tuple[int, ...]
) -> dict[tuple[int, int], int]:
    first = len(bodies)  # table, floor, gripper, arm follow the bodies, then zones
    owner = {(body, -1): index for index, body in enumerate(bodies)}
    owner |= {(table, -1): first, (floor, -1): first + 1}
    owner |= {(zone, -1): first + 4 + index for index, zone in enumerate(zones)}
    for link in range(-1, p.getNumJoints(arm.body, physicsClientId=arm.client)):
        owner[(arm.body, link)] = names.index("gripper" if link in arm.gripper_links else "arm")
    return owner
