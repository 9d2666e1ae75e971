"""Do the same work on the same value once, for values that are costly to compare."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Generic as Of
    from typing import TypeVar

    Value = TypeVar("Value")
else:
    # the import of `typing` takes longer than judging a short article
    Value, Of = None, {None: object}


class Same(Of[Value]):
    """A cache key that equals itself alone; while a cache holds it, its value's identity cannot be reused."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value
