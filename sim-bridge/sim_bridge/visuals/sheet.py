"""Frames and parts while they are being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from .description import Frame, VisualPart


@dataclass(slots=True)
class Sheet:
    frames: list[Frame] = field(default_factory=list)
    parts: list[VisualPart] = field(default_factory=list)

    def frame(self, frame: Frame) -> int:
        """Adds a frame and says its index."""
        self.frames.append(frame)
        return len(self.frames) - 1
