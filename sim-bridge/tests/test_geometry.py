"""Triangles, normals, collision shapes and mass of every kind of shape, against closed formulas."""

import math
from collections import Counter

import numpy as np
import pytest
import yaml

from sim_bridge.errors import BridgeError
from sim_bridge.geometry import (
    collision_shapes,
    mass_properties,
    matrix_of_quaternion,
    quad,
    quaternion_of_matrix,
    quaternion_of_rpy_deg,
    read_obj,
    visual_mesh,
    write_obj,
)
from sim_bridge.geometry.mass import solid_integrals
from sim_bridge.geometry.surface import surface_of
from sim_bridge.library import DATA_DIR, Library
from sim_bridge.model import Part, read_model
from sim_bridge.scene import Pose
from sim_bridge.shapes import Box, Capsule, Cylinder, Ellipsoid, Lathe, Sphere, Tube

ORIGIN = Pose((0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0))
CONE = Lathe(((0.0, 0.0), (0.03, 0.0), (0.0, 0.06)))
RING = Lathe(((0.02, 0.0), (0.03, 0.0), (0.03, 0.01), (0.02, 0.01), (0.02, 0.0)))
BENT = Tube(((-0.05, 0.0, 0.0), (0.0, 0.0, 0.01), (0.05, 0.02, 0.0)), (0.006, 0.01, 0.006))

# Shape, volume in m3 by formula, and how much less its polygons may enclose.
VOLUMES = [
    (Box((0.02, 0.03, 0.04)), 0.02 * 0.03 * 0.04, 1e-9),
    (Cylinder(0.03, 0.08), math.pi * 0.03**2 * 0.08, 0.03),
    (Sphere(0.03), 4 / 3 * math.pi * 0.03**3, 0.06),
    (Capsule(0.01, 0.04), math.pi * 0.01**2 * 0.04 + 4 / 3 * math.pi * 0.01**3, 0.15),
    (Ellipsoid((0.03, 0.02, 0.01)), 4 / 3 * math.pi * 0.03 * 0.02 * 0.01, 0.06),
    (CONE, math.pi * 0.03**2 * 0.06 / 3, 0.03),
    (RING, math.pi * (0.03**2 - 0.02**2) * 0.01, 0.03),
    (Tube(((0.0, 0.0, 0.0), (0.0, 0.0, 0.1)), (0.01, 0.01)), math.pi * 0.01**2 * 0.1, 0.11),
]
SHAPES = [*(shape for shape, _, _ in VOLUMES), BENT]


def part(shape, pose=ORIGIN):
    return Part(shape, pose, None, True, True)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_a_surface_is_closed_and_faces_outwards(shape):
    mesh = visual_mesh(part(shape))
    points = [tuple(v) for v in np.round(mesh.vertices, 6).tolist()]
    edges = Counter(
        (points[a], points[b]) for f in mesh.faces.tolist() for a, b in zip(f, [*f[1:], f[0]], strict=True)
    )
    assert {edge: n for edge, n in edges.items() if n != 1 or edges[edge[::-1]] != 1} == {}
    assert solid_integrals(mesh.vertices, mesh.faces)[0] > 0


