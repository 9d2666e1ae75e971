"""Render a report as GitLab Code Quality JSON (docs.gitlab.com/ci/testing/code_quality)."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import blake2b
from posixpath import normpath

from . import FAILURE, LEFT_OUT, fault, left_out, level, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model import Report
    from . import Book


def render(report: Report, book: Book) -> str:
    """Return a list of issues; GitLab shows one issue a fingerprint, so no two are alike."""
    seen: Counter[str] = Counter()
    issues = []
    for issue in _issues(report):
        seen[issue["fingerprint"]] += 1
        nth = seen[issue["fingerprint"]]
        issues.append({**issue, "fingerprint": f"{issue['fingerprint']}-{nth}"} if nth > 1 else issue)
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issues(report: Report) -> Iterator[dict[str, Any]]:
    for failure in report.failures:
        place = _place(failure.path, failure.line)
        yield _issue(fault(failure), FAILURE, "blocker", place, _digest(failure.path, failure.wrong))
    for finding in report.findings:
        severity = level(finding.severity, "major", "minor", "info")
        place = _place(finding.path, finding.line, finding.end_line)
        yield _issue(remark(finding), finding.rule, severity, place, finding.fingerprint)
    if counts := left_out(report):
        first = (*report.suppressed, *report.known)[0]
        # another count is another issue, which GitLab shows as new
        yield _issue(counts, LEFT_OUT, "info", _place(first.path, first.line), _digest(counts))


def _issue(description: str, name: str, severity: str, place: dict[str, Any], fingerprint: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": place,
    }


def _place(path: str, line: int, end: int = 0) -> dict[str, Any]:
    """Place an issue; every one needs a line, and a path without `./`."""
    first = max(line, 1)
    return {"path": normpath(path), "lines": {"begin": first, "end": max(end, first)}}


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
