"""The closed surface of every shape: points [n, 3] in metres, triangles [m, 3] counter-clockwise seen from outside."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from ..shapes import Box, Capsule, Cylinder, Ellipsoid, Lathe, MeshFile, Shape, Sphere, Tube
from .sweep import rings_surface, tube_rings

Surface = tuple[np.ndarray, np.ndarray]

# Chords about this long look round at 256 pixels from a metre, and keep a model below a few hundred triangles.
CHORD_M = 0.009


def surface_of(shape: Shape) -> Surface:
    return _SURFACES[type(shape)](shape)


def segments_of(radius_m: float) -> int:
    """Corners of a circle drawn as a polygon: 8 to 28, in fours so that the outline touches both axes."""
    return min(28, max(8, 4 * round(math.pi * radius_m / (2 * CHORD_M))))


def _box(box: Box) -> Surface:
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    faces = [triangle for a, b, c, d in quads for triangle in ((a, b, c), (a, c, d))]
    return signs * np.asarray(box.size_m) / 2, np.array(faces)


def _cylinder(cylinder: Cylinder) -> Surface:
    half = cylinder.height_m / 2
    return turned([(cylinder.radius_m, -half), (cylinder.radius_m, half)])


def _sphere(sphere: Sphere) -> Surface:
    return turned(_arc(sphere.radius_m, 0.0, -90.0, 90.0))


def _capsule(capsule: Capsule) -> Surface:
    half = capsule.height_m / 2
    return turned([*_arc(capsule.radius_m, -half, -90.0, 0.0), *_arc(capsule.radius_m, half, 0.0, 90.0)])


def _ellipsoid(ellipsoid: Ellipsoid) -> Surface:
    largest = max(ellipsoid.radii_m)
    points, faces = turned(_arc(largest, 0.0, -90.0, 90.0))
    return points * np.asarray(ellipsoid.radii_m) / largest, faces


def _arc(radius_m: float, z_m: float, from_deg: float, to_deg: float) -> list[tuple[float, float]]:
    """Points (r, z) of a circle about (0, z_m), in steps as long as the segments around it."""
    steps = max(2, round(segments_of(radius_m) * (to_deg - from_deg) / 360.0))
    angles = np.radians(np.linspace(from_deg, to_deg, steps + 1))
    return [(max(0.0, radius_m * math.cos(a)), z_m + radius_m * math.sin(a)) for a in angles]


def turned(profile: Sequence[tuple[float, float]]) -> Surface:
    """The profile turned about z: a ring if it ends where it began, else an end off the axis gets a flat disc."""
    segments = segments_of(max(r for r, _ in profile))
    angles = np.arange(segments) * (2 * math.pi / segments)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    rings = [np.column_stack([r * circle, np.full(segments, z)]) for r, z in profile]
    return rings_surface(rings, looped=tuple(profile[0]) == tuple(profile[-1]))


def _tube(tube: Tube) -> Surface:
    return rings_surface(tube_rings(tube.path_m, tube.radii_m, segments_of(max(tube.radii_m))))


def _mesh(mesh: MeshFile) -> Surface:
    return np.array(mesh.vertices_m), np.array(mesh.faces)


_SURFACES: dict[type, Callable[..., Surface]] = {
    Box: _box,
    Cylinder: _cylinder,
    Sphere: _sphere,
    Capsule: _capsule,
    Ellipsoid: _ellipsoid,
    Lathe: lambda lathe: turned(lathe.profile_m),
    Tube: _tube,
    MeshFile: _mesh,
}
