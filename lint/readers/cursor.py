"""Take the masks of an article in the order of the text around them."""

from __future__ import annotations

from bisect import bisect_right

from .prose import MASK, OBJECT, Prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .masks import Mask
    from .page import Page

END = 1 << 62
"""Lies behind every text."""


class Cursor:
    """The masks that are still to come; `next` is where the next one begins, `until` where the last one ended."""

    __slots__ = ("_index", "_masks", "_page", "_scan", "next", "until")

    def __init__(self, masks: list[Mask], page: Page, scan: Callable[[str, int], None]) -> None:
        self._masks = masks
        self._page = page
        self._scan = scan
        self._index = 0
        self.next = masks[0].start if masks else END
        self.until = 0

    def advance(self, limit: int) -> None:
        """Take the masks that begin before `limit`: the words they show, the tags they are."""
        while self.next < limit:
            mask = self._masks[self._index]
            self._index += 1
            self.next = self._masks[self._index].start if self._index < len(self._masks) else END
            self.until = mask.end
            self._take(mask)

    def _take(self, mask: Mask) -> None:
        page = self._page
        for kind, start, end in mask.asides:
            from .characters import append_html

            prose = Prose(page.source)
            append_html(prose, page.source, start, end, 0, attribute=True)
            page.add(kind, prose)
        if mask.markup:
            self._scan(mask.markup, mask.start)

    def text(self, begin: int, end: int, shown: bool) -> None:
        """Take text with masks in it; `shown` tells whether it is prose."""
        page = self._page
        begin = max(begin, min(self.until, end))
        while begin < end:
            stop = min(end, max(self.next, begin))
            if shown and not page.hidden and stop > begin:
                page.begin().copy(begin, stop)
            if stop == end:
                return
            mask = self._masks[self._index]
            self.advance(stop + 1)
            if shown and not page.hidden and mask.role == "object":
                page.begin().unit(OBJECT, mask.start, mask.end)
            begin = min(mask.end, end)

    def markup(self, text: str, begin: int, end: int) -> str:
        """Return the HTML between two places of the overwritten text, its templates marked as such."""
        index = max(bisect_right(self._masks, begin, key=lambda mask: mask.start) - 1, 0)
        pieces: list[str] = []
        position = begin
        while index < len(self._masks) and self._masks[index].start < end:
            start, stop = max(self._masks[index].start, begin), min(self._masks[index].end, end)
            if stop > start:
                pieces += (text[position:start], MASK * (stop - start))
                position = stop
            index += 1
        return "".join(pieces) + text[position:end]
