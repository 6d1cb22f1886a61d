"""A registered task by its id, with its configuration."""

from __future__ import annotations

import difflib
import importlib
from dataclasses import dataclass

import gymnasium
import torch

from ...errors import CannotStart
from ...task_options import TaskOptions

CONFIGURED = "env_cfg_entry_point"
LISTED = 6


@dataclass(frozen=True, slots=True)
class Task:
    """`cfg` is Isaac Lab's configuration of the environment."""

    name: str
    cfg: object


def find_task(options: TaskOptions, slots: int) -> Task:
    """`CannotStart` for an id that nobody registered, with those near to it, and for a configuration that is wrong."""
    for module in options.imports:
        _register(module)
    import isaaclab_tasks  # noqa: F401 - registers Isaac Lab's own
    from isaaclab.envs import ManagerBasedRLEnvCfg
    from isaaclab_tasks.utils.parse_cfg import parse_env_cfg

    known = sorted(name for name, spec in gymnasium.registry.items() if CONFIGURED in spec.kwargs)
    if options.task not in known:
        near = difflib.get_close_matches(options.task, known, LISTED, 0.4) or known[:LISTED]
        raise CannotStart(f"--task: got {options.task!r}; of {len(known)} registered tasks near: {', '.join(near)}")
    device = options.device or ("cuda:0" if torch.cuda.is_available() else "cpu")
    try:
        cfg = parse_env_cfg(options.task, device, slots, overrides=options.overrides)
    except Exception as cause:  # whatever a task's own configuration raises
        raise CannotStart(f"--task {options.task}: its configuration does not read: {one_line(cause)}") from cause
    if not isinstance(cfg, ManagerBasedRLEnvCfg):
        told = "expected a manager-based task, whose actions have names"
        raise CannotStart(f"--task {options.task}: {told}, got one of {type(cfg).__name__}")
    return Task(options.task, cfg)


def one_line(cause: BaseException) -> str:
    return f"{type(cause).__name__}: {' '.join(str(cause).split())}"[:400]


def _register(module: str) -> None:
    try:
        importlib.import_module(module)
    except ImportError as cause:
        raise CannotStart(
            f"--import {module}: expected a module that registers tasks, got {one_line(cause)}"
        ) from cause
