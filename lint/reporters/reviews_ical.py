"""Render the days on which reviews are due as a calendar (RFC 5545)."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import blake2b

from . import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ..schedule import Standing, Survey

_LONGEST = 75
_SPECIAL = re.compile(r"([\\;,])")


def render(survey: Survey, version: str) -> str:
    """Return one event of a whole day for each article with a due date; the same article always has the same UID."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//caveat//{version}//EN", "CALSCALE:GREGORIAN"]
    lines.append("X-WR-CALNAME:Medical reviews")
    for one in survey.standings:
        if one.due:
            lines += _event(one, one.due, survey.today)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(one: Standing, due: date, today: date) -> Iterator[str]:
    told = [f"Article: {one.path}", f"State: {one.state}", f"Topic: {one.topic}"]
    if one.reviewers:
        told.append(f"Last reviewer: {', '.join(one.reviewers)}")
    if one.reviewed:
        told.append(f"Last review: {one.reviewed}")
    uid = blake2b(one.path.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    yield from ("BEGIN:VEVENT", f"UID:{uid}@caveat", f"DTSTAMP:{_day(today)}T000000Z")
    yield f"DTSTART;VALUE=DATE:{_day(due)}"
    yield f"DTEND;VALUE=DATE:{_day(due + timedelta(days=1))}"
    yield f"SUMMARY:Review due: {_text(one.title or one.path)}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    yield f"CATEGORIES:{_text(one.topic)}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """Escape a text value."""
    return _SPECIAL.sub(r"\\\1", printable(text)).replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """Break a line that is longer than 75 octets; no character is split."""
    if len(line.encode("utf-8", "replace")) <= _LONGEST:
        return line
    pieces, used = [""], 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if used + size > _LONGEST:
            pieces.append("")
            used = 1  # the space that begins a continuation
        pieces[-1] += character
        used += size
    return "\r\n ".join(pieces)
