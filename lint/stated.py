"""Read the review record from what an article's metadata states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import names
from .dates import parse
from .expressions import expression
from .record import DATES, Dated, Named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .model import Fact
    from .names import Person

    Place = Callable[[int, int], tuple[int, int]]

_KEYS = {
    "reviewer": "reviewedby reviewer reviewers medicalreviewer medicalreviewers medicallyreviewedby medicalreviewedby "
    "clinicalreviewer clinicallyreviewedby expertreviewer expertreviewedby scientificreviewer reviewedbyname "
    "reviewerid reviewername approvedby",
    "author": "author authors writtenby writer byline dccreator dctermscreator authorname articleauthor",
    "checker": "factcheckedby factchecker",
    "reviewed": "lastreviewed reviewed reviewdate datereviewed reviewedon reviewedat revieweddate lastreview "
    "lastrevieweddate lastreviewdate lastreviewedon lastreviewedat medicallyreviewedon medicalreviewdate "
    "medicallyrevieweddate lastmedicalreview lastmedicallyreviewed lastchecked clinicalreviewdate",
    "due": "nextreview nextreviewdate nextreviewdue reviewdue reviewduedate reviewby nextreviewby reviewbefore "
    "reviewexpires nextrevieweddate",
    "modified": "lastmod lastmodified lastmodifiedat updated updatedat updatedon updateddate datemodified modified "
    "lastupdated lastupdate modifieddate modifiedat articlemodifiedtime ogupdatedtime dctermsmodified "
    "dcdatemodified postmodified",
    "published": "date datepublished published publishdate pubdate publisheddate publishedat publishedon "
    "articlepublishedtime dctermsissued dcdateissued dcdate postdate datecreated firstpublished publicationdate",
}
_DUTIES = {key: duty for duty, keys in _KEYS.items() for key in keys.split()}
# inside `review: {by: …, on: …, next: …}`
_REVIEW_KEYS = {"by": "reviewer", "name": "reviewer", "date": "reviewed", "on": "reviewed", "last": "reviewed"}
_REVIEW_KEYS |= {"next": "due", "due": "due"}
_REVIEW_PARENTS = frozenset(("review", "medicalreview", "clinicalreview"))
# what a page's own description may lie in; a comment's author or a cited work's date is none of the page's
_ENVELOPES = frozenset(("@graph", "mainentityofpage", "mainentity", "seo", "meta", "metadata", "params", "extra"))
_NAME_KEYS = frozenset(("name", "title", "fullname", "displayname"))
_DETAIL_KEYS = frozenset(
    """credentials credential honorificsuffix jobtitle role title position qualifications qualification suffix degree
    hascredential affiliation worksfor registration license licence identifier description""".split()  # noqa: SIM905
)
_SEPARATORS = expression(r"[\s_:.-]")


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()


def read(facts: Sequence[Fact]) -> Iterator[Named | Dated]:
    """Yield what the metadata states; the facts about one person are read together."""
    persons: dict[tuple[str, str, tuple[str, ...]], list[Fact]] = {}
    for fact in facts:
        duty, depth = _duty(fact.path)
        if duty in DATES:
            yield from _stated_date(duty, fact)
        elif duty and _key(fact.path[-1]) in ("date", "on", "reviewedon"):
            yield from _stated_date("reviewed" if duty == "reviewer" else "published", fact)
        elif duty:
            persons.setdefault((duty, fact.origin, _one(fact.path, depth)), []).append(fact)
    for (duty, _, _), group in persons.items():
        yield from _stated_person(duty, group, facts)


def _duty(path: tuple[str, ...]) -> tuple[str, int]:
    """Return which duty a metadata path states, and how many of its parts lead to the key that says so."""
    for depth, part in enumerate(path):
        key = _key(part)
        if depth and _key(path[depth - 1]) in _REVIEW_PARENTS and key in _REVIEW_KEYS:
            return _REVIEW_KEYS[key], depth + 1
        if key in _DUTIES:
            return _DUTIES[key], depth + 1
        if not (key.isdecimal() or key in _ENVELOPES or key in _REVIEW_PARENTS):
            break
    return "", 0


def _one(path: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """Return the part of a path that tells one person of a list from the next."""
    return path[: depth + (len(path) > depth and path[depth].isdecimal())]


def _stated_date(duty: str, fact: Fact) -> Iterator[Named | Dated]:
    when = parse(fact.value)
    if when:
        yield Dated(
            duty, when.first, when.last, when.ambiguous, fact.origin, fact.value, fact.value, fact.start, fact.end
        )
    elif duty == "reviewed" and names.people(fact.value):
        # `reviewed: Dr A B` says who, not when
        yield from _stated_person("reviewer", [fact], ())


def _stated_person(duty: str, group: list[Fact], facts: Sequence[Fact]) -> Iterator[Named]:
    """Join name, degrees and posts of one person; `@id` alone points at a person described elsewhere."""
    described = _named_facts(group) or _named_facts(_pointed_at(group, facts))
    if not described:
        return
    first, details = described
    for person in names.people(first.value) or (None,):
        yield Named(
            duty, person and _joined(person, first, details), first.origin, first.value, first.value, *_span(first)
        )


def _span(fact: Fact) -> tuple[int, int]:
    return fact.start, fact.end


def _named_facts(group: Sequence[Fact]) -> tuple[Fact, list[Fact]] | None:
    """Tell the fact that holds the name from those that describe the person."""
    named = [fact for fact in group if _key(fact.path[-1]) in _NAME_KEYS]
    bare = [fact for fact in group if fact.path[-1].isdecimal() or _key(fact.path[-1]) in _DUTIES]
    first = next(iter(named or bare), None) or next(
        (fact for fact in group if _key(fact.path[-1]) in _REVIEW_KEYS), None
    )
    if not first:
        return None
    return first, [fact for fact in group if fact is not first and {_key(part) for part in fact.path} & _DETAIL_KEYS]


def _pointed_at(group: Sequence[Fact], facts: Sequence[Fact]) -> list[Fact]:
    wanted = {fact.value for fact in group if fact.path[-1] == "@id"}
    homes = {
        (fact.origin, fact.path[:-1])
        for fact in facts
        if wanted and fact.path[-1] == "@id" and fact.value in wanted and fact not in group
    }
    return [
        fact
        for fact in facts
        if any(fact.origin == origin and fact.path[: len(path)] == path for origin, path in homes)
    ]


def _joined(person: Person, first: Fact, details: list[Fact]) -> Person:
    """Add what the details say to a person whose name stands in `first`; all offsets become source offsets."""
    joined = person.moved(_fact_place(first))
    for detail in details:
        # the name lets a description that has none be read as a person's
        lead = f"{person.name}, "
        for more in names.people(lead + detail.value):
            moved = more.moved(_fact_place(detail, skip=len(lead)))
            joined = joined._replace(
                credentials=joined.credentials + moved.credentials,
                registrations=joined.registrations + moved.registrations,
                professions=joined.professions + moved.professions,
                roles=joined.roles + moved.roles,
                organisation=joined.organisation or moved.organisation,
            )
    return joined


def _fact_place(fact: Fact, skip: int = 0) -> Place:
    """Place parts of a value, `skip` characters of lead left out; one with escapes is its own place as a whole."""
    if fact.end - fact.start == len(fact.value):
        return lambda start, end: (fact.start + max(start - skip, 0), fact.start + end - skip)
    return lambda start, end: (fact.start, fact.end)
