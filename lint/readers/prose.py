"""Build blocks of prose in which every character knows its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..model import Link, Segment

OBJECT = "\ufffc"
"""Stands in prose for what is there and is not prose: code, an image, a template."""

MASK = "\x01"
"""Fills the place of a template in masked HTML."""

_ADDRESS = r"(?:https?://|\bwww\.)[^\s<>\"“”\ufffc]*[^\s<>\"“”\ufffc.,;:!?)\]'’]"


class Prose:
    """One block in the making: runs copied from the source, and decoded units."""

    __slots__ = ("_end", "_length", "_parts", "_segments", "_source", "_start", "links")

    def __init__(self, source: str) -> None:
        self._source = source
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._start = self._end = -1
        self.links: list[Link] = []

    @property
    def length(self) -> int:
        """The length of the text so far."""
        return self._length + self._end - self._start

    def copy(self, start: int, end: int) -> None:
        """Append the source from `start` to `end`, character for character."""
        if start == self._end:
            self._end = end
        else:
            self._close_run()
            self._start, self._end = start, end

    def unit(self, text: str, start: int, end: int) -> None:
        """Append `text`, which the source writes differently from `start` to `end`."""
        self._close_run()
        if text:
            self._parts.append(text)
            self._segments.append(Segment(self._length, start, len(text), end - start))
            self._length += len(text)
        self._start = self._end = end

    def _close_run(self) -> None:
        length = self._end - self._start
        if length:
            self._parts.append(self._source[self._start : self._end])
            self._segments.append(Segment(self._length, self._start, length, length))
            self._length += length
            self._start = self._end

    def finish(self) -> tuple[str, tuple[Segment, ...], tuple[Link, ...]]:
        """Return text, segments and links, without white space at either end; empty text when there are no words."""
        self._close_run()
        text = "".join(self._parts)
        if not text.replace(OBJECT, " ").strip():
            return "", (), ()
        if "://" in text or "www." in text:
            self._link_addresses(text)
        if text[0].isspace() or text[-1].isspace():
            return self._trimmed(text)
        return text, tuple(self._segments), tuple(self.links)

    def _link_addresses(self, text: str) -> None:
        """Link the addresses that stand bare in the text."""
        taken = sorted(self.links)
        for match in re.finditer(_ADDRESS, text):
            start, end = match.span()
            before = bisect_right(taken, end, key=lambda link: link.start) - 1
            if before < 0 or taken[before].end <= start:
                self.links.append(Link(start, end, match.group()))
        self.links.sort()

    def _trimmed(self, text: str) -> tuple[str, tuple[Segment, ...], tuple[Link, ...]]:
        begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
        segments = (_cut(segment, begin, end) for segment in self._segments)
        links = (Link(max(link.start, begin) - begin, min(link.end, end) - begin, link.target) for link in self.links)
        return (
            text[begin:end],
            tuple(segment for segment in segments if segment.text_length > 0),
            tuple(link for link in links if link.start <= link.end),
        )


def _cut(segment: Segment, begin: int, end: int) -> Segment:
    """Keep what lies between `begin` and `end` of the text, counted from `begin`."""
    start, stop = max(segment.text_start, begin), min(segment.text_start + segment.text_length, end)
    if segment.text_length != segment.source_length:
        return Segment(start - begin, segment.source_start, stop - start, segment.source_length)
    return Segment(start - begin, segment.source_start + start - segment.text_start, stop - start, stop - start)
