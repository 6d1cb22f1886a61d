"""Meshes and textures under the hash of their content (docs/protocol.md, `visuals`), each made once a process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from ..errors import BridgeError
from ..geometry import Mesh
from ..geometry.normals import split_at_creases
from ..geometry.obj import read_obj
from ..geometry.surface import surface_of
from ..library import Library, naming
from ..scene import Vec3
from ..shapes import Shape
from ..table_top import slab_mesh


@dataclass(frozen=True, slots=True, eq=False)
class MeshAsset:
    """Triangles counter-clockwise from outside: vertices float32 [n, 3] m, unit normals float32 [n, 3], faces int32
    [m, 3], uvs float32 [n, 2] (v up, a texture repeats beyond [0, 1]) or None."""

    hash: str
    vertices: np.ndarray
    normals: np.ndarray
    faces: np.ndarray
    uvs: np.ndarray | None


@dataclass(frozen=True, slots=True, eq=False)
class TextureAsset:
    """`rgb` uint8 [h, w, 3], the first row on top."""

    hash: str
    rgb: np.ndarray


class AssetShop:
    """Makes the assets of one library. What was made is kept: a scene is described again at each reset."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.of_shape = cache(_of_shape)
        self.slab = cache(lambda size: mesh_asset(slab_mesh(size)))
        self.of_file = cache(_of_file)
        self.texture = cache(self._texture)

    def _texture(self, name: str) -> TextureAsset:
        with Image.open(self._library.texture_path(name)) as image:
            return texture_asset(np.asarray(image.convert("RGB")))


def _of_shape(shape: Shape) -> MeshAsset:
    """The surface of a shape of the library, in its part's own frame."""
    return _smooth(*surface_of(shape))


def _of_file(path: Path, scale: Vec3) -> MeshAsset:
    """An OBJ file, each axis scaled; `E_ASSET` where it is none."""
    with naming(path):
        corners, faces = (np.array(rows) for rows in read_obj(_text_of(path)))
    mirrored = scale[0] * scale[1] * scale[2] < 0
    return _smooth(corners * scale, faces[:, ::-1] if mirrored else faces)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise BridgeError("E_ASSET", f"expected an OBJ file, got {type(cause).__name__}") from cause


def _smooth(points: np.ndarray, faces: np.ndarray) -> MeshAsset:
    return mesh_asset(Mesh(*split_at_creases(points, faces)))


def mesh_asset(mesh: Mesh) -> MeshAsset:
    vertices, normals = mesh.vertices.astype(np.float32), mesh.normals.astype(np.float32)
    faces = mesh.faces.astype(np.int32)
    uvs = None if mesh.uvs is None else mesh.uvs.astype(np.float32)
    sizes = (len(vertices), len(faces), 0 if uvs is None else 1)
    arrays = (vertices, normals, faces) if uvs is None else (vertices, normals, faces, uvs)
    return MeshAsset(content_hash(sizes, arrays), vertices, normals, faces, uvs)


def texture_asset(rgb: np.ndarray) -> TextureAsset:
    return TextureAsset(content_hash(rgb.shape, (rgb,)), rgb)


def content_hash(sizes: tuple[int, ...], arrays: tuple[np.ndarray, ...]) -> str:
    """sha256 (hex) over sizes as int32, then the bytes of the arrays, all little-endian."""
    digest = hashlib.sha256(np.array(sizes, "<i4").tobytes())
    for array in arrays:
        digest.update(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes())
    return digest.hexdigest()