@pytest.mark.parametrize(("shape", "volume", "less"), VOLUMES, ids=lambda value: type(value).__name__)
def test_the_volume_of_a_shape(shape, volume, less):
    enclosed, _, _ = solid_integrals(*surface_of(shape))
    assert volume * (1 - less) <= enclosed <= volume * (1 + 1e-9)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_normals_are_of_length_one_and_agree_with_their_faces(shape):
    mesh = visual_mesh(part(shape))
    corners = mesh.vertices[mesh.faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    flat /= np.linalg.norm(flat, axis=1, keepdims=True)
    agreement = np.einsum("nki,ni->nk", mesh.normals[mesh.faces], flat)
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(1.0)
    assert agreement.min() > math.cos(math.radians(45))


def test_a_cylinder_is_smooth_around_and_sharp_at_its_rim():
    mesh = visual_mesh(part(Cylinder(0.03, 0.08)))
    upright = np.abs(mesh.normals[:, 2])
    assert set(np.round(upright, 6)) == {0.0, 1.0}
    side = mesh.vertices[upright < 0.5]
    radial = side[:, :2] / np.linalg.norm(side[:, :2], axis=1, keepdims=True)
    assert np.einsum("ni,ni->n", radial, mesh.normals[upright < 0.5][:, :2]).min() > 0.999


def test_a_box_has_no_smooth_corner():
    mesh = visual_mesh(part(Box((0.02, 0.03, 0.04))))
    assert (len(mesh.vertices), len(mesh.faces)) == (24, 12)
    assert sorted(np.abs(mesh.normals).max(axis=1)) == pytest.approx([1.0] * 24)


def test_a_part_is_turned_about_fixed_axes_then_moved():
    quarter = Pose((1.0, 2.0, 3.0), quaternion_of_rpy_deg((90.0, 0.0, 90.0)))
    mesh = visual_mesh(part(Box((0.02, 0.04, 0.06)), quarter))
    size = mesh.vertices.max(axis=0) - mesh.vertices.min(axis=0)
    # x y z = 2 4 6: about x -> 2 6 4, then about z -> 6 2 4.
    assert size == pytest.approx([0.06, 0.02, 0.04])
    assert mesh.vertices.mean(axis=0) == pytest.approx([1.0, 2.0, 3.0])


@pytest.mark.parametrize("rpy_deg", [(0, 0, 0), (30, -50, 170), (180, 0, 0), (0, 180, 0), (0, 0, 180), (90, 90, 90)])
def test_a_rotation_survives_the_way_through_a_matrix(rpy_deg):
    matrix = matrix_of_quaternion(quaternion_of_rpy_deg(rpy_deg))
    assert matrix @ matrix.T == pytest.approx(np.eye(3), abs=1e-12)
    assert matrix_of_quaternion(quaternion_of_matrix(matrix)) == pytest.approx(matrix, abs=1e-9)


def model_of(*parts, mass_kg=0.2):
    value = yaml.safe_load((DATA_DIR / "models/cube.yaml").read_text())
    value |= {"massKg": mass_kg, "parts": list(parts)}
    library = Library()
    return read_model("test", value, library.colors, library._mesh)


def test_mass_of_a_turned_box_is_the_formula_about_its_own_axes():
    model = model_of(
        {"shape": "box", "sizeM": [0.02, 0.04, 0.06], "at": [0.1, 0, 0.03], "rpyDeg": [0, 0, 30], "tint": True}
    )
    mass = mass_properties(model, 0.2)
    expected = sorted(0.2 / 12 * (a * a + b * b) for a, b in [(0.04, 0.06), (0.02, 0.06), (0.02, 0.04)])
    assert mass.center_m == pytest.approx((0.1, 0.0, 0.03))
    assert mass.inertia_kg_m2 == pytest.approx(expected)
    # Moments ascend: the smallest is about the longest side, z; the largest about the shortest, x, turned by 30.
    axes = np.abs(matrix_of_quaternion(mass.axes))
    assert axes[:, 0] == pytest.approx([0.0, 0.0, 1.0], abs=1e-9)
    assert axes[:, 2] == pytest.approx([math.cos(math.radians(30)), 0.5, 0.0], abs=1e-9)


def test_mass_of_two_parts_lies_between_them_by_volume():
    small = {"shape": "box", "sizeM": [0.02, 0.02, 0.02], "at": [0, 0, 0.01], "tint": True}
    large = {"shape": "box", "sizeM": [0.04, 0.02, 0.02], "at": [0.06, 0, 0.01], "tint": True}
    seen = {"shape": "sphere", "radiusM": 0.5, "collide": False, "tint": True}
    assert mass_properties(model_of(small, large, seen), 0.2).center_m == pytest.approx((0.04, 0.0, 0.01))


def test_mass_scales_with_length_squared():
    model = Library().model("mug")
    one, two = mass_properties(model, 0.1), mass_properties(model, 0.3, scale=2.0)
    assert two.center_m == pytest.approx(tuple(2 * c for c in one.center_m))
    assert two.inertia_kg_m2 == pytest.approx(tuple(12 * i for i in one.inertia_kg_m2))


def test_collision_shapes_keep_primitives_and_scale():
    parts = [
        {"shape": "box", "sizeM": [0.02, 0.04, 0.06], "at": [0, 0, 0.03], "tint": True},
        {"shape": "cylinder", "radiusM": 0.01, "heightM": 0.02, "visible": False},
        {"shape": "lathe", "profileM": [[0, 0], [0.02, 0], [0, 0.03]], "tint": True},
        {"shape": "sphere", "radiusM": 0.01, "tint": True, "collide": False},
    ]
    box, cylinder, hull = collision_shapes(model_of(*parts), scale=2.0)
    assert (box.kind, box.size_m, box.pose.position) == ("box", (0.04, 0.08, 0.12), (0.0, 0.0, 0.06))
    assert (cylinder.kind, cylinder.radius_m, cylinder.height_m) == ("cylinder", 0.02, 0.04)
    assert hull.kind == "hull"
    assert hull.vertices.max(axis=0) == pytest.approx([0.04, 0.04, 0.06])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ([[0, 0, 0]], "at least 2 points"),
        ([[0, 0, 0], [0, 0, 0]], "stand still"),
        ([[0, 0, 0], [1, 0, 0], [0, 0, 0]], "turn back"),
    ],
)
def test_a_tube_needs_a_path_that_goes_somewhere(path, message):
    with pytest.raises(BridgeError, match=message):
        model_of({"shape": "tube", "pathM": path, "radiusM": 0.01, "tint": True})


def test_a_mesh_survives_the_way_through_an_obj_file():
    mesh = visual_mesh(part(Box((0.02, 0.03, 0.04))))
    corners, faces = read_obj(write_obj(mesh))
    assert np.array(corners) == pytest.approx(mesh.vertices)
    assert np.array_equal(faces, mesh.faces)


def test_a_quad_faces_up_and_repeats_its_texture():
    mesh = quad((2.0, 1.0), repeat=(4.0, 2.0), cells=3)
    corners = mesh.vertices[mesh.faces]
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] / 2
    assert len(mesh.faces) == 18
    assert areas.min() > 0
    assert areas.sum() == pytest.approx(2.0)
    assert mesh.uvs.max(axis=0) == pytest.approx([4.0, 2.0])
