"""Makes the meshes of the library, `sim_bridge/data/meshes/*.obj`: shapes that no primitive has.

The same bytes on every run.

python scripts/make_meshes.py [folder]
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "sim_bridge" / "data" / "meshes"

Point = tuple[float, float, float]
Faces = list[tuple[int, int, int]]
Surface = tuple[list[Point], Faces]


def prism(outline: Sequence[tuple[float, float]], low: float, high: float) -> Surface:
    """A convex outline (x, y), counter-clockwise, from z = `low` to z = `high`."""
    count = len(outline)
    points = [(x, y, z) for z in (low, high) for x, y in outline]
    faces = [(0, i + 1, i) for i in range(1, count - 1)]
    faces += [(count, count + i, count + i + 1) for i in range(1, count - 1)]
    for i in range(count):
        j = (i + 1) % count
        faces += [(i, j, count + j), (i, count + j, count + i)]
    return points, faces


def turned_up(surface: Surface) -> Surface:
    """The surface laid so that its y is up: x stays, y becomes z, z becomes -y."""
    points, faces = surface
    return [(x, -z, y) for x, y, z in points], faces


def roof() -> Surface:
    """A triangular block: 60 mm long in x, ends 40 mm apart in y, ridge at 36 mm."""
    return turned_up(prism([(-0.03, 0.0), (0.03, 0.0), (0.0, 0.036)], -0.02, 0.02))


def gable() -> Surface:
    """The top of a drink carton: 64 mm square, 26 mm up to a ridge along y."""
    return turned_up(prism([(-0.032, 0.0), (0.032, 0.0), (0.004, 0.026), (-0.004, 0.026)], -0.032, 0.032))


def blade() -> Surface:
    """The blade of a table knife, lying: 85 mm long in x from 0, its back at y = 9 mm, edge curved, 2 mm thick."""
    edge = [
        (0.0, -0.007),
        (0.03, -0.009),
        (0.055, -0.008),
        (0.072, -0.004),
        (0.082, 0.003),
        (0.085, 0.009),
        (0.0, 0.009),
    ]
    return prism(edge, 0.0, 0.002)


def fin() -> Surface:
    """A rocket's fin in the x z plane: root along z at x = 0, 40 mm high, swept out to x = 17 mm, 4 mm thick."""
    return turned_up(prism([(0.0, 0.01), (0.013, 0.0), (0.017, 0.0), (0.017, 0.014), (0.0, 0.05)], -0.002, 0.002))


def cabin() -> Surface:
    """The cabin of a toy car: 48 mm at the sill, 28 mm at the roof, 32 mm wide, 17 mm high."""
    return turned_up(prism([(-0.026, 0.0), (0.024, 0.0), (0.01, 0.017), (-0.018, 0.017)], -0.016, 0.016))


def spoon_bowl(rings: int = 3, around: int = 16) -> Surface:
    """An oval hollow shell, its rim at z = 0: 56 mm long in x, 40 mm wide, 13 mm deep, 2 mm thick."""
    outer = _oval_shell(0.028, 0.020, 0.013, rings, around)
    inner = _oval_shell(0.0265, 0.0185, 0.011, rings, around)
    points = [*outer, *inner]
    start = len(outer)
    faces = [*_cap_faces(rings, around, 0, False), *_cap_faces(rings, around, start, True)]
    rim = (rings - 1) * around + 1
    for i in range(around):
        a, b = rim + i, rim + (i + 1) % around
        faces += [(a, b, start + b), (a, start + b, start + a)]
    return points, faces


def _oval_shell(long_m: float, wide_m: float, deep_m: float, rings: int, around: int) -> list[Point]:
    """Lower half of an ellipsoid: its lowest point, then rings from the bottom to the rim."""
    points = [(0.0, 0.0, -deep_m)]
    for ring in range(1, rings + 1):
        down = math.pi / 2 * (1 - ring / rings)
        for i in range(around):
            turn = 2 * math.pi * i / around
            flat = math.cos(down)
            points.append((long_m * flat * math.cos(turn), wide_m * flat * math.sin(turn), -deep_m * math.sin(down)))
    return points


def _cap_faces(rings: int, around: int, start: int, upwards: bool) -> Faces:
    """Triangles of `_oval_shell`, seen from below, or from above when `upwards`."""
    faces = [(0, 1 + (i + 1) % around, 1 + i) for i in range(around)]
    for ring in range(rings - 1):
        low, high = 1 + ring * around, 1 + (ring + 1) * around
        for i in range(around):
            j = (i + 1) % around
            faces += [(low + i, low + j, high + j), (low + i, high + j, high + i)]
    return [(start + c, start + b, start + a) if upwards else (start + a, start + b, start + c) for a, b, c in faces]


MESHES = {"roof": roof, "gable": gable, "blade": blade, "fin": fin, "cabin": cabin, "spoon_bowl": spoon_bowl}


def obj_text(name: str, surface: Surface) -> str:
    points, faces = surface
    lines = [f"# {name}: made by scripts/make_meshes.py, metres, Apache-2.0"]
    lines += [f"v {x + 0.0:.6f} {y + 0.0:.6f} {z + 0.0:.6f}" for x, y, z in points]
    lines += [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in faces]
    return "\n".join([*lines, ""])


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MESHES.items():
        (folder / f"{name}.obj").write_text(obj_text(name, make()), encoding="utf-8")


if __name__ == "__main__":
    main()
