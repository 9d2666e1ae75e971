"""Show the text of an article on a terminal: harmless, measured in columns, cut to the room there is."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from time import monotonic
from unicodedata import category, combining, east_asian_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO

Cells = list[tuple[str, int]]

_TAB = "    "
_REFRESH = 0.1
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_CODES = {"error": "1;31", "warning": "33", "info": "36", "strong": "1", "faint": "2"}
_PLAIN = re.compile(r"[ -~]*\Z")


def coloured(stream: TextIO) -> bool:
    """Say whether to colour what goes to `stream`: NO_COLOR and FORCE_COLOR decide before the terminal does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def progress(stream: TextIO, patience: float = 2.0) -> Iterator[Callable[[str], None]]:
    """Yield a function that is told each article that is done; after `patience` seconds a terminal sees the count."""
    started = monotonic()
    shown = done = 0.0

    def seen(path: str) -> None:
        nonlocal shown, done
        done, now = done + 1, monotonic()
        if now - started > patience and now - shown > _REFRESH:
            shown = now
            stream.write(f"\r\x1b[Karticles judged: {done:,.0f}")
            stream.flush()

    try:
        yield seen if stream.isatty() else lambda path: None
    finally:
        if shown:
            stream.write("\r\x1b[K")
            stream.flush()


def paint(text: str, style: str, on: bool) -> str:
    """Colour `text` by the name of a severity, `strong` or `faint`, or leave it alone."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if on and text else text


def harmless(text: str) -> str:
    """Return `text` in one line without anything that could steer the terminal."""
    return text if _PLAIN.match(text) else "".join(shown for shown, _ in cells(text))


def wrap(text: str, room: int, first: str = "", rest: str = "") -> list[str]:
    """Break harmless text into lines of at most `room` columns that begin with `first` and then with `rest`.

    Words that are longer stay whole; there is at least one line.
    """
    # `textwrap` compiles expressions when it is imported, which takes longer than all that is to wrap
    lines, begun = [first], False
    for word in harmless(" ".join(text.split())).split(" "):
        if begun and len(lines[-1]) + 1 + len(word) > room:
            lines.append(rest)
            begun = False
        lines[-1] += f" {word}" if begun else word
        begun = True
    return lines


def cells(text: str) -> Cells:
    """Pair what is shown for each character with its width in columns.

    Controls are shown as pictures, marks that turn the direction of writing as U+FFFD, other invisible characters not
    at all; marks that stand above or below a letter (Thai vowels, accents) take no column.
    """
    return [(c, 1) if " " <= c <= "~" else _cell(c) for c in text]


def _cell(character: str) -> tuple[str, int]:
    if character == "\t":
        return _TAB, len(_TAB)
    if character < " ":
        return chr(0x2400 + ord(character)), 1
    kind = category(character)
    if character in _BIDI or kind in ("Cc", "Cs", "Zl", "Zp"):
        return "\ufffd", 1
    if kind == "Cf":
        return (character, 0) if character in _JOINERS else ("", 0)
    if kind in ("Mn", "Me") or combining(character):
        return character, 0
    return character, 2 if east_asian_width(character) in "WF" else 1


def excerpt(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """Show the span of a line within `room` columns, and the underline that stands below it.

    `start` and `end` are offsets into `line`. Where the line is longer than the room, what surrounds the span gives way
    on both sides, marked by an ellipsis; a span longer than the room is cut at its end.
    """
    before, after = cells(line[max(0, start - room) : start]), cells(line[end : end + room])
    span = cells(line[start : min(end, start + room)])
    cut_before, cut_span, cut_after = start > room, end - start > room, len(line) - end > room
    if cut_before or cut_span or cut_after or _width((*before, *span, *after)) > room:
        room -= 2
        span, spilled = _fit(span, room)
        cut_span = cut_span or spilled
        left = room - _width(span)
        rear, _ = _fit(after, left // 2) if not cut_span else ([], False)
        front, spilled_before = _fit(before, left - _width(rear), from_end=True)
        rear, spilled_after = _fit(after, left - _width(front)) if not cut_span else ([], True)
        cut_before, cut_after = cut_before or spilled_before, cut_after or spilled_after
        before, after = front, rear
    head = ("…" if cut_before else "") + _text(before)
    tail = _text(after) + ("…" if cut_after or cut_span else "")
    underline = " " * (_width(before) + cut_before) + "^" * max(1, _width(span))
    return head + _text(span) + tail, underline


def _fit(cells: Cells, room: int, *, from_end: bool = False) -> tuple[Cells, bool]:
    """Keep the cells that fit into `room` columns, and say whether some did not; a letter keeps its marks."""
    order = cells[::-1] if from_end else cells
    used = kept = 0
    for _, width in order:
        if used + width > room:
            break
        used, kept = used + width, kept + 1
    if from_end:
        while kept and kept < len(order) and order[kept - 1][1] == 0:
            kept -= 1
    fitting = order[:kept]
    return fitting[::-1] if from_end else fitting, kept < len(order)


def _width(cells: Iterable[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _text(cells: Cells) -> str:
    return "".join(shown for shown, _ in cells)
