"""Check that what an article says in several places agrees: dates, people, and events that it could not know."""

from __future__ import annotations

from functools import cache

from .. import places, said
from ..days import date, timedelta
from ..expressions import expression
from ..record import gather
from . import seller
from .context import Hit, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..model import Document, Rule
    from ..record import Named, Review
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "dates": (),
    "people": (),
    "order": (),
    "edited": ("days",),
    "self-review": (),
    "automatic": (),
    "event": (),
    "modified": (),
    "machine-date": (),
    "rating": ("types",),
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules that hold one place of an article against another."""
    review = gather(document).on(context.today).known(context.settings.reviewers)
    for rule in rules:
        hits = _RUN[str(rule.options["test"])](document, rule, context, review)
        yield from seller.weighed(hits, document, context)


def _dates(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report the second of two review dates that exclude each other; readers see one, machines the other."""
    for duty in ("reviewed", "due"):
        dated = sorted(review.dated(duty), key=lambda one: one.origin != "byline")
        for other in dated[1:]:
            if other.first > dated[0].last or other.last < dated[0].first:
                yield at(rule, other, {"place": other.origin, "date": dated[0].quote, "other": dated[0].origin})
                break


def _people(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer in the metadata who is not the one that readers see."""
    shown = [one for one in review.named("reviewer") if one.origin == "byline"]
    known = {_surname(one) for one in shown}
    for one in review.named("reviewer"):
        if shown and one.origin != "byline" and _surname(one) not in known:
            yield at(rule, one, {"place": one.origin, "reviewer": shown[0].person.name if shown[0].person else ""})


def _surname(one: Named) -> str:
    return one.person.name.split()[-1].casefold() if one.person else ""


def _order(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review that is dated before the article was published."""
    published, last = review.earliest("published"), review.latest("reviewed")
    # some sites review first and publish soon after
    if published and last and last.last < published.first - timedelta(days=60):
        yield at(rule, last, {"published": published.quote})


def _edited(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report that the text was changed more than `days` after its last review."""
    options: Any = rule.options
    modified, last = review.latest("modified"), review.latest("reviewed")
    if modified and last and modified.first > last.last + timedelta(days=int(options["days"])):
        yield at(rule, modified, {"reviewed": last.quote})


def _modified(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a change that is dated before the publication."""
    published, modified = review.earliest("published"), review.latest("modified")
    if published and modified and modified.last < published.first - timedelta(days=1):
        yield at(rule, modified, {"published": published.quote})


def _machine_date(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a date in structured data that programs cannot read: schema.org asks for ISO 8601."""
    for one in review.dates:
        if one.origin == "json-ld" and not _ISO.match(one.quote):
            yield at(rule, one, {"iso": one.first.isoformat() if one.first == one.last else "2026-05-03"})


_ISO = expression(r"\d{4}-\d\d(?:-\d\d)?(?:$|T)")


def _rating(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report ratings by customers in the structured data of a page on treatment."""
    rated = [fact for fact in document.facts if fact.origin in ("json-ld", "microdata") and _RATED & {*fact.path}]
    if not rated:
        return
    options: Any = rule.options
    types = {fact.value for fact in document.facts if fact.path[-1:] == ("@type",)}
    if types & {*options["types"]} or seller.advises(document, context):
        first = next((fact for fact in rated if "ratingValue" in fact.path), rated[0])
        yield Hit(rule, first.start, first.end, first.value, first.value)


_RATED = frozenset(("aggregateRating", "reviewRating"))


def _self_review(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer who also wrote the article."""
    authors = {one.person.name.casefold() for one in review.named("author") if one.person}
    seen = set()
    for one in review.named("reviewer"):
        name = one.person.name if one.person else ""
        if name.casefold() in authors and name not in seen:
            seen.add(name)
            yield at(rule, one, {"reviewer": name})


@cache
def _made_by_machine() -> re.Pattern[str]:
    """Match a date that a template or script fills in when the page is built or shown."""
    return expression(
        r"[\w ]{0,12}[:\s]*(?:<[^<>\n]{0,80}>\s*)?"
        r"(?P<code>\{\{-?\s*(?:[\"']now[\"']\s*\||now\b|site\.time|\.?Now\b)[^}\n]{0,80}\}\}"
        r"|<\?(?:php|=)[^>\n]{0,40}\bdate\s*\([^>\n]{0,60}\?>|\{\s*new Date\(\)[^}\n]{0,60}\}"
        r"|\b(?i:today)\b(?=\s*(?:[.<\n|]|$)))"
    )


def _automatic(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a review or update date that changes by itself."""
    source, lower = document.source, document.source.lower()
    for word in ("updated", "reviewed", "checked", "modified"):
        at = lower.find(word)
        while at >= 0:
            match = _made_by_machine().match(source, at + len(word))
            if match:
                start, end = match.span("code")
                yield Hit(rule, start, end, match["code"], source[at:end])
            at = lower.find(word, at + 1)


def _event(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report the first mention of something about which an authority has acted since the last review."""
    known = review.latest("reviewed") or review.latest("modified") or review.latest("published")
    if not known:
        return
    text = said.shown(document)
    for event in _newest(context, known.last):
        mention = _mention(text, tuple(event["mentions"]), tuple(event.get("with", ())))
        if mention:
            block, start, end = mention
            # an event that nobody has read at its source must not pass for a fact
            verified = event.get("verified") in (True, "true")
            told = event["event"] if verified else f"{event['event']} (not yet verified: read the source)"
            fields = {"event": told, "day": str(event["date"]), "known": known.quote}
            sentence = places.sentence_of(block, start)
            yield Hit(rule, *block.source_span(start, end), block.text[start:end], sentence, fields=fields)


def _newest(context: Context, known: date) -> Iterator[Mapping[str, Any]]:
    """Yield the newest event of each subject that lies after `known` and not after today.

    An event of one country counts only for articles whose configuration names that country.
    """
    named = frozenset(context.settings.jurisdictions)
    after, until = known.isoformat(), context.today.isoformat()
    events: Sequence[Mapping[str, Any]] = context.rulebook.data.get("events", ())
    seen = set()
    for event in sorted(events, key=lambda event: str(event["date"]), reverse=True):
        subject = tuple(event["mentions"])
        in_force = "jurisdictions" not in event or named & {*event["jurisdictions"]}
        if in_force and after < event["date"] <= until and subject not in seen:
            seen.add(subject)
            yield event


def _mention(text: said.Text, words: tuple[str, ...], beside: tuple[str, ...]) -> said.Saying | None:
    """Find the first of `words` in the prose; with `beside`, one of those must stand in the same block."""
    for saying in said.mentions(text, words):
        if not beside or said.holds(saying.block.text, beside):
            return saying
    return None


_RUN = {
    "dates": _dates,
    "people": _people,
    "order": _order,
    "edited": _edited,
    "self-review": _self_review,
    "automatic": _automatic,
    "event": _event,
    "modified": _modified,
    "machine-date": _machine_date,
    "rating": _rating,
}
