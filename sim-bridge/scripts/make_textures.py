"""Makes the textures of the library, `sim_bridge/data/textures/*.png`: 256 x 256, tiling, the same bytes on every run.

python scripts/make_textures.py [folder]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

SIZE_PX = 256
FOLDER = Path(__file__).resolve().parents[1] / "sim_bridge" / "data" / "textures"
# A palette keeps a file small, and these few colours need no more.
PALETTE_COLORS = 48

Color = tuple[float, float, float]


def grid() -> tuple[np.ndarray, np.ndarray]:
    """Coordinates (u, v) in [0, 1), each [SIZE_PX, SIZE_PX]; u runs to the right."""
    steps = (np.arange(SIZE_PX) + 0.5) / SIZE_PX
    return np.meshgrid(steps, steps)


def noise(rng: np.random.Generator, cells_u: int, cells_v: int) -> np.ndarray:
    """Smooth random values in [0, 1] that tile: a random lattice, cubically eased between its nodes."""
    lattice = rng.random((cells_v, cells_u))
    u, v = grid()
    x, y = u * cells_u, v * cells_v
    x0, y0 = x.astype(int), y.astype(int)
    fx, fy = _eased(x - x0), _eased(y - y0)
    x1, y1 = (x0 + 1) % cells_u, (y0 + 1) % cells_v
    top = lattice[y0, x0] * (1 - fx) + lattice[y0, x1] * fx
    bottom = lattice[y1, x0] * (1 - fx) + lattice[y1, x1] * fx
    return top * (1 - fy) + bottom * fy


def _eased(t: np.ndarray) -> np.ndarray:
    return t * t * (3 - 2 * t)


def layers(rng: np.random.Generator, cells_u: int, cells_v: int, count: int) -> np.ndarray:
    """Noise at doubling frequencies and halving strength, in [0, 1]."""
    strengths = [0.5**k for k in range(count)]
    values = [s * noise(rng, cells_u * 2**k, cells_v * 2**k) for k, s in enumerate(strengths)]
    return sum(values) / sum(strengths)


def between(dark: Color, light: Color, amount: np.ndarray) -> np.ndarray:
    """Image [SIZE_PX, SIZE_PX, 3]: `dark` where the amount is 0, `light` where it is 1."""
    t = np.clip(amount, 0.0, 1.0)[..., None]
    return np.asarray(dark) * (1 - t) + np.asarray(light) * t


def planks(rng: np.random.Generator, dark: Color, light: Color, count: int, seam: float) -> np.ndarray:
    """Boards along u: each with its own shade and grain, and a dark seam between neighbours."""
    _, v = grid()
    board = (v * count).astype(int)
    shade = rng.random(count)[board] * 0.45
    grain = layers(rng, 3, 28, 3) * 0.55 + noise(rng, 2, 96) * 0.15
    image = between(dark, light, shade + grain)
    edge = np.minimum(v * count % 1.0, 1.0 - v * count % 1.0) * SIZE_PX / count
    return image * np.where(edge < 1.0, seam, 1.0)[..., None]


def oak(rng: np.random.Generator) -> np.ndarray:
    return planks(rng, (0.56, 0.37, 0.20), (0.82, 0.62, 0.39), 4, 0.72)


def walnut(rng: np.random.Generator) -> np.ndarray:
    return planks(rng, (0.20, 0.12, 0.08), (0.42, 0.27, 0.18), 3, 0.6)


def slate(rng: np.random.Generator) -> np.ndarray:
    """Four slabs with pale joints, each of its own shade and split along fine layers."""
    u, v = grid()
    shade = rng.random(4)[(u * 2).astype(int) * 2 + (v * 2).astype(int)] * 0.3
    image = between((0.17, 0.19, 0.22), (0.36, 0.39, 0.42), shade + layers(rng, 5, 16, 4) * 1.3 - 0.4)
    joint = np.minimum(np.minimum(u * 2 % 1.0, 1.0 - u * 2 % 1.0), np.minimum(v * 2 % 1.0, 1.0 - v * 2 % 1.0))
    return np.where((joint * SIZE_PX / 2 < 1.5)[..., None], np.asarray((0.46, 0.47, 0.47)), image)


def marble(rng: np.random.Generator) -> np.ndarray:
    """Veins where a warped wave crosses zero."""
    u, v = grid()
    warp = layers(rng, 3, 3, 3)
    vein = np.abs(np.sin(np.pi * (2 * u + v + 2.6 * warp)))
    body = between((0.86, 0.86, 0.85), (0.97, 0.96, 0.94), layers(rng, 4, 4, 4))
    return body * (1 - 0.42 * np.clip(1 - vein * 7, 0, 1) ** 1.5)[..., None]


def checker(rng: np.random.Generator) -> np.ndarray:
    u, v = grid()
    odd = ((u * 4).astype(int) + (v * 4).astype(int)) % 2
    speck = (noise(rng, 64, 64) - 0.5) * 0.05
    return between((0.24, 0.42, 0.48), (0.90, 0.88, 0.80), odd + 0.0) + speck[..., None]


def stripes(rng: np.random.Generator) -> np.ndarray:
    """A woven cloth: broad stripes, crossed by a fine thread."""
    u, v = grid()
    colors = np.array([(0.88, 0.86, 0.80), (0.30, 0.40, 0.55), (0.88, 0.86, 0.80), (0.76, 0.40, 0.33)])
    image = colors[(u * 8).astype(int) % 4]
    thread = 0.04 * np.sin(2 * np.pi * 64 * u) * np.sin(2 * np.pi * 64 * v) + (noise(rng, 64, 64) - 0.5) * 0.04
    return image + thread[..., None]


def cork(rng: np.random.Generator) -> np.ndarray:
    grains = layers(rng, 24, 24, 3)
    image = between((0.55, 0.37, 0.21), (0.83, 0.66, 0.45), (grains - 0.5) * 2.2 + 0.55)
    pits = noise(rng, 40, 40) > 0.86
    return np.where(pits[..., None], np.asarray((0.36, 0.23, 0.13)), image)


TEXTURES: dict[str, Callable[[np.random.Generator], np.ndarray]] = {
    "oak": oak,
    "slate": slate,
    "walnut": walnut,
    "marble": marble,
    "checker": checker,
    "stripes": stripes,
    "cork": cork,
}


def save(name: str, folder: Path) -> None:
    seed = sum(name.encode())
    pixels = np.clip(TEXTURES[name](np.random.default_rng(seed)), 0, 1)
    image = Image.fromarray(np.round(pixels * 255).astype(np.uint8), "RGB")
    few = image.quantize(PALETTE_COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.convert("RGB").save(folder / f"{name}.png", optimize=True)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in TEXTURES:
        save(name, folder)


if __name__ == "__main__":
    main()
