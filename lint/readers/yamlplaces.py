"""Read YAML so that every scalar knows its path and its place.

Events, never nodes: composing deeply nested YAML overflows the stack of the C library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 100
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n?|\n)?")
_Scalar = tuple[tuple[str, ...], str, int, int, str]


class YamlError(ValueError):
    """The text is not YAML from `offset` on."""

    def __init__(self, wrong: str, offset: int) -> None:
        super().__init__(wrong)
        self.wrong, self.offset = wrong, offset


class _Level:
    """An open mapping or list, and where in it we are."""

    __slots__ = ("is_list", "key")

    def __init__(self, is_list: bool) -> None:
        self.is_list = is_list
        self.key: str | int | None = 0 if is_list else None

    def next(self) -> None:
        """Go on after a value."""
        self.key = self.key + 1 if isinstance(self.key, int) else None


def scalars(text: str) -> Iterator[_Scalar]:
    """Yield path, value, start, end and style (the quotation mark, or empty) of every scalar; raise YamlError."""
    levels: list[_Level] = []
    anchors: dict[str, tuple[str, int, int, str]] = {}
    for event in _events(text):
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            place = _place(text, event)
            if event.anchor:
                anchors[event.anchor] = place
            if not _is_key(levels, place[0]):
                yield (_path(levels), *place)
                _next(levels)
        elif kind is yaml.AliasEvent:
            if event.anchor in anchors and not _is_key(levels, anchors[event.anchor][0]):
                yield (_path(levels), *anchors[event.anchor])
            _next(levels)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _enter(levels, kind is yaml.SequenceStartEvent, event.start_mark.index)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            levels.pop()
            _next(levels)


def _events(text: str) -> Iterator[Any]:
    try:
        yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "it is malformed", mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        position = len(text.encode()[: error.position].decode("utf-8", "ignore"))
        raise YamlError("a control character stands in it", position) from None


def _enter(levels: list[_Level], is_list: bool, offset: int) -> None:
    if len(levels) == _DEEPEST:
        raise YamlError(f"it is nested deeper than {_DEEPEST} levels", offset)
    if levels and levels[-1].key is None:
        levels[-1].key = "?"
    levels.append(_Level(is_list))


def _is_key(levels: list[_Level], value: str) -> bool:
    """Take a scalar as the key when its mapping waits for one."""
    if not levels or levels[-1].key is not None:
        return False
    levels[-1].key = value
    return True


def _next(levels: list[_Level]) -> None:
    if levels:
        levels[-1].next()


def _path(levels: list[_Level]) -> tuple[str, ...]:
    return tuple(str(level.key) for level in levels)


def _place(text: str, event: Any) -> tuple[str, int, int, str]:
    """Return value, start, end and style; quotation marks and block headers left out."""
    start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
    if style in ("'", '"'):
        return event.value, start + 1, end - 1, style
    if style in ("|", ">"):
        header = _HEADER.match(text, start)
        start = header.end() if header else start
        end = max(start, len(text[:end].rstrip()))
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return event.value, start, end, ""
    return event.value, start, end, ""
