"""What goes wrong, in one line for a person and with a traceback for whoever mends it."""

from __future__ import annotations

import traceback
from pathlib import Path

OURS = Path(__file__).parent


class ProtocolError(Exception):
    """A message that is none of the protocol's; the connection ends after it."""


class PolicyError(Exception):
    """A policy that cannot be served as it is written; one line that says expected and got."""


def shorten(value: object, limit: int = 80) -> str:
    """`repr` of a value, cut so that one bad value cannot flood a message."""
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def told(error: BaseException) -> dict:
    """An error as it goes over the wire: `{message, traceback}`."""
    if isinstance(error, (ProtocolError, PolicyError)):
        return {"message": str(error), "traceback": None}
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return {"message": f"{_said(error)}{_where(error)}", "traceback": "".join(lines)}


def _said(error: BaseException) -> str:
    """`ValueError: what it says`, one line."""
    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    if isinstance(error, SyntaxError):
        text = text.splitlines()[-1]
    return shorten_line(text)


def shorten_line(text: str, limit: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 3]}..."


def _where(error: BaseException) -> str:
    """` (policy.py:12, in act)`: the innermost line that is neither ours nor Python's own machinery."""
    if isinstance(error, SyntaxError) and error.filename:
        return f" ({Path(error.filename).name}:{error.lineno})"
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_of_the_policy(f.filename)]
    return f" ({Path(frames[-1].filename).name}:{frames[-1].lineno}, in {frames[-1].name})" if frames else ""


def _is_of_the_policy(filename: str) -> bool:
    return not filename.startswith("<") and OURS not in Path(filename).parents and "importlib" not in filename
