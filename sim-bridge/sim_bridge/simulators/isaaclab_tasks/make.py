"""From the command line to a simulator for each slot."""

from __future__ import annotations

from importlib.metadata import version

from ...errors import CannotStart
from ...requests import MAX_CHUNK
from ...task_options import TaskOptions
from ..base import SimulatorInfo
from ..lockstep import Lockstep
from .cameras import OURS, Cameras
from .controls import Controls
from .definition import Definition, definition_of
from .environment import Environment
from .find import Task, find_task
from .hall import NAME, Hall
from .simulator import TaskSimulator
from .worlds import Worlds

MOST_SLOTS = 4096


def make_isaaclab_task(options: TaskOptions, slots: int) -> list[TaskSimulator]:
    """A simulator for each slot, all in one environment. `CannotStart` for what the command line asks in vain."""
    if not 1 <= slots <= MOST_SLOTS:
        raise CannotStart(f"--slots: expected 1 to {MOST_SLOTS} for a task of isaaclab, got {slots}")
    unknown = [ours for ours, _ in options.cameras if ours not in OURS]
    if unknown:
        raise CannotStart(f"--camera: expected {' or '.join(OURS)} before the =, got {unknown[0]!r}")
    task = find_task(options, slots)
    definition = definition_of(task, options.success_term)
    _let_cameras_move(task)
    hall = _hall_of(task, definition, options, slots)
    return [TaskSimulator(slot, hall) for slot in range(slots)]


def _hall_of(task: Task, definition: Definition, options: TaskOptions, slots: int) -> Hall:
    environment = Environment(task)
    controls = Controls(environment.env, options.tool)
    worlds = Worlds(environment, controls, options.success_term)
    cameras = Cameras(environment, options.cameras)
    hall = Hall(
        task=task,
        definition=definition,
        robot_name=options.robot_name or controls.asset_name,
        environment=environment,
        controls=controls,
        worlds=worlds,
        cameras=cameras,
        lockstep=Lockstep(lambda moving: hall.step(moving)),
        info=_info(controls, cameras, slots),
        clocks=dict.fromkeys(range(slots), 0),
        moments={},
    )
    environment.moved = hall.keep
    for slot in range(slots):
        environment.actions[slot] = controls.hold(slot)
    return hall


def _info(controls: Controls, cameras: Cameras, slots: int) -> SimulatorInfo:
    return SimulatorInfo(
        name=NAME,
        version=f"{version('isaaclab')} (Newton {version('newton')})",
        renderer=cameras.renderer,
        deterministic=False,
        slots=slots,
        factors=(),  # one bridge has one task: another level of it would be another
        action_modes=controls.modes,
        max_image_px=cameras.largest_px,
        max_chunk=MAX_CHUNK,
        foreign=True,
    )


def _let_cameras_move(task: Task) -> None:
    """A camera on the hand says where it is only if it is told to."""
    for part in vars(task.cfg.scene).values():
        if hasattr(part, "update_latest_camera_pose"):
            part.update_latest_camera_pose = True
