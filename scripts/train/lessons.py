"""What samples.ts wrote, as arrays for training."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from network import CHUNK, ROW, SIDE_PX

COLUMNS = 7 + CHUNK * ROW
OFFSET_M = 0.02
"""Offsets are learnt as asinh(offset / this): fine near the thing, coarse far from it."""
TOLD_MEAN, TOLD_STD = (0.25, 0.75), (0.15, 0.25)
"""Of height in metres and opening; the same numbers stand in the card of the model."""
EVERY = 10
"""One episode in so many is kept for judging."""


@dataclass(frozen=True)
class Lessons:
    pictures: np.ndarray
    """[n, 3, side, side] bytes."""
    told: np.ndarray
    """[n, 2] normalised."""
    sight: np.ndarray
    """[n, 5]."""
    rows: np.ndarray
    """[n, 8, 5]."""
    kept: np.ndarray
    """[n] true for what is not learnt from."""

    def part(self, index: np.ndarray) -> tuple[np.ndarray, ...]:
        return self.pictures[index], self.told[index], self.sight[index], self.rows[index]


def read(folders: list[Path]) -> Lessons:
    pictures = [np.fromfile(each / "images.u8", np.uint8).reshape(-1, SIDE_PX, SIDE_PX, 3) for each in folders]
    table = np.concatenate([np.fromfile(each / "rows.f32", np.float32).reshape(-1, COLUMNS) for each in folders])
    turn = 4 * table[:, 5:6]
    return Lessons(
        pictures=np.concatenate(pictures).transpose(0, 3, 1, 2).copy(),
        told=((table[:, :2] - TOLD_MEAN) / TOLD_STD).astype(np.float32),
        sight=np.concatenate([np.arcsinh(table[:, 2:5] / OFFSET_M), np.cos(turn), np.sin(turn)], axis=1),
        rows=table[:, 7:].reshape(-1, CHUNK, ROW),
        kept=table[:, 6] % EVERY == 0,
    )
