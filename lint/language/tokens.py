"""Cut text into the tokens of spaCy's English tokenizer, without spaCy.

`tokenise(text)` is all that a caller needs; the rules travel with the package (`tokendata`, which `tokenexport` writes
and a test holds against the installed spaCy). The algorithm is spaCy's, in linear time: chunks between white space lose
prefixes and suffixes until a special case remains, then addresses stay whole and the rest is cut at infixes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, pairwise

from ..expressions import expression
from ..values import NamedTuple
from .tokendata import CLASSES, EXPRESSIONS, PHRASES, SPECIALS, WESTERN, WESTERN_CLASSES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_JOIN = "·"
_Pieces = tuple[tuple[str, int], ...]
_Span = tuple[str, int, int]


class Tokens(NamedTuple):
    """The tokens of a text, in order and in lower case, and their places in it (code points, half open)."""

    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def tokenise(text: str) -> Tokens:
    """Return the tokens of spaCy's blank English pipeline for `text`, white-space tokens left out.

    A part that is cut out at white space has the tokens that it has in the whole text. (One oddity of spaCy excepted:
    an emoticon that the cut would tear, `a-o. O`.)
    """
    chunks = text.split()
    tidy = " ".join(chunks) == text
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for chunk in chunks:
        if not tidy:
            at = text.index(chunk, at)
        pieces = _known_pieces(chunk) if len(chunk) < _LONG else _pieces(chunk)
        if pieces is None:
            return _with_phrases(text)
        for form, length in pieces:
            lower.append(form)
            starts.append(at)
            at += length
            ends.append(at)
        at += 1
    return Tokens(tuple(lower), tuple(starts), tuple(ends))


def inner_pieces() -> frozenset[str]:
    """Return the tokens, in lower case, that may touch a letter or a digit of the next token.

    They are the pieces of special cases (`ca` + `n't`, `can` + `not`, `10` + `am`) and the units and currencies after a
    digit. Besides these, any token that ends in a digit may be followed by a unit.
    """
    units = "|".join(re.findall(r"\(\?<=\[0-9\]\)\(\?:([^)]*)\)\$", EXPRESSIONS["suffix"])).replace("\\", "").split("|")
    inner = {unit.lower() for unit in units if unit[0].isalnum()}
    for run in piece_runs():
        for left, right in pairwise(run):
            if left[-1].isalnum() and right[0].isalnum():
                inner |= {left, right}
    return frozenset(inner)


def piece_runs() -> Iterator[tuple[str, ...]]:
    """Yield the tokens, in lower case, that special cases put in a row without a space between them.

    A phrase may take over the end or the start of a special case: `(Id.` is `(`, `i` and `d.`, not `i`, `d` and `.`.
    """
    runs = [tuple(special.lower().split(_JOIN)) for special in _SPECIALS.values()]
    yield from runs
    starts: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    ends: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for run in runs:
        for cut in range(1, len(run)):
            starts.setdefault(run[:cut], []).append(run[cut:])
            ends.setdefault(run[cut:], []).append(run[:cut])
    for entry in PHRASES.split():
        phrase = tuple(entry.lower().split(_JOIN))
        pieces = tuple(_SPECIALS[entry.replace(_JOIN, "")].lower().split(_JOIN))
        for cut in range(1, len(phrase)):
            yield from (left + pieces for left in ends.get(phrase[:cut], ()))
            yield from (pieces + right for right in starts.get(phrase[cut:], ()))


def _lowered(pieces: list[str]) -> _Pieces:
    return tuple((piece.lower(), len(piece)) for piece in pieces)


_SPECIALS = dict(zip(SPECIALS.replace(_JOIN, "").split(), SPECIALS.split(), strict=True))
_EXPRESSIONS = EXPRESSIONS | {"western": f"[{WESTERN}]*"}
_LONGEST_SPECIAL = max(map(len, _SPECIALS))
_LONG = 64  # longer chunks are seldom words, and not worth keeping
_WINDOW = 16  # more than any prefix or suffix with what it looks at, a run of full stops excepted
_CLOSING = frozenset(",;:!?)")


def _pieces(chunk: str) -> _Pieces | None:
    """Return the tokens of a chunk; None where its neighbours may have a say (`_with_phrases`)."""
    if chunk in _SPECIALS:
        return _lowered(_SPECIALS[chunk].split(_JOIN))
    if chunk.isascii():
        if chunk.isalpha() or chunk.isdigit():
            return ((chunk.lower(), len(chunk)),)
        stem, last = chunk[:-1], chunk[-1]
        parted = last in _CLOSING or (last == "." and (stem[-1:].islower() or stem.isdigit()))
        if parted and (stem.isalpha() or stem.isdigit()) and stem not in _SPECIALS:
            return ((stem.lower(), len(stem)), (last, 1))
    pieces = _split(chunk)
    return None if _rewritten(pieces) else _lowered(pieces)


_known_pieces = lru_cache(maxsize=1 << 14)(_pieces)


def _split(chunk: str) -> list[str]:
    """Return the tokens of a chunk before spaCy looks for phrases."""
    western = chunk.isascii() or bool(_expression("western", True).fullmatch(chunk))
    heads, tails = _affixes(chunk, western)
    start, end = heads[-1], tails[-1]
    cuts = [*heads, *(start + cut for cut in _inner_cuts(chunk[start:end], western)), *reversed(tails)]
    return [chunk[left:right] for left, right in pairwise(cuts) if left < right]


def _affixes(chunk: str, western: bool) -> tuple[list[int], list[int]]:
    """Return where prefixes end, from 0 upward, and where suffixes start, from the end downward."""
    heads, tails = [0], [len(chunk)]
    while heads[-1] < tails[-1] and not _is_special(chunk, heads[-1], tails[-1]):
        start, end = heads[-1], tails[-1]
        head = start + _prefix(chunk, start, end, western)
        if head > start and _is_special(chunk, head, end):
            heads.append(head)
            break
        tail = end - _suffix(chunk, head, end, western)
        if tail < end and _is_special(chunk, start, tail):
            tails.append(tail)
            break
        if head == start and tail == end:
            break
        heads.append(head)
        tails.append(tail)
    return heads, tails


def _is_special(chunk: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_SPECIAL and chunk[start:end] in _SPECIALS


def _prefix(chunk: str, start: int, end: int, western: bool) -> int:
    """Return the length of the prefix of `chunk[start:end]`; only a run of full stops can fill the window."""
    match, size = _expression("prefix", western).match, _WINDOW
    while True:
        window = chunk[start : min(start + size, end)]
        found = match(window)
        length = found.end() if found else 0
        if length < size:
            return length
        size *= 2


def _suffix(chunk: str, start: int, end: int, western: bool) -> int:
    """Return the length of the suffix of `chunk[start:end]`; only a run of full stops can fill the window."""
    search, size = _expression("suffix", western).search, _WINDOW
    while True:
        window = chunk[max(start, end - size) : end]
        found = search(window)
        length = len(window) - found.start() if found else 0
        if length < size:
            return length
        size *= 2


def _inner_cuts(middle: str, western: bool) -> list[int]:
    """Return the ends of the infixes of a chunk without affixes."""
    if middle in _SPECIALS:
        return list(accumulate(map(len, _SPECIALS[middle].split(_JOIN))))
    if "." in middle and _is_address(middle, western):
        return []
    found = _expression("infix", western).finditer(middle)
    return [cut for infix in found if infix.start() for cut in infix.span()]


def _is_address(text: str, western: bool) -> bool:
    """Tell whether a host starts at the front, after the scheme, or after any `@`: what spaCy's backtracking tries."""
    host = _expression("host", western).match
    scheme = _expression("scheme", western).match(text)
    if host(text) or (scheme and host(text, scheme.end())):
        return True
    return "@" in text and any(host(text, at.end()) for at in re.finditer("@", text) if at.start())


