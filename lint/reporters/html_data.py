"""Write what the page knows as JSON: an index of all findings, and each article to read when it is opened."""

from __future__ import annotations

import json

from ..values import NamedTuple
from . import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, TypeVar

    from ..model import Finding
    from ..overview import Article, Entry, Overview
    from ..passages import Passage, Run
    from . import Book

    _T = TypeVar("_T")

PLACES = {
    "us": "United States",
    "uk": "United Kingdom",
    "eu": "European Union",
    "au": "Australia",
    "ca": "Canada",
    "th": "Thailand",
    "in": "India",
    "sg": "Singapore",
    "ae": "United Arab Emirates",
    "ed": "Editorial standards",
}
STATUSES = ("open", "suppressed", "known")
_WHOLE = "whole text"


class Tables(NamedTuple):
    """Numbers of what many findings share: rules, advice, lists of authorities, reviewers, sections of the site."""

    rules: Mapping[str, int]
    advice: Mapping[str, int]
    laws: Mapping[str, int]
    law_lists: Mapping[tuple[str, ...], int]
    reviewers: Mapping[str, int]
    sections: Mapping[str, int]


def tables(overview: Overview) -> Tables:
    """Give numbers to what the findings of a site share."""
    findings = [entry.finding for article in overview.articles for entry in article.entries]
    lists = _numbered(finding.authorities for finding in findings)
    return Tables(
        _numbered(sorted({finding.rule for finding in findings})),
        _numbered(finding.advice for finding in findings),
        _numbered(law for laws in lists for law in laws),
        lists,
        _numbered(sorted({name for article in overview.articles for name in reviewers(article)})),
        _numbered(sorted({article.section for article in overview.articles})),
    )


def _numbered(values: Iterable[_T]) -> dict[_T, int]:
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def reviewers(article: Article) -> tuple[str, ...]:
    """Name who reviewed an article."""
    return article.standing.reviewers if article.standing else ()


def embedded(value: object) -> str:
    """Return JSON that can stand in a script element whatever the texts hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


def index(overview: Overview, held: Tables, book: Book) -> dict[str, Any]:
    """Return what filters, rows and notes need of all articles."""
    new = overview.trend.new if overview.trend else None
    return {
        "failOn": int(book.fail_on),
        "compared": overview.trend.earlier.today if overview.trend else "",
        "rules": [_rule(id, book) for id in held.rules],
        "advice": list(held.advice),
        "laws": [law(id, book) for id in held.laws],
        "lawLists": [[held.laws[id] for id in ids] for ids in held.law_lists],
        "places": PLACES,
        "reviewers": list(held.reviewers),
        "sections": list(held.sections),
        "articles": [_row(article, held, new) for article in overview.articles],
    }


def _rule(id: str, book: Book) -> list[Any]:
    rule = book.rules.get(id)
    return [id, rule.summary, rule.why, rule.kind == "claim"] if rule else [id, id, "", True]


def law(id: str, book: Book) -> list[Any]:
    """Return place, name, whose it is, address and whether somebody read it; an unknown id stands for itself."""
    found = book.authorities.get(id)
    place = id.partition("/")[0]
    if found is None:
        return [place, id, "", "", False]
    section = "" if found.section == _WHOLE else f", {found.section}"
    return [place, found.instrument + section, found.authority, found.address, found.verified]


def _row(article: Article, held: Tables, new: frozenset[str] | None) -> list[Any]:
    standing = article.standing
    return [
        article.path,
        article.title,
        held.sections[article.section],
        [held.reviewers[name] for name in reviewers(article)],
        standing.state if standing else "",
        standing.due.isoformat() if standing and standing.due else "",
        [_finding(entry, held, new) for entry in article.entries],
        [[failure.line, failure.wrong, failure.remedy] for failure in article.failures],
    ]


def _finding(entry: Entry, held: Tables, new: frozenset[str] | None) -> list[int]:
    finding = entry.finding
    return [
        int(finding.severity),
        held.rules[finding.rule],
        STATUSES.index(entry.status),
        held.law_lists[finding.authorities],
        int(new is not None and finding.fingerprint in new),
    ]


def article(one: Article, overview: Overview, held: Tables) -> dict[str, Any]:
    """Return an article as its reader sees it, and the notes beside it, in the order of the index."""
    return {
        "passages": [_passage(passage) for passage in overview.read(one)],
        "notes": [_note(entry.finding, held) for entry in one.entries],
    }


def _passage(passage: Passage) -> list[Any]:
    more = {
        "level": passage.level,
        "visibility": passage.visibility if passage.visibility != "visible" else "",
        "key": passage.key,
        "lang": passage.language,
        "row": passage.row,
    }
    kept = {name: value for name, value in more.items() if value}
    return [passage.kind, list(_runs(passage.runs)), *([kept] if kept else [])]


def _runs(runs: Iterable[Run]) -> Iterator[Any]:
    for run in runs:
        # fonts show the sign for an object badly
        shown = printable(run.text).replace("\ufffc", "\u25a1")
        if run.link:
            yield [shown, run.findings, run.link]
        else:
            yield [shown, run.findings] if run.findings else shown


def _note(finding: Finding, held: Tables) -> list[Any]:
    return [
        finding.message,
        held.advice[finding.advice],
        finding.line,
        finding.column,
        finding.fingerprint,
        _reading(finding),
        finding.because,
        finding.reason,
        finding.sentence,
    ]


def _reading(finding: Finding) -> str:
    """Say how the sentence holds the claim, unless it simply asserts it."""
    if finding.reading == "asserted":
        return ""
    cue = finding.readings[0].cue if finding.readings else ""
    return f"{finding.reading} by “{cue}”" if cue else finding.reading
