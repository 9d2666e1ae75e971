"""Gather who reviews the articles of a site, and in which keys of the front matter that is written."""

from __future__ import annotations

import re
from collections import Counter

from .. import record
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model import Document, Fact
    from ..names import Person

_FRONT_MATTER = "front matter"
_LOOKS_LIKE = re.compile(r"review|approv|verif|medic(?!in)|checked|signed_?off|qa_|validat", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_NAME = re.compile(r"(?:Dr\.?|Prof\.?)?\s*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*)+")


class Reviewer(NamedTuple):
    """Somebody whom articles name as their reviewer."""

    name: str
    credentials: tuple[str, ...]
    registrations: tuple[str, ...]
    articles: int


class People(NamedTuple):
    """Who reviews; how many articles say it in which key, by duty (reviewer, reviewed, due); keys that only look so."""

    reviewers: tuple[Reviewer, ...]
    keys: Mapping[str, Mapping[str, int]]
    unread: Mapping[str, int]


def gather(documents: Iterable[Document]) -> People:
    """Gather from the review records of articles."""
    found: dict[str, Reviewer] = {}
    keys: dict[str, Counter[str]] = {duty: Counter() for duty in ("reviewer", "reviewed", "due")}
    unread: Counter[str] = Counter()
    for document in documents:
        review = record.gather(document)
        for person in {one.person.name: one.person for one in review.named("reviewer") if one.person}.values():
            _meet(found, person)
        facts = [fact for fact in document.facts if fact.origin == _FRONT_MATTER]
        used = _used(review, facts)
        for duty, names in used.items():
            keys[duty].update(names)
        unread.update(_unread(facts, {name for names in used.values() for name in names}))
    return People(tuple(sorted(found.values(), key=lambda one: (-one.articles, one.name))), keys, unread)


def _meet(found: dict[str, Reviewer], person: Person) -> None:
    """Add what an article says of a reviewer to what others said."""
    key = person.name.casefold()
    before = found.get(key, Reviewer(person.name, (), (), 0))
    found[key] = Reviewer(
        before.name,
        tuple(dict.fromkeys((*before.credentials, *person.credentials))),
        tuple(dict.fromkeys((*before.registrations, *person.registrations))),
        before.articles + 1,
    )


def _used(review: record.Review, facts: Iterable[Fact]) -> dict[str, set[str]]:
    """Return the keys that tell of a review, by duty."""
    used: dict[str, set[str]] = {"reviewer": set(), "reviewed": set(), "due": set()}
    found = [(one.duty, one.start) for one in review.names if one.origin == _FRONT_MATTER]
    found += [(one.duty, one.start) for one in review.dates if one.origin == _FRONT_MATTER]
    for duty, start in found:
        if duty in used:
            used[duty] |= {_key(fact) for fact in facts if fact.start <= start < max(fact.end, fact.start + 1)}
    return used


def _unread(facts: Iterable[Fact], used: set[str]) -> set[str]:
    """Return the keys that seem to tell of a review and that caveat does not read."""
    found = set()
    for fact in facts:
        key = _key(fact)
        known = any(key == one or key.startswith(f"{one}.") or one.startswith(f"{key}.") for one in used)
        if not known and _LOOKS_LIKE.search(key) and (_DATE.match(fact.value) or _NAME.fullmatch(fact.value)):
            found.add(key)
    return found


def _key(fact: Fact) -> str:
    return ".".join(part for part in fact.path if not part.isdecimal())
