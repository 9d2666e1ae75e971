"""Check who reviewed an article, with which credentials, and whether the review still holds."""

from __future__ import annotations

from .. import places, said, topics
from ..dates import in_words, months_between
from ..days import timedelta
from ..expressions import expression
from ..model import Severity
from ..record import gather, is_id
from . import people, seller, wording
from .context import Hit, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..model import Document, Rule
    from ..record import Dated, Review
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "missing": (),
    "age": (),
    "future": (),
    "due": (),
    "expiring": ("days",),
    "undated": (),
    "ambiguous": (),
    "unnamed": ("duty",),
    **people.TESTS,
    **wording.TESTS,
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the review rules to an article's review record."""
    review = gather(document).on(context.today).known(context.settings.reviewers)
    for rule in rules:
        hits = _RUN[str(rule.options["test"])](document, rule, context, review)
        yield from seller.weighed(hits, document, context)


def _table(context: Context) -> Mapping[str, Mapping[str, Any]]:
    table: Mapping[str, Mapping[str, Any]] = context.rulebook.data.get("topics", {})
    return table


def _missing(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report an article on treatment that names no reviewer and no review; a clinician as author softens it."""
    if review.named("reviewer") or review.unnamed("reviewer") or review.dated("reviewed") or _declares_none(document):
        return
    if seller.advises(document, context):
        start, end, quote = places.home(document)
        wrote = any(one.person and (one.person.clinical or one.person.learned) for one in review.named("author"))
        yield Hit(rule, start, end, quote, quote, cap=Severity.INFO if wrote else None)


def _declares_none(document: Document) -> bool:
    """Say whether the article itself tells readers that nobody reviewed it."""
    text = said.shown(document)
    return "reviewed" in text.words and bool(_UNREVIEWED.search(text.lower))


_UNREVIEWED = expression(r"\b(?:not|never)\s+(?:been\s+)?(?:medically|clinically)\s+reviewed\b")


def _age(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is older than its topic allows."""
    last = review.latest("reviewed")
    if not last or last.last > context.today:
        return
    fields, due, overdue = _term(document, context, last)
    months = months_between(last.last, context.today)
    if months >= due:
        yield at(rule, last, fields)._replace(severity=Severity.ERROR if months >= overdue else Severity.WARNING)


def _term(document: Document, context: Context, last: Dated) -> tuple[dict[str, str], int, int]:
    """Return what a message says about the age of a review, and after how many months it is due, and overdue."""
    table = _table(context)
    topic, due, overdue = topics.limits(topics.subject(document, table).topics, table, context.settings.review)
    fields = {
        "date": last.quote,
        "months": str(months_between(last.last, context.today)),
        "limit": str(due),
        "topic": str(table.get(topic, {}).get("says", topic)),
    }
    return fields, due, overdue


def _expiring(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that will be too old within `days`, by its topic or by its own announcement."""
    last = review.latest("reviewed")
    options: Any = rule.options
    soon = context.today + timedelta(days=int(options["days"]))
    if not last or last.last > context.today:
        return
    fields, due, _ = _term(document, context, last)
    announced = review.latest("due")
    if months_between(last.last, context.today) < due <= months_between(last.last, soon):
        yield at(rule, last, {**fields, "when": f"{due} months after {last.quote}"})
    elif announced and context.today <= announced.last < soon:
        yield at(rule, announced, {**fields, "when": announced.quote})


def _due(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report that the review which the page announces has not come, by the latest date that it gives."""
    announced, last = review.latest("due"), review.latest("reviewed")
    if announced and announced.last < context.today and not (last and last.first >= announced.first):
        yield at(rule, announced, {"date": announced.quote})


def _undated(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer without the day of the review."""
    named = review.named("reviewer") or review.unnamed("reviewer")
    if named and not review.dated("reviewed"):
        yield at(rule, named[0], {})


def _ambiguous(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a date that has two readings."""
    for dated in review.dates:
        if dated.ambiguous:
            fields = {"first": in_words(dated.first), "second": in_words(dated.last)}
            yield at(rule, dated, fields)


def _unnamed(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer or author (`duty`) who is a team, a brand or an account instead of a person."""
    duty = str(rule.options["duty"])
    if not review.named(duty):
        # an id in the metadata stands for somebody whom another file names
        unnamed = [one for one in review.unnamed(duty) if one.origin == "byline" or not is_id(one.quote)]
        for one in unnamed[:1]:
            yield at(rule, one, {})


def _future(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is dated after today."""
    for dated in review.dated("reviewed"):
        if dated.first > context.today:
            yield at(rule, dated, {"date": dated.quote, "today": context.today.isoformat()})


_RUN = {
    "missing": _missing,
    "age": _age,
    "future": _future,
    "due": _due,
    "expiring": _expiring,
    "undated": _undated,
    "ambiguous": _ambiguous,
    "unnamed": _unnamed,
    **people.RUN,
    **wording.RUN,
}
