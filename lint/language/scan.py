"""Name the sentences of an article that may match a pattern, and the patterns that may match there.

Every pattern has anchors, words without one of which it cannot match. The words of the plain text, in which every
character that is no letter and no digit is a space, are looked up one by one, with the words beside them. Before and
behind an anchor the sentence must then have the other words that the pattern needs. Nothing that a program matches is
lost; what is named too much, the matcher rejects.
"""

from __future__ import annotations

from functools import reduce
from itertools import compress, count, repeat
from operator import itemgetter

from .packed import Packed, Remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
    from typing import Any

    from .matcher import Program
    from .plain import Plain

    SentenceAt = Callable[[int], tuple[int, int]]
    Hit = tuple[int, Sequence[int]]
    Numbers = frozenset[int]
    Words = frozenset[str]
    # numbers of the words before and after or -1, and the patterns
    Entry = tuple[int, int, tuple[int, ...]]
    Table = Mapping[str, tuple[Entry, ...]]
    # a word's entries by the word behind it, by the word before it, by a word that is needed anywhere, and the rest
    Entries = tuple[Table, Table, Table, tuple[Entry, ...]]
    # the patterns that are wanted of a group, or None for all; its words in one text, and their entries, packed
    Group = tuple[Numbers | None, str, bytes, bytes]

# Stands for every word that holds a digit, among the words beside an anchor and among those that a pattern needs.
NUMBER = "#"
# So many times words are looked for in a text before a set is made of it.
_OFTEN = 8
# A set of words may be written as one text, each word between two of these.
BETWEEN = " "


def build(programs: Sequence[Program], groups: Sequence[int] = ()) -> Any:
    """Lay out the prefilter of some programs as plain values that marshal can store.

    `groups` gives the number of each program's group, if there is more than one: a run that wants nothing of a group
    never looks for its words. Raises ValueError for a program that can match without any known word.
    """
    from .anchors import lay_out

    return lay_out(programs, groups or [0] * len(programs))


class _Entries(dict[str, "Entries"]):
    """The entries of each anchor that was met, by its word; words without any wanted pattern are no anchors."""

    def __init__(self, groups: Sequence[Group]) -> None:
        super().__init__()
        self._groups = [
            (wanted, dict(zip(words.split(BETWEEN), count())) if words else {}, Packed(starts, stored))
            for wanted, words, starts, stored in groups
        ]
        self.anchors: dict[str, int] = {word: at for _, places, _ in self._groups for word, at in places.items()}

    def __missing__(self, word: str) -> Entries:
        found = reduce(
            _joined, (_kept(stored[places[word]], wanted) for wanted, places, stored in self._groups if word in places)
        )
        if not any(found):
            del self.anchors[word]
        self[word] = found
        return found


