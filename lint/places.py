"""Find where a page-wide finding stands, and the sentence around a span."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Block, Document


_HOMES = (("heading",), ("title",), ("paragraph", "list-item"), ())


def home(document: Document) -> tuple[int, int, str]:
    """Return start, end and text of the place where what is missing is reported: first heading, title or block."""
    block = next(
        (block for kinds in _HOMES for block in document.blocks if not kinds or block.kind in kinds),
        None,
    )
    if block is None or not block.text:
        return 0, 0, ""
    return *block.source_span(0, len(block.text)), block.text


def sentence_at(block: Block, at: int) -> str:
    """Return the sentence of `block` that holds text offset `at`."""
    start, end = sentence_span(block, at)
    return block.text[start:end]


def sentence_span(block: Block, at: int) -> tuple[int, int]:
    """Return the text span of the sentence of `block` that holds text offset `at`."""
    from .language.sentences import sentences

    for start, end in sentences(block.text):
        if start <= at < end:
            return start, end
    return 0, len(block.text)
