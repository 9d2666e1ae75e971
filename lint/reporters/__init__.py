"""Render a Report, one output format each."""

from __future__ import annotations

import re
from functools import lru_cache

from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..model import Authority, Failure, Finding, Report, Rule, Severity

# the formats that programs read; each is the module of this package that has `render(report, book) -> str`
FORMATS = ("sarif", "junit", "github", "gitlab", "checkstyle", "rdjson", "markdown")

# the rule names under which formats without a place for it tell what is no finding
FAILURE, LEFT_OUT = "caveat/failure", "caveat/left-out"

_LINE_END = re.compile(r"\r\n?|\n")
# compiled when first used: reports for people do without
_UNPRINTABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ud800-\udfff]|[\ufffe\uffff]"


class Book(NamedTuple):
    """What a format may say beside the report.

    `rules` and `authorities` go by id; `source` returns the text of an article, or none where it is gone; findings
    below `fail_on` do not fail the run.
    """

    version: str
    rules: Mapping[str, Rule]
    authorities: Mapping[str, Authority]
    source: Callable[[str], str | None]
    fail_on: Severity


def renderer(name: str) -> Callable[[Report, Book], str]:
    """Return the function that renders the format `name` of FORMATS."""
    from importlib import import_module

    render: Callable[[Report, Book], str] = import_module(f".{name}", __name__).render
    return render


def printable(text: str) -> str:
    """Show what XML 1.0 or a terminal cannot bear (controls, half characters) as U+FFFD; line ends and tabs stay."""
    return re.sub(_UNPRINTABLE, "\ufffd", text)


def remark(finding: Finding) -> str:
    """Say in one line what is wrong and what to write instead."""
    return printable(" ".join(f"{finding.message} {finding.advice}".split()))


def fault(failure: Failure) -> str:
    """Say in one line why an article could not be judged and what to do, without its place."""
    remedy = f" — {failure.remedy}" if failure.remedy else ""
    return printable(" ".join(f"could not be judged: {failure.wrong}{remedy}".split()))


def left_out(report: Report) -> str:
    """Count what was found and is not reported: `2 suppressed, 1 known from the baseline`, or nothing."""
    counts = ((report.suppressed, "suppressed"), (report.known, "known from the baseline"))
    return ", ".join(f"{len(findings):,} {why}" for findings, why in counts if findings)


def level(severity: Severity, *names: str) -> str:
    """Choose a format's own word for a severity; `names` begin with the one for an error."""
    return names[2 - severity]


class Columns:
    """Count the columns of findings in units of an encoding rather than in code points.

    `width` gives the units of a text. Findings that come in the order of the source are counted on from the one
    before, so that a long line is read once.
    """

    __slots__ = ("_last", "_lines", "_width")

    def __init__(self, source: Callable[[str], str | None], width: Callable[[str], int]) -> None:
        @lru_cache(maxsize=1)
        def lines(path: str) -> list[str]:
            text = source(path)
            return [] if text is None else _LINE_END.split(text.removeprefix("\ufeff"))

        self._lines, self._width = lines, width
        self._last = ("", 0, 1, 1)

    def of(self, finding: Finding) -> tuple[int, int] | None:
        """Return start and end column, 1-based, the end exclusive; none where the article has changed or is gone."""
        lines = self._lines(finding.path)
        if finding.end_line > len(lines):
            return None
        first, last = lines[finding.line - 1], lines[finding.end_line - 1]
        start = self._start(finding, first)
        if finding.end_line > finding.line:
            return start, self._width(last[: finding.end_column - 1]) + 1
        return start, start + self._width(first[finding.column - 1 : finding.end_column - 1])

    def _start(self, finding: Finding, text: str) -> int:
        path, line, column, units = self._last
        if (path, line) != (finding.path, finding.line) or column > finding.column:
            column = units = 1
        units += self._width(text[column - 1 : finding.column - 1])
        self._last = (finding.path, finding.line, finding.column, units)
        return units
