"""Render a report for people: findings by article, each with its line of the source, the remedy and the law."""

from __future__ import annotations

import re
from collections import Counter
from types import MappingProxyType

from ..terminal import excerpt, harmless, paint, wrap
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..model import Authority, Failure, Finding, Reading, Report, Stale

_LINE_END = re.compile(r"\r\n?|\n")
_MOST_LINES = 3
_MOST_LAWS = 2
_WHOLE = "whole text"
_INDENT = " " * 11


class Look(NamedTuple):
    """How to show a report: columns of the terminal, colours or none, and whether to explain readings.

    `source` returns the text of an article that has findings, or none where it is gone; `authorities` names the law
    behind an id.
    """

    source: Callable[[str], str | None] = lambda path: None
    authorities: Mapping[str, Authority] = MappingProxyType({})
    width: int = 100
    colour: bool = False
    explain: bool = False


def render(report: Report, look: Look) -> str:
    """Return the whole report, its last line the summary."""
    return "".join(pieces(report, look))


def pieces(report: Report, look: Look) -> Iterator[str]:
    """Yield the report article by article, so that a long one is never held as a whole."""
    left_out = (*report.excused, *report.suppressed)
    shown = (*report.findings, *left_out) if look.explain else report.findings
    excused = {id(finding) for finding in left_out}
    articles: dict[str, list[Finding]] = {}
    for finding in shown:
        articles.setdefault(finding.path, []).append(finding)
    for path, findings in articles.items():
        findings.sort(key=lambda finding: (finding.start, finding.end))
        head = paint(harmless(path), "strong", look.colour)
        yield "\n".join((head, *_article(path, findings, excused, look), "", ""))
    last = [_failure(failure, look) for failure in report.failures]
    last += [_stale(stale, look) for stale in report.stale]
    yield "\n".join((*last, *([""] if last else []), summary(report), ""))


def summary(report: Report) -> str:
    """Say in one line what the run came to."""
    levels = Counter(finding.severity for finding in report.findings)
    counts = [_count(levels[level], str(level), str(level) + "s" * (level > 0)) for level in sorted(levels)[::-1]]
    judged = _count(report.files, "article", "articles")
    if counts:
        touched = len({finding.path for finding in report.findings})
        said = f"{' and '.join(filter(None, (', '.join(counts[:-1]), counts[-1])))} in {touched} of {judged}."
    elif report.files:
        said = f"Nothing found in {judged}."
    else:
        said = "No article to judge."
    left_out = [
        f"{len(findings)} {why}"
        for findings, why in ((report.suppressed, "suppressed"), (report.known, "known from the baseline"))
        if findings
    ]
    failed = len({failure.path for failure in report.failures})
    tail = [f" {', '.join(left_out)}." if left_out else ""]
    tail += [" Mend the baseline: caveat baseline --prune." if report.stale else ""]
    tail += [f" {_count(failed, 'article', 'articles')} could not be judged." if failed else ""]
    return said + "".join(tail)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _article(path: str, findings: list[Finding], excused: set[int], look: Look) -> Iterator[str]:
    """Show the findings of one article; advice and law that were said already are not said again."""
    source = look.source(path)
    lines = _LINE_END.split(source.removeprefix("\ufeff")) if source is not None else []
    said: set[str] = set()
    for finding in findings:
        if id(finding) in excused:
            yield _excused(finding, look)
            continue
        yield from _headline(finding, look)
        yield from _excerpt(finding, lines, look)
        yield from _remedy(finding, said, look)


def _headline(finding: Finding, look: Look) -> Iterator[str]:
    place = f"  {finding.line}:{finding.column}  "
    start = f"{place}{finding.severity}  {finding.rule}  "
    level = paint(str(finding.severity), str(finding.severity), look.colour)
    painted = f"{place}{level}  {paint(finding.rule, 'strong', look.colour)}  "
    return _paragraph(finding.message, start, painted, look)


def _paragraph(text: str, start: str, painted: str, look: Look) -> Iterator[str]:
    """Wrap text behind `start`, which is then shown as `painted`; further lines are indented."""
    first, *more = wrap(text, look.width, start, _INDENT)
    yield painted + first[len(start) :]
    yield from more


