"""Check who reviewed an article, with which credentials, and whether the review still holds."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import places, topics
from ..dates import months_between
from ..model import Severity
from ..record import gather
from .context import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Document, Rule
    from ..record import Dated, Named, Review
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "missing": (),
    "age": (),
    "future": (),
    "credentials": (),
    "conflict": ("posts", "disclosures"),
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the review rules to an article's review record."""
    review = gather(document)
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
    for block in document.blocks:
        lower = block.text.lower()
        if "review" in lower and _UNREVIEWED.search(lower):
            return True
    return False


_UNREVIEWED = re.compile(r"\b(?:not|never)\s+(?:been\s+)?(?:medically|clinically)\s+reviewed\b")


def _age(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is older than its topic allows."""
    last = review.latest("reviewed")
    if not last or last.last > context.today:
        return
    months = months_between(last.last, context.today)
    if months < 6 and not context.settings.review:
        return
    table = _table(context)
    topic, due, overdue = topics.limits(topics.subject(document, table).topics, table, context.settings.review)
    if months >= due:
        fields = {
            "date": last.quote,
            "months": str(months),
            "limit": str(due),
            "topic": str(table.get(topic, {}).get("says", topic)),
        }
        yield _at(rule, last, fields, Severity.ERROR if months >= overdue else Severity.WARNING)


def _future(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is dated after today."""
    for dated in review.dated("reviewed"):
        if dated.first > context.today:
            yield _at(rule, dated, {"date": dated.quote, "today": context.today.isoformat()})


def _at(rule: Rule, one: Dated | Named, fields: Mapping[str, str], severity: Severity | None = None) -> Hit:
    return Hit(rule, one.start, one.end, one.quote, one.sentence, severity=severity, fields=fields)


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
        yield Hit(
            rule,
            one.start,
            one.end,
            one.quote,
            one.sentence,
            cap=Severity.INFO if person.learned else None,
            fields=fields,
        )


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


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the words or phrases, whatever white space or hyphen is between their parts."""
    return re.compile(
        r"\b(?:" + "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in words) + r")\b", re.IGNORECASE
    )


_INSTITUTION = re.compile(r"\b(?:hospital|university|college|school|nhs|trust|institute)\b", re.IGNORECASE)


def _elsewhere(document: Document, one: Named) -> bool:
    """Say whether the post is at a hospital or university that the article does not otherwise speak of."""
    organisation = one.person.organisation if one.person else ""
    if not _INSTITUTION.search(organisation):
        return False
    return sum(block.text.count(organisation) for block in document.blocks) < 2


def _discloses(document: Document, phrases: tuple[str, ...]) -> bool:
    pattern = _any_of(phrases)
    return any(pattern.search(block.text) for block in document.blocks if block.visibility != "collapsed")


_RUN = {
    "missing": _missing,
    "age": _age,
    "future": _future,
    "credentials": _credentials,
    "conflict": _conflict,
}
