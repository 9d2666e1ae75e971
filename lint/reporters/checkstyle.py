"""Render a report as Checkstyle XML, which many CI servers and review bots read."""

from __future__ import annotations

from xml.etree import ElementTree

from . import FAILURE, fault, printable, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Report
    from . import Book

_FORMAT_VERSION = "4.3"


def render(report: Report, book: Book) -> str:
    """Return XML with an element for each article that has findings or failed; columns count code points.

    Readers of the format pass over what they do not know, so the root counts what was suppressed and known.
    """
    counts = {"suppressed": str(len(report.suppressed)), "known": str(len(report.known))}
    root = ElementTree.Element("checkstyle", {"version": _FORMAT_VERSION, **counts})
    files: dict[str, ElementTree.Element] = {}
    for failure in report.failures:
        # readers pass over Checkstyle's own element for an exception, and the gate would stand open
        _error(_file(root, files, failure.path), max(failure.line, 1), 1, "error", fault(failure), FAILURE)
    for finding in report.findings:
        file = _file(root, files, finding.path)
        _error(file, finding.line, finding.column, str(finding.severity), remark(finding), f"caveat/{finding.rule}")
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _file(root: ElementTree.Element, files: dict[str, ElementTree.Element], path: str) -> ElementTree.Element:
    name = printable(path)
    if name not in files:
        files[name] = ElementTree.SubElement(root, "file", name=name)
    return files[name]


def _error(file: ElementTree.Element, line: int, column: int, severity: str, message: str, rule: str) -> None:
    """Add an entry; `source` is dotted, as the names of Java classes by which readers group."""
    place = {"line": str(line), "column": str(column)}
    source = printable(rule.replace("/", "."))
    ElementTree.SubElement(file, "error", {**place, "severity": severity, "message": message, "source": source})
