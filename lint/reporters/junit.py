"""Render a report as JUnit XML: a suite an article, so that any CI server shows what failed and where."""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree

from ..values import NamedTuple
from . import fault, printable, remark
from .text import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Finding, Report
    from . import Book

_MOST_OF_A_QUOTE = 80
_OUTCOMES = ("failure", "error", "skipped")


class _Case(NamedTuple):
    """One test case, of an article or, with an empty path, of the run.

    `outcome` is the name of an element, `system-out` where the case passes with a remark.
    """

    path: str
    name: str
    line: int
    outcome: str
    message: str
    type: str = ""


def render(report: Report, book: Book) -> str:
    """Return XML; findings at `book.fail_on` or above are failures, articles that could not be judged are errors.

    Suppressed and known findings are skipped. The first suite always has a case, since servers refuse an empty report.
    """
    suites: dict[str, list[_Case]] = {}
    for case in _cases(report, book):
        suites.setdefault(printable(case.path), []).append(case)
    root = ElementTree.Element("testsuites", name="caveat")
    _suite(root, "caveat", [_Case("", "run", 0, "system-out", summary(report))], report)
    for path, cases in suites.items():
        _suite(root, path, cases)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, 0)) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _cases(report: Report, book: Book) -> Iterator[_Case]:
    for failure in report.failures:
        yield _Case(failure.path, "judged", failure.line, "error", fault(failure), "failure")
    for finding in report.findings:
        outcome = "failure" if finding.severity >= book.fail_on else "system-out"
        yield _case(finding, outcome, remark(finding))
    for finding in report.suppressed:
        yield _case(finding, "skipped", "suppressed")
    for finding in report.known:
        yield _case(finding, "skipped", "known from the baseline")


def _case(finding: Finding, outcome: str, message: str) -> _Case:
    """Name a case by rule and words rather than by line, so that servers know it again when lines move."""
    words = " ".join(finding.quote.split())
    short = f"{words[: _MOST_OF_A_QUOTE - 1]}…" if len(words) > _MOST_OF_A_QUOTE else words
    name = f"{finding.rule}: “{short}”" if short else finding.rule
    return _Case(finding.path, printable(name), finding.line, outcome, message, str(finding.severity))


def _suite(root: ElementTree.Element, name: str, cases: list[_Case], report: Report | None = None) -> None:
    outcomes = Counter(case.outcome for case in cases)
    counts = {f"{one}s" if one != "skipped" else one: str(outcomes[one]) for one in _OUTCOMES}
    suite = ElementTree.SubElement(root, "testsuite", {"name": name, "tests": str(len(cases)), **counts, "time": "0"})
    if report:
        _properties(suite, report)
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.name] += 1
        _add(suite, case, f" ({seen[case.name]})" if seen[case.name] > 1 else "")


def _properties(suite: ElementTree.Element, report: Report) -> None:
    counts = {"articles": report.files, "suppressed": len(report.suppressed), "known": len(report.known)}
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in {"today": report.today, **counts}.items():
        ElementTree.SubElement(properties, "property", name=name, value=str(value))


def _add(suite: ElementTree.Element, case: _Case, nth: str) -> None:
    path = printable(case.path)
    place = {"file": path} if path else {}
    place |= {"line": str(case.line)} if case.line else {}
    identity = {"classname": path or "caveat", "name": case.name + nth}
    element = ElementTree.SubElement(suite, "testcase", {**identity, **place, "time": "0"})
    if case.outcome == "system-out":
        ElementTree.SubElement(element, "system-out").text = case.message
        return
    outcome = ElementTree.SubElement(element, case.outcome, message=case.message)
    if case.outcome != "skipped":
        outcome.set("type", case.type)
        outcome.text = f"{path}:{case.line}: {case.message}" if case.line else f"{path}: {case.message}"
