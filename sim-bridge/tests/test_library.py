"""The library's files: what is in them, that they stand still, and what the reader says of a broken one."""

import hashlib
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pybullet as p
import pytest
from PIL import Image

from sim_bridge.errors import BridgeError
from sim_bridge.geometry import collision_shapes, mass_properties, matrix_of_quaternion, model_mesh
from sim_bridge.library import DATA_DIR, Library
from sim_bridge.model import CATEGORIES
from sim_bridge.scene import Body, Pose
from sim_bridge.simulators.pybullet.bodies import BodyBuilder, model_pose

LIBRARY = Library()
MODELS = LIBRARY.model_names()
GRASPABLE = tuple(name for name in MODELS if LIBRARY.model(name).role == "graspable")
RECEPTACLES = tuple(name for name in MODELS if LIBRARY.model(name).role == "receptacle")
SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
SETTLE_STEPS = 360


def test_the_library_has_the_promised_variety():
    counts = Counter(LIBRARY.model(name).category for name in GRASPABLE)
    assert sum(counts.values()) >= 22
    assert {category: counts[category] for category in CATEGORIES[:8] if counts[category] < 2} == {}
    assert set(RECEPTACLES) == {"bowl", "plate", "tray", "bin", "basket", "microwave"}


def test_nouns_and_synonyms_name_one_model_each():
    names = [word for name in MODELS for word in (LIBRARY.model(name).noun, *LIBRARY.model(name).synonyms)]
    assert [word for word, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("name", MODELS)
def test_a_model_stands_on_the_ground_in_the_middle_of_its_bounding_box(name):
    model = LIBRARY.model(name)
    mesh = model_mesh(model)
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    half_x, half_y, height = model.size_m[0] / 2, model.size_m[1] / 2, model.size_m[2]
    assert low == pytest.approx([-half_x, -half_y, 0.0], abs=0.001)
    assert high == pytest.approx([half_x, half_y, height], abs=0.001)
    assert len(mesh.faces) < 1500
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize("name", MODELS)
def test_a_simulator_can_take_the_model_as_one_body(name):
    model = LIBRARY.model(name)
    assert len(collision_shapes(model)) <= 16
    assert len({part.color for part in model.parts if part.visible}) <= 16
    assert any(part.color is None for part in model.parts), "no part takes the model's colour"
    assert min(mass_properties(model, model.mass_kg).inertia_kg_m2) > 0


@pytest.mark.parametrize("name", GRASPABLE)
def test_the_gripper_fits_around_the_model(name):
    model = LIBRARY.model(name)
    assert 0.015 <= model.grasp.width_m <= 0.065
    assert 0.03 <= model.mass_kg <= 0.3
    # The palm begins 45 mm above the fingertips; what is taller there must be narrower than the hand is deep.
    tallest = max(_tops_under_the_hand(model))
    assert tallest - model.grasp.height_m <= 0.041


def _tops_under_the_hand(model):
    corners = model_mesh(model).vertices
    near = np.abs(corners[:, 0] - model.grasp.offset_m[0]) < 0.030
    stems = 0.012 if model.category == "fruit" else 0.0
    return corners[near][:, 2] - stems


@pytest.mark.parametrize("name", RECEPTACLES)
def test_the_hand_can_release_above_a_receptacle(name):
    model = LIBRARY.model(name)
    assert 0.0 < model.cavity.floor_m < model.cavity.rim_m <= min(0.075, model.size_m[2])
    # The fingertips let go above the rim, and the palm is 45 mm higher: what stands beside the hollow stays below it.
    assert model.size_m[2] - model.cavity.rim_m <= 0.041
    for offset, inside, outside in zip(model.cavity.offset_m, model.cavity.size_m, model.size_m[:2], strict=True):
        assert abs(offset) + inside / 2 <= outside / 2
    assert 0.5 <= model.mass_kg <= 1.5


@pytest.fixture(scope="module")
def builder(tmp_path_factory):
    client = p.connect(p.DIRECT)
    yield client, BodyBuilder(client, LIBRARY, tmp_path_factory.mktemp("meshes"))
    p.disconnect(client)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_put_on_a_table_stays_where_it_was_put(name, builder):
    client, bodies = builder
    model = LIBRARY.model(name)
    p.resetSimulation(physicsClientId=client)
    p.setGravity(0, 0, -9.81, physicsClientId=client)
    table = p.createCollisionShape(p.GEOM_BOX, halfExtents=[1, 1, 0.02], physicsClientId=client)
    p.createMultiBody(0, table, basePosition=[0, 0, -0.02], physicsClientId=client)
    turned = (0.0, 0.0, np.sin(0.4), np.cos(0.4))
    spec = Body("target", name, Pose((0.0, 0.0, 0.001), turned), None, 1.0, model.mass_kg, model.friction, False)
    built = bodies.build(spec, 0)
    for _ in range(SETTLE_STEPS):
        p.stepSimulation(physicsClientId=client)
    pose = model_pose(*p.getBasePositionAndOrientation(built.body, physicsClientId=client), *built.inertial)
    linear, angular = p.getBaseVelocity(built.body, physicsClientId=client)
    assert np.linalg.norm(pose.position) < 0.003
    assert np.degrees(np.arccos(min(1.0, matrix_of_quaternion(pose.quaternion)[2, 2]))) < 2.0
    assert np.linalg.norm(linear) < 0.01
    assert np.linalg.norm(angular) < 0.1


def test_asset_hashes_are_those_of_the_files():
    hashes = LIBRARY.asset_hashes()
    assert hashes["models/cube"] == hashlib.sha256((DATA_DIR / "models/cube.yaml").read_bytes()).hexdigest()
    robots = DATA_DIR / "robots"
    panda = [robots / "panda.urdf", robots / "panda.yaml", *sorted((robots / "panda").glob("*.obj"))]
    assert hashes["robots/panda"] == hashlib.sha256(b"".join(file.read_bytes() for file in panda)).hexdigest()
    assert {"robots/panda", "textures/oak", "meshes/roof.obj"} <= set(hashes)
    assert {f"models/{name}" for name in MODELS} <= set(hashes)


def test_looks_are_complete():
    looks = [LIBRARY.look(name) for name in LIBRARY.look_names()]
    assert len(looks) >= 3
    assert all(look.light.direction[2] > 0 for look in looks)


def test_textures_are_small_square_pictures():
    for name in LIBRARY.texture_names():
        path = LIBRARY.texture_path(name)
        assert path.stat().st_size < 100_000
        with Image.open(path) as image:
            assert (image.size, image.mode) == ((256, 256), "RGB")


@pytest.mark.parametrize(
    ("script", "folder", "ending"), [("make_textures", "textures", "png"), ("make_meshes", "meshes", "obj")]
)
def test_generated_files_are_what_their_script_makes(script, folder, ending, tmp_path):
    subprocess.run([sys.executable, SCRIPTS / f"{script}.py", tmp_path], check=True, timeout=60)
    made = {path.name: _content(path) for path in tmp_path.glob(f"*.{ending}")}
    assert made == {path.name: _content(path) for path in (DATA_DIR / folder).glob(f"*.{ending}")}


def _content(path):
    """Pixels of a picture, because another version of the PNG coder may write other bytes."""
    return path.read_text() if path.suffix == ".obj" else Image.open(path).tobytes()


BROKEN = [
    ("massKg: 0.08", "massKg: heavy", "models/cube.yaml: massKg: expected a finite number, got 'heavy'"),
    ("massKg: 0.08", "massKg: 0.08\nweight: 3", "models/cube.yaml: message: unknown key 'weight'; valid: "),
    ("category: block", "category: brick", "models/cube.yaml: category: got 'brick'; valid: block, can, "),
    ("color: red", "color: rde", "models/cube.yaml: color: got 'rde'; valid: black, blue, "),
    ("shape: box", "shape: bocks", "models/cube.yaml: parts[0].shape: got 'bocks'; valid: box, "),
    (
        "sizeM: [0.042, 0.042, 0.042], at",
        "sizeM: [0.042, 0.042], at",
        "models/cube.yaml: parts[0].sizeM: expected 3 numbers",
    ),
    (
        "tint: true",
        "tint: true, color: [1, 0, 0]",
        "models/cube.yaml: parts[0].color: expected nothing beside tint: true",
    ),
    ("tint: true", "tint: true, collide: false", "models/cube.yaml: parts: expected at least one part that collides"),
    ("grasp:", "grip:", "models/cube.yaml: grasp: expected a value, got nothing"),
    ("category: block", "category: [", "models/cube.yaml: while parsing"),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN, ids=[new for _, new, _ in BROKEN])
def test_a_broken_model_is_one_line_with_file_and_key(old, new, message, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA_DIR, data)
    path = data / "models/cube.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(BridgeError) as caught:
        Library(data).model("cube")
    assert caught.value.code == "E_ASSET"
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(BridgeError, match=r"unknown model 'cub'; valid: apple, .*, cube, "):
        LIBRARY.model("cub")


@pytest.mark.parametrize("name", ["../models/cube", "", "/etc/passwd", "cube.yaml"])
def test_a_name_is_never_a_path(name):
    with pytest.raises(BridgeError, match="unknown texture"):
        LIBRARY.texture_path(name)


def test_a_broken_mesh_names_its_file_and_line(tmp_path):
    data = tmp_path / "data"
    shutil.copytree(DATA_DIR, data)
    (data / "meshes/roof.obj").write_text("v 0 0 0\nv 1 0\n")
    with pytest.raises(
        BridgeError, match=r"models/roof_block.yaml: meshes/roof.obj: line 2: expected 3 numbers, got 'v 1 0'"
    ):
        Library(data).model("roof_block")
