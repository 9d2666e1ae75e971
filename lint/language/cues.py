"""Compile cue lists to the table in which `occurrences` finds cues.

A cue list (rules/lexicon/cues/READING.yaml) is data: phrase patterns with a direction and a reach. The vocabulary is
that of NegEx (Chapman 2001) and ConText (Harkema 2009): cue, pseudo cue, scope, direction, termination.
"""

from __future__ import annotations

from ..errors import nearest
from .notation import PatternError
from .occurrences import DIRECTIONS, FAMILIES, GOVERNING, NUMBER, PLACES, READINGS
from .pattern import Compiler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from typing import Any


class CueError(PatternError):
    """A mistake in the cues of a reading, at one of its texts."""

    def __init__(self, reading: str, text: str, wrong: str) -> None:
        super().__init__(f"cues of “{reading}”: {wrong}")
        self.place = f"cues/{reading}: {text}"


REACHES = ("phrase", "conjunct", "predicate", "clause", "verb", "sentence")
_FILE_KEYS = ("summary", "families", "lists", "cues")
_ENTRY_KEYS = ("direction", "reach", "limit", "after", "words")
_FAR = 1000


def compile_cues(raw: Mapping[str, Mapping[str, Any]], lexicon: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Turn loaded cue lists (reading → mapping) into a table of plain values that marshal can store.

    Raises CueError with a message that names the reading and what is wrong.
    """
    entries = [entry for reading, fields in raw.items() for entry in _entries(reading, fields, lexicon)]
    return {
        "entries": tuple(entries),
        "families": {reading: _families(reading, fields) for reading, fields in raw.items()},
        "first": {place: _first(place, entries) for place in PLACES},
    }


def _families(reading: str, fields: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_known(reading, family, FAMILIES, "family") for family in fields.get("families", FAMILIES))


def _entries(
    reading: str, fields: Mapping[str, Any], lexicon: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Any, ...]]:
    """Yield (program, needed words, reading, direction, reach, limit, after) for every pattern of a cue list."""
    _known(reading, reading, READINGS, "reading")
    for key in fields:
        _known(reading, key, _FILE_KEYS, "key")
    compiler = Compiler({**lexicon, **fields.get("lists", {})})
    for group in fields.get("cues", ()):
        for key in group:
            _known(reading, key, _ENTRY_KEYS, "key")
        direction = _known(reading, group.get("direction", ""), DIRECTIONS, "direction")
        reach = _known(reading, group.get("reach", "clause"), REACHES, "reach")
        limit = int(group.get("limit", _FAR))
        after = tuple(_program(reading, words, compiler) for words in group.get("after", ()))
        for words in group.get("words", ()):
            program = _program(reading, words, compiler)
            yield program, _needed(program), reading, direction, reach, limit, after


def _known(reading: str, word: str, known: Collection[str], what: str) -> str:
    if word not in known:
        raise CueError(reading, word, f"unknown {what} “{word}”: {nearest(word, known)}")
    return word


def _program(reading: str, words: str, compiler: Compiler) -> Any:
    if not isinstance(words, str):
        raise CueError(reading, words, f"“{words}” is no phrase: put quotation marks around it")
    try:
        return compiler.parse(words)
    except PatternError as error:
        raise CueError(reading, words, f"“{words}”: {error}") from None


def _first(place: str, entries: Sequence[tuple[Any, ...]]) -> dict[str, tuple[int, ...]]:
    """Map each word that may open a cue at a place to the numbers of those entries."""
    index: dict[str, tuple[int, ...]] = {}
    for number, (program, _, reading, direction, *_) in enumerate(entries):
        if direction == "pseudo" or place == _place(reading, direction):
            for word in sorted(_openings(program)):
                index[word] = (*index.get(word, ()), number)
    return index


def _place(reading: str, direction: str) -> str:
    if direction not in GOVERNING:
        return direction
    return reading if reading in PLACES else "sentence"


def _openings(program: Any) -> frozenset[str]:
    """Return the words with which a match may begin."""
    found: frozenset[str] = frozenset()
    for step in program:
        if step[0] == "num":
            return found | {NUMBER}
        if step[0] == "in":
            return found | frozenset(step[1])
        found = found.union(*map(_openings, step[1]))
        if step[0] == "alt":
            return found
    return found


def _needed(program: Any) -> frozenset[str]:
    """Choose words of which one stands in every match of a program: the step with the fewest and longest of them."""
    return max(map(_needed_in, program), key=_worth)


def _worth(words: frozenset[str]) -> tuple[bool, int, int]:
    return bool(words), -len(words), min(map(len, words), default=0)


def _needed_in(step: Any) -> frozenset[str]:
    """Return words of which one must stand for a step to match; none if it may match without a known word."""
    if step[0] == "in":
        return frozenset(step[1])
    if step[0] == "alt":
        parts = [_needed(part) for part in step[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    return frozenset()
