from __future__ import annotations

import sys

import pytest


@pytest.fixture(autouse=True)
def clean_imports(monkeypatch):
    """What a test imports is gone after it."""
    before = set(sys.modules)
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def policy_file(tmp_path):
    """Writes a policy's module and gives `file.py:Class`."""

    def write(text: str, name: str = "mine.py", class_name: str = "Mine") -> str:
        (tmp_path / name).write_text(text)
        return f"{tmp_path / name}:{class_name}"

    return write
