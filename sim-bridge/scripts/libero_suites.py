"""Writes the suites libero-* of `scenarios`, one file a task, from what the LIBERO package holds.

In the environment of requirements-libero.txt:
`PYTHONPATH=sim-bridge python sim-bridge/scripts/libero_suites.py scenarios`
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("MUJOCO_GL", "egl")

import libero.libero.envs.bddl_utils as bddl
from libero.libero.benchmark import task_maps

from sim_bridge.simulators.libero.tasks import TaskFile, find_task

WAIT_STEPS = 10
INITIAL_STATES = 50
MAX_STEPS = {
    "libero_spatial": 220,
    "libero_object": 280,
    "libero_goal": 300,
    "libero_10": 520,
    "libero_90": 400,
}
"""Of openpi's and OpenVLA's runners: the longest demonstration of the suite and some."""
TITLES = {
    "libero_spatial": "LIBERO-Spatial",
    "libero_object": "LIBERO-Object",
    "libero_goal": "LIBERO-Goal",
    "libero_10": "LIBERO-10",
    "libero_90": "LIBERO-90",
}
KINDS = {
    "lan": ("instruction", "the words changed"),
    "object": ("object", "the objects changed"),
    "swap": ("position", "the places changed"),
    "task": ("task", "another goal"),
}
"""LIBERO-PRO's kinds as factors."""
TOLD_BY_DEFINITION = ("lan", "task")
"""Elsewhere a policy is told the text of the name, which is the same as nominal's for every kind."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenarios", type=Path)
    folder = parser.parse_args().scenarios
    for suite in MAX_STEPS:
        write_suite(folder / suite.replace("_", "-"), [suite], lambda base: [])
    four = [suite for suite in MAX_STEPS if suite != "libero_90"]
    write_suite(folder / "libero-pro", four, lambda base: levels(base, paired=True))
    write_suite(folder / "libero-pro-published", four, lambda base: levels(base, paired=False))


def write_suite(folder: Path, suites: list[str], levels_of) -> None:
    folder.mkdir(exist_ok=True)
    for suite in suites:
        for index, name in enumerate(task_maps[suite]):
            task = find_task(suite, name)
            short = suite.removeprefix("libero_") if suite[-1].isalpha() else suite.replace("_", "")
            lines = [*header(task, index), *levels_of(task)]
            (folder / f"{short}_{index:02}.yaml").write_text("\n".join(lines) + "\n")


def header(task: TaskFile, index: int) -> list[str]:
    return [
        "# yaml-language-server: $schema=../../schemas/scenario.schema.json",
        f"description: {TITLES[task.suite]}, task {index}.",
        "task: foreign",
        f"instruction: {text(task.text_of_name)}",
        "robot: panda",
        "controlHz: 20",
        "physicsHz: 500",
        f"maxSteps: {MAX_STEPS[task.suite]}",
        f"episodes: {INITIAL_STATES}",
        "foreign:",
        *world(task, task.suite, "  "),
    ]


def levels(base: TaskFile, paired: bool) -> list[str]:
    lines = ["factors:"]
    for kind, (factor, _) in KINDS.items():
        task = find_task(f"{base.suite}_{kind}", base.name)
        told = task.text_of_definition if kind in TOLD_BY_DEFINITION else task.text_of_name
        same_scene = task.scene == base.scene
        states_of = base.suite if paired and same_scene else task.suite
        lines += [f"  {factor}:", f"    {kind}:"]
        lines += [f"      instruction: {text(told)}"] if told != base.text_of_name else []
        lines += ["      foreign:", *world(task, states_of, "        ")]
    return lines


def world(task: TaskFile, states_of: str, indent: str) -> list[str]:
    target, goal = bodies(task)
    lines = [
        "simulator: libero",
        f"suite: {task.suite}",
        f"task: {task.name}",
        *([] if states_of == task.suite else [f"statesOf: {states_of}"]),
        f"initialStates: {INITIAL_STATES}",
        f"waitSteps: {WAIT_STEPS}",
        f"definition: {text(task.definition)}",
        "parts:",
        f"  scene: {text(task.scene)}",
        f"  goal: {text(task.goal)}",
        "texts:",
        f"  ofName: {text(task.text_of_name)}",
        f"  ofDefinition: {text(task.text_of_definition)}",
        *([] if target is None else [f"target: {target}"]),
        *([] if goal is None else [f"goal: {goal}"]),
    ]
    return [indent + line for line in lines]


def bodies(task: TaskFile) -> tuple[str | None, str | None]:
    """What the first condition of the goal is about, and where it goes, where these are bodies or parts of one."""
    parsed = bddl.robosuite_parse_problem(str(task.path))
    movable = [name for group in (parsed["objects"], parsed["fixtures"]) for names in group.values() for name in names]

    def body(name: str) -> str | None:
        owner = name if name in movable else parsed["regions"].get(name, {}).get("target")
        return owner if owner in movable and not owner.endswith(("table", "floor")) else None

    names = [body(name) for name in parsed["goal_state"][0][1:]]
    target, goal = (*names, None)[:2]
    return target, goal if goal != target else None


def text(value: str) -> str:
    return json.dumps(value)


if __name__ == "__main__":
    main()
