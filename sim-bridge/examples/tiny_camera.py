"""Pictures of the tiny world by rays through boxes: colour, metres, and whose each pixel is."""

from __future__ import annotations

import numpy as np
from tiny_world import FINGERS_M, SURFACES, Refusal, World, times, turn

MOST_PX = 1024 * 1024
HAND_ABOVE_TOOL_M = 0.1
GREY = (0.8, 0.8, 0.82)


def boxes(world: World) -> list[tuple[int, np.ndarray, np.ndarray, np.ndarray, tuple]]:
    """All that can be seen: index of its name, centre, rotation, size, colour."""
    scene, found = world.scene, []
    for i, spec in enumerate(world.bodies):
        rotation = turn(world.quaternions[i])
        centre = world.positions[i] + rotation @ [0, 0, world.sizes[i][2] / 2]
        found.append((i, centre, rotation, world.sizes[i], spec["color"] or (0.8, 0.2, 0.15)))
    for name, (centre, size) in SURFACES.items():
        found.append((world.names.index(name), np.array(centre), np.eye(3), np.array(size), scene[name]["color"]))
    for zone in scene["zones"]:
        half = zone["yawRad"] / 2
        flat = (turn([0, 0, np.sin(half), np.cos(half)]), np.array([*zone["sizeM"], 0.001]), zone["color"])
        found.append((world.names.index(zone["name"]), np.array([*zone["center"], 0.0]), *flat))
    tool = world.tool()
    rotation = turn(tool[3:])
    for side in (-1, 1):
        centre = tool[:3] + rotation @ [0, side * (world.opening * FINGERS_M / 2 + 0.006), -0.02]
        found.append((world.names.index("gripper"), centre, rotation, np.array([0.02, 0.012, 0.05]), GREY))
    return found


def cast(things: list, eye: np.ndarray, rays: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each ray [n, 3]: how many of its lengths away it meets something, which of `things` (-1: none), normal."""
    near, whose, normals = np.full(len(rays), np.inf), np.full(len(rays), -1), np.zeros((len(rays), 3))
    for i, (_, centre, rotation, size, _) in enumerate(things):
        start, along = rotation.T @ (eye - centre), rays @ rotation
        with np.errstate(divide="ignore", invalid="ignore"):
            one, two = (-size / 2 - start) / along, (size / 2 - start) / along
        enter, leave = np.minimum(one, two), np.maximum(one, two)
        at, axis = enter.max(axis=1), enter.argmax(axis=1)
        hit = (at < leave.min(axis=1)) & (at > 0) & (at < near)
        near[hit], whose[hit] = at[hit], i
        normals[hit] = -np.sign(along[hit, axis[hit]])[:, None] * rotation.T[axis[hit]]
    return near, whose, normals


def eye_of(world: World, camera: dict) -> tuple[np.ndarray, np.ndarray]:
    """Position and quaternion of a camera; on the hand, it moves with it."""
    position, quaternion = np.array(camera["position"], float), np.array(camera["quaternion"], float)
    if camera["mount"] == "world":
        return position, quaternion
    tool = world.tool()
    hand = position - [0, 0, HAND_ABOVE_TOOL_M]
    return tool[:3] + turn(tool[3:]) @ hand, times(tool[3:], quaternion)


def rays_of(camera: dict, quaternion: np.ndarray, width: int, height: int) -> tuple[np.ndarray, float]:
    """Rays of length 1 along the optical axis, row by row, and the focal length in pixels."""
    focal = height / 2 / np.tan(camera["fovYRad"] / 2)
    u, v = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    x, y = (u - width / 2) / focal, (v - height / 2) / focal
    return np.stack([x, y, np.ones_like(x)], axis=-1).reshape(-1, 3) @ turn(quaternion).T, focal


def pictures(world: World, asked: list[dict]) -> dict:
    """Camera -> what was asked of it."""
    known, views = {camera["name"]: camera for camera in world.scene["cameras"]}, {}
    for request in asked:
        name, width, height = request["name"], request["widthPx"], request["heightPx"]
        if name not in known or width * height > MOST_PX:
            raise Refusal("E_OBSERVE", f"camera {name}, {width} x {height}: unknown or too large")
        view = picture(world, known[name], width, height)
        views[name] = {k: v for k, v in view.items() if k not in ("depth", "segmentation") or request.get(k)}
    return views


def picture(world: World, camera: dict, width: int, height: int) -> dict:
    """What the camera sees: rgb uint8, depth float32, segmentation int32, and where it is."""
    (eye, quaternion), light, things = eye_of(world, camera), world.scene["light"], boxes(world)
    rays, focal = rays_of(camera, quaternion, width, height)
    near, whose, normals = cast(things, eye, rays)
    towards = np.array(light["direction"]) / np.linalg.norm(light["direction"])
    shade = light["ambient"] + light["diffuse"] * np.clip(normals @ towards, 0, 1)
    colors = np.array([*(thing[4] for thing in things), world.scene["background"]])[whose]
    seen = np.where(whose[:, None] >= 0, colors * shade[:, None] * light["color"], colors) * 255
    if std := world.scene["sensorNoiseStd"]:
        order = world.scene["cameras"].index(camera)
        seen = seen + np.random.default_rng([world.seed, world.steps, order]).normal(0, std, seen.shape)
    indices = np.array([*(thing[0] for thing in things), -1], np.int32)[whose]
    return {
        "rgb": np.clip(np.rint(seen), 0, 255).astype(np.uint8).reshape(height, width, 3),
        "depth": np.minimum(near, camera["farM"]).astype(np.float32).reshape(height, width),
        "segmentation": indices.reshape(height, width),
        "intrinsics": [focal, focal, width / 2, height / 2],
        "position": eye.tolist(),
        "quaternion": quaternion.tolist(),
    }


def visibility(world: World, camera_name: str, body_name: str) -> float:
    """Of the rays that would meet the body if it were alone, the fraction that meet it."""
    camera = next(camera for camera in world.scene["cameras"] if camera["name"] == camera_name)
    body = world.names.index(body_name)
    (eye, quaternion), things = eye_of(world, camera), boxes(world)
    rays, _ = rays_of(camera, quaternion, 160, 160)
    alone = cast([things[body]], eye, rays)[1] == 0
    among = cast(things, eye, rays)[1] == body
    return float(among.sum() / alone.sum()) if alone.any() else 0.0
