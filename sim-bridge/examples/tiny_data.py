"""What the example knows of the harness's data files: how large models are, and the hashes of everything."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

DATA = Path(__file__).parent.parent / "sim_bridge" / "data"


def read_models() -> dict:
    """Model -> size [m] and the height of the floor inside it (0: none)."""
    found = {}
    for path in (DATA / "models").glob("*.yaml"):
        text = path.read_text()
        size = re.search(r"^sizeM: \[(.*)\]", text, re.M).group(1)
        floor = re.search(r"floorM: ([\d.]+)", text)
        found[path.stem] = ([float(number) for number in size.split(",")], float(floor.group(1)) if floor else 0.0)
    return found


def hashes() -> dict:
    """The harness compares them with its own: a world made of other files is not the planned one."""
    panda = [DATA / "robots/panda.urdf", DATA / "robots/panda.yaml", *sorted((DATA / "robots/panda").glob("*.obj"))]
    files = {"robots/panda": panda}
    for kind, ending in (("models", "yaml"), ("textures", "png")):
        files |= {f"{kind}/{path.stem}": [path] for path in (DATA / kind).glob(f"*.{ending}")}
    files |= {f"meshes/{path.name}": [path] for path in (DATA / "meshes").glob("*.obj")}
    return {name: hashlib.sha256(b"".join(f.read_bytes() for f in paths)).hexdigest() for name, paths in files.items()}
