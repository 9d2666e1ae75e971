"""Write the parts of the page that need no script: what blocks, charts, reviews, the trend, what was set aside."""

from __future__ import annotations

from collections import Counter

from .html_charts import LEVELS, bars, count, levels, link, scale, span, split, text, timeline
from .html_data import law

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ..model import Finding
    from ..overview import Article, Overview
    from ..schedule import Standing
    from ..trend import Gone
    from . import Book

_MOST_BLOCKING, _MOST_REASONS = 10, 3
_MOST_ROWS = 8
URGENT = {
    "overdue": "Overdue",
    "missing": "No review",
    "changed": "Changed since the review",
    "due soon": "Due within 30 days",
    "unsigned": "Not signed",
}
WHYS = {
    "mended": "Mended",
    "suppressed": "Now suppressed",
    "known": "Now known from the baseline",
    "not judged": "Article not in this report",
}


def blocking(article: Article, book: Book) -> list[Finding]:
    """Return the findings of an article that block its publication."""
    return [finding for finding in article.open if finding.severity >= book.fail_on]


def verdict(overview: Overview, book: Book) -> Iterator[str]:
    """Say whether the site can be published, and name the articles that cannot, the worst first."""
    blocked = [article for article in overview.articles if article.failures or blocking(article, book)]
    report = overview.report
    if not blocked:
        said = "Nothing blocks publication" if report.files else "No article was judged"
        yield f'<p class="verdict {"good" if report.files else "bad"}"><strong>{said}.</strong>'
    else:
        held = f"{len(blocked):,} of {count(report.files, 'article')} {'is' if len(blocked) == 1 else 'are'}"
        yield f'<p class="verdict bad"><strong>{held} not ready to be published.</strong>'
    yield f" {(split(levels(report.findings)) or 'no findings').capitalize()}.</p>"
    if not blocked:
        return
    yield '<div class="scroll" tabindex="0" role="region" aria-labelledby="blocking"><table class="blocking"><thead>'
    yield '<tr><th scope="col">Article</th><th scope="col">Why it cannot be published</th></tr></thead><tbody>'
    for article in blocked[:_MOST_BLOCKING]:
        yield f'<tr><th scope="row">{_article(article)}</th><td><ul>{"".join(_reasons(article, book))}</ul></td></tr>'
    yield "</tbody></table></div>"
    if blocked[_MOST_BLOCKING:]:
        more = count(len(blocked) - _MOST_BLOCKING, "more article")
        severities = ",".join(level for level, rank in zip(LEVELS, (2, 1, 0), strict=True) if rank >= book.fail_on)
        yield f'<p><a href="{link(severity=severities)}">{more}</a> in the list of findings.</p>'


def _article(article: Article) -> str:
    path = f' <span class="path"><bdi>{text(article.path)}</bdi></span>' if article.title != article.path else ""
    return f'<a href="{link(article=article.path)}"><bdi>{text(article.title)}</bdi></a>{path}'


def _reasons(article: Article, book: Book) -> Iterator[str]:
    for failure in article.failures:
        yield f"<li><strong>Could not be judged:</strong> {text(failure.reason)}</li>"
    rules = Counter(finding.rule for finding in blocking(article, book))
    for id, number in rules.most_common(_MOST_REASONS):
        rule = book.rules.get(id)
        times = f' <span class="times">× {number}</span>' if number > 1 else ""
        yield f"<li>{text(rule.summary if rule else id)}{times}</li>"
    if len(rules) > _MOST_REASONS:
        yield f"<li>and {count(len(rules) - _MOST_REASONS, 'more reason')}</li>"


def charts(overview: Overview, book: Book) -> Iterator[str]:
    """Chart the findings by concept and by section of the site."""
    if not overview.report.findings:
        yield "<p>There are no findings to chart.</p>"
        return
    rules: dict[str, list[Finding]] = {}
    parts: dict[str, list[Finding]] = {}
    for article in overview.articles:
        for finding in article.open:
            rules.setdefault(finding.rule, []).append(finding)
            parts.setdefault(article.section, []).append(finding)
    yield '<p class="legend">'
    for level, name in zip(LEVELS, ("errors", "warnings", "info"), strict=True):
        yield f'<span><svg width="22" height="14" aria-hidden="true"><rect class="{level}" x="1" y="1" width="20" '
        yield f'height="12"/></svg> {name}</span> '
    yield '</p><div class="charts"><div><h3>By concept</h3>'
    yield from bars("rule", {id: rule.summary for id, rule in book.rules.items()}, rules)
    if len(parts) > 1:
        yield "</div><div><h3>By section of the site</h3>"
        yield from bars("section", {"": "Top level"}, parts)
    yield "</div></div>"


