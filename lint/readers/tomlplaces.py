"""Read TOML so that every scalar knows its path and its place; `tomllib` judges, this module only places."""

from __future__ import annotations

import re
import tomllib

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

_KEY = r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'"""
_DOTTED = rf"(?:{_KEY})(?:[ \t]*\.[ \t]*(?:{_KEY}))*"
_STEP = expression(_KEY)
_BETWEEN = expression(r"(?:\s|#[^\n]*)*+")
_TABLE = expression(rf"(\[\[?)[ \t]*({_DOTTED})[ \t]*\]\]?")
_ASSIGNMENT = expression(rf"({_DOTTED})[ \t]*=[ \t]*")
_STRING = expression(
    r""""{3}\n?((?:[^"\\]|\\.|"(?!""))*+"{0,2})"{3}|'{3}\n?((?:[^']|'(?!''))*+'{0,2})'{3}|"((?:[^"\\]|\\.)*+)"|'([^']*+)\'""",
    re.DOTALL,
)
_BARE = expression(r"[^\s,\]}#]+(?: \d\d:\d\d:[^\s,\]}#]*)?")
_DEEP_KEY = expression(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){100}""")
_POSITION = expression(r"\(at line (\d+), column (\d+)\)")
_Scalar = tuple[tuple[str, ...], str, int, int, str]


class TomlError(ValueError):
    """The text is not TOML from `offset` on."""

    def __init__(self, wrong: str, offset: int) -> None:
        super().__init__(wrong)
        self.wrong, self.offset = wrong, offset


def scalars(text: str) -> Iterator[_Scalar]:
    """Yield path, value, start, end and style (the quotation mark, or empty) of every scalar; raise TomlError."""
    deep = _DEEP_KEY.search(text)
    if deep:
        raise TomlError("a key has too many parts", deep.start())
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise _error(str(error), text) from None
    except RecursionError:
        raise TomlError("it is nested too deeply", 0) from None
    return _statements(text, values)


def _error(message: str, text: str) -> TomlError:
    place = _POSITION.search(message)
    wrong = _POSITION.sub("", message).strip()
    if not place:
        return TomlError(wrong, len(text))
    lines = text.split("\n")
    line = int(place[1]) - 1
    return TomlError(wrong, sum(len(above) + 1 for above in lines[:line]) + int(place[2]) - 1)


def _statements(text: str, values: Any) -> Iterator[_Scalar]:
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    position = 0
    while (position := _skip(text, position)) < len(text):
        header = _TABLE.match(text, position)
        assignment = None if header else _ASSIGNMENT.match(text, position)
        if header:
            table = _resolve(_steps(header[2]), counts, header[1] == "[[")
            position = header.end()
        elif assignment:
            position = yield from _value(text, assignment.end(), table + _steps(assignment[1]), values)
        else:
            return


def _resolve(steps: tuple[str, ...], counts: dict[tuple[str, ...], int], grows: bool) -> tuple[str, ...]:
    """Put the position of the current item behind each key that names a list of tables."""
    path: tuple[str, ...] = ()
    for place, step in enumerate(steps):
        path += (step,)
        if grows and place + 1 == len(steps):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (str(counts[path]),)
    return path


def _skip(text: str, position: int) -> int:
    match = _BETWEEN.match(text, position)
    return match.end() if match else position


def _steps(dotted: str) -> tuple[str, ...]:
    return tuple(step.strip("\"'") for step in _STEP.findall(dotted))


def _value(text: str, position: int, path: tuple[str, ...], values: Any) -> Generator[_Scalar, None, int]:
    """Yield the scalars of the value at `position`; the generator returns where it ends."""
    if text[position] == "[":
        return (yield from _items(text, position + 1, path, values))
    if text[position] == "{":
        return (yield from _pairs(text, position + 1, path, values))
    string = _STRING.match(text, position)
    if string:
        value = _at(values, path)
        group = string.lastindex or 0
        yield path, str(value), *string.span(group), '"' if text[position] == '"' else ""
        return string.end()
    bare = _BARE.match(text, position)
    if not bare:
        return len(text)
    yield path, bare.group(), *bare.span(), ""
    return bare.end()


def _items(text: str, position: int, path: tuple[str, ...], values: Any) -> Generator[_Scalar, None, int]:
    count = 0
    while (position := _skip(text, position)) < len(text) and text[position] != "]":
        if text[position] == ",":
            position += 1
            continue
        position = yield from _value(text, position, (*path, str(count)), values)
        count += 1
    return position + 1


def _pairs(text: str, position: int, path: tuple[str, ...], values: Any) -> Generator[_Scalar, None, int]:
    while (position := _skip(text, position)) < len(text) and text[position] != "}":
        assignment = _ASSIGNMENT.match(text, position)
        if not assignment:
            position += 1
            continue
        position = yield from _value(text, assignment.end(), path + _steps(assignment[1]), values)
    return position + 1


def _at(values: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        try:
            values = values[int(step)] if isinstance(values, list) else values[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return ""
    return values
