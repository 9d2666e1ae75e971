"""Check the people who answer for an article: their qualification, their interests, the roster."""

from __future__ import annotations

import re

from .. import places
from ..dates import in_words
from ..expressions import expression
from ..model import Severity
from ..phrases import any_of, lowered
from ..record import is_id
from .context import Hit, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model import Document, Rule
    from ..record import Named, Review
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "credentials": (),
    "fit": ("unfit",),
    "conflict": ("posts", "disclosures"),
    "interest": ("disclosures",),
    "unlisted": (),
    "registration": (),
    "registration-form": (),
    "unlicensed": ("jurisdictions",),
}


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
    posts = any_of(tuple(options["posts"]))
    seen = set()
    for one in review.named("reviewer"):
        for role in one.person.roles if one.person else ():
            if role.text in seen or not posts.search(lowered(role.text)) or _elsewhere(document, one):
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
    pattern = any_of(phrases)
    return any(pattern.search(lowered(block.text)) for block in document.blocks if block.visibility != "collapsed")


def _fit(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer whose profession does not cover what the title speaks of, by the table `unfit`."""
    options: Any = rule.options
    titled = places.title(document)
    title = lowered(titled.text) if titled else ""
    for one in review.named("reviewer"):
        person = one.person
        held = " ".join((*person.credentials, *person.professions)) if person else ""
        lower = lowered(held)
        for row in options["unfit"]:
            topic = any_of(tuple(row["topics"])).search(title)
            only = any_of(tuple(row["only"])).search(lower)
            if titled and topic and only and not any_of(tuple(row["unless"])).search(lower):
                fields = {"profession": held[slice(*only.span())], "topic": titled.text[slice(*topic.span())]}
                yield at(rule, one, fields)


def _unlisted(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer who is not in the roster that the configuration names."""
    listed = context.settings.reviewers
    if listed:
        for one in review.names:
            name = one.person.name if one.person else one.quote if is_id(one.quote) else ""
            if one.duty == "reviewer" and name and not listed.find(name):
                yield at(rule, one, {"reviewer": name})


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


_NONE = expression(r"\W*(?:none|no|nil|nothing|n/a)\b", re.IGNORECASE)


def _interest(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a reviewer of whom the roster knows an interest that the page does not disclose."""
    options: Any = rule.options
    listed = context.settings.reviewers
    for one in review.named("reviewer") if listed else ():
        entry = listed.find(one.person.name) if listed and one.person else None
        if not entry or not entry.interests or _NONE.match(entry.interests):
            continue
        shown = any(entry.interests.casefold() in block.text.casefold() for block in document.blocks)
        if not shown and not _discloses(document, tuple(options["disclosures"])):
            yield at(rule, one, {"reviewer": entry.name, "interest": entry.interests})
            return


_SAID = r"\W{0,3}(?:(?:[Rr]egistration|[Rr]egistered|[Rr]eference|[Rr]e[fg]|[Nn]umber|[Nn]o|PIN)\b\W{0,3}){0,3}"
# register, how its number is given, and what a sound one is
_FORMS = (
    ("GMC", rf"\bGMC\b{_SAID}(\d{{4,}})\b", r"\d{7}", "seven digits"),
    ("Ahpra", rf"\bA[Hh][Pp][Rr][Aa]\b{_SAID}([A-Z]{{3}}\d+)", r"[A-Z]{3}\d{10}", "three letters and ten digits"),
    ("NMC", rf"\bNMC\b{_SAID}(\d\w{{4,}})\b", r"\d\d[A-Z]\d{4}[A-Z]", "eight characters such as 12A3456E"),
)


def _registration_form(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a registration number that has not the form of its register."""
    for one in (*review.named("reviewer"), *review.named("author")):
        for register, found, sound, form in _FORMS:
            match = expression(found).search(one.quote) if register.lower() in one.quote.lower() else None
            if match and not re.fullmatch(sound, match[1]):
                yield at(rule, one, {"number": match[1], "register": register, "form": form})


def _unlicensed(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a doctor who is named as the reviewer without the licence that the law of the place asks for."""
    options: Any = rule.options
    if not {*options["jurisdictions"]} & {*context.settings.jurisdictions}:
        return
    named = [one for one in review.named("reviewer") if one.person]
    if named and not any(one.person.registrations or _THAI.search(one.person.name) for one in named if one.person):
        yield at(rule, named[0], {"reviewer": named[0].person.name if named[0].person else ""})


_THAI = expression(r"[\u0e00-\u0e7f]")

RUN = {
    "credentials": _credentials,
    "fit": _fit,
    "conflict": _conflict,
    "interest": _interest,
    "unlisted": _unlisted,
    "registration": _registration,
    "registration-form": _registration_form,
    "unlicensed": _unlicensed,
}
