"""Check that an article on a treatment speaks of its harms as well."""

from __future__ import annotations

import re

from .. import places, said, topics
from ..expressions import expression
from ..model import SELLERS, Severity
from . import seller
from .context import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ..model import Document, Rule
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "harms": ("harms", "benefits", "alternatives", "unknown", "exempt"),
}

_DENIED_BEFORE = expression(
    r"\b(?:no|not|never|without|zero|any|free of|free from|eliminates?|avoids?|avoiding|nor|minimal)\b[^.;:!?]{0,30}$",
    re.IGNORECASE,
)
_DENIED_AFTER = expression(r"[\s-]free\b", re.IGNORECASE)


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on balance to an article that advises on treatment."""
    for rule in rules:
        yield from seller.weighed(_RUN[str(rule.options["test"])](document, rule, context), document, context)


def _harms(document: Document, rule: Rule, context: Context) -> Iterator[Hit]:
    """Report an article that names no harm, or names harms only to deny them.

    Of a seller, a longer one that names benefits and harms and yet no alternative and nothing unknown counts too.
    """
    options: Any = rule.options
    subject = topics.subject(document, context.rulebook.data["topics"])
    titles = said.titles(document)
    if not subject.titled or subject.professional or any(said.mentions(titles, tuple(options["exempt"]))):
        return
    if not seller.advises(document, context):
        return
    text = said.shown(document)
    promotes = context.settings.operator in SELLERS or bool(seller.sign(document, context))
    praised = any(said.mentions(text, tuple(options["benefits"])))
    if not promotes and not praised:
        return
    denied, named = _told(text, tuple(options["harms"]))
    if named and not (promotes and praised and subject.words >= _LONG):
        return
    lacks = [what for what, key in _REST if not any(said.mentions(text, tuple(options[key])))]
    if named and len(lacks) < len(_REST):
        return
    start, end, quote = places.home(document)
    lacks = [*([] if denied or named else ["harm or risk"]), *lacks]
    told = f"names {_list([f'no {what}' for what in lacks])}" if lacks else ""
    denies = "speaks of harms only to deny them" if denied and not named else ""
    told = ", and ".join(filter(None, (denies, told)))
    yield Hit(rule, start, end, quote, quote, fields={"says": told}, cap=Severity.INFO if named else None)


def _told(text: said.Text, phrases: tuple[str, ...]) -> tuple[bool, bool]:
    """Tell whether a harm is denied before one is named, and whether one is named."""
    denied = False
    for saying in said.mentions(text, phrases):
        if not _is_denied(saying):
            return denied, True
        denied = True
    return denied, False


# a shorter page cannot say everything
_LONG = 120


def _list(things: Sequence[str]) -> str:
    *rest, last = things
    return f"{', '.join(rest)} and {last}" if rest else last


_REST = (("alternative", "alternatives"), ("limit of what is known", "unknown"))


def _is_denied(saying: said.Saying) -> bool:
    text = saying.block.text
    before = text[max(saying.start - 60, 0) : saying.start]
    return bool(_DENIED_BEFORE.search(before) or _DENIED_AFTER.match(text, saying.end))


_RUN = {"harms": _harms}
