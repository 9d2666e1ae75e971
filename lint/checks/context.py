"""What a check sees of an article besides its document, and what it says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..model import Reading, Rule, Settings, Severity


@dataclass(frozen=True, slots=True)
class Context:
    """The settings that hold for one article, and the day on which it is judged."""

    settings: Settings
    today: date
    # why the page counts as a seller's although its operator is none; empty when it does not
    seller: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule that fired; `start` and `end` are source offsets.

    What is missing is reported at the article's first heading, else at its first block. `fields` fill the rule's
    message beside `{quote}`. `severity` is the level before configuration; none means that no reading changed the
    rule's own.
    """

    rule: Rule
    start: int
    end: int
    quote: str
    sentence: str
    readings: tuple[Reading, ...] = ()
    severity: Severity | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
