"""The answer of a LeRobot server, a pickled `list[TimedAction]` of torch tensors, as numbers.

A pickle is a program. This one may name four things, none of which does more than put numbers together.
"""

import io
import pickle
from collections import OrderedDict

import numpy as np

from .errors import MalformedReply
from .helpers import MODULE, TimedAction
from .storage import load_storage

OLD_MODULE = "lerobot.scripts.server.helpers"
"""Where the same class was before lerobot 0.4."""


def rebuild_tensor(storage, offset, size, stride, _requires_grad=False, _hooks=None, _metadata=None) -> np.ndarray:
    """The part of a storage that a tensor looks at: the elements of a chunk share one."""
    numbers = (offset, *size, *stride) if isinstance(size, tuple) and isinstance(stride, tuple) else (None,)
    if not isinstance(storage, np.ndarray) or not all(isinstance(n, int) and n >= 0 for n in numbers):
        raise MalformedReply("expected a tensor (storage, offset, size, stride)")
    last = offset + sum((length - 1) * step for length, step in zip(size, stride, strict=True))
    if 0 not in size and last >= storage.size:
        raise MalformedReply(f"a tensor of shape {list(size)} at {offset} reaches beyond its {storage.size} elements")
    if 0 in size:
        return np.zeros(size, storage.dtype)
    strides = tuple(step * storage.itemsize for step in stride)
    return np.lib.stride_tricks.as_strided(storage[offset:], size, strides).copy()


ALLOWED = {
    (MODULE, "TimedAction"): TimedAction,
    (OLD_MODULE, "TimedAction"): TimedAction,
    ("torch._utils", "_rebuild_tensor_v2"): rebuild_tensor,
    ("torch.storage", "_load_from_bytes"): load_storage,
    ("collections", "OrderedDict"): OrderedDict,
}


class _Actions(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) in ALLOWED:
            return ALLOWED[(module, name)]
        raise MalformedReply(f"an answer may not name {module}.{name}: it is not loaded")


def read_actions(data: bytes, timestep: int) -> np.ndarray:
    """float64 [T, D]: the chunk that answers the observation of `timestep`."""
    timed = _loaded(data)
    if not isinstance(timed, list) or not all(isinstance(each, TimedAction) for each in timed):
        raise MalformedReply(f"expected a list of TimedAction, got {type(timed).__name__}")
    for index, each in enumerate(timed):
        if each.timestep != timestep + index:
            raise MalformedReply(
                f"expected actions from timestep {timestep} on, got {each.timestep} at {index}: "
                "they answer another observation; is somebody else using the server?"
            )
    rows = [_row(each.action) for each in timed]
    if len({row.size for row in rows}) > 1:
        raise MalformedReply(f"expected actions of one length, got {sorted({row.size for row in rows})}")
    return np.stack(rows) if rows else np.zeros((0, 0))


def _row(action: object) -> np.ndarray:
    if not isinstance(action, np.ndarray) or action.ndim != 1:
        raise MalformedReply(f"expected actions [D], got {getattr(action, 'shape', type(action).__name__)}")
    return action.astype(np.float64)


def _loaded(data: bytes) -> object:
    try:
        return _Actions(io.BytesIO(data)).load()
    except MalformedReply:
        raise
    except Exception as cause:
        raise MalformedReply(f"expected a pickled list of TimedAction, got {len(data)} bytes: {cause}") from cause
