"""Find where an article says something, given as plain phrases or as phrase patterns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from .phrases import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .language.normal import Normal
    from .language.tokens import Tokens
    from .model import Block


# sets of words; a match holds a word of each
Needs = tuple[tuple[str, ...], ...]


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
    compiled = [one for one in map(_compiled, patterns) if _may_hold(text.lower, one[0])]
    for block in text.blocks if compiled else ():
        lower = block.text.lower()
        for needs, program in compiled:
            if _may_hold(lower, needs):
                yield from _in_block(block, lower, needs, program)


def _in_block(block: Block, lower: str, needs: Needs, program: Any) -> Iterator[Saying]:
    """Try the sentences that hold a word of the rarest set; a match never leaves its sentence."""
    from .language.matcher import spans
    from .language.sentences import sentence_at

    tried = set()
    for word in needs[0]:
        at = lower.find(word)
        while at >= 0:
            start, end = sentence_at(block.text, min(at, len(block.text) - 1))
            if start not in tried and _may_hold(lower[start:end], needs):
                normal, tokens = _tokens(block.text[start:end])
                for first, last in sorted(spans(program, tokens.lower))[:1]:
                    place = normal.span(tokens.starts[first], tokens.ends[last - 1])
                    yield Saying(block, start + place[0], start + place[1])
                    return
            tried.add(start)
            at = lower.find(word, max(end, at + 1))


@lru_cache(maxsize=32)
def _tokens(sentence: str) -> tuple[Normal, Tokens]:
    """Tokenise a sentence that several patterns may try in a row."""
    from .language.normal import normalise
    from .language.tokens import tokenise

    normal = normalise(sentence)
    return normal, tokenise(normal.text)


def _may_hold(lower: str, needs: Needs) -> bool:
    """Say whether a text has a word of every set that a match must have."""
    return all(any(word in lower for word in words) for words in needs)


@cache
def _compiled(pattern: str) -> tuple[Needs, Any]:
    """Compile a pattern, with the sets of words of which a match has one each."""
    from .language.pattern import parse

    program = parse(pattern, {})
    needs = [words for words in map(_words, program) if words] or [("",)]
    # what is rare rules out soonest
    return tuple(sorted(needs, key=lambda words: -min(map(len, words)))), program


def _words(step: Any) -> tuple[str, ...]:
    """List the words of which one must stand where `step` does; none when it may be absent or anything."""
    if step[0] == "in":
        # a curly apostrophe is not straight before the text is normalised
        return () if any("'" in word for word in step[1]) else tuple(step[1])
    if step[0] != "alt":
        return ()
    parts = [max(map(_words, program), key=lambda words: min(map(len, words), default=0)) for program in step[1]]
    return tuple(word for part in parts for word in part) if all(parts) else ()
