"""Draws every model of the library with PyBullet into one picture: each alone on a table, a tile of 256 pixels.

python scripts/contact_sheet.py out.png [--look oak] [--models cube soup_can] [--distance-m 0.55] [--color purple]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import pybullet as p
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sim_bridge.geometry import merge, quad, visual_mesh, write_obj
from sim_bridge.library import Library
from sim_bridge.look import Look
from sim_bridge.model import Model
from sim_bridge.scene import Rgb

TILE_PX = 256
COLUMNS = 5
EYE_DIRECTION = np.array([0.62, 0.42, 0.66])


def main() -> None:
    options = read_options()
    library = Library()
    look = library.look(options.look)
    names = options.models or library.model_names()
    client = p.connect(p.DIRECT)
    try:
        with tempfile.TemporaryDirectory() as folder:
            tint = library.colors[options.color] if options.color else None
            tiles = [tile(library, look, name, tint, options.distance_m, Path(folder)) for name in names]
    finally:
        p.disconnect(client)
    sheet(tiles).save(options.out)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="PNG to write")
    parser.add_argument("--look", default="oak")
    parser.add_argument("--models", nargs="*", help="only these")
    parser.add_argument("--distance-m", type=float, default=0.55, help="from the camera to the middle of the model")
    parser.add_argument("--color", help="a colour word for the tinted parts instead of the model's own")
    return parser.parse_args()


def tile(library: Library, look: Look, name: str, tint: Rgb | None, distance_m: float, folder: Path) -> Image.Image:
    """One model on a table, with its name."""
    p.resetSimulation()
    add_table(library, look, folder)
    model = library.model(name)
    add_visual(model, tint or library.colors[model.color], folder)
    image = Image.fromarray(render(look, model, distance_m))
    triangles = sum(len(visual_mesh(part).faces) for part in model.parts if part.visible)
    ImageDraw.Draw(image).text(
        (6, 4), f"{name} ({triangles})", fill=(255, 255, 255), stroke_width=2, stroke_fill=(0, 0, 0)
    )
    return image


def add_table(library: Library, look: Look, folder: Path) -> None:
    file = folder / "table.obj"
    file.write_text(write_obj(quad((0.9, 0.9), cells=6)), encoding="utf-8")
    shape = p.createVisualShape(p.GEOM_MESH, fileName=str(file), rgbaColor=[*look.table.color, 1])
    body = p.createMultiBody(0, -1, shape)
    if look.table.texture is not None:
        texture = p.loadTexture(str(library.texture_path(look.table.texture)))
        p.changeVisualShape(body, -1, textureUniqueId=texture)


def add_visual(model: Model, tint: Rgb, folder: Path) -> int:
    """A body that is only seen: one mesh for each colour."""
    visible = [part for part in model.parts if part.visible]
    colors = list(dict.fromkeys(part.color for part in visible))
    files = [folder / f"{model.name}_{index}.obj" for index in range(len(colors))]
    for color, file in zip(colors, files, strict=True):
        mesh = merge(visual_mesh(part) for part in visible if part.color == color)
        file.write_text(write_obj(mesh), encoding="utf-8")
    shape = p.createVisualShapeArray(
        shapeTypes=[p.GEOM_MESH] * len(colors),
        fileNames=[str(file) for file in files],
        rgbaColors=[[*(color or tint), 1] for color in colors],
    )
    return p.createMultiBody(0, -1, shape)


def render(look: Look, model: Model, distance_m: float) -> np.ndarray:
    middle = np.array([0, 0, model.size_m[2] / 2])
    eye = middle + EYE_DIRECTION / np.linalg.norm(EYE_DIRECTION) * distance_m
    light = look.light
    _, _, rgba, _, _ = p.getCameraImage(
        TILE_PX,
        TILE_PX,
        viewMatrix=p.computeViewMatrix(eye.tolist(), middle.tolist(), [0, 0, 1]),
        projectionMatrix=p.computeProjectionMatrixFOV(30, 1.0, 0.05, 5.0),
        lightDirection=light.direction,
        lightColor=light.color,
        lightAmbientCoeff=light.ambient,
        lightDiffuseCoeff=light.diffuse,
        lightSpecularCoeff=light.specular,
        lightDistance=2.0,
        shadow=int(light.shadow),
        renderer=p.ER_TINY_RENDERER,
    )
    return np.ascontiguousarray(rgba[:, :, :3], dtype=np.uint8)


def sheet(tiles: list[Image.Image]) -> Image.Image:
    rows = -(-len(tiles) // COLUMNS)
    columns = min(COLUMNS, len(tiles))
    picture = Image.new("RGB", (columns * TILE_PX, rows * TILE_PX))
    for index, image in enumerate(tiles):
        picture.paste(image, (index % COLUMNS * TILE_PX, index // COLUMNS * TILE_PX))
    return picture


if __name__ == "__main__":
    main()
