"""Pairs of names that touch, as one number a pair while physics runs, as rows of the protocol at the end."""

from __future__ import annotations

import numpy as np


def contact_rows(contacts: list[list[int]], names: int) -> np.ndarray:
    """int32 [m, 3]: step, index, index; from a list a step of smaller index * `names` + larger index."""
    rows = [(step, *divmod(pair, names)) for step, pairs in enumerate(contacts) for pair in pairs]
    return np.array(rows, np.int32).reshape(-1, 3)
