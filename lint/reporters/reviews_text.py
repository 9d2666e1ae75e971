"""Render the state of the reviews as a table for a terminal."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..dates import in_words
from ..terminal import cells, harmless, paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..schedule import Standing, Summary, Survey

_HEAD = ("state", "due", "reviewed", "reviewer", "topic", "article")
_STYLES = {"missing": "error", "overdue": "error", "ok": "", "not needed": "faint"}


def render(survey: Survey, *, by_reviewer: bool = False, colour: bool = False) -> str:
    """Return one line an article, with a heading for each reviewer where these come first, and the summary."""
    rows = [_row(one) for one in survey.standings]
    widths = [max(map(_width, column)) for column in zip(_HEAD, *rows, strict=True)]
    lines: list[str] = []
    if rows:
        lines.append(paint(_line(_HEAD, widths), "faint", colour))
    pairs = list(zip(survey.standings, rows, strict=True))
    for reviewer, group in groupby(pairs, key=lambda pair: pair[1][3] if by_reviewer else ""):
        if by_reviewer:
            lines += ["", paint(reviewer or "nobody", "strong", colour)]
        lines += [_painted(one, _line(row, widths), colour) for one, row in group]
    if rows:
        lines.append("")
    return "".join(f"{line}\n" for line in (*lines, *_summary(survey.summary)))


def _row(one: Standing) -> tuple[str, ...]:
    days = [day.isoformat() if day else "" for day in (one.due, one.reviewed)]
    state = f"changed {one.changed}" if one.state == "changed" and one.changed else one.state
    return tuple(map(harmless, (state, *days, ", ".join(one.reviewers), one.topic, one.path)))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)).rstrip()


def _painted(one: Standing, line: str, colour: bool) -> str:
    style = _STYLES.get(one.state, "warning")
    return paint(line, style, colour) if style else line


def _width(text: str) -> int:
    return sum(width for _, width in cells(text))


def _summary(found: Summary) -> Iterator[str]:
    """Say what the site comes to; what is nought goes without saying."""
    noun = "article" if found.articles == 1 else "articles"
    parts = [f"{found.in_date:,} in date ({found.share} %)"]
    counts = {
        "missing": found.missing,
        "overdue": found.overdue,
        "changed since the review": found.changed,
        "unsigned": found.unsigned,
    }
    parts += [f"{count:,} {what}" for what, count in counts.items() if count]
    yield f"{found.articles:,} {noun}, {found.reviewable:,} to be reviewed: {', '.join(parts)}."
    if found.oldest:
        path, day = found.oldest
        yield f"Oldest review: {in_words(day)}, {harmless(path)}."
