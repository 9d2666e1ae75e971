"""Overwrite what is not Markdown, character for character, so that the parser's places stay true."""

from __future__ import annotations

import re

from ..expressions import expression
from ..values import NamedTuple

_FENCE_OR_SPAN = expression(r"(?m)(`+|~{3,})")
_BLANK_LINE = expression(r"\n[ \t\r]*\n")
_LINE_START = expression(r"[ \t>]*\Z")
_LINE_END = expression(r"[ \t]*(?:\r?\n|\r|\Z)")


class Aside(NamedTuple):
    """A value that readers see although it stands inside a tag, and its place."""

    kind: str
    start: int
    end: int


class Mask(NamedTuple):
    """A stretch that is not Markdown.

    `role` is `object` (something is shown here), `gap` (nothing is) or `tag`; `markup` is a tag as HTML of the same
    length, or empty.
    """

    start: int
    end: int
    role: str
    asides: tuple[Aside, ...] = ()
    markup: str = ""


class Finder:
    """Find what closes a construct, each stretch of the text searched once however many openers lack a closer."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, tuple[int, int]] = {}

    def after(self, needle: str, position: int) -> int:
        """Return where `needle` next begins at or after `position`; -1 when it does not."""
        searched, found = self._next.get(needle, (-1, -2))
        if searched <= position and (found == -1 or found >= position):
            return found
        found = self.text.find(needle, position)
        self._next[needle] = (position, found)
        return found

    def match_after(self, pattern: str, position: int) -> tuple[int, int]:
        """Return where `pattern` next matches at or after `position`; (-1, -1) when it does not."""
        searched, found = self._next.get(pattern, (-1, -2))
        if searched <= position and found == -1:
            return -1, -1
        match = re.compile(pattern, re.MULTILINE).search(self.text, position)
        self._next[pattern] = (position, match.start() if match else -1)
        return match.span() if match else (-1, -1)

    def paragraph_end(self, position: int) -> int:
        """Return where the next blank line begins, or the text ends."""
        searched, found = self._next.get("\n\n", (-1, -2))
        if not (searched <= position and found >= position):
            match = _BLANK_LINE.search(self.text, position)
            found = match.start() if match else len(self.text)
            self._next["\n\n"] = (position, found)
        return found

    def code_end(self, start: int, ticks: str) -> int:
        """Return where the code that `ticks` opens at `start` ends; after the ticks when it opens none."""
        opened = start + len(ticks)
        line = self.text.rfind("\n", max(start - 80, 0), start) + 1
        if len(ticks) >= 3 and not self.text[line:start].strip(" \t>-*+.0123456789"):
            closing = rf"^[ \t>]*{ticks[0]}{{{len(ticks)},}}[ \t\r]*$"
            return self.match_after(closing, opened)[1] % (len(self.text) + 1)
        if ticks[0] == "~":
            return opened
        begin, end = self.match_after(rf"(?<!`){ticks}(?!`)", opened)
        return end if 0 <= begin < self.paragraph_end(opened) else opened


def overwrite(text: str, masks: list[Mask]) -> str:
    """Fill the masks so that Markdown sees a word, a punctuation mark, or a rule where they stand alone on a line."""
    pieces: list[str] = []
    position = 0
    for chain, alone in _chains(text, masks):
        for mask in chain:
            pieces.append(text[position : mask.start])
            pieces.append(_fill(text[mask.start : mask.end], "_" if alone else "x" if mask.role == "object" else ","))
            position = mask.end
    pieces.append(text[position:])
    return "".join(pieces)


def _fill(stretch: str, sign: str) -> str:
    if "\n" not in stretch and "\r" not in stretch:
        return sign * len(stretch)
    return re.sub(r"\S" if sign == "_" else r"[^\r\n]", sign, stretch)


def _chains(text: str, masks: list[Mask]) -> list[tuple[list[Mask], bool]]:
    """Group masks that only blanks separate; True where a group has its lines for itself."""
    chains: list[tuple[list[Mask], bool]] = []
    chain: list[Mask] = []
    clean, previous = False, 0
    for mask in masks:
        between = text[previous : mask.start]
        if not chain or between.strip(" \t"):
            if chain:
                chains.append((chain, clean and _LINE_END.match(text, previous) is not None))
            chain = []
            line = max(between.rfind("\n"), between.rfind("\r")) + 1
            clean = (line > 0 or previous == 0) and _LINE_START.match(between, line) is not None
        chain.append(mask)
        previous = mask.end
    if chain:
        chains.append((chain, clean and _LINE_END.match(text, previous) is not None))
    return chains
