"""Modes of the protocol in the terms of a task's actions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from isaaclab.envs import ManagerBasedRLEnv
from isaaclab.envs.mdp.actions.binary_joint_actions import AbsBinaryJointPositionAction, BinaryJointPositionAction
from isaaclab.envs.mdp.actions.joint_actions import JointPositionAction, RelativeJointPositionAction
from isaaclab.envs.mdp.actions.task_space_actions import DifferentialInverseKinematicsAction

from ...errors import BridgeError, CannotStart
from .arms import Arm, JointArm, JointDeltaArm, ToolArm, ToolDeltaArm
from .environment import to_numpy

HALF_OPEN = 0.5
BINARY = (BinaryJointPositionAction, AbsBinaryJointPositionAction)
VALID = (
    "JointPositionAction, RelativeJointPositionAction, DifferentialInverseKinematicsAction (of a pose) for the arm, "
    "BinaryJointPositionAction or AbsBinaryJointPositionAction for a gripper"
)


class Fingers:
    """A binary term: open or closed."""

    def __init__(self, term: BinaryJointPositionAction | AbsBinaryJointPositionAction) -> None:
        self._term = term
        self._joints = [int(joint) for joint in term._asset.find_joints(term.cfg.joint_names)[0]]
        self._open, self._closed = to_numpy(term._open_command), to_numpy(term._close_command)

    def opening(self, slot: int) -> float:
        at = to_numpy(self._term._asset.data.joint_pos.torch[slot])[self._joints]
        return float(np.clip(np.mean((at - self._closed) / (self._open - self._closed)), 0.0, 1.0))

    def raw(self, opening: float) -> float:
        wants_open = opening >= HALF_OPEN
        if isinstance(self._term, AbsBinaryJointPositionAction):
            above = wants_open == self._term.cfg.positive_threshold
            return self._term.cfg.threshold + (1.0 if above else -1.0)
        return 1.0 if wants_open else -1.0


class Controls:
    """`E_ACTION` for what the task does not take; `CannotStart` where its actions have no mode of the protocol."""

    def __init__(self, env: ManagerBasedRLEnv, tool: str | None) -> None:
        terms = env.action_manager._terms
        arms = {name: kind for name, term in terms.items() if (kind := _arm_kind(term)) is not None}
        grippers = [name for name, term in terms.items() if isinstance(term, BINARY)]
        others = [f"{n} ({type(t).__name__})" for n, t in terms.items() if n not in arms and n not in grippers]
        if others or len(arms) != 1 or len(grippers) > 1:
            got = ", ".join(others) or f"{len(arms)} arms and {len(grippers)} grippers"
            raise CannotStart(f"--task: expected actions that the protocol has a mode for, got {got}; valid: {VALID}")
        (name, kind), *_ = arms.items()
        self.arm: Arm = kind(env, terms[name], tool)
        self._fingers = Fingers(terms[grippers[0]]) if grippers else None
        self._places = {key: place for key, place in zip(terms, _places(env), strict=True)}
        self._arm_name, self._gripper_name = name, grippers[0] if grippers else None
        self._dim = env.action_manager.total_action_dim
        self.asset_name: str = terms[name].cfg.asset_name

    @property
    def modes(self) -> tuple[str, ...]:
        return tuple(self.arm.widths)

    def opening(self, slot: int) -> float:
        return 1.0 if self._fingers is None else self._fingers.opening(slot)

    def check(self, mode: str, actions: np.ndarray) -> None:
        if mode not in self.arm.widths:
            raise BridgeError("E_ACTION", f"mode: got {mode!r}; valid: {', '.join(self.modes)}")
        wanted = self.arm.widths[mode] + 1
        if actions.shape[1] != wanted:
            raise BridgeError("E_ACTION", f"actions: expected {wanted} columns for {mode}, got {actions.shape[1]}")

    def hold(self, slot: int) -> torch.Tensor:
        """From now on nothing is commanded but to stay as it is."""
        return self._row(self.arm.hold(slot), self.opening(slot))

    def row(self, slot: int, mode: str, action: Sequence[float]) -> torch.Tensor:
        """A checked action as a row of the environment's."""
        return self._row(self.arm.raw(slot, mode, np.asarray(action[:-1], float)), action[-1])

    def _row(self, arm: np.ndarray, opening: float) -> torch.Tensor:
        row = torch.zeros(self._dim)
        row[self._places[self._arm_name]] = torch.from_numpy(np.asarray(arm, np.float32))
        if self._fingers is not None:
            row[self._places[self._gripper_name]] = self._fingers.raw(opening)
        return row


def _arm_kind(term: object) -> type[Arm] | None:
    if isinstance(term, JointPositionAction):
        return JointArm
    if isinstance(term, RelativeJointPositionAction):
        return JointDeltaArm
    if isinstance(term, DifferentialInverseKinematicsAction) and term.cfg.controller.command_type == "pose":
        return ToolDeltaArm if term.cfg.controller.use_relative_mode else ToolArm
    return None


def _places(env: ManagerBasedRLEnv) -> list[slice]:
    places, at = [], 0
    for width in env.action_manager.action_term_dim:
        places.append(slice(at, at + width))
        at += width
    return places
