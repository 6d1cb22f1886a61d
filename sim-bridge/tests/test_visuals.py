"""What is said about a scene's look, against what TinyRenderer draws of it."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import NOTHING, body, look_at, parsed, picture, scene

from sim_bridge.codec import read_array
from sim_bridge.errors import BridgeError
from sim_bridge.geometry import matrix_of_quaternion
from sim_bridge.geometry.mass import solid_integrals
from sim_bridge.geometry.surface import surface_of
from sim_bridge.library import Library
from sim_bridge.requests import ObserveRequest
from sim_bridge.robots import load_robot
from sim_bridge.scene import SURFACES
from sim_bridge.visuals import AssetShop, FixedFrame, LinkFrame, MeshShape, Visuals, describe
from sim_bridge.visuals.assets import content_hash
from sim_bridge.write_visuals import write_visuals

POSES = replace(NOTHING, poses=True)
ZONE = {
    "name": "pad",
    "shape": "rect",
    "center": [0.35, 0.3],
    "sizeM": [0.12, 0.08],
    "yawRad": 0.4,
    "color": [0, 1, 0],
}
BODIES = (
    body("mug", "mug", 0.5, 0.1, 0.7, scale=1.3),
    body("pear", "pear", 0.4, -0.25),
    body("spoon", "spoon", 0.55, -0.15, 1.0, scale=1.5),
    body("house", "roof_block", 0.6, 0.3, color=[0.9, 0.1, 0.2]),
    body("bin", "bin", 0.62, -0.3, fixed=True),
)


def full(**changes: object) -> dict:
    return scene(*BODIES, zones=[ZONE, {**ZONE, "name": "spot", "shape": "disc", "center": [0.3, -0.3]}], **changes)


@pytest.fixture
def seen(simulator, reset):
    """The full scene: its reset and the look of it."""
    return reset(full(), POSES), simulator.visuals()


def world_triangles(visuals: Visuals, poses: np.ndarray, index: int) -> np.ndarray:
    """Triangles [m, 3, 3] of a part in the world."""
    part, frame = visuals.parts[index], poses[visuals.parts[index].frame]
    if isinstance(part.shape, MeshShape):
        points, faces = part.shape.mesh.vertices, part.shape.mesh.faces
    else:
        points, faces = surface_of(part.shape)
    local = points * part.scale @ matrix_of_quaternion(part.pose.quaternion).T + part.pose.position
    return (local @ matrix_of_quaternion(frame[3:]).T + frame[:3])[faces]


def projected(image, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Columns, rows and depths of points in the world."""
    local = (points - image.pose.position) @ matrix_of_quaternion(image.pose.quaternion)
    fx, fy, cx, cy = image.intrinsics
    return cx + fx * local[:, 0] / local[:, 2], cy + fy * local[:, 1] / local[:, 2], local[:, 2]


