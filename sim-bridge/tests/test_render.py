import io

import numpy as np
import pytest
from bridge import greeted
from conftest import body, cameras, picture, scene
from PIL import Image

from sim_bridge.codec import read_array
from sim_bridge.images import write_rgb
from sim_bridge.rotation import to_matrix

ZONE = {"name": "pad", "shape": "rect", "center": [0.62, 0.15], "sizeM": [0.1, 0.1], "yawRad": 0, "color": [0, 1, 0]}
SCENE = scene(body("target", "cube", 0.46, 0.1, color=[1.0, 0.0, 0.0]), body("bowl", "bowl", 0.5, -0.15), zones=[ZONE])


def pixel_of(image, point: list) -> tuple[float, float, float]:
    """Column, row and depth at which a camera sees a point of the world."""
    x, y, z = (np.array(point) - image.pose.position) @ np.array(to_matrix(image.pose.quaternion))
    fx, fy, cx, cy = image.intrinsics
    return cx + fx * x / z, cy + fy * y / z, z


@pytest.mark.parametrize(("name", "size"), [("front", (160, 120)), ("overhead", (128, 128)), ("overhead", (96, 160))])
def test_depth_of_the_table_is_metric(reset, name, size):
    image = reset(scene(), picture(name, *size)).reading.cameras[name]
    assert image.depth.shape == image.rgb.shape[:2] == (size[1], size[0])
    for point in ([0.5, 0.2, 0.0], [0.6, -0.1, 0.0], [0.65, 0.0, 0.0]):
        column, row, depth = pixel_of(image, point)
        near = image.depth[int(row) - 1 : int(row) + 2, int(column) - 1 : int(column) + 2]
        assert near.min() - 0.002 < depth < near.max() + 0.002
        if name == "overhead":
            assert image.depth[int(row), int(column)] == pytest.approx(depth, abs=0.002)


def test_segmentation_names_what_is_there(reset):
    result = reset(SCENE, picture("overhead", 128, 128))
    image = result.reading.cameras["overhead"]
    for name, point in {
        "target": [0.46, 0.1, 0.04],
        "bowl": [0.5, -0.15, 0.01],
        "table": [0.6, 0.0, 0.0],
        "pad": [0.62, 0.15, 0.0],
    }.items():
        column, row, _ = pixel_of(image, point)
        assert result.names[image.segmentation[int(row), int(column)]] == name


def test_the_front_camera_sees_arm_gripper_and_background(reset):
    result = reset(SCENE, picture("front", 128, 96))
    image = result.reading.cameras["front"]
    seen = {result.names[i] for i in np.unique(image.segmentation) if i >= 0}
    assert {"arm", "gripper", "target", "bowl", "table", "floor", "pad"} <= seen
    background = image.rgb[image.segmentation == -1]
    assert len(background) > 100
    assert np.abs(background - np.rint(np.multiply(255, SCENE["background"]))).max() == 0


def test_the_wrist_camera_moves_with_the_hand_and_sees_both_fingers(simulator, reset):
    before = reset(SCENE, picture("wrist", 96, 96)).reading.cameras["wrist"]
    fingers = before.segmentation == 4
    assert fingers[:, :32].any()
    assert fingers[:, 64:].any()
    actions = np.array([[0.02, 0.0, -0.01, 0.0, 0.0, 0.0, 1.0]] * 5)
    after = simulator.step("ee_delta", actions, picture("wrist", 96, 96)).reading.cameras["wrist"]
    assert np.subtract(after.pose.position, before.pose.position) == pytest.approx([0.1, 0.0, -0.05], abs=0.01)


def test_only_what_is_asked_for_is_rendered(reset):
    assert reset(SCENE).reading.frames_rendered == 0
    assert reset(SCENE).reading.render_ms == 0.0
    reading = reset(SCENE, picture("front", 16, 16)).reading
    assert (reading.frames_rendered, list(reading.cameras)) == (1, ["front"])


def test_light_camera_texture_and_colour_change_the_picture(reset):
    def image(**changes):
        return reset({**SCENE, **changes}, picture("overhead", 48, 48)).reading.cameras["overhead"].rgb.astype(int)

    moved = cameras()
    moved[1]["position"] = [0.5, 0.05, 1.25]
    plain = image()
    assert np.abs(plain - image()).max() == 0
    assert image(light={**SCENE["light"], "ambient": 0.2, "diffuse": 0.1}).mean() < plain.mean() - 20
    assert np.abs(image(cameras=moved) - plain).mean() > 1
    assert np.abs(image(table={"color": [1, 1, 1], "texture": "checker"}) - plain).mean() > 5
    assert np.abs(image(light={**SCENE["light"], "shadow": True}) - plain).mean() > 0.1


def test_noise_has_its_seed_and_its_spread(simulator, reset):
    def image(std: float, seed: int) -> np.ndarray:
        value = {**SCENE, "sensorNoiseStd": std, "table": {"color": [0.5, 0.5, 0.5], "texture": None}}
        return reset(value, picture("overhead", 96, 96), seed).reading.cameras["overhead"].rgb.astype(float)

    clean, noisy = image(0, 1), image(8, 1)
    assert not np.array_equal(noisy, image(8, 2))
    assert np.array_equal(noisy, image(8, 1))
    inside = (clean > 40) & (clean < 215)
    assert (noisy - clean)[inside].std() == pytest.approx(8, rel=0.05)
    again = simulator.observe(picture("overhead", 96, 96)).cameras["overhead"].rgb
    assert np.array_equal(noisy, again)
    actions = np.array([[0.0] * 6 + [1.0]])
    later = simulator.step("ee_delta", actions, picture("overhead", 96, 96)).reading.cameras["overhead"].rgb
    assert not np.array_equal(noisy, later)


@pytest.mark.parametrize("encoding", ["jpeg", "webp"])
def test_images_are_coded_as_agreed(announcement, encoding):
    observe = {"cameras": [{"name": "front", "widthPx": 64, "heightPx": 48}], "state": []}
    with greeted(announcement, images=[encoding]) as client:
        client.call("reset", scene=SCENE, seed=0, observe={"cameras": [], "state": []})
        rgb = client.call("observe", observe=observe)["observation"]["cameras"]["front"]["rgb"]
    with greeted(announcement) as client:
        client.call("reset", scene=SCENE, seed=0, observe={"cameras": [], "state": []})
        raw = client.call("observe", observe=observe)["observation"]["cameras"]["front"]["rgb"]
    assert (rgb["dtype"], rgb["shape"], rgb["encoding"]) == ("uint8", [48, 64, 3], encoding)
    assert "encoding" not in raw
    decoded, plain = np.array(Image.open(io.BytesIO(rgb["data"]))).astype(int), read_array(raw, "rgb", "")
    assert np.abs(decoded - plain).max() == 0 if encoding == "webp" else np.abs(decoded - plain).mean() < 8


def test_webp_is_lossless():
    rgb = np.random.default_rng(0).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    assert np.array_equal(np.array(Image.open(io.BytesIO(write_rgb(rgb, "webp")["data"]))), rgb)
