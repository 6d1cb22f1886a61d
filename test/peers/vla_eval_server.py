"""A tiny model behind vla-eval's own model server class, served by vla-eval's own code.

Says on standard output where it listens, keeps what it is told in the file of --news, and ends when its standard input
closes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading

import anyio
import numpy as np
from vla_eval.model_servers.predict import PredictModelServer
from vla_eval.model_servers.serve import serve_async
from vla_eval.specs import (
    GRIPPER_CLOSE_NEG,
    GRIPPER_CLOSE_POS,
    IMAGE_RGB,
    LANGUAGE,
    POSITION_DELTA,
    ROTATION_AA,
    ROTATION_EULER,
    STATE_EEF_POS_AA_GRIP,
)


class Nudge(PredictModelServer):
    """Moves a little upwards, more to the left the brighter the first picture is, and opens the gripper."""

    def __init__(self, faults: list[str], chunk: int | None, rows: int | None, rotation: str, gripper: str) -> None:
        super().__init__(chunk_size=chunk)
        self._faults = iter(faults)
        self._fault = "none"
        self._rows = rows
        self._rotation = {"axis_angle": ROTATION_AA, "euler_xyz": ROTATION_EULER}[rotation]
        self._gripper = {"positive": GRIPPER_CLOSE_POS, "negative": GRIPPER_CLOSE_NEG}[gripper]

    def get_action_spec(self):
        return {
            "position": POSITION_DELTA,
            "rotation": self._rotation,
            "gripper": self._gripper,
        }

    def get_observation_spec(self):
        return {
            "image": IMAGE_RGB,
            "wrist_image": IMAGE_RGB,
            "state": STATE_EEF_POS_AA_GRIP,
            "language": LANGUAGE,
        }

    def get_observation_params(self):
        return {"send_state": True, "send_wrist_image": True}

    async def on_episode_start(self, config, ctx):
        await super().on_episode_start(config, ctx)
        told({"episode_start": config})
        self._fault = next(self._faults, "none")
        if self._fault == "start":
            raise RuntimeError("no such task")

    async def on_episode_end(self, result, ctx):
        told({"episode_end": result})

    def predict(self, obs, ctx):
        images = list(obs["images"].values())
        if ctx.step == 0:
            told(
                {
                    "first": {
                        "images": {k: list(v.shape) for k, v in obs["images"].items()},
                        **shapes(obs),
                    }
                }
            )
        if self._fault == "raise" and ctx.step == 2:
            raise ValueError("the model is confused")
        if self._fault == "exit" and ctx.step == 2:
            os._exit(9)
        if self._fault == "nan":
            return {"actions": np.full(7, np.nan)}
        if self._fault == "shape":
            return {"actions": np.zeros(6)}
        if self._fault == "empty":
            return {"actions": np.zeros((0, 7))}
        row = np.array([0, images[0].mean() / 25500, 0.01, 0, 0, 0, -1], dtype=np.float32)
        return {"actions": row if self.chunk_size is None else np.tile(row, (self.chunk_size, 1))}


def shapes(obs):
    return {
        key: value if isinstance(value, str) else list(np.shape(value))
        for key, value in obs.items()
        if key != "images"
    }


def told(news):
    with open(NEWS, "a") as file:
        file.write(json.dumps(news) + "\n")


def until_stdin_closes():
    while os.read(0, 4096):
        pass
    os._exit(0)


async def main(arguments):
    server = Nudge(arguments.faults, arguments.chunk, arguments.rows, arguments.rotation, arguments.gripper)
    async with anyio.create_task_group() as tg:
        port = await tg.start(serve_async, server, "127.0.0.1", arguments.port)
        print(json.dumps({"port": port}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--chunk", type=int)
    parser.add_argument("--rows", type=int, help="of an answer, all of them sent at once")
    parser.add_argument("--rotation", default="axis_angle")
    parser.add_argument("--gripper", default="positive")
    parser.add_argument("--faults", type=lambda text: text.split(","), default=[], help="of each episode in turn")
    parser.add_argument("--news", default=os.devnull)
    given = parser.parse_args()
    NEWS = given.news
    threading.Thread(target=until_stdin_closes, daemon=True).start()
    sys.exit(anyio.run(main, given))
