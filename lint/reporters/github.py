"""Render a report as workflow commands of GitHub Actions, which become annotations of the changed files."""

from __future__ import annotations

from . import fault, level, printable, remark
from .text import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Failure, Finding, Report
    from . import Book


def render(report: Report, book: Book) -> str:
    """Return a command a line and the summary as plain text.

    GitHub shows ten annotations of each level for a step: failures come first.
    """
    commands = [_failed(failure) for failure in report.failures]
    commands += [_found(finding) for finding in report.findings]
    return "".join(f"{line}\n" for line in (*commands, summary(report)))


def _failed(failure: Failure) -> str:
    line = {"line": str(failure.line)} if failure.line else {}
    return _command("error", {"file": failure.path, **line, "title": "caveat"}, fault(failure))


def _found(finding: Finding) -> str:
    """Place a finding; GitHub takes columns only within one line."""
    place = {"file": finding.path, "line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.line == finding.end_line:
        place |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    name = level(finding.severity, "error", "warning", "notice")
    return _command(name, {**place, "title": finding.rule}, remark(finding))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