def drawn_from(visuals: Visuals, poses: np.ndarray, image, names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Depth and segmentation of all parts but the floor, which reaches behind the camera: a z-buffer, no clipping."""
    size = image.depth.shape
    depth, segmentation = np.full(size, np.inf), np.full(size, -1)
    for index, part in enumerate(visuals.parts):
        if part.name != "floor":
            for triangle in world_triangles(visuals, poses, index):
                fill(depth, segmentation, np.stack(projected(image, triangle), axis=1), names.index(part.name))
    return depth, segmentation


def fill(depth: np.ndarray, segmentation: np.ndarray, corners: np.ndarray, name: int) -> None:
    """Corners (u, v, metres). 1 / depth is linear in the image."""
    low = np.maximum(np.floor(corners[:, :2].min(axis=0)).astype(int), 0)
    high = np.minimum(np.ceil(corners[:, :2].max(axis=0)).astype(int), depth.shape[::-1])
    columns, rows = np.meshgrid(np.arange(low[0], high[0]), np.arange(low[1], high[1]))
    (ax, ay), (bx, by), (cx, cy) = corners[:, :2]
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if columns.size == 0 or area == 0:
        return
    x, y = columns + 0.5, rows + 0.5
    second = ((x - ax) * (cy - ay) - (y - ay) * (cx - ax)) / area
    third = ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / area
    weights = np.stack([1 - second - third, second, third])
    here = 1 / np.tensordot(1 / corners[:, 2], weights, axes=1)
    window = (slice(low[1], high[1]), slice(low[0], high[0]))
    nearer = (weights >= 0).all(axis=0) & (here < depth[window])
    depth[window][nearer] = here[nearer]
    segmentation[window][nearer] = name


@pytest.mark.parametrize("camera", ["front", "overhead"])
def test_what_is_described_looks_like_what_the_simulator_draws(simulator, reset, camera):
    result = reset(full(), replace(picture(camera, 200, 200), poses=True))
    image, names = result.reading.cameras[camera], result.names
    depth, segmentation = drawn_from(simulator.visuals(), result.reading.poses, image, names)
    wanted = np.where(image.segmentation == names.index("floor"), -1, image.segmentation)
    same = segmentation == wanted
    assert same.mean() > 0.999
    assert np.percentile(np.abs(depth - image.depth)[same & (wanted >= 0)], 99) < 1e-4
    seen = [name for name in names if (wanted == names.index(name)).any()]
    assert len(seen) >= 8
    for name in seen:
        pixels = wanted == names.index(name)
        assert same[pixels].mean() > 0.9, f"{name}: {same[pixels].mean():.3f} of {pixels.sum()} pixels"


@pytest.mark.parametrize("surface", ["table", "floor"])
@pytest.mark.parametrize("texture", ["oak", "checker", "marble"])
def test_a_texture_lies_as_it_is_drawn(simulator, reset, surface, texture):
    """Each pixel of a surface has the colour that its place has in the texture: v up, row 0 of the image on top."""
    camera = full()["cameras"][0]
    # Beside the table for the floor, else above an empty corner of the table; turned, so that no axis is special.
    spot = [0.55, 0.45, 0.0] if surface == "table" else [-1.0, 1.4, -0.75]
    eye = [spot[0] + 0.05, spot[1] - 0.1, spot[2] + 0.6]
    camera = {**camera, "name": "close", "mount": "world", **look_at(eye, spot, [0.3, 1.0, 0.0]), "fovYRad": 0.6}
    light = {**full()["light"], "ambient": 1.0, "diffuse": 0.0}
    value = scene(**{surface: {"color": [1.0, 1.0, 1.0], "texture": texture}}, cameras=[camera], light=light)
    result = reset(value, picture("close", 160, 160))
    image = result.reading.cameras["close"]
    part = next(part for part in simulator.visuals().parts if part.name == surface)
    rows, columns = np.nonzero(image.segmentation == result.names.index(surface))
    uvs = texture_coordinates(part.shape.mesh, image, rows, columns, np.array(next_pose(simulator, surface)))
    got = image.rgb[rows, columns].astype(float)
    errors = {flip: np.abs(sampled(part.texture.rgb, uvs, flip) - got).mean() for flip in ("none", "u", "v", "swap")}
    assert min(errors, key=errors.get) == "none", errors
    assert errors["none"] < 1, errors


def next_pose(simulator, name: str) -> np.ndarray:
    row = [frame.name for frame in simulator.visuals().frames].index(name)
    return simulator.observe(POSES).poses[row]


def texture_coordinates(mesh, image, rows, columns, pose) -> np.ndarray:
    """Of the points of a slab's top that pixels see: barycentric in its two upper triangles is affine over the top."""
    fx, fy, cx, cy = image.intrinsics
    rays = np.stack([(columns + 0.5 - cx) / fx, (rows + 0.5 - cy) / fy, np.ones(len(rows))], axis=1)
    rays = rays @ matrix_of_quaternion(image.pose.quaternion).T
    top = mesh.normals[:, 2] > 0.9
    height = mesh.vertices[top][0, 2] + pose[2]
    points = np.array(image.pose.position) + rays * ((height - image.pose.position[2]) / rays[:, 2])[:, None]
    corners = np.hstack([mesh.vertices[top][:, :2] + pose[:2], np.ones((top.sum(), 1))])
    affine = np.linalg.lstsq(corners, mesh.uvs[top], rcond=None)[0]
    return np.hstack([points[:, :2], np.ones((len(points), 1))]) @ affine


def sampled(rgb: np.ndarray, uvs: np.ndarray, flip: str) -> np.ndarray:
    height, width, _ = rgb.shape
    u, v = uvs.T if flip != "swap" else uvs.T[::-1]
    u, v = (1 - u if flip == "u" else u), (1 - v if flip == "v" else v)
    column = (np.mod(u, 1.0) * width).astype(int) % width
    row = (np.mod(1 - v, 1.0) * height).astype(int) % height
    return rgb[row, column].astype(float)


def test_every_name_has_a_part_and_every_frame_a_pose(seen):
    result, visuals = seen
    assert {part.name for part in visuals.parts} == set(result.names)
    assert result.reading.poses.shape == (len(visuals.frames), 7)
    assert np.allclose(np.linalg.norm(result.reading.poses[:, 3:], axis=1), 1.0)
    assert visuals.frames[visuals.hand_frame].name == "panda_hand"


def test_fixed_frames_are_where_the_simulator_has_them(seen):
    result, visuals = seen
    for frame, row in zip(visuals.frames, result.reading.poses, strict=True):
        if isinstance(frame, FixedFrame):
            assert np.allclose(row, [*frame.pose.position, *frame.pose.quaternion], atol=1e-12), frame.name


def test_a_parent_comes_before_its_children(seen):
    _, visuals = seen
    links = [(row, frame) for row, frame in enumerate(visuals.frames) if isinstance(frame, LinkFrame)]
    assert len(links) == 11
    assert all(frame.parent < row for row, frame in links)


def test_meshes_are_sound(seen):
    _, visuals = seen
    meshes = {part.shape.mesh for part in visuals.parts if isinstance(part.shape, MeshShape)}
    for mesh in meshes:
        assert np.isfinite(mesh.vertices).all()
        assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-4)
        assert mesh.faces.min() == 0
        assert mesh.faces.max() == len(mesh.vertices) - 1


