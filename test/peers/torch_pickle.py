"""Tensors as torch pickles them, without torch: a `list[TimedAction]` of views of one chunk.

As with torch, every row carries the storage of the whole chunk (agents/lerobot/tests/torch-actions.pickle was written
by torch 1.13.1, in the format that is still that of today).
"""

import io
import pickle
import struct
import sys
from collections import OrderedDict
from dataclasses import dataclass
from types import ModuleType

import numpy as np

MODULE = "lerobot.async_inference.helpers"
MAGIC = 0x1950A86A20F9469CFC6C
SIZES = {"short": 2, "int": 4, "long": 4}


def module(name):
    for end in range(1, name.count(".") + 2):
        part = ".".join(name.split(".")[:end])
        sys.modules.setdefault(part, ModuleType(part))
    return sys.modules[name]


def settled(name, place):
    """Decorator: a class or function that pickle finds at `place`."""

    def settle(thing):
        thing.__module__, thing.__name__, thing.__qualname__ = place, name, name
        setattr(module(place), name, thing)
        return thing

    return settle


@settled("FloatStorage", "torch")
class FloatStorage:
    pass


@settled("_load_from_bytes", "torch.storage")
def load_from_bytes(blob):
    raise NotImplementedError


@settled("_rebuild_tensor_v2", "torch._utils")
def rebuild_tensor(*parts):
    raise NotImplementedError


class Storage:
    def __init__(self, chunk, key):
        self.chunk = chunk.astype("<f4")
        self.key = key

    def __reduce__(self):
        return load_from_bytes, (self.legacy(),)

    def legacy(self):
        out = io.BytesIO()
        system = {"protocol_version": 1001, "little_endian": True, "type_sizes": SIZES}
        for head in (MAGIC, 1001, system):
            pickle.dump(head, out, protocol=2)
        pickler = pickle.Pickler(out, protocol=2)
        identity = ("storage", FloatStorage, self.key, "cpu", self.chunk.size, None)
        pickler.persistent_id = lambda obj: identity if obj is self else None
        pickler.dump(self)
        pickle.dump([self.key], out, protocol=2)
        out.write(struct.pack("<Q", self.chunk.size) + self.chunk.tobytes())
        return out.getvalue()


class Row:
    """A view of one row of a chunk."""

    def __init__(self, chunk, index):
        width = chunk.shape[1]
        self.parts = (Storage(chunk, str(id(chunk))), index * width, (width,), (1,), False, OrderedDict())

    def __reduce__(self):
        return rebuild_tensor, self.parts


@settled("TimedAction", MODULE)
@dataclass
class TimedAction:
    timestamp: float
    timestep: int
    action: object


def timed_actions(chunk, timestamp, timestep, period_sec):
    """chunk: [T, D]"""
    whole = np.ascontiguousarray(chunk, dtype="<f4")
    return [TimedAction(timestamp + i * period_sec, timestep + i, Row(whole, i)) for i in range(len(whole))]


def dumps(value):
    return pickle.dumps(value, protocol=4)
