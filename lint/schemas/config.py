"""Describe caveat.yaml."""

from __future__ import annotations

from ..model import OPERATORS, Settings, Severity
from . import choice, closed, entries, flag, offered, several, table, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..rulebook import Rulebook
    from . import Schema

LEVELS = (*(str(level) for level in reversed(Severity)), "off")
PLACES = {
    "us": "the United States",
    "uk": "the United Kingdom",
    "eu": "the European Union",
    "au": "Australia",
    "ca": "Canada",
    "th": "Thailand",
    "in": "India",
    "sg": "Singapore",
    "ae": "the United Arab Emirates",
    "all": "everywhere",
}
_PATTERNS = (
    "`drafts` fits a file or folder of this name anywhere and all below it, `/index.md` only the one beside this file, "
    "`blog/*.md` the articles in `blog`, `blog/**/*.md` also those in folders below it."
)


def make(book: Rulebook) -> Schema:
    """Return the schema of caveat.yaml."""
    shared = {"rule-name": _rule_name(book), **_settings(book)}
    settings = {key: {"$ref": f"#/$defs/{key}"} for key in shared if key != "rule-name"}
    paths = several(text(), f"Path patterns of the articles that this is for. {_PATTERNS}", least=1)
    override = closed({"paths": paths, **settings}, ("paths",))
    top = {
        "extends": several(
            text(minLength=1),
            "Configuration files that this one builds on, relative to it. What is nearer wins: this file over what it "
            "extends, a later file over an earlier one. Tables are joined key by key; exclude, overrides, rules and "
            "approved_claims add up.",
        ),
        **settings,
        "exclude": several(
            text(), f"Path patterns of what is never judged, even when it is named on the command line. {_PATTERNS}"
        ),
        "gitignore": flag(
            "Whether what git ignores is left out when a folder is searched. Named files are always read.", True
        ),
        "overrides": entries(
            override, "Settings for some articles. For an article that fits several entries, the last one wins."
        ),
    }
    return {
        "title": "caveat.yaml",
        **closed(top, description="How caveat judges the articles in this folder and below."),
        "type": ["object", "null"],
        "$defs": shared,
    }


def _rule_name(book: Rulebook) -> Schema:
    rules = {rule.id: rule.summary for rule in book.rules}
    return offered({**{id.partition("/")[0]: "All rules whose id begins so" for id in rules}, **rules})


def _settings(book: Rulebook) -> Mapping[str, Schema]:
    """Describe the keys that hold for all articles or, in an override, for some."""
    rules = {rule.id: rule.summary for rule in book.rules}
    names: Schema = {"$ref": "#/$defs/rule-name"}
    topics: Mapping[str, Any] = book.data.get("topics", {})
    known = {topic: f"Articles on {said['name']}" for topic, said in topics.items() if "name" in said}
    months = {"type": "integer", "minimum": 1}
    default = Settings()
    return {
        "jurisdictions": several(
            {"oneOf": [{"const": code, "description": place} for code, place in PLACES.items()]},
            "Where the articles are published. The strictest place decides how severe a finding is.",
            least=1,
            default=list(default.jurisdictions),
        ),
        "operator": choice(
            OPERATORS, "Who publishes. Whoever sells is held to more than a publisher.", default=default.operator
        ),
        "select": several(names, "Rules to apply, by id or first part. Without it, all."),
        "ignore": several(
            names,
            "Rules to leave out, by id or first part. Where select and ignore both name a rule, the "
            "longer name decides.",
        ),
        "severity": table(choice(LEVELS), "How severe findings of a rule are, in place of what the rule says.", rules),
        "rules": several(text(), "Folders with rules of your own, beside those that come with caveat."),
        "reviewers": text("The file with the people who may review articles (reviewers.yaml)."),
        "history": flag(
            "Whether each reviewed article is compared with what git knows it was on the day of its review.",
            default.history,
        ),
        "review": table(
            months,
            "Months after which a review must be repeated, by topic; `default` is for all other articles.",
            known,
        ),
        "approved_claims": several(text(), "Claims that are authorised word for word."),
        "suppress": flag("Whether articles may excuse their own findings.", default.suppress),
    }
