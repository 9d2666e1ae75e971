"""Say which words of a sentence a cue governs, from its direction and reach, without parser or model.

The scopes are those that BioScope annotates (Vincze 2008): a cue governs its clause or phrase to the right, a raising
or passive cue its subject on the left as well. `bench/bioscope.py` measures them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HARD = frozenset((";", ":", ".", "!", "?", "—", "–", "--", "…"))
CONTRAST = frozenset(("but", "however", "although", "though", "whereas", "while", "yet", "nevertheless", "nonetheless"))
_REASON = frozenset(
    ("because", "since", "so", "therefore", "thus", "hence", "unless", "as", "when", "if", "which", "who")
)
_PRONOUN = frozenset(
    ("it", "they", "we", "you", "he", "she", "i", "this", "these", "there", "our", "your", "its", "my")
)
_FINITE = frozenset(
    "is are was were has have had does do did will would can ca could may might should must 's 're 've 'll wo".split()
)
_PREDICATES = frozenset(
    "come comes came carry carries exist exists offer offers guarantee guarantees promise promises work works make makes be been".split()
)
_OPEN = {"(": ")", "[": "]"}
_INSERTED = frozenset(
    "in including ours even for like such however of as at by if whether according under with especially alone therefore".split()
)
_OR = frozenset(("or", "nor"))
_AND = frozenset(("and", "or", "nor", "then"))


def scope(lower: Sequence[str], cue: tuple[int, int], direction: str, reach: str) -> tuple[int, int]:
    """Return the token span that a cue governs, the cue included."""
    start, end = cue
    left = left_edge(lower, start, reach) if direction in ("backward", "both") else start
    right = right_edge(lower, end, reach) if direction in ("forward", "both") else end
    if direction == "both" and right < len(lower) and lower[right] == "," and _FINITE.isdisjoint(lower[left:right]):
        right = right_edge(lower, right + 1, reach)
    if reach == "predicate":
        left = next((at for at in range(end, right) if lower[at] in _FINITE or lower[at] in _PREDICATES), right)
    return left, right


def right_edge(lower: Sequence[str], start: int, reach: str) -> int:
    """Walk right from a cue to the end of its phrase, clause or sentence."""
    at = start
    while at < len(lower):
        word = lower[at]
        if word in _OPEN:
            at = _closed(lower, at)
            continue
        if word in HARD or word in CONTRAST or word in (")", "]"):
            return at
        if reach != "sentence" and _ends_clause(lower, at, start, reach):
            inserted = _insertion(lower, at) if word == "," else 0
            if not inserted:
                return at
            at = inserted
        at += 1
    return at


def left_edge(lower: Sequence[str], end: int, reach: str) -> int:
    """Walk left from a cue to the start of its clause or sentence."""
    at = end
    while at > 0:
        word = lower[at - 1]
        if reach == "sentence":
            if word in HARD and word != ":":
                return at
            at -= 1
            continue
        if word in HARD or word in CONTRAST or (word == "," and lower[at] not in _OR):
            return at
        if word in ("and", "so", "because") and (lower[at] in _PRONOUN or lower[at] == "the"):
            return at
        at -= 1
    return at


def _ends_clause(lower: Sequence[str], at: int, start: int, reach: str) -> bool:
    """Whether a new clause begins at this word."""
    word = lower[at]
    after = lower[at + 1] if at + 1 < len(lower) else ""
    if word == ",":
        return reach == "phrase" or not _lists(lower, at)
    if word in ("and", "then"):
        return reach == "conjunct" or _opens_clause(lower, at + 1)
    if reach == "phrase" and at > start and (word in _PRONOUN or word in _FINITE):
        return True
    if word in ("because", "unless"):
        return True
    return word == "so" and after not in ("that", "as") and at > start


def _opens_clause(lower: Sequence[str], at: int) -> bool:
    """Whether a subject or a finite verb begins here."""
    while at < len(lower) and lower[at].endswith("ly"):
        at += 1
    if at >= len(lower):
        return False
    word = lower[at]
    return (
        word in _PRONOUN
        or word in _FINITE
        or (word[-1:] == "s" and word[-2:] not in ("ss", "us", "is") and len(word) > 3)
    )


def _lists(lower: Sequence[str], comma: int) -> bool:
    """Whether a comma stands between the members of a list that ends in “or”."""
    at = comma + 1
    if at < len(lower) and (lower[at] in _PRONOUN or lower[at] in CONTRAST):
        return False
    run = 0
    while at < len(lower) and run < 6:
        word = lower[at]
        if word in _OR:
            return True
        if word in HARD or word in CONTRAST or word in _FINITE or word in _PRONOUN:
            return False
        run = 0 if word == "," else run + 1
        at += 1
    return False


def _insertion(lower: Sequence[str], comma: int) -> int:
    """Return the index of the comma that closes an insertion (“, in our view,”), or 0."""
    if comma + 1 >= len(lower) or lower[comma + 1] not in _INSERTED:
        return 0
    for at in range(comma + 2, min(len(lower), comma + 9)):
        if lower[at] == ",":
            return at
        if lower[at] in HARD:
            return 0
    return 0


def _closed(lower: Sequence[str], opening: int) -> int:
    """Return the index after the bracket that closes this one, or the next index."""
    closing = _OPEN[lower[opening]]
    for at in range(opening + 1, len(lower)):
        if lower[at] == closing:
            return at + 1
    return opening + 1
