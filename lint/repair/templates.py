"""Know the statements that an article may lack, in the languages that the rule folders have templates for.

A folder's `templates/de.yaml` adds to the built-in statements in German, or takes their place.
"""

from __future__ import annotations

import re

from ..errors import InputError, nearest
from ..expressions import expression
from ..said import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from ..model import Document
    from ..strict import Node

# by language code: `language` (its English name), `words` (to tell it by) and `statements` by rule
Templates = dict[str, dict[str, "Any"]]

DEFAULT = "en"
_LANGUAGE_KEYS = frozenset(("lang", "language", "locale", "inlanguage", "og:locale", "content-language"))
# of a text in a language that has templates, the words by which it is told make up at least a twentieth
_LEAST_SHARE = 20
# fewer words may lack them by chance, or hold those of another language
_LEAST_WORDS, _LEAST_HITS = 40, 5
# the root element of a page stands in so many first characters
_HEAD = 4000


def add(found: Templates, code: str, node: Node) -> None:
    """Add the templates of one file to those of its language; raises InputError for what is no template."""
    fields = node.mapping(("language", "words", "statements"))
    statements = fields["statements"].mapping() if "statements" in fields else {}
    held = found.setdefault(code, {"words": (), "statements": {}})
    if "words" in fields:
        held["words"] = fields["words"].texts()
    held["statements"].update({rule: _statement(entry) for rule, entry in statements.items()})


def _statement(node: Node) -> dict[str, Any]:
    fields = node.mapping(("says", "number", "instead"))
    if "says" in fields:
        return {"says": fields["says"].texts()}
    for key in ("number", "instead"):
        if key not in fields:
            raise node.error(f"the template has neither `says` nor `{key}`", "add `says:` with its sentences")
    if "{number}" not in fields["number"].text():
        raise fields["number"].error("the template names no {number}", "write {number} where it belongs")
    return {key: fields[key].text() for key in ("number", "instead")}


def check(templates: Templates, rules: Collection[str]) -> None:
    """Refuse a statement for a rule that does not exist."""
    for code, held in templates.items():
        for rule in held["statements"]:
            if rule not in rules:
                raise InputError(f"templates/{code}.yaml", 0, f"unknown rule “{rule}”", nearest(rule, rules))


def statements(document: Document, templates: Templates) -> tuple[str, Mapping[str, Any]]:
    """Return the code of the article's language and the statements in it; none where no template is in it."""
    code = language(document, templates)
    return code, templates[code]["statements"] if code in templates else {}


def language(document: Document, templates: Templates) -> str:
    """Return the language that the article declares, else the one that its words are of, else English.

    An empty code stands for a language that nothing is known of.
    """
    declared = _declared(document)
    if declared:
        return declared
    text = shown(document)
    counts = {
        # scripts without capitals (Thai) put no space between words
        code: sum(text.words.get(word, 0) if word.islower() else text.lower.count(word) for word in held["words"])
        for code, held in templates.items()
    }
    best = max(counts, key=lambda code: (counts[code], code == DEFAULT), default=DEFAULT)
    if text.length < _LEAST_WORDS and counts.get(best, 0) < _LEAST_HITS:
        return DEFAULT
    return best if counts.get(best, 0) * _LEAST_SHARE >= text.length else ""


def _declared(document: Document) -> str:
    """Return the language that the metadata names, in lower case and without a country; empty where none does."""
    for fact in document.facts:
        named = fact.path[-1].lower() in _LANGUAGE_KEYS and len([part for part in fact.path if part != "params"]) == 1
        if named and fact.value.strip():
            return _code(fact.value)
    if document.format == "html":
        page = _html().search(document.source, 0, _HEAD)
        return _code(page[1]) if page else ""
    return ""


def _code(tag: str) -> str:
    return tag.strip().lower().replace("_", "-").partition("-")[0]


def _html() -> re.Pattern[str]:
    return expression(r"""<html\s[^>]*?\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
