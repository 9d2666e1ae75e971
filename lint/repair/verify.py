"""Hold a changed article against what it was: beside the changes themselves, every word must read the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Block, Document
    from .edits import Edit, Span


def fault(before: Document, after: Document, edits: Sequence[Edit], spans: Sequence[Span]) -> str:
    """Say what the edits changed that they were not to change, or nothing.

    `spans` are the places of the edits' texts in `after`; edits and spans are apart and in the order of the source.
    """
    if after.problems:
        return after.problems[0].wrong
    if _prose(before, ()) != _prose(after, [span for edit, span in zip(edits, spans, strict=True) if edit.reads]):
        return "the text would read differently"
    if _stated(before, [(edit.start, edit.end) for edit in edits]) != _stated(after, spans):
        return "the metadata would read differently"
    for edit, (start, end) in zip(edits, spans, strict=True):
        if edit.reads and edit.reads not in _readings(after, start, end):
            return "what was written would not be read"
    return ""


def _prose(document: Document, added: Sequence[Span]) -> list[tuple[object, ...]]:
    """List what readers see, but for the blocks that were added."""
    return [_seen(block) for block in document.blocks if not _within(added, *_span(block))]


def _seen(block: Block) -> tuple[object, ...]:
    links = tuple(link.target for link in block.links)
    section = tuple(" ".join(heading.split()) for heading in block.section)
    return block.kind, _plain(block.text), section, block.level, links, block.visibility, block.key


def _stated(document: Document, changed: Sequence[Span]) -> list[tuple[object, ...]]:
    """List facts and comments, but for those that were changed."""
    stated: Iterator[tuple[object, ...]] = (
        fact[:3] for fact in document.facts if not _touched(changed, fact.start, fact.end)
    )
    comments = ((one.text,) for one in document.comments if not _touched(changed, one.start, one.end))
    return [*stated, *comments]


def _within(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether one of the spans, which are apart and in order, holds all from `start` to `end`."""
    number = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return number >= 0 and end <= spans[number][1] and spans[number][0] < spans[number][1]


def _touched(spans: Sequence[Span], start: int, end: int) -> bool:
    """Say whether one of the spans, which are apart and in order, holds a part of what lies from `start` to `end`."""
    number = bisect_left(spans, end, key=lambda span: span[0]) - 1
    return number >= 0 and spans[number][1] > start


def _readings(document: Document, start: int, end: int) -> Iterator[str]:
    """Yield what blocks and facts between two places say."""
    yield from (_plain(block.text) for block in document.blocks if start <= _span(block)[0] and _span(block)[1] <= end)
    yield from (fact.value for fact in document.facts if start <= fact.start and fact.end <= end)


def _span(block: Block) -> Span:
    return block.source_span(0, len(block.text))


def _plain(text: str) -> str:
    return " ".join(text.split())
