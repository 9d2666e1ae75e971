"""Find the quotation that holds a span of text."""

from __future__ import annotations

import re

# an apostrophe is no quotation mark: a single mark opens after a space and closes before one
_QUOTATION = re.compile(r"\"[^\"]*\"|(?<![\w'])'(?=\S)[^\"]*?(?<=\S)'(?!\w)")
_CHAIN = re.compile(r"[\s,]*(?:\b(?:and|or|nor)\b)?[\s,]*")
_SPEAKER = re.compile(r"\b(?:i|i'm|i've|my|me|mine)\b", re.IGNORECASE)


def quotation(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span of the quotation around `span`, marks included, or None; text has straight quotation marks.

    Quotations in a row (“safe”, “pure” or “risk-free”) count as one. Words of a speaker about herself are no mention.
    """
    quotations = [match.span() for match in _QUOTATION.finditer(text)]
    for number, (start, end) in enumerate(quotations):
        if start <= span[0] and span[1] <= end:
            if _SPEAKER.search(text[start:end]):
                return None
            return _first(text, quotations, number), _last(text, quotations, number)
    return None


def _first(text: str, quotations: list[tuple[int, int]], number: int) -> int:
    while number and _CHAIN.fullmatch(text[quotations[number - 1][1] : quotations[number][0]]):
        number -= 1
    return quotations[number][0]


def _last(text: str, quotations: list[tuple[int, int]], number: int) -> int:
    while number + 1 < len(quotations) and _CHAIN.fullmatch(text[quotations[number][1] : quotations[number + 1][0]]):
        number += 1
    return quotations[number][1]
