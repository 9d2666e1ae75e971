"""Render a report for editors as Markdown to paste: what blocks, what was found where, what is due, what changed."""

from __future__ import annotations

from collections import Counter

from .html_charts import count, levels, split
from .html_parts import URGENT, WHYS, blocking
from .markdown import code, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Finding
    from ..overview import Article, Overview
    from . import Book

_MOST = 20


def render(overview: Overview, book: Book) -> Iterator[str]:
    """Yield GitHub-flavoured Markdown in which no text of an article is markup."""
    report = overview.report
    yield f"# {plain(overview.title)}\n\n{count(report.files, 'article')}, judged as of {report.today.isoformat()}.\n"
    for heading, lines in (
        ("Publication", _publication(overview, book)),
        ("Trend", _trend(overview)),
        ("By concept", _concepts(overview, book)),
        ("By section of the site", _sections(overview)),
        ("Medical reviews", _reviews(overview)),
        ("Set aside, and not judged", _aside(overview)),
    ):
        written = "\n".join(lines)
        if written:
            yield f"\n## {heading}\n\n{written}\n"


def _publication(overview: Overview, book: Book) -> Iterator[str]:
    blocked = [article for article in overview.articles if article.failures or blocking(article, book)]
    counted = f"{split(levels(overview.report.findings)) or 'no findings'}."
    if not blocked:
        yield f"**Nothing blocks publication**: {counted}" if overview.report.files else "**No article was judged.**"
        return
    held = f"{len(blocked):,} of {count(overview.report.files, 'article')} {'is' if len(blocked) == 1 else 'are'}"
    yield f"**{held} not ready to be published**: {counted}\n"
    yield from _table(("Article", "Why"), ((_name(one), _why(one, book)) for one in blocked[:_MOST]))
    yield from _more(len(blocked))


def _name(article: Article) -> str:
    path = _code(article.path)
    return path if article.title == article.path else f"{plain(article.title)} {path}"


def _code(text: str) -> str:
    """Write code into a table, whose cells end at every `|`."""
    return code(text).replace("|", "\\|")


def _why(article: Article, book: Book) -> str:
    rules = Counter(finding.rule for finding in blocking(article, book))
    named = [
        f"{plain(book.rules[id].summary if id in book.rules else id)}{f' × {number}' if number > 1 else ''}"
        for id, number in rules.most_common()
    ]
    return "; ".join([*(f"could not be judged: {plain(failure.reason)}" for failure in article.failures), *named])


def _trend(overview: Overview) -> Iterator[str]:
    found = overview.trend
    if found is None:
        return
    counted = f"**{len(found.new):,} new**, {len(found.gone):,} gone, {found.unchanged:,} unchanged"
    yield f"Since {plain(found.earlier.today)}: {counted}.\n"
    gone = Counter(one.why for one in found.gone)
    yield from (f"- {name}: {gone[why]:,}" for why, name in WHYS.items() if gone[why])
    if found.new:
        yield "\nNew:\n"
    new = [finding for finding in overview.report.findings if finding.fingerprint in found.new]
    for finding in new[:_MOST]:
        yield f"- {finding.severity} {code(f'{finding.path}:{finding.line}')} {plain(finding.message)}"
    yield from _more(len(new))


def _concepts(overview: Overview, book: Book) -> Iterator[str]:
    held = _grouped((finding.rule, finding) for article in overview.articles for finding in article.open)
    rows = [
        (f"{plain(book.rules[id].summary if id in book.rules else id)} {_code(id)}", *_numbers(findings))
        for id, findings in held
    ]
    yield from _table(("Concept", "Errors", "Warnings", "Info"), rows)


def _sections(overview: Overview) -> Iterator[str]:
    held = _grouped((article.section, finding) for article in overview.articles for finding in article.open)
    rows = [(plain(section) if section else "Top level", *_numbers(findings)) for section, findings in held]
    yield from _table(("Section", "Errors", "Warnings", "Info"), rows if len(rows) > 1 else ())


def _grouped(pairs: Iterable[tuple[str, Finding]]) -> list[tuple[str, list[Finding]]]:
    """Gather findings by name, the most first."""
    held: dict[str, list[Finding]] = {}
    for name, finding in pairs:
        held.setdefault(name, []).append(finding)
    return sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _numbers(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in levels(findings))


def _reviews(overview: Overview) -> Iterator[str]:
    summary = overview.survey.summary
    if not summary.reviewable:
        return
    yield f"{summary.in_date:,} of {summary.reviewable:,} reviews are in date ({summary.share} %).\n"
    urgent = [one for one in overview.survey.standings if one.state in URGENT]
    rows = (
        (
            f"{plain(one.title)} {_code(one.path)}" if one.title else _code(one.path),
            URGENT[one.state],
            plain(", ".join(one.reviewers)) or "–",
            one.due.isoformat() if one.due else "–",
        )
        for one in urgent[:_MOST]
    )
    yield from _table(("Article", "State", "Reviewer", "Due"), rows)
    yield from _more(len(urgent))


def _aside(overview: Overview) -> Iterator[str]:
    report = overview.report
    counts = (len(report.failures), len(report.suppressed), len(report.known), len(report.stale))
    yield "{:,} not judged, {:,} suppressed, {:,} known from the baseline, {:,} stale in the baseline.\n".format(
        *counts
    )
    yield from (f"- could not be judged: {code(one.path)} {plain(one.reason)}" for one in report.failures)
    for finding in report.suppressed[:_MOST]:
        where = code(f"{finding.path}:{finding.line}")
        yield f"- suppressed: {where} {code(finding.rule)} {plain(finding.reason)}"
    yield from _more(len(report.suppressed))


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Write a table, nothing where it has no rows."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    if lines:
        names = list(head)
        yield from (f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}", *lines)


def _more(number: int) -> Iterator[str]:
    if number > _MOST:
        yield f"\n… and {number - _MOST:,} more."
