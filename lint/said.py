"""Find where an article says something, given as phrase patterns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Block


class Saying(NamedTuple):
    """A place where a block says it, in text offsets."""

    block: Block
    start: int
    end: int


def find(blocks: Iterable[Block], patterns: Sequence[str]) -> Iterator[Saying]:
    """Yield where `blocks` say what one of the phrase patterns means, by block, at most once a pattern and block."""
    compiled = [_compiled(pattern) for pattern in patterns]
    for block in blocks:
        lower = block.text.lower()
        wanted = [program for anchors, program in compiled if any(anchor in lower for anchor in anchors)]
        if wanted:
            yield from _in_block(block, wanted)


def _in_block(block: Block, programs: Sequence[Any]) -> Iterator[Saying]:
    from .language.matcher import spans
    from .language.normal import normalise
    from .language.tokens import tokenise

    normal = normalise(block.text)
    tokens = tokenise(normal.text)
    for program in programs:
        for first, last in sorted(spans(program, tokens.lower))[:1]:
            yield Saying(block, *normal.span(tokens.starts[first], tokens.ends[last - 1]))


@cache
def _compiled(pattern: str) -> tuple[tuple[str, ...], Any]:
    """Compile a pattern, with the words one of which must stand in the text."""
    from .language.pattern import parse

    program = parse(pattern, {})
    return _anchors(program), program


def _anchors(program: Any) -> tuple[str, ...]:
    """Choose the step whose shortest word is longest; every match holds one of its words."""
    best: tuple[str, ...] = ()
    for step in program:
        words: tuple[str, ...] = ()
        if step[0] == "in":
            words = tuple(step[1])
        elif step[0] == "alt":
            parts = [_anchors(inner) for inner in step[1]]
            words = tuple(word for part in parts for word in part) if all(parts) else ()
        if words and (not best or min(map(len, words)) > min(map(len, best))):
            best = words
    return best
