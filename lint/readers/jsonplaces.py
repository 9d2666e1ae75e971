"""Read JSON so that every scalar knows its path and its place."""

from __future__ import annotations

from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from ..expressions import expression
from ..values import NamedTuple

_TOKEN = expression(r'[ \t\n\r]*+([{}\[\],:"]|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true\b|false\b|null\b)')
_DEEPEST = 100


class Leaf(NamedTuple):
    """A scalar, the keys and list positions that lead to it, and its place without quotation marks."""

    path: tuple[str, ...]
    value: str
    start: int
    end: int


class JsonError(ValueError):
    """The text is not JSON from `offset` on."""

    def __init__(self, wrong: str, offset: int) -> None:
        super().__init__(wrong)
        self.wrong, self.offset = wrong, offset


class JsonReader:
    """Read one JSON value; `leaves` holds the scalars, also those before an error."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._path: list[str | int] = []
        self.leaves: list[Leaf] = []

    def read(self, position: int) -> int:
        """Read the value at `position` and return where it ends; raise JsonError."""
        position = self._value(position)
        while self._path:
            token, start, end = self._token(position)
            inside = self._path[-1]
            if token == ("]" if isinstance(inside, int) else "}"):
                self._path.pop()
                position = end
            elif token != ",":
                raise JsonError("a comma or a closing bracket is missing", start)
            elif isinstance(inside, int):
                self._path[-1] = inside + 1
                position = self._value(end)
            else:
                position = self._value(self._key(end))
        return position

    def _token(self, position: int) -> tuple[str, int, int]:
        match = _TOKEN.match(self._text, position)
        if not match:
            raise JsonError("this is not JSON" if self._text[position:].strip() else "the end is missing", position)
        return match[1], match.start(1), match.end()

    def _value(self, position: int) -> int:
        """Read a scalar, or open an object or a list and read its first value."""
        while True:
            token, start, end = self._token(position)
            if token not in "{[":
                return self._scalar(token, start, end)
            if len(self._path) == _DEEPEST:
                raise JsonError(f"it is nested deeper than {_DEEPEST} levels", start)
            following, _, after = self._token(end)
            if following == ("}" if token == "{" else "]"):
                return after
            if token == "[":
                self._path.append(0)
                position = end
            else:
                self._path.append("")
                position = self._key(end)

    def _key(self, position: int) -> int:
        token, start, end = self._token(position)
        if token != '"':
            raise JsonError("a key in quotation marks is missing", start)
        self._path[-1], end = self._string(end)
        colon, start, end = self._token(end)
        if colon != ":":
            raise JsonError("a colon is missing", start)
        return end

    def _scalar(self, token: str, start: int, end: int) -> int:
        path = tuple(map(str, self._path))
        if token == '"':
            value, end = self._string(end)
            self.leaves.append(Leaf(path, value, start + 1, end - 1))
        elif token in "}],:":
            raise JsonError("a value is missing", start)
        else:
            self.leaves.append(Leaf(path, "" if token == "null" else token, start, end))
        return end

    def _string(self, position: int) -> tuple[str, int]:
        try:
            value: tuple[str, int] = scanstring(self._text, position, False)
        except JSONDecodeError as error:
            raise JsonError("a string has no end or a wrong escape", error.pos) from None
        return value
