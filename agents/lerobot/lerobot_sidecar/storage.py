"""The numbers in torch's legacy format of a storage, read without torch.

Five pickles in a row (magic number, protocol, system, the storage's description, keys), then a count and the raw
elements: `torch.serialization._legacy_save`. What these pickles may name is the kinds of storage, and nothing else.
"""

import io
import pickle
import struct

import numpy as np

from .errors import MalformedReply

MAGIC = 0x1950A86A20F9469CFC6C
LEGACY_PROTOCOL = 1001

DTYPES = {
    "FloatStorage": np.dtype("<f4"),
    "DoubleStorage": np.dtype("<f8"),
    "HalfStorage": np.dtype("<f2"),
    "IntStorage": np.dtype("<i4"),
    "LongStorage": np.dtype("<i8"),
    "ShortStorage": np.dtype("<i2"),
    "CharStorage": np.dtype("i1"),
    "ByteStorage": np.dtype("u1"),
    "BoolStorage": np.dtype("?"),
    "BFloat16Storage": np.dtype("<u2"),
}


class _Description(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if module == "torch" and name in DTYPES:
            return name
        raise MalformedReply(f"a storage of torch may not name {module}.{name}")

    def persistent_load(self, pid: object) -> object:
        if isinstance(pid, tuple) and len(pid) == 6 and pid[0] == "storage" and pid[5] is None:
            return pid
        raise MalformedReply(f"expected the description of a storage, got {pid!r:.80}")


def load_storage(blob: bytes) -> np.ndarray:
    """All elements of a storage, flat and read-only; bfloat16 as float32."""
    if not isinstance(blob, bytes):
        raise MalformedReply(f"expected a storage of torch, got {type(blob).__name__}")
    stream = io.BytesIO(blob)
    head = [_load(stream) for _ in range(5)]
    magic, protocol, system, description, keys = head
    if magic != MAGIC or protocol != LEGACY_PROTOCOL:
        raise MalformedReply("expected a storage in torch's legacy format, got another")
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise MalformedReply("expected a little-endian storage")
    if not isinstance(description, tuple) or keys != [description[2]]:
        raise MalformedReply(f"expected one storage, got {keys!r:.80}")
    return _elements(description[1], stream.read())


def _load(stream: io.BytesIO) -> object:
    try:
        return _Description(stream).load()
    except MalformedReply:
        raise
    except Exception as cause:
        raise MalformedReply(f"storage of torch: {cause}") from cause


def _elements(kind: object, rest: bytes) -> np.ndarray:
    dtype = DTYPES.get(kind) if isinstance(kind, str) else None
    if dtype is None or len(rest) < 8:
        raise MalformedReply(f"expected the elements of a storage, got {len(rest)} bytes")
    (count,) = struct.unpack("<Q", rest[:8])
    if len(rest) - 8 != count * dtype.itemsize:
        raise MalformedReply(f"expected {count} elements of {dtype.name}, got {len(rest) - 8} bytes")
    elements = np.frombuffer(rest, dtype, offset=8)
    return (elements.astype(np.uint32) << 16).view(np.float32) if kind == "BFloat16Storage" else elements