def _kept(entries: Entries, wanted: Numbers | None) -> Entries:
    """Keep the entries of the patterns that are wanted."""
    if wanted is None:
        return entries

    def of(some: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple([(before, after, kept) for before, after, all in some if (kept := _chosen(all, wanted))])

    *tables, rest = entries
    behind, ahead, among = ({key: kept for key, some in table.items() if (kept := of(some))} for table in tables)
    return behind, ahead, among, of(rest)


def _joined(one: Entries, other: Entries) -> Entries:
    """Put the entries of a word in two groups together."""
    behind, ahead, among = (
        {key: a.get(key, ()) + b.get(key, ()) for key in a.keys() | b.keys()} if a and b else a or b
        for a, b in zip(one[:3], other[:3], strict=True)
    )
    return behind, ahead, among, one[3] + other[3]


def _chosen(numbers: tuple[int, ...], wanted: Numbers | None) -> tuple[int, ...]:
    """Keep the patterns that are wanted."""
    return numbers if wanted is None else tuple([number for number in numbers if number in wanted])


class _Text(str):
    """A set of words, written as one text."""

    def __contains__(self, word: str) -> bool:  # type: ignore[override]
        return super().__contains__(f" {word} ")


class _Beside(dict[int, "Words"]):
    """Sets of words by their numbers; a set is quicker than a text to look into, but takes long to make."""

    def __init__(self, starts: bytes, stored: bytes) -> None:
        super().__init__()
        self._stored = Packed(starts, stored)
        self._asked: dict[int, tuple[_Text, count[int]]] = {}

    def __missing__(self, number: int) -> Container[str]:
        if number not in self._asked:
            self._asked[number] = _Text(self._stored[number]), count(1)
        text, times = self._asked[number]
        if next(times) == _OFTEN:
            del self._asked[number]
            self[number] = frozenset(text.split())
        return text


class Scanner:
    """Run the prefilter that `build` has laid out, for all patterns or for those that `wanted` names of each group."""

    def __init__(self, table: Any, wanted: Sequence[Numbers | None] = ()) -> None:
        groups, beside, needs, needed = table
        chosen = zip(wanted or repeat(None, len(groups)), groups, strict=True)
        asked = [(numbers, *group) for numbers, group in chosen if numbers is None or numbers]
        self._signs = [(sign, _chosen(all, some)) for some, signs, *_ in asked for sign, all in signs.items()]
        self._entries = _Entries([(numbers, *entries) for numbers, _, *entries in asked])
        self._beside, self._needs, self._needed = _Beside(*beside), Packed(*needs), Remembered(*needed)
        self._sides: dict[int, tuple[list[Words], list[Words], list[Words]]] = {}

    def candidates(self, plain: Plain, sentence_at: SentenceAt) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (start, end, pattern numbers) of each sentence where patterns may match, in order.

        `plain` is the normal text of all blocks, with a line feed between blocks; `sentence_at` gives the span of the
        sentence at an offset of it, and is called for sentences with anchors alone.
        """
        text, hits = plain.text, self._hits(plain)
        if signs := sorted(self._sign_hits(plain.lower)):
            hits = iter(sorted((*hits, *signs), key=itemgetter(0)))
        for start, end, here in _by_sentence(hits, sentence_at):
            if numbers := self._possible(text, start, end, here):
                yield start, end, numbers

    def _sign_hits(self, lower: str) -> Iterator[Hit]:
        """Yield (offset, pattern numbers) of what no word of the plain text shows."""
        for sign, numbers in self._signs:
            at = lower.find(sign) if numbers else -1
            while at >= 0:
                yield at, numbers
                at = lower.find(sign, at + 1)

    def _hits(self, plain: Plain) -> Iterator[Hit]:
        """Yield (offset, pattern numbers) of the anchors whose block has what their patterns ask for, in order."""
        start, sides, both = 0, self._sides.get, self._both_sides
        for block, words in zip(plain.text.split("\n"), plain.blocks, strict=True):
            shown = _shown(block, words)
            present = set(shown)
            done, offset = 0, start
            for at, numbers in self._among_neighbours(words, shown, present):
                if kept := [number for number in numbers if _have(present, (sides(number) or both(number))[2])]:
                    offset += sum(map(len, words[done:at])) + at - done
                    done = at
                    yield offset, kept
            start += len(block) + 1

    def _among_neighbours(
        self, words: list[str], shown: list[str], present: set[str]
    ) -> list[tuple[int, tuple[int, ...]]]:
        """Return (word number, pattern numbers) of the anchors of a block that have the right neighbours."""
        entries, beside = self._entries, self._beside
        hits = []
        for at in compress(count(), map(entries.anchors.__contains__, words)):
            behind, ahead, among, near = entries[words[at]]
            after = shown[at + 1] or _nearest(shown, at, 1)
            if after in behind:
                near += behind[after]
            if among and not present.isdisjoint(among):
                for word in among.keys() & present:
                    near += among[word]
            if not near and not ahead:
                continue
            before = shown[at - 1] or _nearest(shown, at, -1)
            if before in ahead:
                near += ahead[before]
            for befores, afters, numbers in near:
                if (befores < 0 or before in beside[befores]) and (afters < 0 or after in beside[afters]):
                    hits.append((at, numbers))
        return hits

    def _possible(self, text: str, start: int, end: int, hits: list[Hit]) -> tuple[int, ...]:
        """Keep the patterns whose needed words stand in the sentence, on both sides of an anchor."""
        words = _shown(text[start:end], text[start:end].split(" "))
        at, seen = 0, start
        kept: set[int] = set()
        for offset, numbers in hits:
            at += text.count(" ", seen, offset)
            seen = offset
            # the anchor's word may hold other tokens, too (10mg)
            before, after = words[: at + 1], words[at:]
            for number in numbers:
                left, right, _ = self._sides.get(number) or self._both_sides(number)
                if number not in kept and _have(before, left) and _have(after, right):
                    kept.add(number)
        return tuple(sorted(kept))

    def _both_sides(self, number: int) -> tuple[list[Words], list[Words], list[Words]]:
        """Return the sets of which a pattern needs a word each: before its anchor, behind it, and all of them."""
        left, right = ([self._needed[need] for need in side] for side in self._needs[number])
        self._sides[number] = left, right, left + right
        return self._sides[number]


def _have(words: Collection[str], needs: list[Words]) -> bool:
    """Tell whether some words have one of each set."""
    for need in needs:  # noqa: SIM110 -- a generator takes twice as long
        if need.isdisjoint(words):
            return False
    return True


def _shown(text: str, words: list[str]) -> list[str]:
    """Put NUMBER in the place of each word of a text that holds a digit."""
    if text.replace(" ", "").isalpha():
        return words
    return [NUMBER if word and not word.isalpha() else word for word in words]


def _nearest(words: list[str], at: int, step: int) -> str:
    """Return the nearest word that is not empty; what ends a block stands on both sides of it."""
    while not words[at := at + step]:
        pass
    return words[at]


def _by_sentence(hits: Iterator[Hit], sentence_at: SentenceAt) -> Iterator[tuple[int, int, list[Hit]]]:
    """Yield (start, end, hits) of every sentence with hits."""
    start = end = -1
    here: list[Hit] = []
    for hit in hits:
        if hit[0] >= end:
            if here:
                yield start, end, here
            start, end = sentence_at(hit[0])
            here = []
        here.append(hit)
    if here:
        yield start, end, here
