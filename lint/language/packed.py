"""Values that are marshalled one by one, so that what is not asked for is never decoded."""

from __future__ import annotations

from array import array
from itertools import accumulate
from marshal import dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


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
