"""What a check sees of an article besides its document, and what it says about it."""

from __future__ import annotations

from types import MappingProxyType

from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ..compiled import Compiled
    from ..history import Past
    from ..model import Reading, Rule, Settings, Severity
    from ..record import Dated, Named
    from ..signing import Lock


class Context(NamedTuple):
    """The settings that hold for one article, the day on which it is judged, and the compiled rulebook.

    `lock` holds the signatures of reviewers, `past` tells how an article was changed after a day; none where there is
    no lock, or where nobody asks for the past.
    """

    settings: Settings
    today: date
    rulebook: Compiled
    lock: Lock | None = None
    past: Past | None = None


class Hit(NamedTuple):
    """One rule that fired; `start` and `end` are source offsets.

    What is missing is reported at the article's first heading, else at its first block. `fields` fill the rule's
    message beside `{quote}`. `severity` replaces the rule's own, `cap` lowers what the law of the place demands because
    of a reading. `excuse` is the reading that excuses the hit: such a hit is no finding, and only explained. `seller`
    says why the page counts as a seller's although its operator is none.
    """

    rule: Rule
    start: int
    end: int
    quote: str
    sentence: str
    readings: tuple[Reading, ...] = ()
    severity: Severity | None = None
    cap: Severity | None = None
    excuse: Reading | None = None
    seller: str = ""
    fields: Mapping[str, str] = MappingProxyType({})


def at(rule: Rule, one: Dated | Named, fields: Mapping[str, str]) -> Hit:
    """Report a rule at the place of a fact of the review record."""
    return Hit(rule, one.start, one.end, one.quote, one.sentence, fields=fields)
