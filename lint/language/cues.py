"""Compile cue lists and find cues in a sentence.

A cue list (rules/lexicon/cues/READING.yaml) is data: phrase patterns with a direction and a reach. The vocabulary is
that of NegEx (Chapman 2001) and ConText (Harkema 2009): cue, pseudo cue, scope, direction, termination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import nearest
from .matcher import spans
from .pattern import Compiler, PatternError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

READINGS = (
    "litotes",
    "negated",
    "rejected",
    "asked",
    "quoted",
    "conditional",
    "limited",
    "supported",
    "hedged",
    "attributed",
)
FAMILIES = ("benefit", "absence-of-harm", "other")
GOVERNING = ("forward", "backward", "both", "passive", "raising")
DIRECTIONS = (*GOVERNING, "opening", "next", "answer", "fact", "heading", "pseudo")
REACHES = ("phrase", "conjunct", "predicate", "clause", "verb", "sentence")
_FILE_KEYS = ("summary", "families", "cues")
_ENTRY_KEYS = ("direction", "reach", "limit", "after", "words")
_FAR = 1000


class Cue(NamedTuple):
    """A cue at a token span; `after` are programs of which one must open the scope on the left of a backward cue."""

    start: int
    end: int
    reading: str
    direction: str
    reach: str
    limit: int
    after: tuple[Any, ...]


def compile_cues(raw: Mapping[str, Mapping[str, Any]], lexicon: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Turn loaded cue lists (reading → mapping) into a table of plain values that marshal can store.

    Raises PatternError with a message that names the reading and what is wrong.
    """
    compiler = Compiler(lexicon)
    entries = [entry for reading, fields in raw.items() for entry in _entries(reading, fields, compiler)]
    index: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for word in _anchors(entry[0]):
            index.setdefault(word, []).append(number)
    return {
        "entries": tuple(entries),
        "families": {reading: _families(reading, fields) for reading, fields in raw.items()},
        "index": {word: tuple(numbers) for word, numbers in index.items()},
    }


def find(lower: Sequence[str], table: Mapping[str, Any], family: str) -> list[Cue]:
    """List the cues of a sentence that matter to a family of claims; those inside a pseudo cue are left out."""
    index, entries, families = table["index"], table["entries"], table["families"]
    numbers = {number for word in set(lower) for number in index.get(word, ())}
    found = [
        Cue(start, end, *entries[number][1:])
        for number in sorted(numbers)
        if family in families[entries[number][1]]
        for start, end in spans(entries[number][0], lower)
    ]
    masks = [cue for cue in found if cue.direction == "pseudo"]
    return [cue for cue in found if cue.direction != "pseudo" and not any(_masks(mask, cue) for mask in masks)]


def _masks(pseudo: Cue, cue: Cue) -> bool:
    """Tell whether a pseudo cue hides a cue: one of its own reading that starts within it, and no neighbour."""
    return pseudo.reading == cue.reading and pseudo.start <= cue.start < pseudo.end


def _families(reading: str, fields: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(_known(reading, family, FAMILIES, "family") for family in fields.get("families", FAMILIES))


def _entries(reading: str, fields: Mapping[str, Any], compiler: Compiler) -> Iterator[tuple[Any, ...]]:
    """Yield (program, reading, direction, reach, limit, after) for every pattern of a cue list."""
    _known(reading, reading, READINGS, "reading")
    for key in fields:
        _known(reading, key, _FILE_KEYS, "key")
    for group in fields.get("cues", ()):
        for key in group:
            _known(reading, key, _ENTRY_KEYS, "key")
        direction = _known(reading, group.get("direction", ""), DIRECTIONS, "direction")
        reach = _known(reading, group.get("reach", "clause"), REACHES, "reach")
        limit = int(group.get("limit", _FAR))
        after = tuple(_program(reading, words, compiler) for words in group.get("after", ()))
        for words in group.get("words", ()):
            yield _program(reading, words, compiler), reading, direction, reach, limit, after


def _known(reading: str, word: str, known: Collection[str], what: str) -> str:
    if word not in known:
        raise PatternError(f"cues of “{reading}”: unknown {what} “{word}”: {nearest(word, known)}")
    return word


def _program(reading: str, words: str, compiler: Compiler) -> Any:
    if not isinstance(words, str):
        raise PatternError(f"cues of “{reading}”: “{words}” is no phrase: put quotation marks around it")
    try:
        return compiler.parse(words)
    except PatternError as error:
        raise PatternError(f"cues of “{reading}”: “{words}”: {error}") from None


def _anchors(program: Any) -> frozenset[str]:
    """Choose words of which one stands in every match of a program: the step with the fewest and longest of them."""
    best = max(map(_step_anchors, program), key=_worth)
    if not best:
        raise PatternError("a cue needs a word that must occur")
    return best


def _worth(words: frozenset[str]) -> tuple[bool, int, int]:
    return bool(words), -len(words), min(map(len, words), default=0)


def _step_anchors(step: Any) -> frozenset[str]:
    """Return words of which one must stand for a step to match; none if it may match without a known word."""
    if step[0] == "in":
        return frozenset(step[1])
    if step[0] == "alt":
        parts = [max(map(_step_anchors, part), key=_worth) if part else frozenset[str]() for part in step[1]]
        return frozenset().union(*parts) if all(parts) else frozenset()
    return frozenset()
