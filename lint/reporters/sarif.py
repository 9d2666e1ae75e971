"""Render a report as SARIF 2.1.0 (OASIS): for code scanning, and for viewers of results in editors."""

from __future__ import annotations

import json
import os
import re
from posixpath import normpath
from urllib.parse import quote

from . import Columns, fault, level, printable, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ..model import Failure, Finding, Report, Rule
    from . import Book

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = ("error", "warning", "note")
_STALE = ("path", "rule", "sentence", "count")
# in a SARIF message `[text](target)` is a link and `{0}` an argument, whoever wrote it
_LIVE = re.compile(r"\](?=\()|\{(?=\d)")
_DRIVE = re.compile(r"[A-Za-z]:/")
_MARKS = re.compile(r"[\\`*_\[\]<>#|~&$]")


def render(report: Report, book: Book) -> str:
    """Return one log with one run; columns count UTF-16 code units, the end exclusive."""
    rules = _rules(report, book)
    run = {
        "tool": {"driver": _driver(rules, book)},
        "invocations": [_invocation(report)],
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": list(_results(report, {rule: number for number, rule in enumerate(rules)}, book)),
        "properties": {
            "today": report.today.isoformat(),
            "files": report.files,
            "suppressed": len(report.suppressed),
            "known": len(report.known),
            "stale": [dict(zip(_STALE, entry, strict=True)) for entry in report.stale],
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rules(report: Report, book: Book) -> list[str]:
    """Name every rule of the book, so that a viewer knows which ones found nothing."""
    found = {finding.rule for findings in (report.findings, report.suppressed, report.known) for finding in findings}
    return sorted(found.union(book.rules))


def _driver(rules: Iterable[str], book: Book) -> dict[str, Any]:
    described = [_rule(book.rules[id], book) if id in book.rules else {"id": id} for id in rules]
    return {"name": "caveat", "version": book.version, "rules": described}


def _rule(rule: Rule, book: Book) -> dict[str, Any]:
    laws = [book.authorities[id] for id in rule.authorities if id in book.authorities]
    named = [(f"{law.instrument}, {law.section} ({law.authority})", law.address) for law in laws]
    plain = [rule.why, rule.advice, *(f"{name}: {address}" for name, address in named)]
    marked = [_marked(rule.why), _marked(rule.advice), "\n".join(f"- {_link(*law)}" for law in named)]
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": "\n".join(plain), "markdown": "\n\n".join(filter(None, marked))},
        "defaultConfiguration": {"level": level(rule.severity, *_LEVELS)},
        "properties": {"tags": ["health", rule.kind], "problem.severity": level(rule.severity, *_PROBLEMS)},
    }


# the words of GitHub's code scanning
_PROBLEMS = ("error", "warning", "recommendation")


def _marked(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text)


def _link(name: str, address: str) -> str:
    return f"[{_marked(name)}](<{quote(address, safe=':/?#@!$&()*+,;=%~')}>)"


def _invocation(report: Report) -> dict[str, Any]:
    notes = [_notification(failure) for failure in report.failures]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}


def _notification(failure: Failure) -> dict[str, Any]:
    region = {"region": {"startLine": failure.line}} if failure.line else {}
    place = {"physicalLocation": {"artifactLocation": _artifact(failure.path), **region}}
    return {"level": "error", "message": {"text": _dead(fault(failure))}, "locations": [place]}


def _results(report: Report, numbers: Mapping[str, int], book: Book) -> Iterator[dict[str, Any]]:
    """Describe the findings, then the suppressed and the known; either all have a state or none has."""
    columns = Columns(book.source, _units)
    state = {"baselineState": "new"} if report.known else {}
    for findings, kind, more in (
        (report.findings, "", state),
        (report.suppressed, "inSource", state),
        (report.known, "external", {"baselineState": "unchanged"}),
    ):
        for finding in findings:
            suppressions = [_suppression(kind, finding.reason)] if kind else []
            yield {**_result(finding, numbers, columns), "suppressions": suppressions, **more}


def _suppression(kind: str, reason: str) -> dict[str, str]:
    """Say why a finding does not count: as its author wrote in the article, or because the baseline knows it."""
    why = reason if kind == "inSource" else "known from the baseline"
    return {"kind": kind, **({"justification": printable(why)} if why else {})}


def _result(finding: Finding, numbers: Mapping[str, int], columns: Columns) -> dict[str, Any]:
    place = {"artifactLocation": _artifact(finding.path), "region": _region(finding, columns)}
    return {
        "ruleId": finding.rule,
        "ruleIndex": numbers[finding.rule],
        "level": level(finding.severity, *_LEVELS),
        "message": {"text": _dead(remark(finding))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"caveat/v1": finding.fingerprint},
        "properties": {"reading": finding.reading, "authorities": finding.authorities},
    }


def _region(finding: Finding, columns: Columns) -> dict[str, int]:
    span = columns.of(finding)
    if span is None:
        return {"startLine": finding.line, "endLine": finding.end_line}
    return {"startLine": finding.line, "startColumn": span[0], "endLine": finding.end_line, "endColumn": span[1]}


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _artifact(path: str) -> dict[str, str]:
    """Name an article by its address: relative to the root of the sources, or from the root of the machine."""
    clean = normpath(path)
    if _DRIVE.match(clean):
        clean = f"/{clean}"
    address = quote(os.fsencode(clean))
    return {"uri": f"file://{address}"} if clean.startswith("/") else {"uri": address, "uriBaseId": "%SRCROOT%"}


def _dead(text: str) -> str:
    """Take the life out of links and arguments by a space."""
    return _LIVE.sub(r"\g<0> ", printable(text))
