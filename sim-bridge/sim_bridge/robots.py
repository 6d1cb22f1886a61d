"""Robot descriptions: `data/robots/*.yaml`, whose head explains every key."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import BridgeError
from .fields import Fields, whole_record
from .library import DATA_DIR
from .scene import Friction

FOLDER = DATA_DIR / "robots"


@dataclass(frozen=True, slots=True)
class Gear:
    ratio: float
    erp: float
    max_force_n: float


@dataclass(frozen=True, slots=True)
class Gripper:
    joints: tuple[str, ...]
    closed_m: float
    open_m: float
    force_n: float
    position_gain: float
    gear: Gear | None
    friction: Friction


@dataclass(frozen=True, slots=True)
class Ik:
    iterations: int
    damping: float
    home_pull: float
    rotation_weight: float


@dataclass(frozen=True, slots=True)
class RobotDescription:
    name: str
    urdf: Path
    hand_link: str
    tool_link: str
    gripper_links: tuple[str, ...]
    arm_joints: tuple[str, ...]
    home_rad: tuple[float, ...]
    lower_rad: tuple[float, ...]
    upper_rad: tuple[float, ...]
    max_speed_rad_per_sec: tuple[float, ...]
    max_torque_nm: tuple[float, ...]
    position_gain: float
    gripper: Gripper
    ik: Ik


def robot_names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@functools.cache
def load_robot(name: str) -> RobotDescription:
    """The robot of that name, or `E_ASSET` with the names there are."""
    names = robot_names()
    if name not in names:
        raise BridgeError("E_ASSET", f"scene.robot.name: got {name!r}; valid: {', '.join(names)}")
    content = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    fields = Fields(content, f"robots/{name}.yaml", "E_ASSET")
    for key in ("title", "licence", "reach", "wristCamera", "regions"):  # for planners, not for physics
        fields.raw(key)
    return whole_record(fields, lambda f: _robot(name, f))


def _robot(name: str, f: Fields) -> RobotDescription:
    joints = _texts(f, "armJoints")
    per_joint = [f.numbers(key, len(joints)) for key in ("homeRad", "lowerRad", "upperRad")]
    return RobotDescription(
        name,
        FOLDER / f.text("urdf"),
        f.text("handLink"),
        f.text("toolLink"),
        _texts(f, "gripperLinks"),
        joints,
        *per_joint,
        f.numbers("maxSpeedRadPerSec", len(joints), 0.0),
        f.numbers("maxTorqueNm", len(joints), 0.0),
        f.number("positionGain", 0.0, 1.0),
        whole_record(f.record("gripper"), _gripper),
        whole_record(f.record("ik"), _ik),
    )


def _texts(f: Fields, key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in f.items(key))


def _gripper(f: Fields) -> Gripper:
    for key in ("maxWidthM", "hand"):  # for planners and policies
        f.raw(key)
    gear = whole_record(f.record("gear"), _gear) if f.has("gear") else None
    friction = whole_record(
        f.record("friction"), lambda r: Friction(*(r.number(k, 0) for k in ("lateral", "rolling", "spinning")))
    )
    numbers = [f.number(key) for key in ("closedM", "openM", "forceN", "positionGain")]
    return Gripper(_texts(f, "joints"), *numbers, gear, friction)


def _gear(f: Fields) -> Gear:
    return Gear(f.number("ratio"), f.number("erp"), f.number("maxForceN"))


def _ik(f: Fields) -> Ik:
    pull, weight = (f.number(key, 0.0, 1.0) for key in ("homePull", "rotationWeight"))
    return Ik(f.whole("iterations", 1, 1000), f.above_zero("damping", 1.0), pull, weight)