def test_only_what_is_not_known_is_sent(seen):
    _, visuals = seen
    everything = write_visuals(visuals, ())
    known = list(everything["meshes"])[:3]
    rest = write_visuals(visuals, known)
    assert set(everything["meshes"]) - set(rest["meshes"]) == set(known)
    assert rest["parts"] == everything["parts"]


def test_a_hash_is_that_of_the_content(client):
    client.call("reset", scene=full(table={"color": [1, 1, 1], "texture": "oak"}), seed=1, observe=empty())
    reply = client.call("visuals", known=[])
    (name,) = reply["textures"]
    rgb = read_array(reply["textures"][name], "rgb", "")
    assert name == content_hash(rgb.shape, (rgb,))
    for name, mesh in reply["meshes"].items():
        arrays = tuple(
            read_array(mesh[key], key, "") for key in ("vertices", "normals", "faces", "uvs") if key in mesh
        )
        assert name == content_hash((len(arrays[0]), len(arrays[2]), int("uvs" in mesh)), arrays)


def test_colours_tint_and_scale_are_those_of_the_scene(seen):
    _, visuals = seen
    house = [part for part in visuals.parts if part.name == "house"]
    assert (0.9, 0.1, 0.2) in {part.color for part in house}
    assert {part.scale for part in visuals.parts if part.name == "mug"} == {1.3}
    assert {part.alpha for part in visuals.parts if part.name in ("pad", "spot")} == {0.8}
    assert {part.alpha for part in visuals.parts if part.name in SURFACES} == {1.0}