def _rewritten(pieces: list[str]) -> bool:
    """Tell whether a phrase among the tokens of one chunk has other tokens as a special case."""
    if _phrases().keys().isdisjoint(pairwise(pieces)):
        return False
    runs = _phrase_runs("".join(pieces), list(_laid_out(pieces, 0)))
    return any(_JOIN.join(pieces[first:last]) != _SPECIALS["".join(pieces[first:last])] for first, last in runs)


def _with_phrases(text: str) -> Tokens:
    """Return the tokens of a text in which phrases of tokens are special cases: `vitamin-a.` ends in `a.`."""
    spans = list(_spans(text))
    tokens: list[_Span] = []
    done = 0
    for first, last in sorted(_phrase_runs(text, spans)):
        start, end = spans[first][1], spans[last - 1][2]
        tokens += spans[done:first]
        special = _SPECIALS.get(text[start:end])
        tokens += _laid_out(special.split(_JOIN), start) if special else spans[first:last]
        done = last
    words, starts, ends = zip(*tokens, *spans[done:], strict=True)
    return Tokens(tuple(map(str.lower, words)), starts, ends)


def _spans(text: str) -> Iterator[_Span]:
    """Yield the tokens of a text, in its own case, before spaCy looks for phrases."""
    at = 0
    for chunk in text.split():
        at = text.index(chunk, at)
        yield from _laid_out(_split(chunk), at)
        at += len(chunk)


def _laid_out(pieces: list[str], start: int) -> Iterator[_Span]:
    for piece in pieces:
        yield piece, start, start + len(piece)
        start += len(piece)


def _phrase_runs(text: str, spans: Sequence[_Span]) -> list[tuple[int, int]]:
    """Return the runs of tokens that spaCy compares with its special cases: the longest first, then the first.

    A run may reach over single spaces. It is then no special case, but still shuts out the runs that it overlaps.
    """
    phrases = _phrases()
    found = [
        (first, first + len(phrase))
        for first, (left, right) in enumerate(pairwise(spans))
        for phrase in phrases.get((left[0], right[0]), ())
        if _is_phrase(text, spans[first : first + len(phrase)], phrase)
    ]
    taken: set[int] = set()
    kept = []
    for first, last in sorted(found, key=lambda run: (run[0] - run[1], run[0])):
        if first not in taken and last - 1 not in taken:
            kept.append((first, last))
        taken.update(range(first, last))
    return kept


def _is_phrase(text: str, spans: Sequence[_Span], phrase: tuple[str, ...]) -> bool:
    return tuple(word for word, _, _ in spans) == phrase and all(
        text[left[2] : right[1]] in ("", " ") for left, right in pairwise(spans)
    )


@cache
def _phrases() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """Return the phrases by their first two tokens; none is shorter."""
    phrases: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for entry in PHRASES.split():
        phrase = tuple(entry.split(_JOIN))
        phrases.setdefault((phrase[0], phrase[1]), []).append(phrase)
    return phrases


@cache
def _expression(name: str, western: bool) -> re.Pattern[str]:
    """Compile an expression when it is first needed; cut down to `WESTERN` characters it takes a tenth of the time."""
    classes = WESTERN_CLASSES if western else CLASSES
    return expression(re.sub("⟪([0-9]+)⟫", lambda number: classes[int(number[1])], _EXPRESSIONS[name]))
