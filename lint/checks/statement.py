"""Check that an article says what it must: a disclaimer, a mandated wording, a status, a number to call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import places, said, topics
from .context import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Block, Document, Rule
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "said": ("when", "says"),
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on statements that an article of its topic owes its readers."""
    for rule in rules:
        yield from _RUN[str(rule.options["test"])](document, rule, context)


def _said(document: Document, rule: Rule, context: Context) -> Iterator[Hit]:
    """Report which of the statements in `says` an article lacks that `when` describes."""
    options: Any = rule.options
    blocks = [block for block in document.blocks if _is_shown(block)]
    missing = [one["what"] for one in options["says"] if not any(said.find(blocks, one["patterns"]))]
    if missing and _concerns(document, options["when"], context):
        start, end, quote = places.home(document)
        yield Hit(rule, start, end, quote, quote, fields={"missing": " and ".join(missing)})


def _is_shown(block: Block) -> bool:
    """Say whether readers see the block without opening or looking for it."""
    return block.visibility != "collapsed" and block.kind not in ("metadata", "alternative-text", "title")


def _concerns(document: Document, when: Any, context: Context) -> bool:
    """Say whether `when` describes the article: `about: treatment`."""
    return topics.subject(document, context.rulebook.data["topics"]).advises(context.settings.operator)


_RUN = {"said": _said}
