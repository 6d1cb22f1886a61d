"""The arm of a task as the protocol drives it: by its joints or by its tool, as the task's action term takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from isaaclab.envs import ManagerBasedRLEnv

from ...errors import CannotStart
from ...rotation import angle_between, compose, from_rotation_vector, inverse, multiply, normalize, rotate
from ...scene import Pose
from ..commands import LAG_M, LAG_RAD
from .environment import to_numpy


class Arm(Protocol):
    widths: Mapping[str, int]
    """Columns of an action before the gripper's, by mode."""

    def hold(self, slot: int) -> np.ndarray:
        """The raw action that stays; forgets what was commanded."""
        ...

    def raw(self, slot: int, mode: str, action: np.ndarray) -> np.ndarray: ...

    def joints(self, slot: int) -> np.ndarray: ...

    def joint_velocities(self, slot: int) -> np.ndarray: ...

    def tool(self, slot: int) -> Pose:
        """In the frame of the slot's world."""
        ...


class _Arm:
    def __init__(self, env: ManagerBasedRLEnv, term: object, tool: str | None) -> None:
        self._env, self._term, self._asset = env, term, term._asset
        found, self.joint_names = self._asset.find_joints(
            term.cfg.joint_names, preserve_order=getattr(term.cfg, "preserve_order", False)
        )
        self._ids = [int(joint) for joint in found]
        self._body, self._offset = self._tool_of(tool)

    def joints(self, slot: int) -> np.ndarray:
        return to_numpy(self._asset.data.joint_pos.torch[slot])[self._ids]

    def joint_velocities(self, slot: int) -> np.ndarray:
        return to_numpy(self._asset.data.joint_vel.torch[slot])[self._ids]

    def tool(self, slot: int) -> Pose:
        data = self._asset.data
        at = to_numpy(data.body_pos_w.torch[slot, self._body] - self._env.scene.env_origins[slot])
        body = Pose(tuple(at.tolist()), _unit(to_numpy(data.body_quat_w.torch[slot, self._body])))
        return compose(body, self._offset)

    def _base(self, slot: int) -> Pose:
        data = self._asset.data
        at = to_numpy(data.root_pos_w.torch[slot] - self._env.scene.env_origins[slot])
        return Pose(tuple(at.tolist()), _unit(to_numpy(data.root_quat_w.torch[slot])))

    def _tool_of(self, tool: str | None) -> tuple[int, Pose]:
        """The body that was named, else that of inverse kinematics, else the last of the robot."""
        nowhere = Pose((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))
        names = list(self._asset.body_names)
        if tool is not None:
            if tool not in names:
                raise CannotStart(f"--tool: got {tool!r}; bodies of this robot: {', '.join(names)}")
            return names.index(tool), nowhere
        given = getattr(self._term.cfg, "body_name", None)
        if given is None:
            return len(names) - 1, nowhere
        offset = self._term.cfg.body_offset
        return int(self._term._body_idx), nowhere if offset is None else Pose(tuple(offset.pos), _unit(offset.rot))

    def _unscaled(self, slot: int, values: np.ndarray) -> np.ndarray:
        """What the term must be told for its scale and offset to make these values of it."""
        scale, offset = (_row(getattr(self._term, key), slot) for key in ("_scale", "_offset"))
        return (values - offset) / scale


class JointArm(_Arm):
    """Position targets."""

    def __init__(self, env: ManagerBasedRLEnv, term: object, tool: str | None) -> None:
        super().__init__(env, term, tool)
        self.widths = {"joint_position": len(self._ids), "joint_delta": len(self._ids)}
        self._commanded: dict[int, np.ndarray] = {}

    def hold(self, slot: int) -> np.ndarray:
        self._commanded[slot] = self.joints(slot)
        return self._unscaled(slot, self._commanded[slot])

    def raw(self, slot: int, mode: str, action: np.ndarray) -> np.ndarray:
        wanted = action if mode == "joint_position" else self._commanded[slot] + action
        low, high = to_numpy(self._asset.data.joint_pos_limits.torch[slot])[self._ids].T
        self._commanded[slot] = np.clip(wanted, low, high)
        return self._unscaled(slot, self._commanded[slot])


class JointDeltaArm(_Arm):
    """Targets relative to where the joints are."""

    def __init__(self, env: ManagerBasedRLEnv, term: object, tool: str | None) -> None:
        super().__init__(env, term, tool)
        self.widths = {"joint_delta": len(self._ids)}

    def hold(self, slot: int) -> np.ndarray:
        return self._unscaled(slot, np.zeros(len(self._ids)))

    def raw(self, slot: int, mode: str, action: np.ndarray) -> np.ndarray:
        return self._unscaled(slot, action)


class ToolArm(_Arm):
    """Poses of the tool, in the frame of the robot's base."""

    def __init__(self, env: ManagerBasedRLEnv, term: object, tool: str | None) -> None:
        super().__init__(env, term, tool)
        self.widths = {"ee_pose": 7, "ee_delta": 6}
        self._commanded: dict[int, Pose] = {}

    def hold(self, slot: int) -> np.ndarray:
        return self._told(slot, self.tool(slot))

    def raw(self, slot: int, mode: str, action: np.ndarray) -> np.ndarray:
        if mode == "ee_pose":
            return self._told(slot, Pose(tuple(action[:3].tolist()), _unit(action[3:])))
        start = self._commanded[slot]
        tool = self.tool(slot)
        if _apart(start, tool):  # deltas must not pile up where the arm cannot follow
            start = tool
        position = tuple(np.add(start.position, action[:3]).tolist())
        turn = from_rotation_vector(*action[3:].tolist())
        return self._told(slot, Pose(position, normalize(multiply(turn, start.quaternion))))

    def _told(self, slot: int, pose: Pose) -> np.ndarray:
        self._commanded[slot] = pose
        there = compose(inverse(self._base(slot)), pose)
        return self._unscaled(slot, np.array([*there.position, *there.quaternion]))


class ToolDeltaArm(_Arm):
    """Changes of where the tool is, in the frame of the robot's base."""

    def __init__(self, env: ManagerBasedRLEnv, term: object, tool: str | None) -> None:
        super().__init__(env, term, tool)
        self.widths = {"ee_delta": 6}

    def hold(self, slot: int) -> np.ndarray:
        return self._unscaled(slot, np.zeros(6))

    def raw(self, slot: int, mode: str, action: np.ndarray) -> np.ndarray:
        back = inverse(self._base(slot)).quaternion
        parts = [rotate(back, tuple(part.tolist())) for part in (action[:3], action[3:])]
        return self._unscaled(slot, np.concatenate([np.asarray(part) for part in parts]))


def _apart(one: Pose, other: Pose) -> bool:
    far = float(np.linalg.norm(np.subtract(one.position, other.position)))
    return far > LAG_M or angle_between(one.quaternion, other.quaternion) > LAG_RAD


def _unit(quaternion: object) -> tuple[float, float, float, float]:
    return normalize(tuple(float(part) for part in quaternion))


def _row(value: object, slot: int) -> np.ndarray | float:
    return value if isinstance(value, float) else to_numpy(value[slot])
