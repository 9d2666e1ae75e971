"""Turn offsets into the UTF-8 form of a text into offsets of its characters."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_WIDE = expression(r"[^\x00-\x7f]")
_LEADS = bytes(byte & 0xC0 != 0x80 for byte in range(256))
_DENSE = 16
"""A table of all bytes pays where one byte in so many continues a character."""


def character_places(text: str) -> Callable[[int], int] | None:
    """Return the function from byte offsets to character offsets; None when they are the same."""
    if text.isascii():
        return None
    data = text.encode("utf-8", "surrogatepass")
    if (len(data) - len(text)) * _DENSE < len(data):
        return _sparse(text)
    return list(accumulate(data.translate(_LEADS), initial=0)).__getitem__


def _sparse(text: str) -> Callable[[int], int]:
    """Count for every wide character the bytes that those up to it take beyond one each."""
    ends, surplus = [], [0]
    extra = 0
    for match in _WIDE.finditer(text):
        extra += 1 + (match[0] > "\u07ff") + (match[0] > "\uffff")
        ends.append(match.end() + extra)
        surplus.append(extra)
    return lambda offset: offset - surplus[bisect_right(ends, offset)]


def without(text: str, cuts: list[tuple[int, int]]) -> tuple[str, Callable[[int], int]]:
    """Return `text` without the cuts, and the function from its byte offsets to character offsets of `text`."""
    kept, points, removed = [], [], [0]
    position = total = 0
    for start, end in cuts:
        kept.append(text[position:start])
        points.append(start - total)
        total += end - start
        removed.append(total)
        position = end
    shorter = "".join(kept) + text[position:]
    place = character_places(shorter) or int
    return shorter, lambda offset: (inner := place(offset)) + removed[bisect_right(points, inner)]
