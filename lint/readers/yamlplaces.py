"""Read YAML so that every scalar knows its path and its place.

Events, never nodes: composing deeply nested YAML overflows the stack of the C library.
"""

from __future__ import annotations

import yaml

from ..expressions import expression
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 100
_HEADER = expression(r"[|>][^\r\n]*(?:\r\n?|\n)?")


class Scalar(NamedTuple):
    """A value, the keys and list positions that lead to it, its place, and its style (a quotation mark, or empty)."""

    path: tuple[str, ...]
    value: str
    start: int
    end: int
    style: str


class YamlError(ValueError):
    """The text is not YAML from `offset` on."""

    def __init__(self, wrong: str, offset: int, scalars: list[Scalar]) -> None:
        super().__init__(wrong)
        self.wrong, self.offset, self.scalars = wrong, offset, scalars


def scalars(text: str) -> list[Scalar]:
    """Return the scalars in order; raise YamlError, whose `scalars` are those before the error."""
    walk = _Walk(text)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while not walk.take(loader.get_event()):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "it is malformed", mark.index if mark else 0, walk.found) from None
    except yaml.reader.ReaderError as error:
        position = len(text.encode()[: error.position].decode("utf-8", "ignore"))
        raise YamlError("a control character stands in it", position, walk.found) from None
    finally:
        loader.dispose()
    return walk.found


class _Walk:
    """Follow the events; a path holds the key or position we are at on every level, None where a key must come."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._path: list[str | int | None] = []
        self._keys: list[int] = []  # the levels whose key is itself a mapping or a list
        self._anchors: dict[str, tuple[str, int, int, str]] = {}
        self.found: list[Scalar] = []

    def take(self, event: Any) -> bool:
        """Take one event; True when it is the last."""
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            place = _place(self._text, event)
            if event.anchor:
                self._anchors[event.anchor] = place
            self._scalar(place)
        elif kind is yaml.AliasEvent:
            self._alias(event.anchor)
        elif kind is yaml.MappingStartEvent:
            self._enter(None, event)
        elif kind is yaml.SequenceStartEvent:
            self._enter(0, event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._leave()
        return kind is yaml.StreamEndEvent

    def _enter(self, first: int | None, event: Any) -> None:
        if len(self._path) == _DEEPEST:
            wrong = f"it is nested deeper than {_DEEPEST} levels"
            raise YamlError(wrong, event.start_mark.index, self.found)
        if self._path and self._path[-1] is None:
            self._path[-1] = "?"
            self._keys.append(len(self._path))
        self._path.append(first)

    def _leave(self) -> None:
        self._path.pop()
        if self._keys and self._keys[-1] == len(self._path):
            self._keys.pop()
        else:
            self._advance()

    def _scalar(self, place: tuple[str, int, int, str]) -> None:
        path = self._path
        if path and path[-1] is None:
            path[-1] = place[0]
        else:
            self.found.append(Scalar(tuple(map(str, path)), *place))
            self._advance()

    def _alias(self, anchor: str) -> None:
        """Repeat a scalar; what is more than a scalar has been read where it stands."""
        if anchor in self._anchors:
            self._scalar(self._anchors[anchor])
        elif self._path and self._path[-1] is None:
            self._path[-1] = "?"
        else:
            self._advance()

    def _advance(self) -> None:
        """Go on after a value."""
        if self._path:
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else None


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
