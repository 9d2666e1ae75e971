"""Check that an article is still what was reviewed: by the reviewer's signature, and by its history."""

from __future__ import annotations

from .. import places
from ..dates import in_words
from ..model import Lines
from .context import Hit, at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model import Document, Rule
    from ..record import Named, Review
    from ..roster import Roster
    from ..signing import Signature
    from ..wording import Change
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "signature-outdated": (),
    "signature-missing": (),
    "signature-disagrees": (),
    "changed": (),
}


def _outdated(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report that the wording is no longer what the reviewer signed, at the first changed paragraph."""
    signature = _signature(document, context)
    if signature is None:
        return
    from .. import wording

    now = wording.read(document)
    if not signature.holds(document, now):
        fields = {"reviewer": signature.reviewer, "date": in_words(signature.date)}
        yield _changed_at(document, rule, wording.change(signature.paragraphs, now), fields)


def _signature(document: Document, context: Context) -> Signature | None:
    if context.lock is None:
        return None
    from .. import wording

    return context.lock.of(document.path, wording.read(document))


def _missing(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report an article that names a reviewer, beside a lock that does not know it."""
    named = review.named("reviewer")
    if context.lock and named and not _signature(document, context):
        yield at(rule, named[0], {})


def _disagrees(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report a page that names another reviewer than the one who signed, or a later review."""
    signature = _signature(document, context)
    if signature is None:
        return
    fields = {"reviewer": signature.reviewer, "date": in_words(signature.date)}
    named = review.named("reviewer")
    if named and not any(_is(one, signature, context.settings.reviewers) for one in named):
        yield at(rule, named[0], fields)
    last = review.latest("reviewed")
    if last and last.first > signature.date:
        yield at(rule, last, fields)


def _is(one: Named, signature: Signature, roster: Roster | None) -> bool:
    """Say whether the byline may speak of who signed: by the roster, or by the surname."""
    name = one.person.name if one.person else ""
    entry = roster.find(name) if roster else None
    return bool(entry and entry.name == signature.reviewer) or _surname(name) == _surname(signature.reviewer)


def _surname(name: str) -> str:
    return name.split()[-1].casefold() if name.split() else ""


def _changed(document: Document, rule: Rule, context: Context, review: Review) -> Iterator[Hit]:
    """Report that the wording was changed after the day of the review; a signature speaks for itself."""
    last = review.latest("reviewed")
    if not context.past or not last or last.last >= context.today or _signature(document, context):
        return
    found = context.past(document, last.last, context.today)
    if found:
        fields = {"reviewed": last.quote, "date": in_words(found.day)}
        yield _changed_at(document, rule, found.change, fields)


def _changed_at(document: Document, rule: Rule, change: Change, fields: Mapping[str, str]) -> Hit:
    lines = Lines(document.source)
    numbers = [lines.at(block.source_span(0, len(block.text))[0])[0] for block in change.blocks[:3]]
    told = {**fields, "paragraphs": change.words(numbers)}
    block = change.first
    if block is None:
        start, end, quote = places.home(document)
        return Hit(rule, start, end, quote, quote, fields=told)
    return Hit(rule, *block.source_span(0, len(block.text)), block.text, block.text, fields=told)


RUN = {
    "signature-outdated": _outdated,
    "signature-missing": _missing,
    "signature-disagrees": _disagrees,
    "changed": _changed,
}
