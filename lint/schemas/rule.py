"""Describe a rule, FAMILY/NAME.yaml."""

from __future__ import annotations

from importlib import import_module

from .. import checks, rulebook
from ..model import BLOCK_KINDS, JURISDICTIONS, OPERATORS, Severity
from . import choice, closed, flag, offered, several, table, text
from .lexicon import PATTERN
from .roster import people

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..rulebook import Rulebook
    from . import Schema

LEVELS = tuple(str(level) for level in reversed(Severity))


def make(book: Rulebook) -> Schema:
    """Return the schema of a rule; what a rule may say depends on its kind, and its options on its test."""
    own = {kind: checks.options_of(kind) for kind in checks.KINDS}
    described = {**_common(book, checks.KINDS), **_claim(book), **_tested()}
    keys = {*rulebook.COMMON, *(key for options in own.values() for key in options.keys)}
    properties = {key: described.get(key, {}) for key in (*described, *sorted(keys - described.keys())) if key in keys}
    branches = [_if("kind", kind, _branch(kind, options, keys)) for kind, options in own.items()]
    return {
        "title": "Rule of caveat",
        **closed(properties, rulebook.REQUIRED, "One requirement that caveat checks. Its path is its id."),
        "allOf": branches,
    }


def _if(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


def _branch(kind: str, options: checks.Options, keys: set[str]) -> Schema:
    """Say what a rule of a kind must hold, and which keys of other kinds it must not."""
    foreign = dict.fromkeys(sorted(keys.difference(rulebook.COMMON, options.keys)), False)
    branch: Schema = {"required": list(options.required), "properties": foreign}
    if kind == "claim":
        return branch | {"oneOf": [{"required": ["match"]}, {"required": ["threshold"]}]}
    tests: Mapping[str, tuple[str, ...]] = import_module(f"{checks.__name__}.{kind}").TESTS
    branch["properties"] = {**foreign, "test": {"enum": list(tests)}}
    known = [(test, {option: _OPTIONS.get(option, {}) for option in sorted(names)}) for test, names in tests.items()]
    return branch | {"allOf": [_if("test", test, {"properties": {"options": closed(names)}}) for test, names in known]}


def _common(book: Rulebook, kinds: tuple[str, ...]) -> Mapping[str, Schema]:
    """Describe the keys that every rule may have."""
    laws = {law.id: f"{law.instrument}, {law.section}" for law in book.authorities.values()}
    ids = {rule.id: rule.summary for rule in book.rules}
    return {
        "summary": text("What the rule flags, in a line."),
        "kind": choice(kinds, "What is looked at."),
        "severity": choice(LEVELS, "How much a finding matters."),
        "jurisdictions": table(
            choice(LEVELS), "Severity where it differs by place.", propertyNames={"enum": list(JURISDICTIONS)}
        ),
        "operators": table(
            choice((*LEVELS, "off")),
            "Severity where it differs by who publishes.",
            propertyNames={"enum": list(OPERATORS)},
        ),
        "where": several(choice(tuple(sorted(BLOCK_KINDS))), "Kinds of block that are looked at. Without it, all."),
        "message": text("What a finding says; `{quote}` stands for the words that were found."),
        "advice": text("What to write instead, with an example."),
        "why": text("Why it matters, and who says so. A rule flags a risk; it never says that a text is illegal."),
        "authorities": several(offered(laws), "What the rule rests on, by id in authorities.yaml."),
        "suppressible": flag("Whether articles may excuse findings of this rule.", True),
        "yields_to": several(offered(ids), "Rules whose finding on the same words replaces the finding of this one."),
        "examples": _examples(),
    }


def _examples() -> Schema:
    day = text(format="date")
    described: Mapping[str, Schema] = {
        "operator": choice(OPERATORS, "Who publishes the examples."),
        "jurisdictions": several(choice((*JURISDICTIONS, "all")), "Where the examples are published."),
        "today": {**day, "description": "The day on which the examples are judged."},
        "format": choice(("md", "html", "txt"), "How the examples are written."),
        "reviewers": {
            "description": "The roster: in place, or a file beside the rule.",
            "anyOf": [text(), people()],
        },
        "before": closed(
            {"text": text("The text that was reviewed."), "reviewer": text("Who reviewed it."), "date": day},
            description="What the articles of the examples were when they were signed.",
        ),
    }
    settings = {key: described.get(key, {}) for key in rulebook.EXAMPLE_SETTINGS}
    bad = several(text(), "Texts in which exactly what stands between ⟦ and ⟧ must be found.")
    good = several(text(), "Texts in which nothing must be found, most of them near misses.")
    return closed({"bad": bad, "good": good, **settings}, description="The tests of the rule: at least five of each.")


def _claim(book: Rulebook) -> Mapping[str, Schema]:
    """Describe the keys of a rule on claims."""
    phrase = {"description": PATTERN, "type": ["string", "integer"]}
    readings = (*sorted(book.cues), *checks.WITHOUT_CUE)
    return {
        "family": choice(
            checks.FAMILIES, "What negation does: it excuses a `benefit`; an `absence-of-harm` is a negation itself."
        ),
        "match": several(phrase, "The phrases that make the claim."),
        "threshold": {
            "description": "From which score on the scorer finds a promise, in hundredths of log-odds.",
            "type": "integer",
            "minimum": 0,
        },
        "other_senses": several(phrase, "Phrases in which the words of the claim mean something else."),
        "excused_by": several(choice(readings), "Readings of the sentence that make it no finding."),
        "softened_by": table(
            choice(LEVELS), "Readings that lower the finding to a severity.", propertyNames={"enum": list(readings)}
        ),
    }


def _tested() -> Mapping[str, Schema]:
    return {
        "test": text("The test that finds what the rule is about."),
        "options": {"description": "What the test is told.", "type": ["object", "null"]},
    }


_OPTIONS: Mapping[str, Any] = {
    "when": {"description": "On which articles the rule holds.", "type": ["object", "null"]},
    "says": {"description": "Phrases that count as saying it."},
    "texts": several(text(), "The mandated wording; one of them must stand in the article."),
    "numbers": {"description": "Telephone numbers by place.", "type": "object"},
    "days": {"description": "Days.", "type": ["integer", "string"]},
}
