"""A LeRobot policy server as a policy: `python -m vla_policy_server lerobot_sidecar.policy:LeRobotPolicy`."""

import secrets
import time

import numpy as np

from vla_policy_server import Episode, Observation

from .actions import read_actions
from .errors import ServerFailed
from .helpers import RemotePolicyConfig, TimedObservation
from .transport import Transport

IMAGES = "observation.images."
STATE = "observation.state"


class LeRobotPolicy:
    """Makes the server load its weights, then asks it. One conversation: LeRobot's server knows one client at a time.

    cameras: their names without `observation.images.`; joints: a name for each number of `observation.state`.
    """

    sessions = 64
    """It keeps nothing of an episode: each worker of the harness may have one."""

    def __init__(
        self,
        address: str,
        policy_type: str,
        pretrained: str,
        cameras: dict[str, list[int]],
        joints: list[str],
        actions_per_chunk: int,
        device: str,
        timeout_sec: float,
        load_sec: float,
    ) -> None:
        self._joints = joints
        self._transport = Transport(address, timeout_sec)
        self._timestep = secrets.randbelow(2**30)
        config = RemotePolicyConfig(policy_type, pretrained, features(cameras, joints), actions_per_chunk, device)
        self._transport.ready()
        self._transport.instruct(config, load_sec)

    def reset(self, _episode: Episode) -> None:
        self._transport.ready()

    def act(self, observation: Observation) -> np.ndarray:
        self._timestep += 1
        raw = raw_observation(observation, self._joints)
        reply = self._transport.infer(TimedObservation(time.time(), self._timestep, raw, must_go=True))
        if not reply:
            raise ServerFailed("the lerobot server answered nothing: its policy failed, and only its own log says why")
        return read_actions(reply, self._timestep)

    def close(self) -> None:
        self._transport.close()


def features(cameras: dict[str, list[int]], joints: list[str]) -> dict[str, dict]:
    """As lerobot's `hw_to_dataset_features` describes a robot. cameras: [H, W, 3] by name."""
    state = {STATE: {"dtype": "float32", "shape": (len(joints),), "names": list(joints)}} if joints else {}
    image = {"dtype": "image", "names": ["height", "width", "channels"]}
    images = {f"{IMAGES}{key}": {**image, "shape": tuple(size)} for key, size in cameras.items()}
    return {**state, **images}


def raw_observation(observation: Observation, joints: list[str]) -> dict[str, object]:
    """As a robot of lerobot would say it."""
    state = observation.state.get(STATE, np.zeros(0))
    values = {name: float(value) for name, value in zip(joints, state, strict=True)}
    pictures = {key.removeprefix(IMAGES): picture for key, picture in observation.images.items()}
    task = {} if observation.instruction is None else {"task": observation.instruction}
    return {**values, **pictures, **task}
