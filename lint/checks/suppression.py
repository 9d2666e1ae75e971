"""Check the suppressions of an article: that each can be read, has a reason, is in force and excuses something."""

from __future__ import annotations

from .. import suppress
from ..config import rule_names
from ..errors import nearest
from ..findings import covers, selected, severity
from .context import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from ..model import Document, Rule
    from ..suppress import Excuse, Mark, Place
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "malformed": (),
    "reason": (),
    "rule": (),
    "allowed": (),
    "expired": (),
    "unused": (),
}

Broken = tuple["Mark", "Place", "dict[str, str]"]


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on suppressions alone: which of them excuse something, all other rules must say first."""
    from ..engine import check as judge

    written = suppress.marks(document)
    hits = [hit for hit in judge(document, context) if hit.excuse is None] if written else []
    found = [(hit.rule.id, hit.start) for hit in hits if severity(hit, context.settings) is not None]
    used = {excuse for by in suppress.excuses(found, written, context) for excuse in by}
    yield from faults(document, rules, context, written, used)


def faults(
    document: Document, rules: Sequence[Rule], context: Context, written: Sequence[Mark], used: Collection[Excuse]
) -> Iterator[Hit]:
    """Apply the rules on suppressions, knowing what they excuse."""
    for rule in rules:
        test = str(rule.options["test"])
        broken = _unused(written, context, used) if test == "unused" else _RUN[test](written, context)
        for mark, place, fields in broken:
            quote = document.source[place.start : place.end]
            sentence = " ".join(mark.whole.text.split())
            yield Hit(rule, place.start, place.end, quote, sentence, fields=fields)


def _malformed(written: Sequence[Mark], context: Context) -> Iterator[Broken]:
    return ((mark, mark.whole, {"wrong": mark.wrong}) for mark in written if mark.wrong)


def _reason(written: Sequence[Mark], context: Context) -> Iterator[Broken]:
    for mark in written:
        if mark.names and not mark.wrong and not mark.reason:
            yield mark, mark.whole, {"names": ", ".join(name.text for name in mark.names)}


def _rule(written: Sequence[Mark], context: Context) -> Iterator[Broken]:
    """Report names that no rule bears."""
    known = rule_names(rule.id for rule in context.rulebook.rules)
    for mark, name in _names(written):
        if name.text not in known:
            yield mark, name, {"name": name.text, "nearest": nearest(name.text, known)}


def _allowed(written: Sequence[Mark], context: Context) -> Iterator[Broken]:
    """Report suppressions that the configuration forbids, and those of rules that cannot be suppressed."""
    if not context.settings.suppress:
        why = "the configuration allows no suppression in this article"
        yield from ((mark, mark.whole, {"why": why}) for mark in written if mark.names and not mark.wrong)
        return
    fixed = {rule.id for rule in context.rulebook.rules if not rule.suppressible}
    for mark, name in _names(written):
        if name.text in fixed:
            yield mark, name, {"why": f"{name.text} cannot be suppressed"}


def _expired(written: Sequence[Mark], context: Context) -> Iterator[Broken]:
    for mark in written:
        if mark.until and not mark.wrong and suppress.expired(mark, context.today):
            yield mark, mark.until, {"day": mark.until.text}


def _unused(written: Sequence[Mark], context: Context, used: Collection[Excuse]) -> Iterator[Broken]:
    """Report names that excuse nothing, unless some of the rules that they stand for were left out of this run."""
    settings = context.settings
    for mark, name in _names([mark for mark in written if suppress.in_force(mark, context)]):
        meant = [rule.id for rule in context.rulebook.rules if rule.suppressible and covers(name.text, rule.id)]
        applied = [selected(id, settings.select, settings.ignore) for id in meant]
        if meant and all(applied) and (mark, name) not in used:
            yield mark, name, {"name": name.text}


def _names(written: Iterable[Mark]) -> Iterator[tuple[Mark, Place]]:
    return ((mark, name) for mark in written if not mark.wrong for name in mark.names)


_RUN: dict[str, Callable[[Sequence[Mark], Context], Iterator[Broken]]] = {
    "malformed": _malformed,
    "reason": _reason,
    "rule": _rule,
    "allowed": _allowed,
    "expired": _expired,
}
