"""Write dates for machines as they should be: in ISO 8601, and as the byline has them."""

from __future__ import annotations

from datetime import timedelta

from ..dates import in_words, parse
from ..expressions import expression
from ..findings import holds
from ..record import gather
from .edits import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..record import Dated
    from .edits import Article

FORMAT = "fix/date-format"
_DISAGREE, _UNREADABLE = "page/dates-disagree", "page/machine-date"
_FOR_MACHINES = frozenset(("json-ld", "meta", "microdata"))
_ISO = expression(r"\d{4}-\d\d(?:-\d\d)?(?:[T ]\d\d:\d\d[\d:.,]*\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?")
_YEAR = expression(r"(?<![\d๐-๙])[\d๐-๙]{4}(?![\d๐-๙])")


def aligned(article: Article) -> Iterator[Edit]:
    """Give the dates for machines the day that readers see, where the byline is clear about it.

    It is where it names one day that is not ahead, and where the front matter does not contradict it.
    """
    if not any(rule.id == _DISAGREE and holds(rule, article.settings) for rule in article.rulebook.rules):
        return
    review = gather(article.document).on(article.today)
    reported = {finding.start for finding in article.found(_DISAGREE)}
    for duty in ("reviewed", "modified"):
        day = _day(review.dated(duty), article.today)
        differing = [one for one in review.dated(duty) if day and one.origin in _FOR_MACHINES and _differs(one, day)]
        # a disagreement that the article suppressed is no finding; no rule reports that of days of change
        if day and (duty == "modified" or any(one.start in reported for one in differing)):
            yield from (_aligned(one, day) for one in differing if _is_alone(one) and _replaceable(article, one))


def _day(stated: Sequence[Dated], today: date) -> date | None:
    """Return the day that all dates of the byline name; none where something speaks against it."""
    days = {day for one in stated if one.origin == "byline" for day in (one.first, one.last)}
    day = days.pop() if len(days) == 1 else None
    contradicted = day and any(one.origin == "front matter" and _differs(one, day) for one in stated)
    return None if day is None or day > today or contradicted else day


def _differs(one: Dated, day: date) -> bool:
    """Say whether a date excludes a day; one with a time may lie a day off where the page is read."""
    slack = timedelta(days=int("T" in one.quote or ":" in one.quote))
    return one.first - slack > day or one.last + slack < day


def _is_alone(one: Dated) -> bool:
    return _is_date(one.quote) or _ISO.fullmatch(one.quote.strip()) is not None


def normalised(article: Article) -> Iterator[Edit]:
    """Write the dates of the metadata in ISO 8601 that are one day and nothing else, in JSON-LD also one month."""
    reported = {finding.start for finding in article.found(_UNREADABLE)}
    for one in gather(article.document).dates:
        iso, rule = _iso(one), _UNREADABLE if one.origin == "json-ld" else FORMAT
        wanted = one.origin != "byline" and (rule == FORMAT or one.start in reported)
        if iso and wanted and _replaceable(article, one):
            yield _written(one, iso, rule, f"wrote “{one.quote}” as {iso}")


def _iso(one: Dated) -> str:
    """Return a date in ISO 8601; nothing where it is so already, or where it leaves something open or holds more."""
    text = one.quote.strip()
    if one.ambiguous or not _is_date(text) or _ISO.fullmatch(text) or not _YEAR.search(text):
        return ""
    if one.first == one.last:
        return one.first.isoformat()
    month = one.first.day == 1 and (one.last + timedelta(days=1)).day == 1 and one.first.month == one.last.month
    return f"{one.first:%Y-%m}" if month and one.origin == "json-ld" else ""


def _is_date(value: str) -> bool:
    """Say whether a value is a date from end to end, without a time."""
    text = value.strip()
    when = parse(text)
    return when is not None and text[when.start : when.end] == text


def _replaceable(article: Article, one: Dated) -> bool:
    """Say whether a date stands in the source as it reads, and not in the text that readers see."""
    document = article.document
    if document.source[one.start : one.end] != one.quote:
        return False
    # a script may stand amid a paragraph
    segments = (segment for block in document.blocks for segment in block.segments)
    return not any(place < one.end and one.start < place + length for _, place, _, length in segments)


def _aligned(one: Dated, day: date) -> Edit:
    what = f"changed {one.quote} to {day}, because the byline says {in_words(day)}"
    return _written(one, day.isoformat(), _DISAGREE, what)


def _written(one: Dated, iso: str, rule: str, what: str) -> Edit:
    return Edit(one.start, one.end, iso, rule, what, iso)
