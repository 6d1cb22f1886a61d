"""What the server asks: words and a picture in, words out."""

from __future__ import annotations

from typing import Protocol


class BadImage(ValueError):
    """The bytes are no picture; the server says 400."""


class Generator(Protocol):
    def identity(self) -> dict[str, object]:
        """What decides the answers (`model`, `revision`, `sampling`), told by GET /health."""
        ...

    def generate(self, prompt: str, image: bytes | None) -> str:
        """Called from one thread at a time. `image` is a coded picture. Raises BadImage."""
        ...
