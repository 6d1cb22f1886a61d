"""Reading untrusted maps: checked at the door; an error names the key, what was expected and what came."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from .errors import BridgeError, mismatch

T = TypeVar("T")
_ABSENT = object()


class Fields:
    """A map of the wire at a path. `finish` refuses the keys that nobody read."""

    def __init__(self, value: object, path: str, code: str) -> None:
        if not isinstance(value, dict):
            raise mismatch(code, path, "a map", value)
        self._values: dict[Any, Any] = value
        self._path = path
        self.code = code
        self._read: set[str] = set()

    def where(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def error(self, key: str, expected: str, got: object) -> BridgeError:
        return mismatch(self.code, self.where(key), expected, got)

    def has(self, key: str) -> bool:
        self._read.add(key)
        return self._values.get(key) is not None

    def raw(self, key: str) -> Any:
        self._read.add(key)
        value = self._values.get(key, _ABSENT)
        if value is _ABSENT:
            raise BridgeError(self.code, f"{self.where(key)}: expected a value, got nothing; the key is missing")
        return value

    def number(self, key: str, least: float = -math.inf, most: float = math.inf) -> float:
        """A finite number in [least, most]."""
        return number(self.raw(key), self.where(key), self.code, least, most)

    def above_zero(self, key: str, most: float = math.inf) -> float:
        value = self.number(key, 0.0, most)
        if value == 0.0:
            raise self.error(key, "a number above 0", value)
        return value

    def whole(self, key: str, least: int, most: int) -> int:
        value = self.raw(key)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.error(key, f"a whole number from {least} to {most}", value)
        return value

    def text(self, key: str) -> str:
        value = self.raw(key)
        if not isinstance(value, str) or not value:
            raise self.error(key, "a text that is not empty", value)
        return value

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        if default is not None and not self.has(key):
            return default
        value = self.raw(key)
        if not isinstance(value, bool):
            raise self.error(key, "true or false", value)
        return value

    def choice(self, key: str, valid: Sequence[str]) -> str:
        value = self.raw(key)
        if value not in valid:
            raise BridgeError(self.code, f"{self.where(key)}: got {value!r}; valid: {', '.join(valid)}")
        return value

    def numbers(self, key: str, length: int | None, least: float = -math.inf, most: float = math.inf) -> tuple:
        """A list of finite numbers in [least, most]; `length` None accepts any."""
        values = self.items(key)
        if length is not None and len(values) != length:
            raise self.error(key, f"{length} numbers", values)
        return tuple(number(v, f"{self.where(key)}[{i}]", self.code, least, most) for i, v in enumerate(values))

    def items(self, key: str) -> list:
        value = self.raw(key)
        if not isinstance(value, list):
            raise self.error(key, "a list", value)
        return value

    def record(self, key: str) -> Fields:
        return Fields(self.raw(key), self.where(key), self.code)

    def records(self, key: str, parse: Callable[[Fields], T]) -> tuple[T, ...]:
        """A list of maps, each given to `parse` and then held to the keys that `parse` read."""
        return tuple(
            whole_record(Fields(v, f"{self.where(key)}[{i}]", self.code), parse) for i, v in enumerate(self.items(key))
        )

    def finish(self) -> None:
        unknown = sorted(str(key) for key in self._values if key not in self._read)
        if unknown:
            valid = ", ".join(sorted(self._read))
            raise BridgeError(self.code, f"{self._path or 'message'}: unknown key {unknown[0]!r}; valid: {valid}")


def whole_record(fields: Fields, parse: Callable[[Fields], T]) -> T:
    """`parse` the map and refuse what it did not read."""
    value = parse(fields)
    fields.finish()
    return value


def number(value: object, path: str, code: str, least: float = -math.inf, most: float = math.inf) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise mismatch(code, path, "a finite number", value)
    if not least <= value <= most:
        raise mismatch(code, path, f"a number in [{least:g}, {most:g}]", value)
    return float(value)
