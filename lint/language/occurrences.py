"""Find cues in a sentence by the table that `cues` compiles; whoever judges needs no compiler."""

from __future__ import annotations

from functools import lru_cache

from ..once import Same
from ..values import NamedTuple
from .matcher import is_number, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

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


def find(
    lower: Sequence[str], table: Mapping[str, Any], family: str, place: str = "sentence", starts: int | None = None
) -> Sequence[Cue]:
    """List the cues at a place that matter to a family of claims; those that a pseudo cue hides are left out.

    With `starts`, only cues that begin with one of so many first words are looked for.
    """
    return _find(tuple(lower), Same(table), family, place, len(lower) if starts is None else starts)


# the claims of one sentence, and those below one heading, ask the same in turn
@lru_cache(maxsize=64)
def _find(lower: tuple[str, ...], same: Same[Mapping[str, Any]], family: str, place: str, starts: int) -> Sequence[Cue]:
    table = same.value
    first, entries, families = table["first"][place], table["entries"], table["families"]
    words, firsts = set(lower), set(lower[:starts])
    opening = [*firsts & first.keys(), *([NUMBER] if NUMBER in first and any(map(is_number, firsts)) else [])]
    found = []
    for number in sorted({number for word in opening for number in first[word]}):
        program, needs, reading, *rest = entries[number]
        if family not in families[reading] or needs.isdisjoint(words):
            continue
        if len(program) == 1 and program[0][0] == "in":
            found += [Cue(at, at + 1, reading, *rest) for at in range(starts) if lower[at] in program[0][1]]
        else:
            found += [Cue(start, end, reading, *rest) for start, end in spans(program, lower) if start < starts]
    masks = [cue for cue in found if cue.direction == "pseudo"]
    return [cue for cue in found if cue.direction != "pseudo" and not any(_masks(mask, cue) for mask in masks)]


def _masks(pseudo: Cue, cue: Cue) -> bool:
    """Tell whether a pseudo cue hides a cue: one of its own reading that starts within it, and no neighbour."""
    return pseudo.reading == cue.reading and pseudo.start <= cue.start < pseudo.end
