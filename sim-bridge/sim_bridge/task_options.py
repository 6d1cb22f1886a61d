"""What the command line says of a registered task of Isaac Lab."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskOptions:
    """`cameras` maps our names to sensors of the task's scene; None where nothing was said."""

    task: str
    success_term: str | None
    imports: tuple[str, ...]
    overrides: tuple[str, ...]
    cameras: tuple[tuple[str, str], ...]
    tool: str | None
    robot_name: str | None
    device: str | None
