"""Render a report for programs: the JSON of the command line contract."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model import Finding, Report

_FIELDS = (
    "path",
    "rule",
    "severity",
    "message",
    "advice",
    "line",
    "column",
    "end_line",
    "end_column",
    "quote",
    "sentence",
    "reading",
    "authorities",
    "fingerprint",
)
_STALE = ("path", "rule", "sentence", "count")


def render(report: Report, version: str) -> str:
    """Return one JSON object; lines and columns are 1-based, columns in code points, the end exclusive."""
    whole = {
        "version": 1,
        "caveat": version,
        "today": report.today.isoformat(),
        "files": report.files,
        "findings": [_finding(finding) for finding in report.findings],
        "suppressed": len(report.suppressed),
        "known": len(report.known),
        "stale": [dict(zip(_STALE, stale, strict=True)) for stale in report.stale],
        "failures": [{"path": failure.path, "reason": failure.reason} for failure in report.failures],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {name: getattr(finding, name) for name in _FIELDS} | {"severity": str(finding.severity)}
