"""Gather the review record of an article: who reviewed and wrote it, and when, each with its place and origin."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from .once import Same

if TYPE_CHECKING:
    from datetime import date

    from .model import Document
    from .names import Person

PERSONS = ("reviewer", "author", "checker")
DATES = ("reviewed", "due", "modified", "published")


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
    """A date with a duty: reviewed, due (the next review), modified or published; the day lies in `first` to `last`."""

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

    def latest(self, duty: str) -> Dated | None:
        """Return the last of the dates with a duty."""
        return max(self.dated(duty), key=lambda one: one.last, default=None)


def gather(document: Document) -> Review:
    """Gather the review record from front matter, JSON-LD, microdata, meta tags and the visible byline."""
    return _gathered(Same(document))


# several kinds of check ask about one article in turn
@lru_cache(maxsize=1)
def _gathered(article: Same[Document]) -> Review:
    from . import bylines, said, stated

    found = [*stated.read(article.value.facts), *bylines.read(said.shown(article.value))]
    found.sort(key=lambda one: (one.start, one.end))
    return Review(
        tuple(one for one in found if isinstance(one, Named)), tuple(one for one in found if isinstance(one, Dated))
    )
