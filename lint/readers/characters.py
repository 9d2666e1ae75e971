"""Append HTML text to prose: character references decoded, white space collapsed."""

from __future__ import annotations

from functools import lru_cache

from ..expressions import expression
from .prose import MASK, OBJECT

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from .prose import Prose

_COMMON = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\xa0", "&#39;": "'", "&apos;": "'"}
_LONGEST_NAME = 32
_LONGEST_BARE_NAME = 6
_REFERENCE = rf"&(?:#[xX][0-9a-fA-F]+;?|#[0-9]+;?|[a-zA-Z][a-zA-Z0-9]{{0,{_LONGEST_NAME}}};?)"
_UNIT = expression(rf"{_REFERENCE}|[ \t\n\r\f]{{2,}}|\x01+")


def append_html(prose: Prose, text: str, start: int, end: int, base: int, *, attribute: bool = False) -> None:
    """Append `text[start:end]`, which stands at `base + start` in the source."""
    if not _needs_care(text, start, end):
        prose.copy(base + start, base + end)
        return
    position = start
    for match in _UNIT.finditer(text, start, end):
        decoded, stop = _decode(match, attribute)
        if decoded is None:
            continue
        if match.start() > position:
            prose.copy(base + position, base + match.start())
        prose.unit(decoded, base + match.start(), base + stop)
        position = stop
    if end > position:
        prose.copy(base + position, base + end)


def _needs_care(text: str, start: int, end: int) -> bool:
    find = text.find
    return (
        find("&", start, end) >= 0
        or find("  ", start, end) >= 0
        or find("\n ", start, end) >= 0
        or find("\t", start, end) >= 0
        or find("\r", start, end) >= 0
        or find("\n\n", start, end) >= 0
        or find(MASK, start, end) >= 0
    )


def _decode(match: re.Match[str], attribute: bool) -> tuple[str | None, int]:
    """Return what the match means and where it ends; None when it means itself."""
    written = match.group()
    if written[0] == "&":
        following = match.string[match.end() : match.end() + 1]
        decoded, length = _reference(written, attribute, following)
        return decoded, match.start() + length
    return (OBJECT if written[0] == MASK else " "), match.end()


def _reference(written: str, attribute: bool, following: str) -> tuple[str | None, int]:
    common = _COMMON.get(written)
    if common is not None:
        return common, len(written)
    if written[1] == "#" or written[-1] == ";":
        whole = decode_reference(written)
        if whole is not None:
            return whole, len(written)
    for length in range(min(len(written), _LONGEST_BARE_NAME + 1), 2, -1):
        decoded = decode_reference(written[:length])
        if decoded is not None:
            after = written[length : length + 1] or following
            literal = attribute and (after == "=" or after.isalnum())
            return (None if literal else decoded), length
    return None, len(written)


@lru_cache(maxsize=512)
def decode_reference(reference: str) -> str | None:
    """Decode one complete reference as HTML does; None when there is no such reference."""
    from html import unescape

    if reference[1] == "#":
        return unescape(reference)
    from html.entities import html5

    return html5.get(reference[1:])
