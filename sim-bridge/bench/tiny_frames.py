"""What a frame costs TinyRenderer in CPU time, PyBullet alone in one process, while the scene moves.

    python bench/tiny_frames.py episode.json --frame front --width 256 --height 256

`episode.json` as for bare_loop.py: one frame after each action, only the drawing timed. Prints
`{"cpuMsPerFrame": [...]}`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
report = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # PyBullet prints on C stdout

import pybullet as p  # noqa: E402
from tiny_camera import camera_arguments  # noqa: E402

from sim_bridge.library import Library  # noqa: E402
from sim_bridge.read_scene import read_scene  # noqa: E402
from sim_bridge.simulators.pybullet.live_world import LiveWorld  # noqa: E402
from sim_bridge.simulators.pybullet.world import WorldBuilder  # noqa: E402
from sim_bridge.simulators.settle import settle  # noqa: E402
from sim_bridge.visuals import AssetShop  # noqa: E402


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
        look = camera_arguments(scene, arguments.frame, arguments.width, arguments.height)
        times = []
        for action in episode["actions"]:
            world.arm.command(action[:-1], action[-1])
            _advance(scene.substeps)
            started = time.process_time()
            p.getCameraImage(**look)
            times.append(1000 * (time.process_time() - started))
    print(json.dumps({"cpuMsPerFrame": times}), file=report, flush=True)


def _advance(substeps: int) -> None:
    for _ in range(substeps):
        p.stepSimulation()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="PyBullet's TinyRenderer alone: CPU milliseconds a frame.")
    parser.add_argument("episode", help="JSON file with scene, seed and joint_position actions")
    parser.add_argument("--frame", metavar="NAME", required=True, help="camera of the scene")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--height", type=int, default=256)
    return parser.parse_args()


if __name__ == "__main__":
    main()
