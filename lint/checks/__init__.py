"""Apply one rule kind each to a Document.

A kind is a module of this folder with a function `check(document, rules, context)` that yields hits. Kinds other than
`claim` consist of named tests; the module's `TESTS` maps each test to the names of its options.
"""

from __future__ import annotations

from importlib import import_module

from ..model import Severity
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

    from ..strict import Node

KINDS = ("claim", "statement", "review", "citation", "consistency", "balance", "suppression")

FAMILIES = ("benefit", "absence-of-harm", "other")

# the readings that no cue decides
WITHOUT_CUE = ("other-sense", "informing")


class Options(NamedTuple):
    """The keys of a rule that its kind alone knows, and the function that reads them to plain values."""

    keys: tuple[str, ...]
    required: tuple[str, ...]
    read: Callable[[Mapping[str, Node], Collection[str]], Mapping[str, Any]]


def options_of(kind: str) -> Options:
    """Return what a rule of `kind` may and must say beside the common keys."""
    if kind == "claim":
        keys = ("family", "match", "threshold", "other_senses", "excused_by", "softened_by")
        return Options(keys, ("family",), _claim_options)
    tests: Mapping[str, Collection[str]] = import_module(f".{kind}", __name__).TESTS

    def read(fields: Mapping[str, Node], readings: Collection[str]) -> Mapping[str, Any]:
        test = fields["test"].choice(tests, "test")
        options = fields["options"].mapping(tests[test], "option") if "options" in fields else {}
        return {"test": test, **{key: node.plain() for key, node in options.items()}}

    return Options(("test", "options"), ("test",), read)


def _claim_options(fields: Mapping[str, Node], readings: Collection[str]) -> Mapping[str, Any]:
    """Read a claim's own keys; patterns become (text, line) pairs, so that a fault in one can be placed.

    A claim is found by patterns, or by the scorer from a `threshold` on (in hundredths of log-odds).
    """
    levels = {str(level): level for level in Severity}
    softened = fields["softened_by"].mapping(readings, "reading") if "softened_by" in fields else {}
    if ("match" in fields) == ("threshold" in fields):
        raise fields["family"].error("a claim needs either `match` or `threshold`", "keep one of them")
    return {
        "family": fields["family"].choice(FAMILIES, "family"),
        "match": _patterns(fields["match"]) if "match" in fields else (),
        "threshold": fields["threshold"].integer() if "threshold" in fields else None,
        "other_senses": _patterns(fields["other_senses"]) if "other_senses" in fields else (),
        "excused_by": fields["excused_by"].choices(readings, "reading") if "excused_by" in fields else (),
        "softened_by": {reading: levels[node.choice(levels, "severity")] for reading, node in softened.items()},
    }


def _patterns(node: Node) -> tuple[tuple[str, int], ...]:
    return tuple((item.text(), item.line) for item in node.items())
