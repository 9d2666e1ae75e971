"""Render the state of the reviews as a table for a terminal."""

from __future__ import annotations

from itertools import groupby

from ..dates import in_words
from ..terminal import cells, harmless, paint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..schedule import Standing, Summary, Survey

_HEAD = ("state", "due", "reviewed", "reviewer", "topic", "article")
# a column is not cut to fewer columns than this
_NARROWEST = 10
_STYLES = {"missing": "error", "overdue": "error", "ok": "", "not needed": "faint"}


def render(survey: Survey, *, by_reviewer: bool = False, colour: bool = False, width: int = 0) -> str:
    """Return one line an article, with a heading for each reviewer where these come first, and the summary.

    With `width`, reviewers and topics are cut so that the lines fit into so many columns, as far as they can.
    """
    standings = survey.standings
    rows = [_row(one, by_reviewer=by_reviewer) for one in standings]
    head = tuple(name for name in _HEAD if not (by_reviewer and name == "reviewer"))
    widths = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    if width:
        widths = _fitted(widths, width)
    lines: list[str] = []
    if rows:
        lines.append(paint(_line(head, widths), "faint", colour))
    pairs = list(zip(standings, rows, strict=True))
    for reviewer, group in groupby(pairs, key=lambda pair: _reviewers(pair[0]) if by_reviewer else ""):
        if by_reviewer:
            lines += ["", paint(reviewer or "nobody", "strong", colour)]
        lines += [_painted(one, _line(row, widths), colour) for one, row in group]
    if rows:
        lines.append("")
    return "".join(f"{line}\n" for line in (*lines, *_summary(survey.summary)))


def _reviewers(one: Standing) -> str:
    return harmless(", ".join(one.reviewers))


def _row(one: Standing, *, by_reviewer: bool) -> tuple[str, ...]:
    days = [day.isoformat() if day else "" for day in (one.due, one.reviewed)]
    state = f"changed {one.changed}" if one.state == "changed" and one.changed else one.state
    who = () if by_reviewer else (_reviewers(one),)
    return (state, *days, *who, *map(harmless, (one.topic, one.path)))


def _fitted(widths: Sequence[int], width: int) -> list[int]:
    """Narrow the columns between the days and the path, the widest first, down to what can still be told apart."""
    fitted = list(widths)
    middle = range(3, len(widths) - 1)
    while sum(fitted) + 2 * (len(fitted) - 1) > width:
        widest = max(middle, key=lambda column: fitted[column])
        if fitted[widest] <= _NARROWEST:
            break
        fitted[widest] -= 1
    return fitted


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    *columns, path = [
        text if at == len(row) - 1 else _cut(text, width)
        for at, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    padded = [text + " " * (width - _width(text)) for text, width in zip(columns, widths, strict=False)]
    return "  ".join((*padded, path)).rstrip()


def _cut(text: str, width: int) -> str:
    """Shorten a text to so many columns; wide characters take two."""
    if _width(text) <= width:
        return text
    while text and _width(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


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