def _excerpt(finding: Finding, lines: list[str], look: Look) -> Iterator[str]:
    """Show the lines of the source that the finding spans, at most three, with its words underlined."""
    last = min(finding.end_line, finding.line + _MOST_LINES - 1, len(lines))
    for number in range(finding.line, last + 1):
        line = lines[number - 1]
        start = finding.column - 1 if number == finding.line else len(line) - len(line.lstrip())
        end = finding.end_column - 1 if number == finding.end_line else len(line.rstrip())
        if number > finding.line and end <= start:
            continue
        shown, underline = excerpt(line, start, max(start, end), look.width - 11)
        more = " …" if number == last < finding.end_line else ""
        reading = f" {_reading(finding)}" if number == last else ""
        yield f"{paint(f'{number:>7} │', 'faint', look.colour)} {shown}"
        mark = paint(underline.lstrip(), str(finding.severity), look.colour)
        gap = " " * (len(underline) - len(underline.lstrip()))
        yield f"{paint('        │', 'faint', look.colour)} {gap}{mark}{more}{reading}".rstrip()


def _reading(finding: Finding) -> str:
    """Say how the sentence holds the claim, unless it simply asserts it."""
    if finding.reading == "asserted":
        return ""
    return f"{finding.reading}{_cue(finding.readings[0]) if finding.readings else ''}"


def _cue(reading: Reading) -> str:
    return f" by “{harmless(reading.cue)}”" if reading.cue else ""


def _remedy(finding: Finding, said: set[str], look: Look) -> Iterator[str]:
    """Say what to do and what the rule rests on, once an article; with --explain, how the sentence was read."""
    notes = [("advice", finding.advice), ("law", "; ".join(_law(finding, look)))]
    new = [(label, text) for label, text in notes if text and f"{finding.rule} {text}" not in said]
    said.update(f"{finding.rule} {text}" for _, text in new)
    if look.explain:
        new += [("reading", text) for text in _explained(finding)]
    for label, text in new:
        start = f"         {label}: "
        yield from _paragraph(text, start, paint(start, "faint", look.colour), look)


def _law(finding: Finding, look: Look) -> list[str]:
    """Name instrument and section of the first authority of each place, with --explain of all of them."""
    places: Counter[str] = Counter()
    ranked = []
    for id in finding.authorities:
        place = id.partition("/")[0]
        ranked.append((places[place], _authority(id, look)))
        places[place] += 1
    named = [text for _, text in sorted(ranked, key=lambda pair: pair[0])]
    more = len(named) - _MOST_LAWS
    if look.explain or more < 2:
        return named
    return [*named[:_MOST_LAWS], f"{more} more: caveat explain {finding.rule}"]


def _authority(id: str, look: Look) -> str:
    """Name the law behind an id, with --explain also whose it is; an id that nobody described stands for itself."""
    law = look.authorities.get(id)
    if law is None:
        return id
    section = "" if law.section == _WHOLE else f", {law.section}"
    return f"{law.instrument}{section}{f' ({law.authority})' if look.explain else ''}"


def _explained(finding: Finding) -> Iterator[str]:
    """Say for each reading of the sentence which words cause it, what they govern and whether they excused."""
    for reading in finding.readings:
        start, end = reading.scope
        scope = f", over “{harmless(finding.sentence[start:end])}”" if end > start else ""
        why = _cue(reading) or (": nothing in the sentence qualifies it" if reading.name == "asserted" else "")
        yield f"{reading.name}{why}{scope}"
    if finding.because:
        yield f"the page sells (“{harmless(finding.because)}”), so it is held to what a clinic may say"


def _excused(finding: Finding, look: Look) -> str:
    reading = finding.readings[0] if finding.readings else None
    cue = _cue(reading) if reading else ""
    how, why = ("suppressed", harmless(finding.reason)) if finding.reason else ("excused", f"{finding.reading}{cue}")
    claim = f"“{harmless(finding.quote)}”: {why}"
    return paint(f"  {finding.line}:{finding.column}  {how}  {finding.rule}  {claim}", "faint", look.colour)


def _stale(stale: Stale, look: Look) -> str:
    times = f" ({stale.times} times)" if stale.times > 1 else ""
    said = harmless(f"{stale.path}: {stale.rule} “{stale.sentence}”{times} is in the baseline and no longer found")
    return f"{paint('stale', 'warning', look.colour)}  {said}"


def _failure(failure: Failure, look: Look) -> str:
    place = f"{failure.path}:{failure.line}" if failure.line else failure.path
    reason = f"{failure.wrong} — {failure.remedy}" if failure.remedy else failure.wrong
    return f"{paint('failed', 'error', look.colour)}  {harmless(f'{place}: {reason}')}"
