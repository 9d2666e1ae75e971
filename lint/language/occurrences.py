"""Find cues in a sentence by the table that `cues` compiles; whoever judges needs no compiler."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..once import Same
from ..values import NamedTuple
from .matcher import is_number, spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
# readings whose cues count only in some sentences are looked for there alone, and so are cues outside the sentence
PLACES = ("sentence", "opening", "next", "answer", "fact", "heading", "quoted", "supported")
# the key of cues that begin with a number
NUMBER = "#"


class Cue(NamedTuple):
    """A cue at a token span; `after` are programs of which one must open the scope on the left of a backward cue."""

    start: int
    end: int
    reading: str
    direction: str
    reach: str
    limit: int
    after: tuple[Any, ...]


def find(lower: Sequence[str], table: Mapping[str, Any], family: str, place: str = "sentence") -> Sequence[Cue]:
    """List the cues at a place that matter to a family of claims; those that a pseudo cue hides are left out."""
    return _find(tuple(lower), Same(table), family, place)


# the claims of one sentence, and those below one heading, ask the same in turn
@lru_cache(maxsize=64)
def _find(lower: tuple[str, ...], same: Same[Mapping[str, Any]], family: str, place: str) -> Sequence[Cue]:
    table = same.value
    first, entries, families = table["first"][place], table["entries"], table["families"]
    starts: dict[int, list[int]] = {}
    for at, word in enumerate(lower):
        for number in first.get(word, ()):
            starts.setdefault(number, []).append(at)
        for number in first.get(NUMBER, ()) if is_number(word) else ():
            starts.setdefault(number, []).append(at)
    found, words = [], set(lower)
    for number, where in starts.items():
        program, needs, reading, *rest = entries[number]
        if family not in families[reading] or needs.isdisjoint(words):
            continue
        single = len(program) == 1 and program[0][0] == "in"
        matched = ((at, at + 1) for at in where) if single else spans(program, lower, where)
        found += [Cue(start, end, reading, *rest) for start, end in matched]
    masks = [cue for cue in found if cue.direction == "pseudo"]
    return [cue for cue in found if cue.direction != "pseudo" and not any(_masks(mask, cue) for mask in masks)]


def _masks(pseudo: Cue, cue: Cue) -> bool:
    """Tell whether a pseudo cue hides a cue: one of its own reading that starts within it, and no neighbour."""
    return pseudo.reading == cue.reading and pseudo.start <= cue.start < pseudo.end
