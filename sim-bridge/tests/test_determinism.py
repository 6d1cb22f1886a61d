import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from bridge import ROOT, environment
from conftest import HOME, NOTHING, body, picture, scene

SCENE = scene(
    body("target", "cube", 0.5, 0.0, 0.4), body("can", "soup_can", 0.5, 0.15), body("bowl", "bowl", 0.5, -0.2)
)
PUSH = np.array([[0.5 + 0.004 * i, -0.12 + 0.006 * i, 0.03, 1.0, 0.0, 0.0, 0.0, 0.2] for i in range(24)])

AGAIN = """
import json, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from test_determinism import run
from sim_bridge.simulators.pybullet import PyBulletSimulator
print("hashes", json.dumps(run(PyBulletSimulator(Path(tempfile.mkdtemp(dir=sys.argv[2]))))))
"""


def run(simulator, watched: bool = False) -> list[str]:
    """Hashes after reset, after a push in chunks of 8, and after going home."""
    from conftest import parsed

    look = picture("front") if watched else NOTHING
    hashes = [simulator.reset(parsed(SCENE), 3, look).state_hash]
    hashes += [simulator.step("ee_pose", PUSH[i : i + 8], look).state_hash for i in range(0, 24, 8)]
    hashes.append(simulator.step("joint_position", np.array([[*HOME, 1.0]] * 4), NOTHING).state_hash)
    return hashes


def test_the_same_actions_give_the_same_bits_whatever_came_before(simulator, reset):
    first = run(simulator)
    reset(scene(body("other", "ball", 0.4, 0.1)))
    simulator.step("joint_delta", np.full((5, 8), 0.05), NOTHING)
    assert run(simulator) == first
    assert len(set(first)) == len(first)


def test_watching_disturbs_nothing(simulator):
    assert run(simulator, watched=True) == run(simulator)


def test_another_process_gives_the_same_bits(simulator, tmp_path):
    tests = str(Path(ROOT) / "tests")
    path = os.pathsep.join([environment()["PYTHONPATH"], tests])
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, tests, str(tmp_path)],
        env={**environment(), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("hashes "))
    assert json.loads(line.removeprefix("hashes ")) == run(simulator)


def test_the_size_of_a_chunk_changes_nothing(simulator, reset):
    reset(SCENE)
    together = simulator.step("ee_pose", PUSH, NOTHING)
    reset(SCENE)
    apart = [simulator.step("ee_pose", row[None], NOTHING) for row in PUSH]
    assert apart[-1].state_hash == together.state_hash
    assert np.array_equal(np.concatenate([a.world_states.positions for a in apart]), together.world_states.positions)
