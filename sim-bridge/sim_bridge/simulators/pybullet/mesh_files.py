"""Parts of models as OBJ files, because a body of several meshes can be given to PyBullet only as files."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from ...geometry import Mesh, visual_mesh, write_obj
from ...model import Part


class MeshFiles:
    """Writes each group of parts once into a folder that outlives the physics client."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.file_of = cache(self._write)

    def _write(self, parts: tuple[Part, ...]) -> Path:
        """Each part an object, in the model frame; the file is named for its content, as PyBullet caches by name."""
        text = _objects([visual_mesh(part) for part in parts])
        path = self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.obj"
        path.write_text(text, encoding="ascii")
        return path


def _objects(meshes: list[Mesh]) -> str:
    """OBJ text in which each mesh is an object of its own, which the numbers of its corners must not restart."""
    lines, corners = [], 0
    for index, mesh in enumerate(meshes):
        lines.append(f"o part{index}")
        for line in write_obj(mesh).splitlines():
            lines.append(_renumbered(line, corners) if line.startswith("f ") else line)
        corners += len(mesh.vertices)
    return "\n".join([*lines, ""])


def _renumbered(face: str, by: int) -> str:
    numbers = [int(word.split("/")[0]) + by for word in face.split()[1:]]
    return "f " + " ".join(f"{number}//{number}" for number in numbers)