def empty(**changes: object) -> dict:
    return {"cameras": [], "state": [], **changes}


def test_poses_are_sent_only_when_asked_for(client):
    reply = client.call("reset", scene=scene(), seed=1, observe=empty())
    assert "poses" not in reply["observation"]
    reply = client.call("observe", observe=empty(poses=True))
    assert reply["observation"]["poses"]["shape"] == [len(client.call("visuals", known=[])["frames"]), 7]


def test_a_look_is_refused_before_a_reset(client):
    assert client.refused("visuals", known=[])["code"] == "E_NOT_RESET"


@pytest.mark.parametrize(
    ("known", "says"),
    [(None, "known: expected a list, got None"), ([3], r"known\[0\]: expected a hash, got 3")],
)
def test_known_must_be_hashes(client, known, says):
    error = client.refused("visuals", known=known)
    assert error["code"] == "E_PROTOCOL"
    assert re.search(says, error["message"])


def test_poses_must_be_true_or_false(client):
    error = client.refused("reset", scene=scene(), seed=1, observe=empty(poses=1))
    assert (error["code"], error["message"]) == ("E_OBSERVE", "observe.poses: expected true or false, got 1")


def test_every_model_of_the_library_can_be_described():
    library = Library()
    shop, robot = AssetShop(library), load_robot("panda")
    for name in library.model_names():
        visuals = describe(parsed(scene(body("it", name, 0.5, 0.0))), library, shop, robot)
        parts = [part for part in visuals.parts if part.name == "it"]
        assert parts, name
        for mesh in (part.shape.mesh for part in parts if isinstance(part.shape, MeshShape)):
            assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1.0, atol=1e-4), name


ODD_ROBOTS = [
    (
        "moves by itself",
        'name="panda_joint4"',
        'name="other"',
        r"odd\.urdf: joint other: expected every joint that moves",
    ),
    ("has no mesh", "panda/link3.obj", "none.obj", r"none\.obj: expected an OBJ file, got FileNotFoundError"),
    ("has a broken mesh", "panda/link3.obj", "broken.obj", r"broken\.obj: line 2: expected 3 numbers, got 'f 1 2'"),
]


@pytest.mark.parametrize(("find", "put", "says"), [row[1:] for row in ODD_ROBOTS], ids=[row[0] for row in ODD_ROBOTS])
def test_a_robot_that_cannot_be_drawn_is_refused(tmp_path: Path, find, put, says):
    robot, library = load_robot("panda"), Library()
    (tmp_path / "panda").symlink_to(robot.urdf.parent / "panda")
    (tmp_path / "broken.obj").write_text("v 0 0 0\nf 1 2\n")
    urdf = tmp_path / "odd.urdf"
    urdf.write_text(robot.urdf.read_text().replace(find, put))
    with pytest.raises(BridgeError, match=says):
        describe(parsed(scene()), library, AssetShop(library), replace(robot, urdf=urdf))


def test_a_mirrored_mesh_keeps_its_outside():
    library = Library()
    path = load_robot("panda").urdf.parent / "panda" / "hand.obj"
    plain, mirrored = (AssetShop(library).of_file(path, (1.0, sign, 1.0)) for sign in (1.0, -1.0))
    assert solid_integrals(plain.vertices, plain.faces)[0] > 0
    assert solid_integrals(mirrored.vertices, mirrored.faces)[0] > 0


def test_looking_changes_no_physics(simulator, reset):
    still = np.array([[0.0, 0, 0, 0, 0, 0, 1.0]] * 3)
    reset(full())
    unseen = simulator.step("ee_delta", still, ObserveRequest((), (), ())).state_hash
    reset(full(), POSES)
    simulator.visuals()
    assert simulator.step("ee_delta", still, POSES).state_hash == unseen
