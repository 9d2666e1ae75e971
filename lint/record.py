"""Gather the review record of an article: who reviewed and wrote it, and when, each with its place and origin."""

from __future__ import annotations

from functools import lru_cache

from .expressions import expression
from .once import Same
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .model import Document
    from .names import Person
    from .roster import Roster

PERSONS = ("reviewer", "author", "checker")
DATES = ("reviewed", "due", "review", "modified", "published")
# how far a day may lie from the anniversary of another
_DAYS_OFF = 31


class Named(NamedTuple):
    """Somebody with a duty: reviewer, author or checker (of facts); `person` holds source offsets.

    `person` is none where the byline names nobody ("our experts"); `quote` then holds what it says instead.
    """

    duty: str
    person: Person | None
    origin: str
    quote: str
    sentence: str
    start: int
    end: int


class Dated(NamedTuple):
    """A date with a duty: reviewed, due (the next review), modified or published; the day lies in `first` to `last`.

    A bare “Review date” has the duty `review` until `Review.on` tells whether it is that of the last one or the next.
    """

    duty: str
    first: date
    last: date
    ambiguous: bool
    origin: str
    quote: str
    sentence: str
    start: int
    end: int


class Review(NamedTuple):
    """Who answers for an article and when; all that was found, in source order."""

    names: tuple[Named, ...] = ()
    dates: tuple[Dated, ...] = ()

    def named(self, duty: str) -> tuple[Named, ...]:
        """List the persons with a duty who have a name."""
        return tuple(one for one in self.names if one.duty == duty and one.person)

    def unnamed(self, duty: str) -> tuple[Named, ...]:
        """List the mentions of a duty that name nobody."""
        return tuple(one for one in self.names if one.duty == duty and not one.person)

    def dated(self, duty: str) -> tuple[Dated, ...]:
        """List the dates with a duty."""
        return tuple(one for one in self.dates if one.duty == duty)

    def on(self, today: date) -> Review:
        """Read a bare “Review date” as the next review where it lies ahead, or whole years after another date."""
        if not self.dated("review"):
            return self
        others = [one for one in self.dates if one.duty in ("published", "modified", "reviewed")]
        return self._replace(
            dates=tuple(
                one._replace(duty="due" if one.first > today or _planned(one, others) else "reviewed")
                if one.duty == "review"
                else one
                for one in self.dates
            )
        )

    def known(self, roster: Roster | None) -> Review:
        """Name those whom the metadata calls by their id in the roster."""
        if roster is None or not any(one.person is None and is_id(one.quote) for one in self.names):
            return self
        return self._replace(names=tuple(_known(one, roster) for one in self.names))

    def latest(self, duty: str) -> Dated | None:
        """Return the last of the dates with a duty."""
        return max(self.dated(duty), key=lambda one: one.last, default=None)

    def earliest(self, duty: str) -> Dated | None:
        """Return the first of the dates with a duty."""
        return min(self.dated(duty), key=lambda one: one.first, default=None)


# one word that a data file or the roster explains
_ID = expression(r"[a-z][\w-]*")
_ACCOUNTS = frozenset(
    "admin administrator editor editors editorial team staff webmaster root user guest content".split()  # noqa: SIM905
)


def is_id(text: str) -> bool:
    """Say whether a stated name is the id of somebody whom a data file or the roster describes."""
    return bool(_ID.fullmatch(text)) and not {text, *text.split("-")} & _ACCOUNTS


def _known(one: Named, roster: Roster) -> Named:
    from .names import Person

    entry = roster.find(one.quote) if one.person is None and is_id(one.quote) else None
    if entry is None:
        return one
    registrations = (entry.registration,) if entry.registration else ()
    person = Person(entry.name, one.start, one.end, credentials=entry.credentials, registrations=registrations)
    return one._replace(person=person)


def _planned(one: Dated, others: Sequence[Dated]) -> bool:
    """Say whether a date is an anniversary of another, as planned reviews are."""
    years = [one.first.year - other.first.year for other in others]
    days = [(one.first - other.first).days for other in others]
    return any(year > 0 and abs(day - 365.25 * year) <= _DAYS_OFF for year, day in zip(years, days, strict=True))


def gather(document: Document) -> Review:
    """Gather the review record from front matter, JSON-LD, microdata, meta tags and the visible byline."""
    return _gathered(Same(document))


# several kinds of check ask about one article in turn
@lru_cache(maxsize=1)
def _gathered(article: Same[Document]) -> Review:
    from . import bylines, stated

    found = [*stated.read(article.value.facts), *bylines.read(article.value)]
    found.sort(key=lambda one: (one.start, one.end))
    return Review(
        tuple(one for one in found if isinstance(one, Named)), tuple(one for one in found if isinstance(one, Dated))
    )
