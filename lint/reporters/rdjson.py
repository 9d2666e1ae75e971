"""Render a report as rdjson, the JSON of the Reviewdog Diagnostic Format (reviewdog's `proto/rdf/reviewdog.proto`)."""

from __future__ import annotations

import json

from . import FAILURE, LEFT_OUT, Columns, fault, left_out, level, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model import Failure, Finding, Report
    from . import Book


def render(report: Report, book: Book) -> str:
    """Return one DiagnosticResult; columns count bytes of UTF-8, the end exclusive.

    reviewdog refuses fields that it does not know, so what was left out is a diagnostic too.
    """
    whole = {"source": {"name": "caveat"}, "diagnostics": list(_diagnostics(report, book))}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _diagnostics(report: Report, book: Book) -> Iterator[dict[str, Any]]:
    for failure in report.failures:
        yield _diagnostic(fault(failure), _failed(failure), "ERROR", FAILURE)
    columns = Columns(book.source, lambda text: len(text.encode("utf-8", "surrogatepass")))
    for finding in report.findings:
        severity = level(finding.severity, "ERROR", "WARNING", "INFO")
        yield _diagnostic(remark(finding), _location(finding, columns), severity, finding.rule)
    if counts := left_out(report):
        first = (*report.suppressed, *report.known)[0]
        yield _diagnostic(counts, {"path": first.path}, "INFO", LEFT_OUT)


def _diagnostic(message: str, location: dict[str, Any], severity: str, code: str) -> dict[str, Any]:
    return {"message": message, "location": location, "severity": severity, "code": {"value": code}}


def _failed(failure: Failure) -> dict[str, Any]:
    return {"path": failure.path, **({"range": {"start": {"line": failure.line}}} if failure.line else {})}


def _location(finding: Finding, columns: Columns) -> dict[str, Any]:
    """Place a finding; where the columns are not known, its lines as a whole."""
    start, end = {"line": finding.line}, {"line": finding.end_line}
    if span := columns.of(finding):
        start["column"], end["column"] = span
    return {"path": finding.path, "range": {"start": start, "end": end}}
