"""Describe reviewers.yaml."""

from __future__ import annotations

from . import closed, entries, several, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..rulebook import Rulebook
    from . import Schema


def make(book: Rulebook) -> Schema:
    """Return the schema of the roster."""
    whole = closed({"reviewers": people()}, ("reviewers",), "The people who may review articles.")
    return {"title": "reviewers.yaml", **whole}


def people() -> Schema:
    """Describe the list of reviewers."""
    person: dict[str, Schema] = {
        "id": text("How `caveat sign --reviewer` may call this person."),
        "name": text("The name, as bylines give it.", minLength=1),
        "also": several(text(), "Other spellings of the name."),
        "credentials": several(text(), "Degrees and memberships: MD, FRCSC, RPh."),
        "registration": {
            "description": "The register and the number in it: GMC 7654321.",
            "type": ["string", "integer"],
        },
        "registered_until": text("The last day of the registration, as 2027-03-31.", format="date"),
        "specialties": several(text(), "What the person is trained in."),
        "interests": text("Posts, payments and shares that a reader should know of; else `none declared`."),
    }
    return entries(closed(person, ("name",)), "One entry a person.")
