"""Recognise calendar dates in prose and in metadata, with what stays open about them."""

from __future__ import annotations

import re
from functools import cache

from .days import date, timedelta
from .expressions import expression
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_BUDDHIST_ERA = 543
_BUDDHIST_YEARS = range(2400, 2700)
_YEARS = range(1900, 2200)
_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MONTHS = (
    ("january", "jan", "มกราคม", "ม.ค"),
    ("february", "feb", "กุมภาพันธ์", "ก.พ"),
    ("march", "mar", "มีนาคม", "มี.ค"),
    ("april", "apr", "เมษายน", "เม.ย"),
    ("may", "may", "พฤษภาคม", "พ.ค"),
    ("june", "jun", "มิถุนายน", "มิ.ย"),
    ("july", "jul", "กรกฎาคม", "ก.ค"),
    ("august", "aug", "สิงหาคม", "ส.ค"),
    ("september", "sep", "กันยายน", "ก.ย", "sept"),
    ("october", "oct", "ตุลาคม", "ต.ค"),
    ("november", "nov", "พฤศจิกายน", "พ.ย"),
    ("december", "dec", "ธันวาคม", "ธ.ค"),
)


class When(NamedTuple):
    """A date in a text, in text offsets; `first` and `last` are the days between which it lies.

    A month without a day and a year without a month span more than one day; an ambiguous date (03/04/2026) spans its
    two readings.
    """

    start: int
    end: int
    first: date
    last: date
    ambiguous: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """Compile on first use; most articles hold no date that anybody asks for."""
    return expression(
        r"""
          (?<!\d)(?P<iso_year>\d{4})(?P<iso_mark>[-/.])(?P<iso_month>\d{1,2})(?:(?P=iso_mark)(?P<iso_day>\d{1,2}))?(?!\d)
        | (?<!\d)(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<short_year>\d{4}|\d\d)(?!\d)
        | (?:(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+)?
          (?P<month>[^\W\d_][\u0e00-\u0e4ea-z.]{1,9})[\s,-]+
          (?:(?P<us_day>\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+))?
          (?:(?:พ\.?ศ\.?|B\.?E\.?|of|in)\s*)?
          (?P<year>\d{4}|['’]\d\d|(?<=[\s-])\d\d(?=\s*(?:$|[.,;|·•)\n])))(?!\d|[/-]\d)
        | (?<![\d/.-])(?P<short_month>0?[1-9]|1[0-2])/(?P<month_year>(?:19|20|25)\d\d)(?![\d/])
        | (?<![\d/.-])(?P<bare>(?:19|20|25)\d\d)(?![\d/-])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


@cache
def _month_numbers() -> dict[str, int]:
    return {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


def find(text: str) -> Iterator[When]:
    """Yield the dates of `text` in order, without overlaps; Buddhist years become years of the common era."""
    western = text.translate(_DIGITS)
    for match in _pattern().finditer(western):
        found = _read(match)
        if found:
            yield found


def parse(value: str) -> When | None:
    """Read a metadata value such as `2026-01-15T09:00:00Z` or `20260115`; none when it holds no date."""
    if len(value) == 8 and value.isdecimal():
        found = next(find(f"{value[:4]}-{value[4:6]}-{value[6:]}"), None)
        return found and found._replace(end=len(value))
    return next(find(value), None)


def months_between(earlier: date, later: date) -> int:
    """Count the whole months from `earlier` to `later`; negative when they are the other way round."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)


def in_words(day: date) -> str:
    """Write a day as people do: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def _read(match: re.Match[str]) -> When | None:
    if match["iso_year"]:
        return _span(match, match["iso_year"], int(match["iso_month"]), match["iso_day"])
    if match["month_year"]:
        return _span(match, match["month_year"], int(match["short_month"]), None)
    if match["one"]:
        return _numeric(match)
    if match["bare"]:
        year = _year(match["bare"])
        return When(*match.span(), date(year, 1, 1), date(year, 12, 31)) if year else None
    month = _month_numbers().get(match["month"].lower().rstrip("."))
    if month:
        return _named(match, month)
    year = _year(match["year"]) if len(match["year"]) == 4 else 0
    # any other word before a year ("guide 2019"): the year alone is the date
    return When(*match.span("year"), date(year, 1, 1), date(year, 12, 31)) if year else None


def _named(match: re.Match[str], month: int) -> When | None:
    """Read a date whose month is a word; the span leaves out a number before it that is no day."""
    day = match["day"] or match["us_day"]
    year = _full_year(match["year"], thai=match["month"][0] >= "\u0e00")
    if len(match["year"]) == 2 and day is None:
        # a day behind its month, whose year is not given
        return None
    found = _span(match, year, month, day)
    if found and match["day"] is None and match["us_day"] is None:
        return found._replace(start=match.start("month"))
    return found


def _full_year(text: str, *, thai: bool) -> str:
    """Complete a year of two digits: 2026 for ’26, 2569 for 69 behind a Thai month."""
    return text if len(text) == 4 else ("25" if thai else "20") + text[-2:]


def _numeric(match: re.Match[str]) -> When | None:
    """Read 15/01/2026 in either order; points, and years of the Buddhist era, mean day first."""
    one, two = int(match["one"]), int(match["two"])
    year = _full_year(match["short_year"], thai=False)
    day_first = _span(match, year, two, str(one))
    local = match["mark"] == "." or int(year) in _BUDDHIST_YEARS
    month_first = None if local else _span(match, year, one, str(two))
    if day_first and month_first and day_first.first != month_first.first:
        days = sorted((day_first.first, month_first.first))
        return When(*match.span(), days[0], days[1], ambiguous=True)
    return day_first or month_first


def _span(match: re.Match[str], year_text: str, month: int, day: str | None) -> When | None:
    year = _year(year_text)
    if not year or not 1 <= month <= 12:
        return None
    # the module calendar takes longer to import than an article takes to judge
    length = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    if day is None:
        return When(*match.span(), date(year, month, 1), date(year, month, length))
    if not 1 <= int(day) <= length:
        return None
    return When(*match.span(), date(year, month, int(day)), date(year, month, int(day)))


def _year(text: str) -> int:
    """Return the year of the common era, 0 when the number is no likely year."""
    year = int(text)
    if year in _BUDDHIST_YEARS:
        return year - _BUDDHIST_ERA
    return year if year in _YEARS else 0
