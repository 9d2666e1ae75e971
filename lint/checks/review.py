"""Check who reviewed an article, with which credentials, and whether the review still holds."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .. import places, said, topics
from ..dates import in_words, months_between
from ..expressions import expression
from ..model import Severity
from ..phrases import any_of as _any_of
from ..record import gather
from . import wording
from .context import Hit, at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Document, Rule
    from ..record import Dated, Named, Review
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
    "credentials": (),
    "fit": ("unfit",),
    "conflict": ("posts", "disclosures"),
    "unlisted": (),
    "registration": (),
    **wording.TESTS,
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the review rules to an article's review record."""
    review = gather(document).on(context.today)
    for rule in rules:
        yield from _RUN[str(rule.options["test"])](document, rule, context, review)


def _table(context: Context) -> Mapping[str, Mapping[str, Any]]:
    table: Mapping[str, Mapping[str, Any]] = context.rulebook.data.get("topics", {})
    return table


def _missing(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report an article on treatment that names no reviewer and no review; a clinician as author softens it."""
    if review.named("reviewer") or review.unnamed("reviewer") or review.dated("reviewed") or _declares_none(document):
        return
    if topics.subject(document, _table(context)).advises(context.settings.operator):
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
        for one in review.unnamed(duty)[:1]:
            yield at(rule, one, {})


def _future(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is dated after today."""
    for dated in review.dated("reviewed"):
        if dated.first > context.today:
            yield at(rule, dated, {"date": dated.quote, "today": context.today.isoformat()})


def _credentials(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report reviewers of whom nothing shows that they are qualified; a bare "Dr" softens it."""
    qualified = {
        one.person.name
        for one in review.named("reviewer")
        if one.person and (one.person.clinical or one.person.credentials)
    }
    seen = set()
    for one in review.named("reviewer"):
        person = one.person
        # the same person may be described in full elsewhere on the page
        if person is None or person.name in qualified or person.name in seen:
            continue
        seen.add(person.name)
        fields = {"reviewer": person.name}
        yield at(rule, one, fields)._replace(cap=Severity.INFO if person.learned else None)


def _conflict(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer's post at the seller unless the page discloses the interest."""
    options: Any = rule.options
    posts = _any_of(tuple(options["posts"]))
    seen = set()
    for one in review.named("reviewer"):
        for role in one.person.roles if one.person else ():
            if role.text in seen or not posts.search(role.text) or _elsewhere(document, one):
                continue
            seen.add(role.text)
            if not _discloses(document, tuple(options["disclosures"])):
                fields = {"reviewer": one.person.name if one.person else ""}
                yield Hit(rule, role.start, role.end, role.text, one.sentence, fields=fields)


_INSTITUTION = expression(r"\b(?:hospital|university|college|school|nhs|trust|institute)\b", re.IGNORECASE)


def _elsewhere(document: Document, one: Named) -> bool:
    """Say whether the post is at a hospital or university that the article does not otherwise speak of."""
    organisation = one.person.organisation if one.person else ""
    if not _INSTITUTION.search(organisation):
        return False
    return sum(block.text.count(organisation) for block in document.blocks) < 2


def _discloses(document: Document, phrases: tuple[str, ...]) -> bool:
    pattern = _any_of(phrases)
    return any(pattern.search(block.text) for block in document.blocks if block.visibility != "collapsed")


def _fit(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer whose profession does not cover what the title speaks of, by the table `unfit`."""
    options: Any = rule.options
    titled = places.title(document)
    title = titled.text if titled else ""
    for one in review.named("reviewer"):
        person = one.person
        held = " ".join((*person.credentials, *person.professions)) if person else ""
        for row in options["unfit"]:
            topic = _any_of(tuple(row["topics"])).search(title)
            only = _any_of(tuple(row["only"])).findall(held)
            if topic and only and not _any_of(tuple(row["unless"])).search(held):
                yield at(rule, one, {"profession": only[0], "topic": topic[0]})


def _unlisted(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer who is not in the roster that the configuration names."""
    listed = context.settings.reviewers
    if listed:
        for one in review.named("reviewer"):
            if one.person and not listed.find(one.person.name):
                yield at(rule, one, {"reviewer": one.person.name})


def _registration(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer whose registration in the roster had run out when the review was made, or has by now."""
    listed = context.settings.reviewers
    if not listed:
        return
    last = review.latest("reviewed")
    for one in review.named("reviewer"):
        entry = listed.find(one.person.name) if one.person else None
        if entry and entry.until and entry.until < context.today:
            fields = {"reviewer": entry.name, "registration": entry.registration, "until": in_words(entry.until)}
            valid_then = last is not None and last.last <= entry.until
            yield at(rule, one, fields)._replace(cap=Severity.INFO if valid_then else None)


_RUN = {
    "missing": _missing,
    "age": _age,
    "future": _future,
    "due": _due,
    "expiring": _expiring,
    "undated": _undated,
    "ambiguous": _ambiguous,
    "unnamed": _unnamed,
    "credentials": _credentials,
    "fit": _fit,
    "conflict": _conflict,
    "unlisted": _unlisted,
    "registration": _registration,
    **wording.RUN,
}
