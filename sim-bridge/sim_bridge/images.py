"""RGB images as they go over the wire: raw, JPEG (quality 95) or lossless WebP."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image

from .codec import write_array

ENCODINGS = ("raw", "jpeg", "webp")
JPEG_QUALITY = 95


def choose_encoding(wanted: Sequence[str]) -> str:
    """The first encoding of the client that we know; `raw` when it names none of them."""
    return next((name for name in wanted if name in ENCODINGS), "raw")


def write_rgb(rgb: np.ndarray, encoding: str) -> dict:
    """`rgb` uint8 [h, w, 3] as an array of the wire, with `encoding` when `data` is not the plain bytes."""
    if encoding == "raw":
        return write_array(rgb)
    buffer = io.BytesIO()
    image = Image.fromarray(rgb)
    if encoding == "jpeg":
        image.save(buffer, "JPEG", quality=JPEG_QUALITY)
    else:
        image.save(buffer, "WEBP", lossless=True, method=1)
    return {"dtype": "uint8", "shape": list(rgb.shape), "encoding": encoding, "data": buffer.getvalue()}
