"""One policy of a person's own: made once, told about episodes, asked for actions."""

from __future__ import annotations

import numpy as np

from .codec import DTYPES
from .errors import PolicyError, shorten
from .messages import End, Episode, Observation
from .sources import sources_hash

MAP_KEYS = ("robot", "images", "state", "instruction", "action", "horizon")
"""Class attributes that are sections of the policy map (docs/policies.md)."""


class Served:
    """A policy and what is told of it. What its code raises passes through."""

    def __init__(self, policy_class: type, arguments: dict) -> None:
        self._class = policy_class
        self._policy = policy_class(**arguments)

    def about(self) -> dict:
        """For `hello`: its name, what can change an answer, and its policy map where it declares one."""
        policy = {"name": self._class.__name__, "sources": sources_hash(self._class)}
        fingerprint = getattr(self._policy, "fingerprint", None)
        if fingerprint is not None:
            policy["fingerprint"] = str(fingerprint() if callable(fingerprint) else fingerprint)
        said = {key: getattr(self._policy, key) for key in MAP_KEYS if hasattr(self._policy, key)}
        return {"policy": policy, "map": said or None}

    @property
    def sessions(self) -> int:
        """How many it serves at a time: one, unless it says that it keeps nothing of an episode."""
        return int(getattr(self._policy, "sessions", 1))

    def begin(self, episode: Episode) -> None:
        if hasattr(self._policy, "reset"):
            self._policy.reset(episode)

    def infer(self, observation: Observation) -> np.ndarray:
        return _checked(self._policy.act(observation))

    def end(self, end: End) -> None:
        if hasattr(self._policy, "end"):
            self._policy.end(end)

    def close(self) -> None:
        if hasattr(self._policy, "close"):
            self._policy.close()


def _checked(answer: object) -> np.ndarray:
    """Numbers of one row [D] or of several [T, D]; whether they are sound is for the harness to judge."""
    if hasattr(answer, "detach"):  # of torch, perhaps on a GPU
        answer = answer.detach().cpu().float().numpy()
    try:
        actions = np.asarray(answer)
    except ValueError as cause:
        raise PolicyError(f"act: expected rows of one length, got {shorten(answer)}") from cause
    if actions.dtype.kind not in "iufb" or actions.ndim not in (1, 2):
        raise PolicyError(f"act: expected numbers [D] or [T, D], got {_shown(answer, actions)}")
    return actions if actions.dtype.name in DTYPES else actions.astype(np.float64)


def _shown(answer: object, actions: np.ndarray) -> str:
    if actions.dtype.kind == "O":
        return f"{type(answer).__name__} {shorten(answer)}"
    return f"{actions.dtype.name} of shape {list(actions.shape)}"
