"""A `Scene` as a map of the wire: the mirror of `read_scene`."""

from __future__ import annotations

from .scene import Body, Camera, Foreign, Light, Material, Scene, Zone


def write_scene(scene: Scene) -> dict:
    robot = scene.robot
    return {
        "controlHz": scene.control_hz,
        "physicsHz": scene.physics_hz,
        "robot": {"name": robot.name, "jointsRad": list(robot.joints_rad), "gripperOpening": robot.gripper_opening},
        "table": _material(scene.table),
        "floor": _material(scene.floor),
        "background": list(scene.background),
        "light": _light(scene.light),
        "cameras": [_camera(camera) for camera in scene.cameras],
        "bodies": [_body(body) for body in scene.bodies],
        "zones": [_zone(zone) for zone in scene.zones],
        "sensorNoiseStd": scene.sensor_noise_std,
        **({} if scene.foreign is None else {"foreign": _foreign(scene.foreign)}),
    }


def _foreign(foreign: Foreign) -> dict:
    return {
        "simulator": foreign.simulator,
        "suite": foreign.suite,
        "task": foreign.task,
        "statesOf": foreign.states_of,
        "initialState": foreign.initial_state,
        "waitSteps": foreign.wait_steps,
        "definition": foreign.definition,
        "parts": {"scene": foreign.scene, "goal": foreign.goal},
        "texts": {"ofName": foreign.text_of_name, "ofDefinition": foreign.text_of_definition},
    }


def _material(material: Material) -> dict:
    return {"color": list(material.color), "texture": material.texture}


def _light(light: Light) -> dict:
    return {
        "direction": list(light.direction),
        "color": list(light.color),
        "ambient": light.ambient,
        "diffuse": light.diffuse,
        "specular": light.specular,
        "shadow": light.shadow,
    }


def _camera(camera: Camera) -> dict:
    return {
        "name": camera.name,
        "mount": camera.mount,
        "position": list(camera.pose.position),
        "quaternion": list(camera.pose.quaternion),
        "fovYRad": camera.fov_y_rad,
        "nearM": camera.near_m,
        "farM": camera.far_m,
    }


def _body(body: Body) -> dict:
    friction = body.friction
    return {
        "name": body.name,
        "model": body.model,
        "position": list(body.pose.position),
        "quaternion": list(body.pose.quaternion),
        "color": None if body.color is None else list(body.color),
        "scale": body.scale,
        "massKg": body.mass_kg,
        "friction": {"lateral": friction.lateral, "rolling": friction.rolling, "spinning": friction.spinning},
        "fixed": body.fixed,
    }


def _zone(zone: Zone) -> dict:
    return {
        "name": zone.name,
        "shape": zone.shape,
        "center": list(zone.center),
        "sizeM": list(zone.size_m),
        "yawRad": zone.yaw_rad,
        "color": list(zone.color),
    }
