"""Match compiled phrase patterns against the tokens of a sentence.

A program is a tuple of steps, plain values that marshal can store:

    ("in", words)              one token out of a frozenset
    ("num",)                   one number, in digits or a number word
    ("gap", most)              up to `most` tokens, none of which ends the clause
    ("alt", programs, index)   one of the programs
    ("opt", programs, index)   one of the programs, or nothing

`index` gives the numbers of the programs that may start with a token; those that start otherwise stand under "".
Between two matched tokens a hyphen token may always stand.
"""

from __future__ import annotations

from itertools import product

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

Step = tuple["Any", ...]
Program = tuple[Step, ...]
Span = tuple[int, int]

# steps that hold programs, and an index of them by their first words
GROUPS = ("alt", "opt")
CLAUSE_ENDS = frozenset((".", ";", ":", "!", "?", "but", "however", "although", "though", "whereas"))
NUMBER_WORDS = frozenset(
    (
        *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
        *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
        *("hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions"),
        *("dozen", "dozens"),
    )
)
_DIGITS = r"[0-9]+(?:[.,][0-9]+)*"
_is_digits = expression(_DIGITS).fullmatch
_END = "\n"  # no token
_STOPS = CLAUSE_ENDS | {_END}


def spans(program: Program, lower: Sequence[str], starts: Iterable[int] | None = None) -> set[Span]:
    """Return all token spans (half open) that match `program`, or those of them that start at one of `starts`.

    All starts advance together, a set of positions each, so the work is linear in the tokens.
    """
    if _misses(program, lower):
        return set()
    tokens = (*lower, _END)
    return _run(
        program, tokens, {(start, start) for start in (_starts(program[0], lower) if starts is None else starts)}
    )


def _misses(program: Program, lower: Sequence[str]) -> bool:
    """Tell whether some tokens have none of those without which a step of the program cannot match."""
    for step in program:
        if step[0] == "in":
            if step[1].isdisjoint(lower):
                return True
        elif step[0] == "alt" and "" not in step[2] and step[2].keys().isdisjoint(lower):
            return True
    return False


def _starts(step: Step, lower: Sequence[str]) -> Iterable[int]:
    """Return where a match may start, by the program's first step."""
    if step[0] == "in":
        return [at for at, token in enumerate(lower) if token in step[1]]
    if step[0] == "alt" and "" not in step[2]:
        return [at for at, token in enumerate(lower) if token in step[2]]
    return range(len(lower))


def longest(found: Iterable[Span]) -> list[Span]:
    """Keep the leftmost, then longest spans that do not overlap, in order."""
    kept: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _run(program: Program, tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    """Extend each span by the program, in every possible way."""
    for step in program:
        if not spans:
            break
        spans = _advance(step, tokens, spans)
    return spans


def _advance(step: Step, tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    kind = step[0]
    if kind == "in":
        return _take(step[1], tokens, spans)
    if kind == "alt":
        return _choose(step, tokens, spans)
    if kind == "opt":
        return spans | _choose(step, tokens, spans)
    if kind == "gap":
        return _stretch(step[1], tokens, spans)
    return {(start, end + 1) for start, end in _past_hyphens(tokens, spans) if is_number(tokens[end])}


def _take(words: frozenset[str], tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    """Extend each span by one token of a set, and a hyphen before it."""
    taken = set()
    for start, end in spans:
        token = tokens[end]
        if token in words:
            taken.add((start, end + 1))
        if token == "-" and end > start and tokens[end + 1] in words:
            taken.add((start, end + 2))
    return taken


def is_number(token: str) -> bool:
    """Tell whether a lower-case token is a number."""
    return token in NUMBER_WORDS or _is_digits(token) is not None


def _past_hyphens(tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    past = {(start, end + 1) for start, end in spans if tokens[end] == "-" and end > start}
    return spans | past if past else spans


def _choose(step: Step, tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    _, programs, index = step
    chosen: dict[int, set[Span]] = dict.fromkeys(index.get("", ()), spans)
    for start, end in spans:
        numbers = index.get(tokens[end], ())
        if tokens[end] == "-" and end > start:
            numbers += index.get(tokens[end + 1], ())
        for number in numbers:
            chosen.setdefault(number, set()).add((start, end))
    if not chosen:
        return set()
    return set().union(*[_run(programs[number], tokens, some) for number, some in chosen.items()])


def _stretch(most: int, tokens: Sequence[str], spans: set[Span]) -> set[Span]:
    reached = new = spans
    for _ in range(most):
        new = {(start, end + 1) for start, end in new if tokens[end] not in _STOPS}
        reached = reached | new
    return reached


def to_spacy(program: Program, most: int = 10_000) -> list[list[dict[str, Any]]]:
    """Return the patterns for spaCy's Matcher whose matches are the spans of `program`.

    Raises ValueError when there would be more than `most`.
    """
    if _count(program) > most:
        raise ValueError(f"the program is more than {most} spaCy patterns")
    return [list(_specifications(path)) for path in _paths(program)]


def _count(program: Program) -> int:
    total = 1
    for step in program:
        if step[0] in GROUPS:
            total *= sum(map(_count, step[1])) + (step[0] == "opt")
    return total


def _paths(program: Program) -> Iterator[Program]:
    """Yield the ways through a program, without groups."""
    for path in product(*map(_ways, program)):
        yield sum(path, ())


def _ways(step: Step) -> list[Program]:
    if step[0] not in GROUPS:
        return [(step,)]
    return [*([()] if step[0] == "opt" else []), *(path for program in step[1] for path in _paths(program))]


def _specifications(path: Program) -> Iterator[dict[str, Any]]:
    for number, step in enumerate(path):
        if step[0] == "gap":
            yield from [{"LOWER": {"NOT_IN": sorted(CLAUSE_ENDS)}, "OP": "?"}] * step[1]
            continue
        if number:
            yield {"LOWER": "-", "OP": "?"}
        if step[0] == "in":
            yield {"LOWER": {"IN": sorted(step[1])}}
        else:
            yield {"LOWER": {"REGEX": rf"\A(?:{_DIGITS}|{'|'.join(sorted(NUMBER_WORDS))})\Z"}}
