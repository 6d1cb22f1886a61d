"""The simulator of the example: a kinematic pick-and-place world of boxes and a hand that flies and pushes nothing."""

from __future__ import annotations

import hashlib

import numpy as np

SPEED_M_PER_SEC = 1.0
HOME = {"turn": 0.0, "reachM": 0.5, "heightM": 0.35}
FINGERS_M = 0.08
"""Between the fingers at opening 1."""
SURFACES = {"table": ((0.4, 0.0, -0.02), (1.2, 1.6, 0.04)), "floor": ((0.0, 0.0, -0.76), (6.0, 6.0, 0.02))}


MODES = {"joint_position": None, "joint_delta": None, "ee_pose": 8, "ee_delta": 7}
"""Columns of an action; None: one for each joint, and the gripper's."""
FACTORS = ["object", "position", "orientation", "distractors", "lighting", "camera", "noise", "robot_start"]


class Refusal(Exception):
    """What cannot be done: a code of the protocol, and one line that says what was expected."""


def turn(q) -> np.ndarray:
    """Rotation matrix of a quaternion xyzw."""
    x, y, z, w = q
    return np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
            [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
            [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
        ]
    )


def times(p, q) -> np.ndarray:
    """The turn q, then the turn p."""
    (a, b, c, d), (x, y, z, w) = p, q
    return np.array(
        [
            d * x + a * w + b * z - c * y,
            d * y - a * z + b * w + c * x,
            d * z + a * y - b * x + c * w,
            d * w - a * x - b * y - c * z,
        ]
    )