def reviews(overview: Overview) -> Iterator[str]:
    """Show when reviews are due: months on a time line, and the articles for which something has to be done."""
    survey = overview.survey
    summary, today = survey.summary, survey.today
    yield f'<p class="lead">{summary.in_date:,} of {count(summary.reviewable, "article")} that '
    yield f"{'needs' if summary.reviewable == 1 else 'need'} a medical review {_have(summary.in_date)} one in date"
    yield f" ({summary.share} %).</p>"
    yield timeline(survey.standings, today)
    urgent = [one for one in survey.standings if one.state in URGENT]
    if not urgent:
        yield "<p>Nothing is due.</p>"
        return
    counts = Counter(one.state for one in urgent)
    links = (
        f'<a href="{link(review=state)}">{counts[state]:,} {name.lower()}</a>'
        for state, name in URGENT.items()
        if counts[state]
    )
    yield f"<p>To be done: {', '.join(links)}.</p>"
    yield '<div class="scroll" tabindex="0" role="region" aria-label="Reviews to be done"><table class="reviews">'
    yield '<thead><tr><th scope="col">Article</th><th scope="col">State</th><th scope="col">Reviewer</th>'
    yield '<th scope="col">Reviewed</th><th scope="col">Due</th><th scope="col" class="wide">Time line</th></tr>'
    yield "</thead>"
    ends = scale(urgent, today)
    for state in URGENT:
        yield from _standings([one for one in urgent if one.state == state], overview, ends)
    yield "</table></div>"


def _standings(some: Sequence[Standing], overview: Overview, ends: tuple[date, date]) -> Iterator[str]:
    """Show the first articles in one state, and lead to the others."""
    if not some:
        return
    yield f"<tbody>{''.join(_standing(one, overview, ends) for one in some[:_MOST_ROWS])}"
    if some[_MOST_ROWS:]:
        more = f"{len(some) - _MOST_ROWS:,} more: {URGENT[some[0].state].lower()}"
        yield f'<tr class="rest"><td colspan="6"><a href="{link(review=some[0].state)}">{more}</a></td></tr>'
    yield "</tbody>"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _standing(one: Standing, overview: Overview, ends: tuple[date, date]) -> str:
    days = [f'<td class="day">{day.isoformat() if day else "–"}</td>' for day in (one.reviewed, one.due)]
    names = ", ".join(one.reviewers)
    return (
        f'<tr><th scope="row"><a href="{link(article=one.path)}"><bdi>{text(one.title or one.path)}</bdi></a></th>'
        f'<td><span class="state {one.state.replace(" ", "-")}">{URGENT[one.state]}</span></td>'
        f"<td><bdi>{text(names) or '–'}</bdi></td>{''.join(days)}"
        f'<td class="wide">{span(one, overview.survey.today, ends)}</td></tr>'
    )


def trend(overview: Overview) -> Iterator[str]:
    """Show what changed since the earlier report."""
    found = overview.trend
    if found is None:
        return
    now = count(len(overview.report.findings), "finding")
    yield f'<section aria-labelledby="trend"><h2 id="trend">Since {text(found.earlier.today)}</h2>'
    yield f'<p class="lead">{count(len(found.earlier.findings), "finding")} then, {now} now.</p>'
    yield '<ul class="figures">'
    yield f'<li><a href="{link(change="new")}"><b>{len(found.new):,}</b> new</a></li>'
    yield f"<li><b>{len(found.gone):,}</b> gone</li>"
    yield f'<li><a href="{link(change="unchanged")}"><b>{found.unchanged:,}</b> unchanged</a></li></ul>'
    yield '<table class="trend"><thead><tr><th scope="col">Severity</th><th scope="col">Then</th>'
    yield '<th scope="col">Now</th><th scope="col">Change</th></tr></thead><tbody>'
    for level, then, today in zip(LEVELS, found.before, found.now, strict=True):
        yield f'<tr><th scope="row">{level.capitalize()}</th><td>{then:,}</td><td>{today:,}</td>'
        yield f"<td>{today - then:+,}</td></tr>" if today != then else "<td>no change</td></tr>"
    yield "</tbody></table>"
    if found.earlier.findings and overview.report.findings and not found.unchanged:
        yield "<p>No finding of the earlier report is found again. Were both made from the same folder?</p>"
    for why, name in WHYS.items():
        yield from _gone([one for one in found.gone if one.why == why], name)
    yield "</section>"


