"""The loop a researcher writes in PyBullet alone, the yardstick for the whole harness: same scene, robot and actions.

    python bench/bare_loop.py episode.json [--frame NAME --size 256] [--warmup 20]

`episode.json`: `{"scene": ..., "seed": 0, "actions": [[joints..., gripper opening], ...]}`, `scene` as in
docs/protocol.md, actions as `joint_position`. Without `--frame` it reads the poses of the bodies after each step, for
a test of success; with it, it also draws one frame a step. Prints `{"steps", "seconds", "stepsPerSec", "stepMs",
"frames", "stateHash"}`, `stepMs` of each step; the hash is that of the same episode through the bridge, as proof that
both did the same work.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
report = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # PyBullet prints on C stdout

import numpy as np  # noqa: E402
import pybullet as p  # noqa: E402
from tiny_camera import camera_arguments  # noqa: E402

from sim_bridge.library import Library  # noqa: E402
from sim_bridge.read_scene import read_scene  # noqa: E402
from sim_bridge.simulators.pybullet.live_world import LiveWorld  # noqa: E402
from sim_bridge.simulators.pybullet.world import World, WorldBuilder  # noqa: E402
from sim_bridge.simulators.settle import settle  # noqa: E402
from sim_bridge.visuals import AssetShop  # noqa: E402

LIFTED_M = 0.1


def main() -> None:
    arguments = _arguments()
    episode = json.loads(Path(arguments.episode).read_text(encoding="utf-8"))
    scene = read_scene(episode["scene"])
    client = p.connect(p.DIRECT)
    with tempfile.TemporaryDirectory() as scratch:
        library = Library()
        world = WorldBuilder(client, library, Path(scratch)).build(scene)
        live = LiveWorld(world, 0, library, AssetShop(library))
        settle(scene, live, live.advance)
        look = camera_arguments(scene, arguments.frame, arguments.size, arguments.size) if arguments.frame else None
        actions = episode["actions"]
        _run(world, actions[: arguments.warmup], look)
        started = time.perf_counter()
        ends = [started, *_run(world, actions[arguments.warmup :], look)]
        seconds = ends[-1] - started
        steps = len(actions) - arguments.warmup
        result = {
            "steps": steps,
            "seconds": seconds,
            "stepsPerSec": steps / seconds,
            "stepMs": [1000 * (end - begin) for begin, end in pairwise(ends)],
            "frames": steps if look else 0,
            "stateHash": live.reader.state_hash(live.reader.row()),
        }
    print(json.dumps(result), file=report, flush=True)


def _run(world: World, actions: list[list[float]], look: dict | None) -> list[float]:
    """When each step had ended, in seconds of `time.perf_counter`."""
    bodies = [built.body for built in world.bodies]
    substeps = world.scene.substeps
    ends = []
    for action in actions:
        world.arm.command(action[:-1], action[-1])
        _advance(substeps)
        _any_lifted(bodies)
        if look is not None:
            _, _, rgba, _, _ = p.getCameraImage(**look)
            np.ascontiguousarray(rgba[:, :, :3])
        ends.append(time.perf_counter())
    return ends


def _any_lifted(bodies: list[int]) -> bool:
    return any([p.getBasePositionAndOrientation(body)[0][2] > LIFTED_M for body in bodies])


def _advance(substeps: int) -> None:
    for _ in range(substeps):
        p.stepSimulation()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="PyBullet alone: steps per second of one episode.")
    parser.add_argument("episode", help="JSON file with scene, seed and joint_position actions")
    parser.add_argument("--frame", metavar="NAME", help="draw a frame of this camera each step")
    parser.add_argument("--size", type=int, default=256, help="pixels a side of the frame")
    parser.add_argument("--warmup", type=int, default=20, help="steps that are not timed")
    return parser.parse_args()


if __name__ == "__main__":
    main()
