"""Messages to bytes and back: one msgpack map a frame; arrays are `{dtype, shape, data}`, little-endian, C order."""

from __future__ import annotations

import math

import msgpack
import numpy as np

from .errors import ProtocolError, shorten

DTYPES = {
    "uint8": "|u1",
    "int8": "|i1",
    "int32": "<i4",
    "int64": "<i8",
    "float32": "<f4",
    "float64": "<f8",
}


def pack(message: dict) -> bytes:
    return msgpack.packb(message, use_bin_type=True)


def unpack(frame: bytes | str) -> dict:
    """The map in a frame; anything else is a `ProtocolError`."""
    if isinstance(frame, str):
        raise ProtocolError(f"frame: expected binary msgpack, got text {shorten(frame)}")
    try:
        message = msgpack.unpackb(frame, raw=False)
    except Exception as cause:
        raise ProtocolError(f"frame: expected one msgpack map, got {len(frame)} other bytes: {cause}") from cause
    if not isinstance(message, dict):
        raise ProtocolError(f"frame: expected a map, got {shorten(message)}")
    return message


def write_array(array: np.ndarray) -> dict:
    """An array of one of `DTYPES` as it goes over the wire."""
    code = DTYPES[array.dtype.name]
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": array.astype(code, copy=False).tobytes()}


def read_array(value: object, path: str) -> np.ndarray:
    """The array in a value of the wire; the policy may write into it."""
    if not isinstance(value, dict) or not {"dtype", "shape", "data"} <= value.keys():
        raise ProtocolError(f"{path}: expected an array {{dtype, shape, data}}, got {shorten(value)}")
    dtype, shape, data = value["dtype"], value["shape"], value["data"]
    if dtype not in DTYPES:
        raise ProtocolError(f"{path}.dtype: got {dtype!r}; valid: {', '.join(DTYPES)}")
    wanted = math.prod(shape) * np.dtype(DTYPES[dtype]).itemsize
    if len(data) != wanted:
        raise ProtocolError(f"{path}.data: expected {wanted} bytes for {dtype} {shape}, got {len(data)}")
    return np.frombuffer(bytearray(data), DTYPES[dtype]).reshape(shape)
