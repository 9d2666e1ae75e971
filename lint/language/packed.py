"""Values that are marshalled one by one, so that what is not asked for is never decoded."""

from __future__ import annotations

from array import array
from itertools import accumulate
from marshal import dumps, loads
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

# so many keys of a table are decoded together, about
_TOGETHER = 8


def pack(values: Iterable[Any]) -> tuple[bytes, bytes]:
    """Return where each value starts, and the values marshalled one behind the other."""
    stored = list(map(dumps, values))
    starts = array("I", accumulate(map(len, stored[:-1]), initial=0)) if stored else array("I")
    return starts.tobytes(), b"".join(stored)


class Packed:
    """A sequence of what `pack` was given, each value decoded whenever it is asked for."""

    def __init__(self, starts: bytes, stored: bytes) -> None:
        self._starts, self._stored = memoryview(starts).cast("I"), memoryview(stored)

    def __getitem__(self, number: int) -> Any:
        return loads(self._stored[self._starts[number] :])


class Remembered(Packed):
    """A packed sequence of which each value is decoded once."""

    def __init__(self, starts: bytes, stored: bytes) -> None:
        super().__init__(starts, stored)
        self._known: dict[int, Any] = {}

    def __getitem__(self, number: int) -> Any:
        if number not in self._known:
            self._known[number] = super().__getitem__(number)
        return self._known[number]


def pack_table(table: Mapping[str, float]) -> tuple[bytes, bytes]:
    """Pack a table in groups of keys."""
    groups: list[dict[str, float]] = [{} for _ in range(len(table) // _TOGETHER + 1)]
    for key, value in table.items():
        groups[_group(key, len(groups))][key] = value
    return pack(groups)


class Table(Remembered):
    """What `pack_table` was given; a run decodes the groups of the keys that it asks for, each once."""

    def get(self, key: str, default: float = 0.0) -> float:
        """Return the value of a key, or `default`."""
        found: dict[str, float] = self[_group(key, len(self._starts))]
        return found.get(key, default)


def _group(key: str, groups: int) -> int:
    """Choose the group of a key, the same in every process."""
    return crc32(key.encode("utf-8", "surrogatepass")) % groups
