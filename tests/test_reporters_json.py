from __future__ import annotations

import json
from datetime import date

from caveat.lint.model import Failure, Finding, Report, Severity
from caveat.lint.reporters.json import render

FOUND = Finding(
    path="docs/a.md",
    rule="claim/no-risk",
    severity=Severity.WARNING,
    message="m",
    advice="a",
    start=10,
    end=17,
    line=2,
    column=3,
    end_line=2,
    end_column=10,
    quote="no risk",
    sentence="There is no risk – นี่.",
    reading="asserted",
    authorities=("uk/cap-12.9",),
    fingerprint="0123456789abcdef",
)


def test_the_report_has_the_keys_of_the_contract() -> None:
    report = Report(
        date(2026, 2, 1), 3, (FOUND,), suppressed=(FOUND,), failures=(Failure("b.md", 4, "broken", "mend it"),)
    )
    assert json.loads(render(report, "0.1.0")) == {
        "version": 1,
        "caveat": "0.1.0",
        "today": "2026-02-01",
        "files": 3,
        "findings": [
            {
                "path": "docs/a.md",
                "rule": "claim/no-risk",
                "severity": "warning",
                "message": "m",
                "advice": "a",
                "line": 2,
                "column": 3,
                "end_line": 2,
                "end_column": 10,
                "quote": "no risk",
                "sentence": "There is no risk – นี่.",
                "reading": "asserted",
                "authorities": ["uk/cap-12.9"],
                "fingerprint": "0123456789abcdef",
            }
        ],
        "suppressed": 1,
        "known": 0,
        "stale": [],
        "failures": [{"path": "b.md", "reason": "line 4: broken — mend it"}],
    }


def test_text_stays_readable() -> None:
    assert "นี่" in render(Report(date(2026, 2, 1), 1, (FOUND,)), "0.1.0")
