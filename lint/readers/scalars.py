"""Place the characters of a YAML, TOML or JSON scalar: what its source writes differently becomes one unit."""

from __future__ import annotations

import re

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .prose import Prose

_DOUBLE = expression(
    r"""(?P<nothing>\\\r?\n[ \t]*)|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.))
    |(?P<space>\s+)|(?P<text>[^\\\s]+)""",
    re.VERBOSE,
)
_SINGLE = expression(r"(?P<escape>'')|(?P<space>\s+)|(?P<text>[^'\s]+|')")
_BARE = expression(r"(?P<space>\s+)|(?P<text>\S+)")
_TOKENS = {'"': _DOUBLE, "'": _SINGLE}
_SPACE = expression(r"\s*")


def append_scalar(prose: Prose, source: str, start: int, end: int, value: str, style: str) -> None:
    """Append `value`, which the source writes from `start` to `end` in `style` (its quotation mark, or empty)."""
    if source.startswith(value, start) and len(value) == end - start:
        prose.copy(start, end)
        return
    pieces = _align(source, start, end, value, style)
    if pieces is None:
        prose.unit(value, start, end)
        return
    for text, begin, stop in pieces:
        if len(text) == stop - begin:
            prose.copy(begin, stop)
        else:
            prose.unit(text, begin, stop)


def _align(source: str, start: int, end: int, value: str, style: str) -> list[tuple[str, int, int]] | None:
    """Walk over source and value together; None where they do not agree."""
    pieces = []
    at = 0
    for match in _TOKENS.get(style, _BARE).finditer(source, start, end):
        written = match.group()
        if match.lastgroup == "nothing":
            continue
        if value.startswith(written, at) and match.lastgroup != "escape":
            text = written
        elif match.lastgroup == "space":
            text = _SPACE.match(value, at).group()  # type: ignore[union-attr]
        elif match.lastgroup == "escape":
            text = value[at : at + 1]
        else:
            return None
        if text:
            pieces.append((text, *match.span()))
        at += len(text)
    return pieces if at == len(value) or not value[at:].strip() else None
