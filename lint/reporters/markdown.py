"""Render a report as Markdown for a comment on a pull request: summary first, then what failed, then each article."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..terminal import harmless
from .text import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Failure, Finding, Report
    from . import Book

# GitHub takes 65,536 characters
_ROOM = 60_000
_MOST_OF_A_TEXT = 600
_MARKS = re.compile(r"[\\`*_\[\]<>#|~&$]|:(?=//)|(?<=www)\.")
# a mention or a reference would send mail to strangers
_CALLS = re.compile(r"(?<=[@#!])(?=\w)")
_TICKS = re.compile("`+")


def render(report: Report, book: Book) -> str:
    """Return GitHub-flavoured Markdown in which no text of an article is markup; it ends with what did not fit."""
    shown = [f"**caveat**: {plain(summary(report))}\n"]
    room, left = _ROOM - _units(shown[0]), 0
    for heading, entries in (_failed(report), *_articles(report, book)):
        opening = f"\n{heading}\n\n"
        for entry in entries:
            size = _units(opening + entry)
            if left or size > room:
                left += 1
                continue
            shown += [opening, entry]
            room, opening = room - size, ""
    return "".join(shown) + (f"\n… and {left:,} more.\n" if left else "")


def _failed(report: Report) -> tuple[str, Iterator[str]]:
    return "#### Could not be judged", map(_failure, report.failures)


def _articles(report: Report, book: Book) -> Iterator[tuple[str, Iterator[str]]]:
    """Pair each article with its findings, the articles with the most severe ones first."""
    articles: dict[str, list[Finding]] = {}
    for finding in report.findings:
        articles.setdefault(finding.path, []).append(finding)
    for path, findings in sorted(articles.items(), key=lambda item: -max(finding.severity for finding in item[1])):
        yield f"#### {code(path)}", _findings(findings, book)


def _failure(failure: Failure) -> str:
    line = f", line {failure.line}" if failure.line else ""
    remedy = f" — {failure.remedy}" if failure.remedy else ""
    return f"- {code(failure.path)}{line}: {plain(failure.wrong + remedy)}\n"


def _findings(findings: list[Finding], book: Book) -> Iterator[str]:
    """Show the findings of one article; advice and law that were said already are not said again."""
    said: set[tuple[str, str]] = set()
    for finding in findings:
        lines = [
            f"- **{finding.severity}** {finding.line}:{finding.column} {code(finding.rule)} {plain(finding.message)}"
        ]
        notes = [(finding.rule, note) for note in _notes(finding, book)]
        lines += [note[1] for note in notes if note not in said]
        said.update(notes)
        yield "  \n  ".join(lines) + "\n"


def _notes(finding: Finding, book: Book) -> Iterator[str]:
    """Say what to write instead, and the first law that the rule rests on."""
    if finding.advice:
        yield f"advice: {plain(finding.advice)}"
    if finding.authorities:
        more = len(finding.authorities) - 1
        yield f"law: {_law(finding.authorities[0], book)}{f' and {more} more' if more else ''}"


def _law(id: str, book: Book) -> str:
    law = book.authorities.get(id)
    if law is None:
        return code(id)
    address = quote(law.address, safe=":/?#@!$&()*+,;=%~")
    return f"[{plain(f'{law.instrument}, {law.section}')}](<{address}>)"


def plain(text: str) -> str:
    """Write text in one line so that it stands for itself: no markup, HTML, link, mention or reference."""
    shown = harmless(_cut(text))
    return _MARKS.sub(r"\\\g<0>", _CALLS.sub("\u2060", shown))


def code(text: str) -> str:
    """Write text as code, fenced by more backticks than it holds in a row."""
    shown = harmless(_cut(text))
    fence = "`" * (1 + max(map(len, _TICKS.findall(shown)), default=0))
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[: _MOST_OF_A_TEXT - 1]}…" if len(line) > _MOST_OF_A_TEXT else line


def _units(text: str) -> int:
    """Count UTF-16 code units, the strictest way in which a server may count characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
