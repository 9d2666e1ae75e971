"""Name the sentences of an article that may match a pattern, and the patterns that may match there.

Every pattern has anchors, words without one of which it cannot match. The words of the plain text, in which every
character that is no letter and no digit is a space, are looked up one by one, with the words beside them. Before and
behind an anchor the sentence must then have the other words that the pattern needs. Nothing that a program matches is
lost; what is named too much, the matcher rejects.
"""

from __future__ import annotations

from itertools import compress, count
from operator import itemgetter
from sys import intern

from .packed import Packed, Remembered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator, Sequence
    from typing import Any

    from .matcher import Program
    from .plain import Plain

    SentenceAt = Callable[[int], tuple[int, int]]
    Hit = tuple[int, Sequence[int]]
    Words = frozenset[str]
    Entry = tuple[Container[str] | None, Container[str] | None, tuple[int, ...]]
    # a word's entries by the word behind it, by the word before it, and those that may have many words beside them
    Entries = tuple[dict[str, list[Entry]], dict[str, list[Entry]], list[Entry]]

# Stands for every word that holds a digit, among the words beside an anchor and among those that a pattern needs.
NUMBER = "#"
# So many times a word is met before its entries are made ready for many times more.
_OFTEN = 8
# Up to so many words beside an anchor each get a line in a table of their own.
_FEW = 16
# A set of words may be written as one text, each word between two of these.
BETWEEN = " "


def build(programs: Sequence[Program]) -> Any:
    """Lay out the prefilter of some programs as plain values that marshal can store.

    Raises ValueError for a program that can match without any known word.
    """
    from .anchors import lay_out

    return lay_out(programs)


class _Text(str):
    """A set of words, written as one text."""

    def __contains__(self, word: str) -> bool:  # type: ignore[override]
        return super().__contains__(f" {word} ")


class Scanner:
    """Run the prefilter that `build` has laid out, for all patterns or for the numbers in `wanted` alone."""

    def __init__(self, table: Any, wanted: Container[int] | None = None) -> None:
        (words, *entries), beside, self._signs, self._needs, needed = table
        self._stored, self._beside, self._needed = Packed(*entries), Packed(*beside), Remembered(*needed)
        self._wanted = wanted
        self._anchors = dict(zip(words.split(BETWEEN), count())) if words else {}
        self._entries: dict[str, Entries] = {}
        self._rare: dict[str, tuple[Entries, count[int]]] = {}
        self._texts: dict[int, _Text] = {}
        self._known: dict[int, Words] = {}
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
        for sign, numbers in self._signs.items():
            chosen = self._chosen(numbers)
            at = lower.find(sign) if chosen else -1
            while at >= 0:
                yield at, chosen
                at = lower.find(sign, at + 1)

    def _chosen(self, numbers: tuple[int, ...]) -> tuple[int, ...]:
        """Keep the patterns that are wanted."""
        wanted = self._wanted
        return numbers if wanted is None else tuple([number for number in numbers if number in wanted])

    def _hits(self, plain: Plain) -> Iterator[Hit]:
        """Yield (offset, pattern numbers) of the anchors whose block has what their patterns ask for, in order."""
        start = 0
        for block, words in zip(plain.text.split("\n"), plain.blocks, strict=True):
            if near := self._among_neighbours(words):
                done, offset = 0, start
                present = set(words)
                if not block.replace(" ", "").isalpha():
                    present.add(NUMBER)
                for at, numbers in near:
                    if kept := self._whose_needs_stand(numbers, present):
                        offset += sum(map(len, words[done:at])) + at - done
                        done = at
                        yield offset, kept
            start += len(block) + 1

    def _among_neighbours(self, words: list[str]) -> list[tuple[int, tuple[int, ...]]]:
        """Return (word number, pattern numbers) of the anchors of a block that have the right neighbours."""
        entries = self._entries
        hits = []
        anchors = list(compress(count(), map(self._anchors.__contains__, words)))
        for at in anchors:
            found = entries.get(words[at])
            if found is None:
                found = self._seldom(words[at])
            behind, ahead, near = found
            after = words[at + 1] or _nearest(words, at, 1)
            if not after.isalpha():
                after = NUMBER
            if after in behind:
                near = near + behind[after]
            elif not near and not ahead:
                continue
            before = words[at - 1] or _nearest(words, at, -1)
            if not before.isalpha():
                before = NUMBER
            if before in ahead:
                near = near + ahead[before]
            for befores, afters, numbers in near:
                if (befores is None or before in befores) and (afters is None or after in afters):
                    hits.append((at, numbers))
        return hits

    def _seldom(self, word: str) -> Entries:
        """Return the entries of a word that was not met often.

        The words beside such a word are looked for in texts; sets and tables are quicker, but take long to make.
        """
        if word not in self._rare:
            rest: list[Entry] = [
                (self._text(before), self._text(after), some) for before, after, some in self._read(word)
            ]
            self._rare[word] = ({}, {}, rest), count(1)
        entries, times = self._rare[word]
        if next(times) == _OFTEN:
            del self._rare[word]
            if word in self._anchors:
                self._entries[word] = self._sorted(self._read(word))
        return entries

    def _read(self, word: str) -> list[tuple[int, int, tuple[int, ...]]]:
        entries = self._stored[self._anchors[word]]
        kept = [(before, after, some) for before, after, all in entries if (some := self._chosen(all))]
        if not kept:
            del self._anchors[word]
            self._entries[word] = {}, {}, []
        return kept

    def _sorted(self, entries: list[tuple[int, int, tuple[int, ...]]]) -> Entries:
        """Sort entries by a word beside theirs, where few may stand there."""
        behind: dict[str, list[Entry]] = {}
        ahead: dict[str, list[Entry]] = {}
        rest: list[Entry] = []
        for before, after, numbers in entries:
            befores, afters = self._set(before), self._set(after)
            entry = befores, afters, numbers
            if afters is not None and len(afters) <= _FEW:
                for word in afters:
                    behind.setdefault(word, []).append(entry)
            elif befores is not None and len(befores) <= _FEW:
                for word in befores:
                    ahead.setdefault(word, []).append(entry)
            else:
                rest.append(entry)
        return behind, ahead, rest

    def _text(self, number: int) -> _Text | None:
        if number < 0:
            return None
        if number not in self._texts:
            self._texts[number] = _Text(self._beside[number])
        return self._texts[number]

    def _set(self, number: int) -> Words | None:
        if number < 0:
            return None
        if number not in self._known:
            self._known[number] = frozenset(map(intern, self._beside[number].split()))
        return self._known[number]

    def _possible(self, text: str, start: int, end: int, hits: list[Hit]) -> tuple[int, ...]:
        """Keep the patterns whose needed words stand in the sentence, on both sides of an anchor."""
        words = text[start:end].split(" ")
        if not text[start:end].replace(" ", "").isalpha():
            words = [NUMBER if word and not word.isalpha() else word for word in words]
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

    def _whose_needs_stand(self, numbers: tuple[int, ...], words: set[str]) -> list[int]:
        """Keep the patterns that find all that they need among some words."""
        sides = self._sides
        return [number for number in numbers if _have(words, (sides.get(number) or self._both_sides(number))[2])]

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
