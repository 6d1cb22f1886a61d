"""What PyBullet's TinyRenderer is asked for a camera of a scene that stands in the world."""

from __future__ import annotations

import sys

import pybullet as p

from sim_bridge.scene import Scene
from sim_bridge.simulators.pybullet.cameras import half_pixel, projection_matrix, view_matrix


def camera_arguments(scene: Scene, name: str, width_px: int, height_px: int) -> dict:
    """Arguments of `getCameraImage`; ends the process where the scene has no such camera."""
    camera, light = scene.camera(name), scene.light
    if camera is None or camera.mount != "world":
        sys.exit(f"camera: expected one of the scene that stands in the world, got {name}")
    lens = projection_matrix(camera.fov_y_rad, width_px / height_px, camera.near_m, camera.far_m)
    return {
        "width": width_px,
        "height": height_px,
        "viewMatrix": view_matrix(camera.pose),
        "projectionMatrix": half_pixel(lens, width_px, height_px),
        "lightDirection": light.direction,
        "lightColor": light.color,
        "lightAmbientCoeff": light.ambient,
        "lightDiffuseCoeff": light.diffuse,
        "lightSpecularCoeff": light.specular,
        "shadow": int(light.shadow),
        "renderer": p.ER_TINY_RENDERER,
    }
