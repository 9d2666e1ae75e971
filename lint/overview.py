"""Gather what editors want to know of a site: each article with its findings, its reviews, and the way from before."""

from __future__ import annotations

import os
from pathlib import Path
from posixpath import commonpath, dirname

from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .model import Failure, Finding, Report
    from .passages import Passage
    from .schedule import Standing, Survey
    from .trend import Trend

OPEN, SUPPRESSED, KNOWN = "open", "suppressed", "known"


class Entry(NamedTuple):
    """A finding and whether it is open, suppressed by the article, or known from the baseline."""

    finding: Finding
    status: str = OPEN


class Article(NamedTuple):
    """An article with its findings in source order; `section` is its part of the site, `standing` how its review is."""

    path: str
    section: str
    standing: Standing | None = None
    entries: tuple[Entry, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def title(self) -> str:
        """Return the title, or the path of an article without one."""
        return (self.standing.title if self.standing else "") or self.path

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings that count."""
        return tuple(entry.finding for entry in self.entries if entry.status == OPEN)


class Overview(NamedTuple):
    """A site: its articles, those that block publication first.

    `read` lays an article out as its reader sees it, at the time it is asked: all texts of a site may not fit into
    memory.
    """

    title: str
    report: Report
    articles: tuple[Article, ...]
    survey: Survey
    read: Callable[[Article], tuple[Passage, ...]]
    trend: Trend | None = None


def overview(
    report: Report, paths: Sequence[str], survey: Survey, source: Callable[[str], str | None], title: str
) -> Overview:
    """Sort what was found by article; `paths` are all that were judged, `source` returns their texts."""
    failures: dict[str, list[Failure]] = {}
    for failure in report.failures:
        failures.setdefault(failure.path, []).append(failure)
    entries: dict[str, list[Entry]] = {}
    for status, findings in ((OPEN, report.findings), (SUPPRESSED, report.suppressed), (KNOWN, report.known)):
        for finding in findings:
            entries.setdefault(finding.path, []).append(Entry(finding, status))
    standings = {one.path: one for one in survey.standings}
    every = tuple(dict.fromkeys((*paths, *failures, *entries)))
    section = sections(every)
    articles = [
        Article(
            path,
            section[path],
            standings.get(path),
            tuple(sorted(entries.get(path, ()), key=lambda one: (one.finding.start, one.finding.end))),
            tuple(failures.get(path, ())),
        )
        for path in every
    ]
    articles.sort(key=_urgency)
    return Overview(title, report, tuple(articles), survey, lambda article: _read(article, source))


def survey(paths: Iterable[str], report: Report, config: str | None) -> Survey:
    """Survey the reviews of the articles that are files and could be judged."""
    from . import schedule

    failed = {failure.path for failure in report.failures if not failure.line}
    return schedule.survey(
        (path for path in paths if path not in failed and Path(path).is_file()), report.today, config
    )


def sections(paths: Sequence[str]) -> Mapping[str, str]:
    """Name the part of the site that each article stands in: the first folder below what all have in common."""
    common = _common(paths)
    return {path: dirname(path.removeprefix(common)).strip("/").partition("/")[0] for path in paths}


def site(paths: Sequence[str]) -> str:
    """Name a site by the one folder or file that was given, else by the current folder."""
    return Path(os.path.abspath(paths[0] if len(paths) == 1 and paths[0] != "-" else ".")).name or "site"


def _common(paths: Sequence[str]) -> str:
    try:
        return commonpath([dirname(path) for path in paths]) if paths else ""
    except ValueError:
        return ""


def _urgency(article: Article) -> tuple[bool, list[int], str]:
    """Sort what could not be judged first, then by the number of findings, level by level."""
    levels = [-sum(finding.severity == level for finding in article.open) for level in (2, 1, 0)]
    return not article.failures, levels, article.path


def _read(article: Article, source: Callable[[str], str | None]) -> tuple[Passage, ...]:
    from .errors import InputError
    from .passages import passages
    from .readers import read

    text = source(article.path)
    if text is None:
        return ()
    try:
        document = read(text, article.path)
    except InputError:
        return ()
    return tuple(passages(document, [entry.finding for entry in article.entries]))
