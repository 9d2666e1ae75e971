"""Compile lists of plain words and phrases to one expression each, once."""

from __future__ import annotations

import re
from functools import cache

from .expressions import expression

_GAP = r"[\s\u00a0-]+"


@cache
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the phrases as whole words; white space and hyphens between words are alike, and so is case.

    The text to search must be in lower case (`lowered`).
    """
    # a search that knows the first letters is quick, so these stand before the test of what is before them
    begun: dict[str, list[str]] = {}
    for words in (phrase.lower().split() for phrase in phrases):
        begun.setdefault(words[0][0], []).append(_GAP.join(map(re.escape, (words[0][1:], *words[1:]))))
    parts = (rf"{re.escape(first)}(?<!\w{re.escape(first)})(?:{'|'.join(rests)})" for first, rests in begun.items())
    return expression(rf"(?:{'|'.join(parts)})(?!\w)")


def lowered(text: str) -> str:
    """Put a text in lower case, each character in its place; one that would become two stays as it is."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)
