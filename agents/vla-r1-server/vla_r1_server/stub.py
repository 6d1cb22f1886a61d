"""Answers in the form of VLA-R1 that depend on the question alone: for tests, without weights."""

from __future__ import annotations

import hashlib
import json

from . import __version__

AFFORDANCE = """<think>1. Task parsing: the words ask for one object.
2. Scene understanding: nobody looked; this is a stub.
3. Region localisation: a region drawn from the hash of the question.
4. Feasibility check: none.</think> so, the answer is """
TRAJECTORY = """<think>1. Task parsing: the words ask for a motion.
2. Object and gripper localisation: nobody looked; this is a stub.
3. Scene analysis: none.
4. Trajectory logic: waypoints drawn from the hash of the question.</think> so, the answer is """

WAYPOINTS = 4


class Stub:
    def identity(self) -> dict[str, object]:
        return {"model": f"stub-{__version__}"}

    def generate(self, prompt: str, image: bytes | None) -> str:
        numbers = _numbers(prompt, image)
        if "trajectory" in prompt.lower():
            path = [[next(numbers), next(numbers)] for _ in range(WAYPOINTS)]
            return f"{TRAJECTORY}<output>{json.dumps(path)}</output>"
        box = {"x": next(numbers), "y": next(numbers), "width": 0.1, "height": 0.1}
        return f"{AFFORDANCE}<output>{json.dumps(box)}</output>"


def _numbers(prompt: str, image: bytes | None):
    """Fractions in [0.1, 0.9], drawn from the question."""
    digest = hashlib.sha256(prompt.encode() + b"\0" + (image or b"")).digest()
    for high, low in zip(digest[::2], digest[1::2], strict=True):
        yield round(0.1 + 0.8 * (high * 256 + low) / 65535, 3)
