"""Triangle meshes as Wavefront OBJ text: what `data/meshes` holds, and files that a simulator reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ..errors import BridgeError

if TYPE_CHECKING:
    from .mesh import Mesh

T = TypeVar("T")
Corners = tuple[tuple[float, float, float], ...]
Triangles = tuple[tuple[int, int, int], ...]


def read_obj(text: str) -> tuple[Corners, Triangles]:
    """Corners [n][3] in metres and triangles [m][3], from 0, of `v` and `f` lines; E_ASSET names the line."""
    corners: list[tuple[float, float, float]] = []
    faces: list[tuple[int, int, int]] = []
    for line_number, line in enumerate(text.splitlines(), 1):
        kind, *words = line.split() or [""]
        try:
            if kind == "v":
                corners.append(_three(words, float))
            elif kind == "f":
                faces.append(_three(words, lambda word: int(word.split("/")[0]) - 1))
        except ValueError as error:
            raise BridgeError("E_ASSET", f"line {line_number}: expected 3 numbers, got {line!r}") from error
    _check_faces(faces, len(corners))
    return tuple(corners), tuple(faces)


def _three(words: list[str], parse: Callable[[str], T]) -> tuple[T, T, T]:
    if len(words) != 3:
        raise ValueError(words)
    return tuple(parse(word) for word in words)


def _check_faces(faces: list[tuple[int, int, int]], count: int) -> None:
    for index, face in enumerate(faces):
        if min(face) < 0 or max(face) >= count:
            expected = f"expected corners from 1 to {count}, got {[corner + 1 for corner in face]}"
            raise BridgeError("E_ASSET", f"face {index + 1}: {expected}")
    if not faces:
        raise BridgeError("E_ASSET", "expected at least one face, got none")


def write_obj(mesh: Mesh) -> str:
    """OBJ text of a mesh with its normals, and its texture coordinates if it has them."""
    lines = [f"v {x:.7g} {y:.7g} {z:.7g}" for x, y, z in mesh.vertices.tolist()]
    lines += [f"vn {x:.5g} {y:.5g} {z:.5g}" for x, y, z in mesh.normals.tolist()]
    if mesh.uvs is not None:
        lines += [f"vt {u:.6g} {v:.6g}" for u, v in mesh.uvs.tolist()]
    corner = "{0}/{0}/{0}" if mesh.uvs is not None else "{0}//{0}"
    lines += ["f " + " ".join(corner.format(i + 1) for i in face) for face in mesh.faces.tolist()]
    return "\n".join([*lines, ""])
