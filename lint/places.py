"""Find where a page-wide finding stands, and the sentence around a span."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .model import Block, Document


def is_title(block: Block) -> bool:
    """Say whether the block is the article's title in its metadata."""
    return block.kind == "title" or (block.kind == "metadata" and block.key == "title")


def title(document: Document) -> Block | None:
    """Return the title of the article, else its first heading."""
    titles = [block for block in document.blocks if is_title(block) or block.kind == "heading"]
    return min(titles, key=lambda block: not is_title(block), default=None)


def home(document: Document) -> tuple[int, int, str]:
    """Return start, end and text of the place where what is missing is reported: first heading, title or block."""
    homes = [
        *(block for block in document.blocks if block.kind == "heading"),
        *(block for block in document.blocks if is_title(block)),
        *(block for block in document.blocks if block.kind != "metadata"),
    ]
    if not homes or not homes[0].text:
        return 0, 0, ""
    return *homes[0].source_span(0, len(homes[0].text)), homes[0].text


def sentence_of(block: Block, at: int) -> str:
    """Return the sentence of `block` that holds text offset `at`."""
    start, end = sentence_span(block, at)
    return block.text[start:end]


def sentence_span(block: Block, at: int) -> tuple[int, int]:
    """Return the text span of the sentence of `block` that holds text offset `at`."""
    from .language.sentences import sentence_at

    return sentence_at(block.text, at)
