"""Check that an article on a treatment speaks of its harms as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .. import places, said, topics
from ..expressions import expression
from .context import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Document, Rule
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "harms": ("harms",),
}

_DENIED_BEFORE = expression(
    r"\b(?:no|not|never|without|zero|any|free of|free from|eliminates?|avoids?|avoiding|nor|minimal)\b[^.;:!?]{0,30}$",
    re.IGNORECASE,
)
_DENIED_AFTER = expression(r"[\s-]free\b", re.IGNORECASE)


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on balance to an article that advises on treatment."""
    for rule in rules:
        yield from _RUN[str(rule.options["test"])](document, rule, context)


def _harms(document: Document, rule: Rule, context: Context) -> Iterator[Hit]:
    """Report an article that names no harm, or names harms only to deny them."""
    options: Any = rule.options
    subject = topics.subject(document, context.rulebook.data["topics"])
    if not subject.titled or not subject.advises(context.settings.operator):
        return
    denied = False
    for saying in said.mentions(said.shown(document), tuple(options["harms"])):
        if not _is_denied(saying):
            return
        denied = True
    start, end, quote = places.home(document)
    says = "speaks of harms only to deny them" if denied else "names no harm or risk"
    yield Hit(rule, start, end, quote, quote, fields={"says": says})


def _is_denied(saying: said.Saying) -> bool:
    text = saying.block.text
    before = text[max(saying.start - 60, 0) : saying.start]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(text, saying.end))


_RUN = {"harms": _harms}
