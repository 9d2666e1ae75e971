"""Find where an article says something, given as plain phrases or as phrase patterns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Block


class Saying(NamedTuple):
    """A place where a block says it, in text offsets."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """Blocks to search, and the lower-case text of all of them, which rules most searches out at once."""

    blocks: tuple[Block, ...]
    lower: str


def text(blocks: Iterable[Block]) -> Text:
    """Prepare blocks for searching."""
    kept = tuple(blocks)
    return Text(kept, "\n".join([block.text for block in kept]).lower())


def mentions(text: Text, phrases: tuple[str, ...]) -> Iterator[Saying]:
    """Yield every place where one of the plain phrases stands, as whole words in any case."""
    hints = [hint for hint in _hints(phrases) if hint in text.lower]
    if not hints:
        return
    pattern = any_of(phrases)
    for block in text.blocks:
        lower = block.text.lower()
        if any(hint in lower for hint in hints):
            for match in pattern.finditer(block.text):
                yield Saying(block, *match.span())


@cache
def _hints(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Choose for each phrase its longest word, which no white space or hyphen can split."""
    return tuple({max(phrase.lower().replace("-", " ").split(), key=len) for phrase in phrases})


def find(text: Text, patterns: Sequence[str]) -> Iterator[Saying]:
    """Yield where the text says what one of the phrase patterns means, at most once a pattern and block."""
    compiled = [one for one in map(_compiled, patterns) if any(anchor in text.lower for anchor in one[0])]
    for block in text.blocks if compiled else ():
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
