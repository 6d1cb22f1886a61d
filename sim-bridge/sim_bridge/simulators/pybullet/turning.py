"""Many small rotations with few calls of numpy: on a handful of bodies a call costs more than its arithmetic.

What does not change within an episode is laid out once. Sums keep the order of the textbook's formulas, so that the
bits are those of the formulas written out.
"""

from __future__ import annotations

import numpy as np

NEXT, AFTER_NEXT = np.array([1, 2, 0]), np.array([2, 0, 1])


class RightFactor:
    """Quaternions b [B, 4] (xyzw), made ready for products a * b."""

    def __init__(self, b: np.ndarray) -> None:
        x, y, z, w = (b[:, i] for i in range(4))
        columns = ([w, -z, y, -x], [z, w, -x, -y], [-y, x, w, -z])
        self._whole = b
        self._columns = tuple(np.stack(column, axis=-1) for column in columns)

    def after(self, a: np.ndarray) -> np.ndarray:
        """a * b for a [n, B, 4]: aw b + ax (b with i from the left) + ay (with j) + az (with k)."""
        i, j, k = self._columns
        return a[..., 3:4] * self._whole + a[..., 0:1] * i + a[..., 1:2] * j + a[..., 2:3] * k


class Rotated:
    """Vectors v [B, 3], made ready to be rotated: v + 2 (w t + u x t) with t = u x v for a quaternion (u, w)."""

    def __init__(self, v: np.ndarray) -> None:
        self._v = v
        self._next, self._after_next = v[:, NEXT], v[:, AFTER_NEXT]

    def by(self, q: np.ndarray) -> np.ndarray:
        """The vectors rotated by unit quaternions q [n, B, 4]."""
        u_next, u_after_next = q.take(NEXT, -1), q.take(AFTER_NEXT, -1)
        t = u_next * self._after_next - u_after_next * self._next
        return self._v + 2 * (q[..., 3:] * t + (u_next * t.take(AFTER_NEXT, -1) - u_after_next * t.take(NEXT, -1)))


def cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """As np.cross, which is several times slower on a few vectors."""
    return a.take(NEXT, -1) * b.take(AFTER_NEXT, -1) - a.take(AFTER_NEXT, -1) * b.take(NEXT, -1)
