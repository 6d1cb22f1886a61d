"""A scene of the wire into a `Scene`; anything wrong is `E_SCENE` with the key."""

from __future__ import annotations

import math

from .errors import BridgeError
from .fields import Fields, whole_record
from .scene import SURFACES, Body, Camera, Foreign, Friction, Light, Material, Pose, Robot, Scene, Zone

CODE = "E_SCENE"
MAX_BODIES = 28
"""Each body has its own bit of a collision group, so that rays can be cast at it alone."""
MAX_SUBSTEPS = 1000


def read_scene(value: object) -> Scene:
    scene = whole_record(Fields(value, "scene", CODE), _scene)
    ratio = scene.physics_hz / scene.control_hz
    if abs(ratio - round(ratio)) > 1e-9 or not 1 <= round(ratio) <= MAX_SUBSTEPS:
        message = (
            f"scene.physicsHz: expected a whole multiple of controlHz {scene.control_hz:g} (up to {MAX_SUBSTEPS})"
        )
        raise BridgeError(CODE, f"{message}, got {scene.physics_hz:g}")
    _refuse_twins("bodies", [*SURFACES, *(b.name for b in scene.bodies), *(z.name for z in scene.zones)])
    _refuse_twins("cameras", [c.name for c in scene.cameras])
    return scene


def _scene(f: Fields) -> Scene:
    if len(f.items("bodies")) > MAX_BODIES:
        raise f.error("bodies", f"at most {MAX_BODIES}", len(f.items("bodies")))
    return Scene(
        control_hz=f.above_zero("controlHz", 1000),
        physics_hz=f.above_zero("physicsHz", 10000),
        robot=whole_record(f.record("robot"), _robot),
        table=whole_record(f.record("table"), _material),
        floor=whole_record(f.record("floor"), _material),
        background=_rgb(f, "background"),
        light=whole_record(f.record("light"), _light),
        cameras=f.records("cameras", _camera),
        bodies=f.records("bodies", _body),
        zones=f.records("zones", _zone),
        sensor_noise_std=f.number("sensorNoiseStd", 0, 255),
        foreign=whole_record(f.record("foreign"), _foreign) if f.has("foreign") else None,
    )


def _foreign(f: Fields) -> Foreign:
    parts, texts = f.record("parts"), f.record("texts")
    foreign = Foreign(
        simulator=f.text("simulator"),
        suite=f.text("suite"),
        task=f.text("task"),
        states_of=f.text("statesOf"),
        initial_state=f.whole("initialState", 0, 10**6),
        wait_steps=f.whole("waitSteps", 0, 1000),
        definition=f.text("definition"),
        scene=parts.text("scene"),
        goal=parts.text("goal"),
        text_of_name=texts.text("ofName"),
        text_of_definition=texts.text("ofDefinition"),
    )
    parts.finish()
    texts.finish()
    return foreign


def _rgb(f: Fields, key: str) -> tuple:
    return f.numbers(key, 3, 0.0, 1.0)


def _pose(f: Fields) -> Pose:
    quaternion = f.numbers("quaternion", 4)
    length = math.sqrt(sum(c * c for c in quaternion))
    if abs(length - 1.0) > 1e-3:
        raise f.error("quaternion", "a unit quaternion x y z w", list(quaternion))
    return Pose(f.numbers("position", 3, -100, 100), tuple(c / length for c in quaternion))


def _robot(f: Fields) -> Robot:
    return Robot(f.text("name"), f.numbers("jointsRad", None), f.number("gripperOpening", 0, 1))


def _material(f: Fields) -> Material:
    return Material(_rgb(f, "color"), f.optional_text("texture"))


def _light(f: Fields) -> Light:
    direction = f.numbers("direction", 3)
    if not any(direction):
        raise f.error("direction", "a direction that is not zero", list(direction))
    coefficients = [f.number(key, 0, 10) for key in ("ambient", "diffuse", "specular")]
    return Light(direction, _rgb(f, "color"), *coefficients, f.flag("shadow"))


def _camera(f: Fields) -> Camera:
    near, far = f.above_zero("nearM"), f.above_zero("farM", 1000)
    if far <= near:
        raise f.error("farM", f"more than nearM {near:g}", far)
    fov = f.number("fovYRad", 0.01, math.pi - 0.01)
    return Camera(f.text("name"), f.choice("mount", ("world", "hand")), _pose(f), fov, near, far)


def _body(f: Fields) -> Body:
    return Body(
        name=f.text("name"),
        model=f.text("model"),
        pose=_pose(f),
        color=_rgb(f, "color") if f.has("color") else None,
        scale=f.number("scale", 0.01, 100),
        mass_kg=f.above_zero("massKg", 1000),
        friction=whole_record(f.record("friction"), _friction),
        fixed=f.flag("fixed"),
    )


def _friction(f: Fields) -> Friction:
    return Friction(*(f.number(key, 0, 100) for key in ("lateral", "rolling", "spinning")))


def _zone(f: Fields) -> Zone:
    shape, center = f.choice("shape", ("rect", "disc")), f.numbers("center", 2, -10, 10)
    size = f.numbers("sizeM", 2, 1e-4, 10)
    return Zone(f.text("name"), shape, center, size, f.number("yawRad"), _rgb(f, "color"))


def _refuse_twins(where: str, names: list[str]) -> None:
    for index, name in enumerate(names):
        if name in names[:index]:
            raise BridgeError(CODE, f"scene.{where}: expected every name once, got {name!r} twice")
