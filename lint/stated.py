"""Read the review record from what an article's metadata states."""

from __future__ import annotations

from . import names
from .dates import parse
from .expressions import expression
from .record import DATES, Dated, Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .model import Fact
    from .names import Person

    Place = Callable[[int, int], tuple[int, int]]

_KEYS = {
    "reviewer": "reviewedby reviewer reviewers medicalreviewer medicalreviewers medicallyreviewedby medicalreviewedby "
    "clinicalreviewer clinicallyreviewedby expertreviewer expertreviewedby scientificreviewer reviewedbyname "
    "reviewerid reviewername approvedby lastreviewedby medicalreviewername medicallyreviewedbyname "
    "clinicalreviewername",
    "author": "author authors writtenby writer byline dccreator dctermscreator authorname articleauthor "
    "postauthor authordisplayname",
    "checker": "factcheckedby factchecker",
    # the last one, or the next: the rest of the record tells
    "review": "reviewdate medicalreviewdate clinicalreviewdate",
    "reviewed": "lastreviewed reviewed datereviewed reviewedon reviewedat revieweddate lastreview "
    "lastrevieweddate lastreviewdate lastreviewedon lastreviewedat medicallyreviewedon "
    "medicallyreviewedat medicallyrevieweddate lastmedicalreview lastmedicallyreviewed lastmedicalreviewdate "
    "lastchecked clinicallyreviewedon clinicallyrevieweddate",
    "due": "nextreview nextreviewdate nextreviewdue reviewdue reviewduedate reviewby nextreviewby reviewbefore "
    "reviewexpires nextrevieweddate reviewdueon reviewdueby reviewdueat nextreviewon nextmedicalreview "
    "nextreviewduedate",
    "modified": "lastmod lastmodified lastmodifiedat updated updatedat updatedon updateddate datemodified modified "
    "lastupdated lastupdate modifieddate modifiedat articlemodifiedtime ogupdatedtime dctermsmodified "
    "dcdatemodified postmodified",
    "published": "date datepublished published publishdate pubdate publisheddate publishedat publishedon "
    "articlepublishedtime dctermsissued dcdateissued dcdate postdate datecreated firstpublished publicationdate",
}
_DUTIES = {key: duty for duty, keys in _KEYS.items() for key in keys.split()}
# inside `review: {by: …, on: …, next: …}`
_REVIEW_KEYS = {"by": "reviewer", "name": "reviewer", "date": "reviewed", "on": "reviewed", "last": "reviewed"}
_REVIEW_KEYS |= {"next": "due", "due": "due", "nextdue": "due", "nextdate": "due", "duedate": "due", "expires": "due"}
_REVIEW_PARENTS = frozenset(("review", "medicalreview", "clinicalreview"))
# what a page's own description may lie in; a comment's author or a cited work's date is none of the page's
_ENVELOPES = frozenset(
    """@graph mainentityofpage mainentity seo meta metadata params extra acf customfields fields frontmatter
    data""".split()  # noqa: SIM905
)
_STRUCTURED = ("json-ld", "microdata")
# who wrote one of these, and when, says nothing about the page
_FOREIGN_TYPES = frozenset(
    """Question Answer Comment Review UserReview CriticReview Product Event Person Physician Organization MedicalClinic
    MedicalOrganization LocalBusiness WebSite ImageObject VideoObject AudioObject Dataset ScholarlyArticle
    MedicalScholarlyArticle BreadcrumbList ListItem Offer""".split()  # noqa: SIM905
)
_NAME_KEYS = frozenset(("name", "title", "fullname", "displayname"))
_DETAIL_KEYS = frozenset(
    """credentials credential honorificsuffix jobtitle role title position qualifications qualification suffix degree
    degrees postnominals hascredential affiliation worksfor registration license licence identifier
    description""".split()  # noqa: SIM905
)
_FLAT = {"medicalreviewer": "reviewer", "reviewedby": "reviewer", "reviewer": "reviewer", "author": "author"}
_ORGANISATION_KEYS = frozenset(("affiliation", "worksfor"))
_NUMBER_KEYS = frozenset(("registration", "license", "licence", "identifier"))
_NUMBER = expression(r"[A-Z]{0,4}[ -]?\d{4,13}[A-Z]?")
_SEPARATORS = expression(r"[\s_:.-]")


def _key(name: str) -> str:
    return _SEPARATORS.sub("", name).lower()


def read(facts: Sequence[Fact]) -> Iterator[Named | Dated]:
    """Yield what the metadata states; the facts about one person are read together."""
    persons: dict[tuple[str, str, tuple[str, ...]], list[Fact]] = {}
    foreign, beside = _foreign(facts), []
    for fact in facts:
        duty, depth = stated_duty(fact.path)
        if not fact.value.strip() or _is_foreign(fact, foreign):
            continue  # a key that waits to be filled in states nothing
        beside += [fact] if not duty and _detail_of(fact) else []
        if duty in DATES:
            yield from _stated_date(duty, fact)
        elif duty and _key(fact.path[-1]) in ("date", "on", "reviewedon"):
            yield from _stated_date("reviewed" if duty == "reviewer" else "published", fact)
        elif duty:
            persons.setdefault((duty, fact.origin, _one(fact.path, depth)), []).append(fact)
    for (duty, _, _), group in persons.items():
        yield from _stated_person(duty, [*group, *(fact for fact in beside if _detail_of(fact) == duty)], facts)


def _foreign(facts: Sequence[Fact]) -> dict[tuple[str, ...], bool]:
    """Tell of each typed object in structured data, by its path, whether it is something else than the page."""
    foreign: dict[tuple[str, ...], bool] = {}
    for fact in facts:
        if fact.origin == "json-ld" and "@type" in fact.path[-2:]:
            home = fact.path[: fact.path.index("@type")]
            foreign[home] = foreign.get(home, True) and fact.value.rpartition("/")[2] in _FOREIGN_TYPES
    return foreign


def _is_foreign(fact: Fact, foreign: dict[tuple[str, ...], bool]) -> bool:
    """Say whether a fact speaks of a comment, a question, a customer's review … that the page holds."""
    if fact.origin not in _STRUCTURED:
        return False
    if any(_key(part) in _REVIEW_PARENTS for part in fact.path[:-1]):
        return True
    # a person described in the page's own duty (author, reviewedBy) is the page's
    _, depth = stated_duty(fact.path)
    return any(foreign.get(fact.path[:end], False) for end in range(depth or len(fact.path)))


def _detail_of(fact: Fact) -> str:
    """Return the duty of the person whom a flat key describes (`reviewer_credentials`), empty for other keys."""
    key = _key(fact.path[-1])
    return next(
        (duty for prefix, duty in _FLAT.items() if key.startswith(prefix) and key[len(prefix) :] in _DETAIL_KEYS), ""
    )


def stated_duty(path: tuple[str, ...]) -> tuple[str, int]:
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
    elif duty in ("reviewed", "review") and names.people(fact.value):
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
    return first, [fact for fact in group if fact is not first and _describes(fact)]


def _describes(fact: Fact) -> bool:
    if fact.path[-1] in ("@type", "@id", "propertyID") or "@type" in fact.path[-2:]:
        return False
    return bool({_key(part) for part in fact.path} & _DETAIL_KEYS or _detail_of(fact))


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
        keys = {_key(part) for part in detail.path}
        if keys & _NUMBER_KEYS and _NUMBER.fullmatch(detail.value):
            joined = joined._replace(registrations=(*joined.registrations, detail.value))
            continue
        if keys & _ORGANISATION_KEYS:
            joined = joined._replace(organisation=joined.organisation or detail.value)
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
