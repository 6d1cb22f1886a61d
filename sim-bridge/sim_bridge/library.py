"""The data folder at the door: models, looks, colours, textures by name, checked when read; hashes of all assets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path

import yaml

from .errors import BridgeError, mismatch
from .fields import Fields
from .geometry.obj import read_obj
from .look import Look, read_look
from .model import Model, read_model
from .scene import Rgb
from .shapes import CODE, MeshFile

DATA_DIR = Path(__file__).parent / "data"

# Kind of asset -> the ending of its files. Meshes keep theirs in their name, because models name them so.
_ASSETS = {"models": ".yaml", "robots": ".yaml", "textures": ".png", "meshes": ".obj"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Library:
    """Reads each file of `data_dir` once. Every error is BridgeError E_ASSET and names the file and the key."""

    def __init__(self, data_dir: Path = DATA_DIR) -> None:
        self.data_dir = Path(data_dir)
        self.model = cache(self._model)
        self.look = cache(self._look)
        self._mesh = cache(self._mesh_file)

    def model_names(self) -> tuple[str, ...]:
        return self._names("models", ".yaml")

    def look_names(self) -> tuple[str, ...]:
        return self._names("looks", ".yaml")

    def texture_names(self) -> tuple[str, ...]:
        return self._names("textures", ".png")

    def texture_path(self, name: str) -> Path:
        return self._path("textures", name, ".png")

    @cached_property
    def colors(self) -> dict[str, Rgb]:
        """Colour words and their red, green, blue in [0, 1]."""
        path = self.data_dir / "colors.yaml"
        with naming(path):
            values = _read_yaml(path)
            fields = Fields(values, "", CODE)
            return {word: fields.numbers(word, 3, 0.0, 1.0) for word in values}

    def asset_hashes(self) -> dict[str, str]:
        """`models/cube`, `robots/panda`, `textures/oak`, `meshes/roof.obj` -> sha256 of the file's bytes, hex.

        A robot's covers its URDF, its YAML, then the meshes in the folder of its name.
        """
        return {
            f"{kind}/{path.name if kind == 'meshes' else path.stem}": _hash_of(_files_of(kind, path))
            for kind, ending in _ASSETS.items()
            for path in sorted((self.data_dir / kind).glob(f"*{ending}"))
        }

    def _model(self, name: str) -> Model:
        path = self._path("models", name, ".yaml")
        with naming(path):
            return read_model(name, _read_yaml(path), self.colors, self._mesh)

    def _look(self, name: str) -> Look:
        path = self._path("looks", name, ".yaml")
        with naming(path):
            look = read_look(name, _read_yaml(path))
            for material in (look.table, look.floor):
                if material.texture is not None:
                    self.texture_path(material.texture)
        return look

    def _mesh_file(self, file: str) -> MeshFile:
        path = self._path("meshes", file.removesuffix(".obj"), ".obj")
        with naming(path):
            return MeshFile(file, *read_obj(path.read_text(encoding="utf-8")))

    def _names(self, folder: str, ending: str) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in (self.data_dir / folder).glob(f"*{ending}")))

    def _path(self, folder: str, name: str, ending: str) -> Path:
        """The file of a name that is in the folder: a name with a path in it never is."""
        names = self._names(folder, ending)
        if name not in names:
            kind = {"meshes": "mesh"}.get(folder, folder.removesuffix("s"))
            raise BridgeError(CODE, f"unknown {kind} {name!r}; valid: {', '.join(names) or 'none'}")
        return self.data_dir / folder / f"{name}{ending}"


def _files_of(kind: str, path: Path) -> list[Path]:
    if kind != "robots":
        return [path]
    return [path.with_suffix(".urdf"), path, *sorted(path.with_suffix("").glob("*.obj"))]


def _hash_of(files: list[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read_yaml(path: Path) -> dict:
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise BridgeError(CODE, " ".join(str(error).split())) from error
    if not isinstance(value, dict):
        raise mismatch(CODE, "file", "a map", value)
    return value


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Puts the file before the message of any error inside."""
    try:
        yield
    except BridgeError as error:
        raise BridgeError(error.code, f"{path.parent.name}/{path.name}: {error.message}") from error
