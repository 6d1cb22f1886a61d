"""Messages to bytes and back: one msgpack map a frame; arrays are `{dtype, shape, data}`, little-endian, C order."""

from __future__ import annotations

import math

import msgpack
import numpy as np

from .errors import BridgeError, mismatch

DTYPES = {"uint8": "|u1", "int32": "<i4", "float32": "<f4", "float64": "<f8"}
_NAMES = {np.dtype(code): name for name, code in DTYPES.items()}
MAX_MESSAGE_BYTES = 64 * 1024 * 1024


def pack(message: dict) -> bytes:
    return msgpack.packb(message, default=_array_of)


def unpack(data: bytes) -> dict:
    """The map in a frame; anything else is `E_PROTOCOL`."""
    try:
        message = msgpack.unpackb(data, strict_map_key=True, max_map_len=4096, max_array_len=1 << 20)
    except (ValueError, TypeError, RecursionError, msgpack.exceptions.UnpackException) as cause:
        raise BridgeError("E_PROTOCOL", f"frame: expected one msgpack map, got bytes that are not: {cause}") from cause
    if not isinstance(message, dict):
        raise mismatch("E_PROTOCOL", "frame", "a map", message)
    return message


def write_array(array: np.ndarray) -> dict:
    """An array of one of `DTYPES` as it goes over the wire."""
    name = _NAMES.get(array.dtype)
    if name is None:
        return _write_other(array)
    return {"dtype": name, "shape": array.shape, "data": array.tobytes()}


def _write_other(array: np.ndarray) -> dict:
    """One that is not little-endian, or not of the wire."""
    name = array.dtype.name
    if name not in DTYPES:
        raise TypeError(f"an array of {name} cannot be sent; valid: {', '.join(DTYPES)}")
    return write_array(array.astype(DTYPES[name]))


def read_array(value: object, path: str, code: str) -> np.ndarray:
    """The array in a value of the wire, read-only, in the machine's own byte order."""
    if not isinstance(value, dict) or not {"dtype", "shape", "data"} <= value.keys():
        raise mismatch(code, path, "an array {dtype, shape, data}", value)
    dtype, shape, data = value["dtype"], value["shape"], value["data"]
    if dtype not in DTYPES:
        raise BridgeError(code, f"{path}.dtype: got {dtype!r}; valid: {', '.join(DTYPES)}")
    if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape):
        raise mismatch(code, f"{path}.shape", "a list of sizes", shape)
    wanted = math.prod(shape) * np.dtype(DTYPES[dtype]).itemsize
    if not isinstance(data, bytes) or len(data) != wanted:
        got = f"{len(data)} bytes" if isinstance(data, bytes) else data
        raise mismatch(code, f"{path}.data", f"{wanted} bytes for {dtype} {shape}", got)
    return np.frombuffer(data, DTYPES[dtype]).reshape(shape)


def _array_of(value: object) -> object:
    if isinstance(value, np.ndarray):
        return write_array(value)
    raise TypeError(f"{type(value).__name__} cannot be sent")
