"""Finds the class that a person named: `module:Class` or `file.py:Class`."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType

from .errors import PolicyError, shorten


def load_class(name: str) -> type:
    """Imports its module, with the folder of the file or the working folder to import from.

    What the module raises while it is imported passes through.
    """
    place, separator, class_name = name.rpartition(":")
    if not separator or not place or not class_name.isidentifier():
        raise PolicyError(f"expected module:Class or file.py:Class, got {shorten(name)}")
    module = _module_at(Path(place)) if place.endswith(".py") else _module_named(place)
    return _class_in(module, class_name)


def _module_at(file: Path) -> ModuleType:
    if not file.is_file():
        raise PolicyError(f"expected a Python file, got {file}, which does not exist")
    file = file.resolve()
    sys.path.insert(0, str(file.parent))
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    return module


def _module_named(name: str) -> ModuleType:
    sys.path.insert(0, str(Path.cwd()))
    return importlib.import_module(name)


def _class_in(module: ModuleType, name: str) -> type:
    found = getattr(module, name, None)
    if not inspect.isclass(found):
        classes = [n for n, value in vars(module).items() if inspect.isclass(value) and _serves(value)]
        known = f"; it has: {', '.join(classes)}" if classes else ""
        got = "no such name" if found is None else shorten(found)
        raise PolicyError(f"expected a class {name} in {module.__name__}, got {got}{known}")
    if not _serves(found):
        raise PolicyError(f"class {name}: expected a method act(self, observation), got none")
    return found


def _serves(found: type) -> bool:
    return callable(getattr(found, "act", None))
