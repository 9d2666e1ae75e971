"""Compile lists of plain words and phrases to one expression each, once."""

from __future__ import annotations

import re
from functools import cache

from .expressions import expression


@cache
def any_of(phrases: tuple[str, ...], *, exact: bool = False) -> re.Pattern[str]:
    """Match any of the phrases as whole words; white space and hyphens between words are alike, and so is case.

    `exact` makes case matter, for names that are ordinary words otherwise.
    """
    parts = [r"[\s\u00a0-]+".join(map(re.escape, phrase.split())) for phrase in phrases]
    return expression(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", 0 if exact else re.IGNORECASE)
