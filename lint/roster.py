"""Read the roster of reviewers: who may review, with which registration and until when.

reviewers:
  - id: ruiz                      # how `caveat sign --reviewer` may call this person
    name: Ana Ruiz
    also: [A. M. Ruiz]            # other spellings of the name
    credentials: [MD, FRCSC]
    registration: GMC 7654321
    registered_until: 2027-03-31
    specialties: [dermatology]
    interests: none declared
"""

from __future__ import annotations

from pathlib import Path

from .errors import Faults, InputError
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from .strict import Node

KEYS = ("id", "name", "also", "credentials", "registration", "registered_until", "specialties", "interests")


class Entry(NamedTuple):
    """One reviewer; `until` is the last day of the registration, none when the roster does not give it."""

    name: str
    also: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()
    registration: str = ""
    until: date | None = None
    specialties: tuple[str, ...] = ()
    interests: str = ""
    id: str = ""


class Roster(NamedTuple):
    """The reviewers of one file, in its order; `path` is the file as it is shown to people."""

    path: str
    entries: tuple[Entry, ...]

    def find(self, name: str) -> Entry | None:
        """Return the reviewer of that name or id; case, points and white space do not matter."""
        wanted = _plain(name)
        for entry in self.entries:
            if wanted in map(_plain, filter(None, (entry.id, entry.name, *entry.also))):
                return entry
        return None


def load(path: str) -> Roster:
    """Read the roster of one file strictly; raises InputError with file, line and remedy."""
    from . import strict
    from .decode import decode

    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(path, 0, f"the roster cannot be read ({error.strerror})", "correct `reviewers:`") from None
    return parse(strict.load(decode(data, path).removeprefix("\ufeff"), path))


def parse(root: Node) -> Roster:
    """Read the roster from what its file was parsed to."""
    fields = root.mapping(("reviewers",))
    if "reviewers" not in fields:
        raise root.error("the roster has no `reviewers`", "add `reviewers:` with one entry a person")
    return people(fields["reviewers"])


def people(node: Node) -> Roster:
    """Read the list of reviewers; raises InputErrors where several entries are wrong."""
    faults, entries = Faults(), []
    first: dict[str, Node] = {}
    for item in node.items():
        with faults:
            entry = _entry(item)
            for name in dict.fromkeys(map(_plain, filter(None, (entry.id, entry.name, *entry.also)))):
                if name in first:
                    raise item.error(
                        f"“{entry.name}” is called like the reviewer in line {first[name].line} (“{name}”)",
                        "give each reviewer names and an id of their own",
                    )
                first[name] = item
            entries.append(entry)
    faults.raise_any()
    return Roster(node.path, tuple(entries))


def _entry(node: Node) -> Entry:
    fields = node.mapping(KEYS)
    if "name" not in fields or not fields["name"].text():
        raise node.error("the reviewer has no `name`", "add `name:`")
    lists = {key: fields[key].texts() for key in ("also", "credentials", "specialties") if key in fields}
    texts = {key: fields[key].text() for key in ("id", "registration", "interests") if key in fields}
    until = fields["registered_until"].day() if "registered_until" in fields else None
    return Entry(name=fields["name"].text(), until=until, **lists, **texts)  # type: ignore[arg-type]


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").casefold().split())
