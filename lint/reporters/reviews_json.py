"""Render the state of the reviews as JSON."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..schedule import Standing, Survey


def render(survey: Survey, version: str) -> str:
    """Return the articles in their order, the summary of all of them, and what could not be read."""
    summary = survey.summary
    oldest = {"path": summary.oldest[0], "reviewed": summary.oldest[1].isoformat()} if summary.oldest else None
    value = {
        "version": 1,
        "caveat": version,
        "today": survey.today.isoformat(),
        "articles": [_article(one, survey) for one in survey.standings],
        "summary": summary._asdict() | {"share": summary.share, "oldest": oldest},
        "failures": [{"path": one.path, "reason": one.reason} for one in survey.failures],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _article(one: Standing, survey: Survey) -> dict[str, Any]:
    days = {name: getattr(one, name) for name in ("reviewed", "due", "changed", "signed")}
    left = (one.due - survey.today).days if one.due else None
    return one._asdict() | {name: day.isoformat() if day else None for name, day in days.items()} | {"days_left": left}