class World:
    """A scene of the protocol. `sizes`: size and height of the floor inside, by model; `seed` is for sensor noise."""

    def __init__(self, scene: dict, sizes: dict, seed: int) -> None:
        check(scene, sizes)
        self.scene, self.seed, self.steps = scene, seed, 0
        self.bodies = scene["bodies"]
        self.names = [
            *(b["name"] for b in self.bodies),
            "table",
            "floor",
            "gripper",
            "arm",
            *(z["name"] for z in scene["zones"]),
        ]
        self.sizes = [np.array(sizes[b["model"]][0]) * b["scale"] for b in self.bodies]
        self.hollows = [sizes[b["model"]][1] * b["scale"] for b in self.bodies]
        self.positions = np.array([b["position"] for b in self.bodies], float)
        self.quaternions = np.array([b["quaternion"] for b in self.bodies], float)
        self.velocities = np.zeros((len(self.bodies), 6))
        self.home = np.array(scene["robot"]["jointsRad"], float)
        self.joints = self.home.copy()
        self.down = np.array([1.0, 0.0, 0.0, 0.0])
        self.opening = float(scene["robot"]["gripperOpening"])
        self.held, self.supports = None, ["table"] * len(self.bodies)
        for body in range(len(self.bodies)):
            self.fall(body)
        fallen = {b["name"]: abs(b["position"][2] - p[2]) for b, p in zip(self.bodies, self.positions, strict=True)}
        self.settle = {"steps": 1, "motionM": fallen, "tiltRad": dict.fromkeys(fallen, 0.0)}

    def tool(self) -> np.ndarray:
        """Position and quaternion: joint 0 turns the base, 1 reaches out, 3 lifts, the wrist does the rest."""
        bent = self.joints - self.home
        reach, angle = HOME["reachM"] + bent[1], self.joints[0]
        return np.array([reach * np.cos(angle), reach * np.sin(angle), HOME["heightM"] + bent[3], *self.down])

    def go(self, position, quaternion) -> None:
        """Moves the tool straight there, no faster than it can."""
        start = self.tool()[:3]
        way = np.asarray(position) - start
        share = min(1.0, SPEED_M_PER_SEC / self.scene["controlHz"] / max(np.linalg.norm(way), 1e-12))
        x, y, z = start + share * way
        self.joints[0] = np.arctan2(y, x)
        self.joints[1] = self.home[1] + np.hypot(x, y) - HOME["reachM"]
        self.joints[3] = self.home[3] + z - HOME["heightM"]
        self.down = np.asarray(quaternion) / np.linalg.norm(quaternion)

    def check_actions(self, mode: str, rows: np.ndarray) -> None:
        if mode not in MODES or rows.shape[1] != (MODES[mode] or len(self.joints) + 1):
            raise Refusal("E_ACTION", f"actions: got {list(rows.shape)} for {mode}; valid: {', '.join(MODES)}")
        if not np.isfinite(rows).all():
            raise Refusal("E_ACTION", "actions: expected finite numbers")

    def step(self, mode: str, row: np.ndarray) -> None:
        """One control step: the arm, then the fingers, then what they hold."""
        before, tool = self.positions.copy(), self.tool()
        if mode == "joint_position":
            self.joints = row[:-1].copy()
        elif mode == "joint_delta":
            self.joints = self.joints + row[:-1]
        elif mode == "ee_pose":
            self.go(row[:3], row[3:7])
        else:
            angle = np.linalg.norm(row[3:6])
            axis = row[3:6] * (np.sin(angle / 2) / angle if angle else 0.0)
            self.go(tool[:3] + row[:3], times([*axis, np.cos(angle / 2)], tool[3:]))
        self.grip(row[-1])
        if self.held is not None:
            body, offset, attitude = self.held
            now = self.tool()
            self.positions[body] = now[:3] + turn(now[3:]) @ offset
            self.quaternions[body] = times(now[3:], attitude)
        self.velocities[:, :3] = (self.positions - before) * self.scene["controlHz"]
        self.steps += 1

    def grip(self, opening: float) -> None:
        """Fingers that close around a body take it; a body let go falls."""
        wanted = float(np.clip(opening, 0, 1))
        if self.held is not None and wanted > self.opening:
            body, self.held = self.held[0], None
            self.fall(body)
        elif self.held is None and wanted < self.opening and (body := self.between()) is not None:
            tool = self.tool()
            back = tool[3:] * [-1, -1, -1, 1]
            self.held = (
                body,
                turn(tool[3:]).T @ (self.positions[body] - tool[:3]),
                times(back, self.quaternions[body]),
            )
            self.supports[body] = "gripper"
        if self.held is None:
            self.opening = wanted
        else:
            self.opening = min(1.0, min(self.sizes[self.held[0]][:2]) / FINGERS_M)

    def between(self) -> int | None:
        """The loose body around the tool that fits between the fingers."""
        tool = self.tool()[:3]
        for body, size in enumerate(self.sizes):
            x, y, z = turn(self.quaternions[body]).T @ (tool - self.positions[body])
            inside = abs(x) < size[0] / 2 and abs(y) < size[1] / 2 and -0.01 < z < size[2] + 0.02
            if inside and min(size[:2]) < FINGERS_M and not self.bodies[body]["fixed"]:
                return body
        return None

    def fall(self, body: int) -> None:
        """Straight down, upright, onto the highest thing below: a receptacle's floor, another's top, the table."""
        q = self.quaternions[body]
        self.quaternions[body] = np.array([0, 0, q[2], q[3]]) / max(np.hypot(q[2], q[3]), 1e-9)
        height, self.supports[body] = 0.0, "table"
        for other, size in enumerate(self.sizes):
            x, y, _ = turn(self.quaternions[other]).T @ (self.positions[body] - self.positions[other])
            top = self.positions[other][2] + (self.hollows[other] or size[2])
            under = top <= self.positions[body][2] + 0.03
            if other != body and under and abs(x) < size[0] / 2 and abs(y) < size[1] / 2 and top > height:
                height, self.supports[body] = top, self.names[other]
        self.positions[body][2] = height

    def contacts(self) -> list[tuple[int, int]]:
        pairs = [(body, self.names.index(support)) for body, support in enumerate(self.supports)]
        return sorted({(min(pair), max(pair)) for pair in pairs})

    def state(self, key: str) -> np.ndarray:
        values = {
            "jointPositions": self.joints,
            "jointVelocities": np.zeros(len(self.joints)),
            "tcpPose": self.tool(),
            "gripperOpening": np.array([self.opening]),
        }
        return values[key].astype(float)

    def snapshot(self) -> dict:
        """One row of the world states."""
        return {
            "timeSec": self.steps / self.scene["controlHz"],
            "positions": self.positions.copy(),
            "quaternions": self.quaternions.copy(),
            "velocities": self.velocities.copy(),
            "joints": self.joints.copy(),
            "tcp": self.tool(),
            "gripperOpening": self.opening,
            "contacts": self.contacts(),
        }

    def hash(self) -> str:
        parts = [self.positions, self.quaternions, self.velocities, self.joints, self.down, [self.opening]]
        return hashlib.sha256(np.concatenate([np.ravel(part) for part in parts]).astype("<f8").tobytes()).hexdigest()

    def read_back(self) -> dict:
        """What this world holds, in the words of the scene."""
        bodies = [
            {**spec, "position": self.positions[i].tolist(), "quaternion": self.quaternions[i].tolist()}
            for i, spec in enumerate(self.bodies)
        ]
        robot = {**self.scene["robot"], "jointsRad": self.joints.tolist(), "gripperOpening": self.opening}
        return {**self.scene, "bodies": bodies, "robot": robot}


def check(scene: dict, sizes: dict) -> None:
    """What this world can be made of."""
    if not isinstance(scene.get("bodies"), list):
        raise Refusal("E_SCENE", "scene.bodies: expected a list")
    for body in scene["bodies"]:
        if body["model"] not in sizes:
            raise Refusal("E_ASSET", f"scene.bodies.{body['name']}.model: no {body['model']}")
    if scene["robot"]["name"] != "panda":
        raise Refusal("E_ASSET", f"scene.robot.name: expected panda, got {scene['robot']['name']}")
