"""The dataclasses of `lerobot.async_inference.helpers` that travel as pickles, declared again.

A pickle holds the path of a class and its fields, in order, and nothing more: these are the same to a server.
"""

import pickle
import sys
from dataclasses import dataclass, field
from types import ModuleType

import numpy as np

MODULE = "lerobot.async_inference.helpers"
PICKLE_PROTOCOL = 4


@dataclass
class TimedAction:
    timestamp: float
    timestep: int
    action: np.ndarray


@dataclass
class TimedObservation:
    timestamp: float
    """Seconds since the epoch."""
    timestep: int
    observation: dict[str, object]
    """Joints by name, pictures uint8 [H, W, 3] by camera, and the `task` in words."""
    must_go: bool = False
    """The server drops what looks like the last observation unless this is set."""


@dataclass
class RemotePolicyConfig:
    policy_type: str
    pretrained_name_or_path: str
    lerobot_features: dict[str, dict]
    actions_per_chunk: int
    device: str = "cpu"
    rename_map: dict[str, str] = field(default_factory=dict)


def to_bytes(message: TimedObservation | RemotePolicyConfig) -> bytes:
    return pickle.dumps(message, protocol=PICKLE_PROTOCOL)


def _move_in() -> None:
    """pickle finds a class by the path that it writes down: here it finds ours."""
    parts = MODULE.split(".")
    for count in range(1, len(parts) + 1):
        name = ".".join(parts[:count])
        sys.modules.setdefault(name, ModuleType(name))
    for each in (TimedAction, TimedObservation, RemotePolicyConfig):
        each.__module__ = MODULE
        setattr(sys.modules[MODULE], each.__name__, each)


_move_in()
