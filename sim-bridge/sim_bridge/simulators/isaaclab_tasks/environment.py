"""The batched environment of a task: worlds start alone, step together, are held, and never reset themselves."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable

import gymnasium
import numpy as np
import torch
from isaaclab.app.sim_launcher import launch_simulation
from isaaclab.envs import ManagerBasedRLEnv

from ...errors import CannotStart
from .find import Task, one_line

RECOVERY_SEED = 0


class Environment:
    """Not for several threads at once. `actions` float32 [N, dim] are what each world is told in its next step;
    `moved` hears the slots that took a step, before any other world is put back."""

    def __init__(self, task: Task, seed: int = 0) -> None:
        self._open = contextlib.ExitStack()
        self.env = self._made(task)
        self._reset_worlds: Callable = self.env._reset_idx
        self._asked = False
        # Within a step Isaac Lab resets whatever is done, so that the state after it is of another episode.
        self.env._reset_idx = self._on_reset
        self.moved: Callable[[frozenset[int]], None] = lambda slots: None
        self.actions = torch.zeros(self.env.num_envs, self.env.action_manager.total_action_dim, device=self.env.device)
        self._reset(None, seed)
        self.env.step(self.actions)  # compiles what is left to be compiled, before a client waits for it
        self._reset(None, seed)

    def _made(self, task: Task) -> ManagerBasedRLEnv:
        try:
            self._open.enter_context(launch_simulation(task.cfg, {}))
            return gymnasium.make(task.name, cfg=task.cfg).unwrapped
        except Exception as cause:  # whatever a task, a missing asset or a missing runtime raises
            raise CannotStart(f"--task {task.name}: its environment cannot be made: {one_line(cause)}") from cause

    @property
    def origins(self) -> torch.Tensor:
        """[N, 3]: where the frame of each world is in the simulation."""
        return self.env.scene.env_origins

    def start(self, slot: int, seed: int) -> None:
        """A new episode for one world, all chance from the seed; the others stay where they are."""
        self._reset(torch.tensor([slot], dtype=torch.int32, device=self.env.device), seed)

    def step(self, moving: frozenset[int]) -> frozenset[int]:
        """One control step of these worlds; names those that broke in it, which then start anew. See `Lockstep`."""
        held = sorted(set(range(self.env.num_envs)) - moving)
        kept = Kept(self.env, held) if held else None
        self.env.step(self.actions)
        broken = frozenset(slot for slot in moving if not self.is_finite(slot))
        self.moved(moving - broken)
        for slot in broken:
            self.start(slot, RECOVERY_SEED)
        if kept is not None:
            kept.put_back()
        return broken

    def is_finite(self, slot: int) -> bool:
        scene = self.env.scene
        bodies = [*scene.rigid_objects.values(), *scene.articulations.values()]
        parts = [getattr(body.data, key).torch[slot] for body in bodies for key in ("root_pose_w", "root_vel_w")]
        parts += [getattr(a.data, key).torch[slot] for a in scene.articulations.values() for key in JOINTS]
        return all(bool(torch.isfinite(part).all()) for part in parts)

    def close(self) -> None:
        self._open.close()

    def _on_reset(self, env_ids: torch.Tensor) -> None:
        if self._asked:
            self._reset_worlds(env_ids)

    def _reset(self, env_ids: torch.Tensor | None, seed: int) -> None:
        self._asked = True
        try:
            self.env.reset(env_ids=env_ids, seed=seed)
        finally:
            self._asked = False


JOINTS = ("joint_pos", "joint_vel")


class Kept:
    """Worlds as they are, to be put back after the others took a step."""

    def __init__(self, env: ManagerBasedRLEnv, slots: list[int]) -> None:
        self._env = env
        self._ids = torch.tensor(slots, dtype=torch.int32, device=env.device)
        self._rows = self._ids.long()
        self._state = _rows_of(env.scene.get_state(), self._rows)
        self._memory = [(owner, key, value[self._rows].clone()) for owner, key, value in _memories(env)]
        self._lengths = env.episode_length_buf[self._rows].clone()

    def put_back(self) -> None:
        env = self._env
        env.scene.reset_to(self._state, env_ids=self._ids)
        env.sim.forward()
        env.episode_length_buf[self._rows] = self._lengths
        for owner, key, rows in self._memory:
            value = getattr(owner, key).clone()
            value[self._rows] = rows
            setattr(owner, key, value)


def _rows_of(state: object, rows: torch.Tensor) -> object:
    if isinstance(state, dict):
        return {key: _rows_of(each, rows) for key, each in state.items()}
    return state[rows]


def _memories(env: ManagerBasedRLEnv) -> Iterable[tuple[object, str, torch.Tensor]]:
    """What terms remember of each world: clocks and goals of commands, last actions, counters of conditions."""
    conditions = [cfg.func for cfg in env.termination_manager._class_term_cfgs]
    terms = [*env.command_manager._terms.values(), *env.action_manager._terms.values(), *conditions]
    for term in terms:
        for key, value in list(vars(term).items()):
            if isinstance(value, torch.Tensor) and value.ndim > 0 and len(value) == env.num_envs:
                yield term, key, value


def to_numpy(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().cpu().numpy().astype(np.float64)
