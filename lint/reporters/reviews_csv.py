"""Render the state of the reviews as CSV with a heading, for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..schedule import Standing, Survey

_HEAD = ("path", "title", "reviewers", "reviewed", "topic", "due", "state", "changed", "signed")
# spreadsheets take a cell that begins like this for a formula
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(survey: Survey) -> str:
    """Return one row an article; reviewers are parted by semicolons, days are ISO dates."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows(map(_row, survey.standings))
    return text.getvalue()


def _row(one: Standing) -> list[str]:
    days = {name: getattr(one, name) for name in ("reviewed", "due", "changed", "signed")}
    values = one._asdict() | {name: day.isoformat() if day else "" for name, day in days.items()}
    values["reviewers"] = "; ".join(one.reviewers)
    return [f"'{values[name]}" if values[name].startswith(_FORMULA) else values[name] for name in _HEAD]
