"""Normals that are smooth over a round surface and break at its edges."""

from __future__ import annotations

import math

import numpy as np

CREASE_DEG = 40.0


def split_at_creases(points: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vertices [k, 3], unit normals [k, 3] and faces [m, 3] of a surface, where a point on an edge sharper than
    `CREASE_DEG` becomes one vertex for each side of it.

    The normal of a face's corner sums the faces around that point that meet it within the crease angle, each weighted
    by its angle there (Thuermer and Wuethrich 1998): so the diagonal on which a square was cut does not show.
    """
    points, faces = welded(points, faces)
    flat = _unit(np.cross(points[faces[:, 1]] - points[faces[:, 0]], points[faces[:, 2]] - points[faces[:, 0]]))
    return _shared(points, faces, _corner_normals(faces, flat, _corner_angles(points, faces)))


def welded(points: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Equal points become one, and triangles that have no area are dropped."""
    unique, index = np.unique(np.round(points, 7), axis=0, return_inverse=True)
    faces = index.reshape(-1)[faces]
    a, b, c = faces.T
    return unique, faces[(a != b) & (b != c) & (c != a)]


def _corner_angles(points: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Angle of each triangle at each of its corners [m, 3], rad."""
    corners = points[faces]
    towards_next = _unit(np.roll(corners, -1, axis=1) - corners)
    towards_last = _unit(np.roll(corners, 1, axis=1) - corners)
    return np.arccos(np.clip(np.einsum("nki,nki->nk", towards_next, towards_last), -1.0, 1.0))


def _corner_normals(faces: np.ndarray, flat: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Unit normals [m, 3, 3] of each corner of each triangle."""
    around: dict[int, list[tuple[int, int]]] = {}
    for face, row in enumerate(faces.tolist()):
        for slot, point in enumerate(row):
            around.setdefault(point, []).append((face, slot))
    cosine = math.cos(math.radians(CREASE_DEG))
    sums = np.empty((*faces.shape, 3))
    for members in around.values():
        face, slot = np.array(members).T
        smooth = flat[face] @ flat[face].T > cosine
        sums[face, slot] = smooth @ (flat[face] * angles[face, slot, None])
    return _unit(sums)


def _shared(points: np.ndarray, faces: np.ndarray, normals: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Corners with the same point and normal share a vertex."""
    rows = np.hstack([faces.reshape(-1, 1), np.round(normals.reshape(-1, 3), 4)])
    _, first, index = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return points[faces.reshape(-1)[first]], normals.reshape(-1, 3)[first], index.reshape(faces.shape)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
