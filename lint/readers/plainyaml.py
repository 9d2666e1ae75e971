"""Read the YAML that most front matter is, line by line: mappings and lists of plain or simply quoted values.

PyYAML takes longer to import than a short article takes to judge. Whatever else a line may hold is left to it.
"""

from __future__ import annotations

from ..expressions import expression
from ..values import NamedTuple

_LETTER = r"[^\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
_LINE = expression(
    rf"""(?P<indent>\x20*)(?P<item>-\x20+)?(?:(?P<key>[A-Za-z_][A-Za-z0-9_-]*):(?:\x20+|$))?
    (?:"(?P<double>(?:(?!["\\]){_LETTER})*)"|'(?P<single>(?:(?!'){_LETTER})*)'
      |(?P<plain>[^\W_](?:(?![:#]){_LETTER}|:(?![\x20]|$)|(?<!\x20)\#)*))?\x20*""",
    64,  # re.VERBOSE
)
_DEEPEST = 20

Scalar = tuple[tuple[str, ...], str, int, int, str]


class _Level(NamedTuple):
    """An open mapping or list: its column, the path that leads to it, and whether it is a list."""

    column: int
    path: tuple[str, ...]
    listed: bool = False


def scalars(text: str) -> list[Scalar] | None:
    """Return (path, value, start, end, style) of each value, or None where PyYAML must read the text."""
    reader = _Reader()
    at = 0
    for line in text.split("\n"):
        if line and not reader.take(line, at):
            return None
        at += len(line) + 1
    return None if reader.awaited else reader.found or None


class _Reader:
    """Follow the lines; `awaited` is the key whose value the next lines hold."""

    def __init__(self) -> None:
        self.found: list[Scalar] = []
        self.awaited: tuple[str, ...] | None = None
        self._levels = [_Level(0, ())]
        self._numbers: dict[tuple[str, ...], int] = {}

    def take(self, line: str, start: int) -> bool:
        """Take one line, which starts at an offset; False when it holds more than this reads."""
        match = _LINE.fullmatch(line)
        if (
            not match
            or not (match["item"] or match["key"])
            or not self._enter(len(match["indent"]), bool(match["item"]))
        ):
            return False
        path = self._levels[-1].path
        if match["item"]:
            self._numbers[path] = self._numbers.get(path, -1) + 1
            path = (*path, str(self._numbers[path]))
            if match["key"]:
                self._levels.append(_Level(match.start("key"), path))
        if match["key"]:
            path = (*path, match["key"])
        style = {"double": '"', "single": "'", "plain": ""}.get(match.lastgroup or "")
        if style is None:
            self.awaited = path
            return match["key"] is not None
        value = match[match.lastgroup or ""].rstrip(" ") if not style else match[match.lastgroup or ""]
        begin = start + match.start(match.lastgroup or "")
        self.found.append((path, value, begin, begin + len(value), style))
        return True

    def _enter(self, column: int, item: bool) -> bool:
        """Leave the levels that end before a line, and open the one that begins with it."""
        levels, awaited = self._levels, self.awaited
        self.awaited = None
        if awaited is not None:
            self._numbers.pop(awaited, None)
            deeper = column > levels[-1].column or (item and column == levels[-1].column)
            levels.append(_Level(column, awaited, item))
            return deeper and len(levels) < _DEEPEST
        while levels[-1].column > column or (levels[-1].column == column and levels[-1].listed and not item):
            levels.pop()
        return levels[-1].column == column and levels[-1].listed == item
