"""Every built-in rule bears out its own examples, wherever an article holds them."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pytest
from caveat.lint import compiled, rulebook, ruletest
from caveat.lint.checks import claim
from caveat.lint.checks.context import Context
from caveat.lint.model import Settings
from caveat.lint.readers import read

if TYPE_CHECKING:
    from caveat.lint.model import Example, Rule

BOOK = compiled.build(rulebook.load())
CLAIMS = [rule for rule in BOOK.rules if rule.kind == "claim"]
CLINIC = Context(Settings(operator="clinic"), date(2026, 11, 22), BOOK)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    assert list(ruletest.faults([rule], BOOK)) == []


def one_block(example: Example) -> bool:
    """Whether an example is plain prose that any block may hold."""
    return not set(example.text) & set("\n#*_`<>[]|\\") and not example.text.startswith(("- ", "> ", "1."))


PLACES = {
    "paragraph": ("md", "The cups stand on the shelf.\n\n{}\n\nThe shelf is in the kitchen.\n"),
    "heading": ("md", "The cups stand on the shelf.\n\n## {}\n\nThe shelf is in the kitchen.\n"),
    "table-cell": ("md", "| tea | says |\n|---|---|\n| green | {} |\n"),
    "list-item": ("html", "<ul><li>tea</li><li>{}</li></ul>"),
    "caption": ("html", "<figure><img src=t.png alt=tea><figcaption>{}</figcaption></figure>"),
    "metadata": ("md", "---\ntitle: Tea\ndescription: {}\n---\n\nThe cups stand on the shelf.\n"),
}


def quotes(rule: Rule, suffix: str, source: str) -> list[str]:
    given = {name: value for name, value in rule.example_settings.items() if name in ("operator", "jurisdictions")}
    context = Context(Settings(**{"operator": "clinic", **given}), CLINIC.today, BOOK)  # type: ignore[arg-type]
    hits = claim.check(read(source, f"article.{suffix}"), [rule], context)
    return [hit.quote for hit in sorted(hits, key=lambda hit: hit.start) if hit.excuse is None]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("rule", CLAIMS, ids=lambda rule: rule.id)
def test_no_rule_is_silent_on_its_bad_examples_in_any_place(rule: Rule, place: str) -> None:
    if place not in rule.where:
        pytest.skip(f"{rule.id} is not for a {place}")
    suffix, frame = PLACES[place]
    for example in filter(one_block, rule.bad):
        held = json.dumps(example.text, ensure_ascii=False) if place == "metadata" else example.text
        source = frame.replace("{}", escape(held, quote=False) if suffix == "html" else held)
        assert quotes(rule, suffix, source) == [example.text[start:end] for start, end in example.spans]