def _gone(gone: Sequence[Gone], name: str) -> Iterator[str]:
    if not gone:
        return
    yield f"<details><summary>{name}: {len(gone):,}</summary><ul>"
    for one in gone:
        was = one.finding
        yield f"<li>{text(was.message)} <code>{text(was.rule)}</code> <bdi>{text(was.path)}</bdi></li>"
    yield "</ul></details>"


def aside(overview: Overview) -> Iterator[str]:
    """List what does not count: failures, suppressed and known findings, and what the baseline need no longer know."""
    report = overview.report
    counted = (
        (len(report.failures), "failures"),
        (len(report.suppressed), "suppressed"),
        (len(report.known), "known from the baseline"),
        (len(report.stale), "stale in the baseline"),
    )
    if not any(number for number, _ in counted):
        yield "<p>Every article was judged, nothing is suppressed, and no baseline holds anything back.</p>"
        return
    yield '<ul class="figures">'
    yield from (f"<li><b>{number:,}</b> {name}</li>" for number, name in counted)
    yield "</ul>"
    yield from _list(
        "Could not be judged", [f"<bdi>{text(one.path)}</bdi>: {text(one.reason)}" for one in report.failures], "open"
    )
    yield from _list("Suppressed in the article", [f"{_place(one)} — {text(one.reason)}" for one in report.suppressed])
    yield from _list("Known from the baseline", [_place(one) for one in report.known])
    yield from _list(
        "In the baseline and no longer found",
        [f"<code>{text(one.rule)}</code> “{text(one.sentence)}” <bdi>{text(one.path)}</bdi>" for one in report.stale],
    )


def _place(finding: Finding) -> str:
    where = f'<a href="{link(article=finding.path)}"><bdi>{text(finding.path)}</bdi></a>, line {finding.line}'
    return f"{where}: <code>{text(finding.rule)}</code> <q>{text(finding.quote)}</q>"


def _list(name: str, items: Sequence[str], state: str = "") -> Iterator[str]:
    if items:
        yield f"<details {state}><summary>{name}: {len(items):,}</summary><ul>"
        yield from (f"<li>{item}</li>" for item in items)
        yield "</ul></details>"


def plain(overview: Overview, book: Book) -> Iterator[str]:
    """List all findings for browsers that run no script; what a rule says is said once, at the end."""
    said: dict[str, Finding] = {}
    for article in overview.articles:
        if not article.open and not article.failures:
            continue
        yield f'<section id="{link(article=article.path)[1:]}"><h3><bdi>{text(article.title)}</bdi></h3>'
        yield f'<p class="path"><bdi>{text(article.path)}</bdi></p><ul>'
        yield from (f"<li><b>Could not be judged:</b> {text(one.reason)}</li>" for one in article.failures)
        for finding in article.open:
            said.setdefault(finding.rule, finding)
            yield f"<li><b>{str(finding.severity).capitalize()}</b>, line {finding.line}: {text(finding.message)} "
            yield f'<a href="#{text(finding.rule)}">{text(finding.rule)}</a></li>'
        yield "</ul></section>"
    yield "<h3>What to write instead, and the law</h3>"
    for id, finding in sorted(said.items()):
        yield f'<section id="{text(id)}"><h4>{text(id)}</h4><p>{text(finding.advice)}</p><ul>'
        for _, name, authority, address, _ in (law(one, book) for one in finding.authorities):
            named = f"{text(name)} ({text(authority)})" if authority else text(name)
            href = text(address) if address.startswith(("https://", "http://")) else ""
            yield f'<li><a href="{href}" rel="noreferrer">{named}</a></li>' if href else f"<li>{named}</li>"
        yield "</ul></section>"
