"""What code a policy is made of, so that an edit is another policy."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path


def sources_hash(policy: type) -> str:
    """sha256 over the names and texts of the module of a class and of those it has imported from its own folder.

    Installed packages are not part of it, nor what is imported later.
    """
    main = _file_of(sys.modules[policy.__module__])
    whole = hashlib.sha256()
    for file in _own_files(policy.__module__, main):
        text = file.read_bytes()
        whole.update(f"{file.name}\0{len(text)}\0".encode())
        whole.update(text)
    return whole.hexdigest()


def _own_files(module: str, main: Path | None) -> list[Path]:
    if main is None:
        return []
    root = main.parent
    for _ in range(module.count(".")):
        root = root.parent
    files = {file for file in map(_file_of, list(sys.modules.values())) if file and _is_own(file, root)}
    return sorted(files | {main})


def _is_own(file: Path, root: Path) -> bool:
    return root in file.parents and not {"site-packages", "dist-packages"} & set(file.relative_to(root).parts)


def _file_of(module: object) -> Path | None:
    name = getattr(module, "__file__", None)
    return Path(name).resolve() if name and name.endswith(".py") else None
