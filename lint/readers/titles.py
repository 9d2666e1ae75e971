"""Place the titles of Markdown links, which no event of the parser carries."""

from __future__ import annotations

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .prose import Prose

_UNIT = expression(
    r"""\\([!-/:-@\[-`{-~])|&(?:\#[xX][0-9a-fA-F]{1,6}|\#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});|\n[ \t]*(?:>[ \t]*)*"""
)
_OPENING = {'"': '"', "'": "'", ")": "("}


def title_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the place of the title that ends last before `end`, without its marks; None when there is none."""
    while end > start and text[end - 1].isspace():
        end -= 1
    opening = _OPENING.get(text[end - 1]) if end > start else None
    if opening is None:
        return None
    close = end - 1
    begin = text.rfind(opening, start, close)
    while begin > start and _escaped(text, start, begin):
        begin = text.rfind(opening, start, begin)
    return (begin + 1, close) if begin >= start else None


def _escaped(text: str, start: int, position: int) -> bool:
    slashes = position
    while slashes > start and text[slashes - 1] == "\\":
        slashes -= 1
    return (position - slashes) % 2 == 1


def append_markdown(prose: Prose, text: str, start: int, end: int) -> None:
    """Append `text[start:end]`, backslash escapes and character references decoded."""
    from .characters import decode_reference

    position = start
    for match in _UNIT.finditer(text, start, end):
        written = match.group()
        decoded = match[1] or ("\n" if written[0] == "\n" else decode_reference(written))
        if decoded is None or decoded == written:
            continue
        prose.copy(position, match.start())
        prose.unit(decoded, match.start(), match.end())
        position = match.end()
    prose.copy(position, end)
