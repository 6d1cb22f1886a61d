"""What pins a registered task: hashes over its configuration, the same on every machine."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from dataclasses import dataclass

from .find import Task

SUITE = "isaaclab"
HERE = ("num_envs", "device", "seed", "log_dir")
"""Keys that say where and how often a task runs, not what it is."""
SCENE = ("scene", "events", "sim", "actions", "decimation")
GOAL = ("terminations", "commands")


@dataclass(frozen=True, slots=True)
class Definition:
    whole: str
    scene: str
    goal: str
    text_of_name: str
    text_of_definition: str


def definition_of(task: Task, success_term: str | None) -> Definition:
    settings = _portable(task.cfg.to_dict())
    goal = {**{key: settings.get(key) for key in GOAL}, "success": success_term}
    summary = (type(task.cfg).__doc__ or "").strip().split("\n")[0].strip()
    return Definition(
        whole=_digest({**settings, "success": success_term}),
        scene=_digest({key: settings.get(key) for key in SCENE}),
        goal=_digest(goal),
        text_of_name=task.name,
        text_of_definition=summary[:400] or task.name,
    )


def describe(task: Task, success_term: str | None, robot: str) -> str:
    """A scenario file that names the task, to be worked on: its instruction is a guess."""
    found, cfg = definition_of(task, success_term), task.cfg
    step_sec = cfg.sim.dt * cfg.decimation
    lines = [
        f"description: {_quoted(f'{task.name} of Isaac Lab.')}",
        "task: foreign",
        f"instruction: {_quoted(found.text_of_definition)}",
        f"robot: {robot}",
        f"controlHz: {round(1 / step_sec)}",
        f"physicsHz: {round(1 / cfg.sim.dt)}",
        f"maxSteps: {math.ceil(cfg.episode_length_s / step_sec)}",
        "foreign:",
        "  simulator: isaaclab",
        f"  suite: {SUITE}",
        f"  task: {_quoted(task.name)}",
        "  initialStates: 1000",
        f"  definition: {_quoted(found.whole)}",
        "  parts:",
        f"    scene: {_quoted(found.scene)}",
        f"    goal: {_quoted(found.goal)}",
        "  texts:",
        f"    ofName: {_quoted(found.text_of_name)}",
        f"    ofDefinition: {_quoted(found.text_of_definition)}",
    ]
    return "\n".join(lines) + "\n"


def _portable(value: object) -> object:
    """Without what belongs to this machine; a file is its content, not its path."""
    if isinstance(value, dict):
        return {str(key): _portable(each) for key, each in value.items() if key not in HERE}
    if isinstance(value, (list, tuple)):
        return [_portable(each) for each in value]
    if isinstance(value, str) and os.path.isabs(value) and os.path.isfile(value):
        with open(value, "rb") as file:
            return f"{os.path.basename(value)} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return re.sub(r" at 0x[0-9a-f]+", "", str(value))


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _quoted(text: str) -> str:
    return json.dumps(text)
