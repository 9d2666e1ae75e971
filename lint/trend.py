"""Compare a report with an earlier one: what is new, what is gone, what is unchanged."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from .errors import InputError
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from .model import Report

_REMEDY = "give a report of `caveat check --format json`"
_TEXTS = ("path", "rule", "severity", "message", "fingerprint")
SEVERITIES = ("error", "warning", "info")


class Before(NamedTuple):
    """A finding of the earlier report."""

    path: str
    rule: str
    severity: str
    message: str
    fingerprint: str
    line: int


class Earlier(NamedTuple):
    """An earlier report: the day it was judged for, its articles in number, its findings."""

    today: str
    files: int
    findings: tuple[Before, ...]


class Gone(NamedTuple):
    """A finding that the report no longer has, and why: `mended`, `suppressed`, `known` or `not judged`."""

    finding: Before
    why: str


class Trend(NamedTuple):
    """The way from an earlier report to this one; `new` holds fingerprints.

    `before` and `now` count findings by severity, in the order of SEVERITIES.
    """

    earlier: Earlier
    new: frozenset[str]
    gone: tuple[Gone, ...]
    unchanged: int
    before: tuple[int, ...]
    now: tuple[int, ...]


def load(path: str) -> Earlier:
    """Read the JSON report at `path`; raises InputError where it is none."""
    try:
        value = json.loads(Path(path).read_bytes())
    except OSError as error:
        raise InputError(path, 0, f"cannot be read ({error.strerror})", "correct --compare") from None
    except (ValueError, RecursionError):
        raise InputError(path, 0, "is not JSON", _REMEDY) from None
    if not isinstance(value, dict) or value.get("version") != 1 or not isinstance(value.get("findings"), list):
        raise InputError(path, 0, "is not a JSON report of caveat", _REMEDY)
    today, files = value.get("today"), value.get("files")
    if not isinstance(today, str) or not isinstance(files, int):
        raise InputError(path, 0, "lacks its day or its number of articles", _REMEDY)
    return Earlier(today, files, tuple(_before(path, number, one) for number, one in enumerate(value["findings"], 1)))


def _before(path: str, number: int, value: Any) -> Before:
    if not isinstance(value, dict) or not all(isinstance(value.get(name), str) for name in _TEXTS):
        raise InputError(path, 0, f"finding {number} lacks one of {', '.join(_TEXTS)}", _REMEDY)
    line = value.get("line")
    return Before(**{name: value[name] for name in _TEXTS}, line=line if isinstance(line, int) else 0)


def compare(report: Report, articles: Collection[str], earlier: Earlier) -> Trend:
    """Hold a report against an earlier one by fingerprints; `articles` are the paths that were judged."""
    now = {finding.fingerprint for finding in report.findings}
    then = {finding.fingerprint for finding in earlier.findings}
    aside = {finding.fingerprint: "known" for finding in report.known}
    aside |= {finding.fingerprint: "suppressed" for finding in report.suppressed}
    judged = set(articles) - {failure.path for failure in report.failures}

    def why(finding: Before) -> str:
        return aside.get(finding.fingerprint) or ("mended" if finding.path in judged else "not judged")

    return Trend(
        earlier,
        frozenset(now - then),
        tuple(Gone(finding, why(finding)) for finding in earlier.findings if finding.fingerprint not in now),
        len(now & then),
        _levels(finding.severity for finding in earlier.findings),
        _levels(str(finding.severity) for finding in report.findings),
    )


def _levels(severities: Any) -> tuple[int, ...]:
    counts = Counter(severities)
    return tuple(counts[name] for name in SEVERITIES)
