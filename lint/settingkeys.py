"""Turn the keys of caveat.yaml into the values of Settings."""

from __future__ import annotations

import os

from .model import JURISDICTIONS, OPERATORS, Severity
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .roster import Roster
    from .strict import Node


class Around(NamedTuple):
    """What values depend on beside the text: the folder of the file, and how a YAML file's bytes are parsed."""

    folder: str
    parse: Callable[[bytes, str], Node]


def values(found: Mapping[str, Node], around: Around) -> dict[str, Any]:
    """Read the keys of Settings that stand in a mapping. Raises InputError for the first mistake."""
    return {key: read(found[key], around) for key, read in _READ.items() if key in found}


def existing(node: Node, folder: str, exists: Callable[[str], bool], what: str) -> str:
    """Return the path that a file of `folder` names, which must exist."""
    path = os.path.join(folder, node.text())
    if not exists(path):
        remedy = f"correct the path, it is relative to this {os.path.basename(node.path)}"
        raise node.error(f"there is no {what} “{node.text()}”", remedy)
    return path


def content(node: Node, path: str, what: str) -> bytes:
    """Return the bytes of the file that a place names."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise node.error(f"the {what} cannot be read ({error.strerror})", "correct its permissions") from None


def _jurisdictions(node: Node, around: Around) -> tuple[str, ...]:
    found = node.choices((*JURISDICTIONS, "all"), "jurisdiction")
    if not found:
        raise node.error("`jurisdictions` is empty", "name the places the article is for, or write [all]")
    return found


def _operator(node: Node, around: Around) -> str:
    return node.choice(OPERATORS, "operator")


def _texts(node: Node, around: Around) -> tuple[str, ...]:
    return node.texts()


def _severity(node: Node, around: Around) -> dict[str, Severity | None]:
    levels: dict[str, Severity | None] = {**{str(level): level for level in Severity}, "off": None}
    return {rule: levels[level.choice(levels, "severity")] for rule, level in node.mapping().items()}


def _review(node: Node, around: Around) -> dict[str, int]:
    return {topic: months.integer(1) for topic, months in node.mapping().items()}


def _folders(node: Node, around: Around) -> tuple[str, ...]:
    return tuple(existing(item, around.folder, os.path.isdir, "folder") for item in node.items())


def _reviewers(node: Node, around: Around) -> Roster:
    """Read the roster that the configuration names; a mistake in it is one of the configuration."""
    from . import roster
    from .config import shown

    path = existing(node, around.folder, os.path.isfile, "file")
    return roster.parse(around.parse(content(node, path, "roster"), shown(path)))


def _boolean(node: Node, around: Around) -> bool:
    return node.boolean()


_READ: Mapping[str, Callable[[Node, Around], Any]] = {
    "jurisdictions": _jurisdictions,
    "operator": _operator,
    "select": _texts,
    "ignore": _texts,
    "severity": _severity,
    "review": _review,
    "approved_claims": _texts,
    "rules": _folders,
    "suppress": _boolean,
    "reviewers": _reviewers,
    "history": _boolean,
}
SETTINGS = tuple(_READ)
