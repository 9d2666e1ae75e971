"""Name the sentences of an article that may match a pattern, and the patterns that may match there.

Every pattern has anchors, words without one of which it cannot match. The words of the plain text, in which every
character that is no letter and no digit is a space, are looked up one by one, with the words beside them. Before and
behind an anchor the sentence must then have the other words that the pattern needs. Nothing that a program matches is
lost; what is named too much, the matcher rejects.
"""

from __future__ import annotations

from itertools import accumulate, repeat
from marshal import loads
from operator import or_
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .matcher import Program

    SentenceAt = Callable[[int], tuple[int, int]]
    Hit = tuple[int, tuple[int, ...]]
    Words = frozenset[str]
    Entry = tuple[Words | None, Words | None, tuple[int, ...]]

_TO_SPACE = bytes(code if code >= 128 or chr(code).isalnum() or code == 10 else 32 for code in range(256))
_ASCII = bytes(range(128))
# More signs than typography needs are replaced in one slow pass.
_MANY = 100
# Stands for every word that holds a digit, among the words beside an anchor and among those that a pattern needs.
NUMBER = "#"
# Stands beside the first and the last word of a block; like all words, but for its case.
_NOTHING = "NOTHING"


def build(programs: Sequence[Program]) -> Any:
    """Lay out the prefilter of some programs as plain values that marshal can store.

    Raises ValueError for a program that can match without any known word.
    """
    from .anchors import lay_out

    return lay_out(programs)


class Scanner:
    """Run the prefilter that `build` has laid out."""

    def __init__(self, table: Any) -> None:
        self._stored, self._beside, self._signs, self._flags, self._needs = table
        self._entries: dict[str, list[Entry]] = {}
        self._known: dict[int, Words] = {}

    def candidates(self, lower: str, sentence_at: SentenceAt) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (start, end, pattern numbers) of each sentence where patterns may match, in order.

        `lower` is the normal text of all blocks in lower case, with a line feed between blocks; `sentence_at` gives the
        span of the sentence at an offset of it, and is called for sentences with anchors alone.
        """
        text = plain(lower)
        hits = self._hits(text)
        if signs := sorted(self._sign_hits(lower)):
            hits = iter(sorted((*hits, *signs)))
        for start, end, here in _by_sentence(hits, sentence_at):
            if numbers := self._possible(text, start, end, here):
                yield start, end, numbers

    def _sign_hits(self, lower: str) -> Iterator[Hit]:
        """Yield (offset, pattern numbers) of what no word of the plain text shows."""
        for sign, numbers in self._signs.items():
            at = lower.find(sign)
            while at >= 0:
                yield at, numbers
                at = lower.find(sign, at + 1)

    def _hits(self, text: str) -> Iterator[Hit]:
        """Yield (offset, pattern numbers) of the anchors that have the neighbours their patterns ask for, in order."""
        start = 0
        for block in text.split("\n"):
            words = block.split(" ")
            done, offset = 0, start
            for at, numbers in self._among_neighbours(words):
                if at > done:
                    offset += sum(map(len, words[done:at])) + at - done
                    done = at
                yield offset, numbers
            start += len(block) + 1

    def _among_neighbours(self, words: list[str]) -> list[Hit]:
        """Return (word number, pattern numbers) of the anchors of a block; an empty word is a space too many."""
        stored, entries = self._stored, self._entries
        hits = []
        anchors = [at for at, word in enumerate(words) if word in stored]
        words.append(_NOTHING)
        for at in anchors:
            before = words[at - 1] or _nearest(words, at, -1)
            after = words[at + 1] or _nearest(words, at, 1)
            if not before.isalpha():
                before = NUMBER
            if not after.isalpha():
                after = NUMBER
            for befores, afters, numbers in entries.get(words[at]) or self._read(words[at]):
                if (befores is None or before in befores) and (afters is None or after in afters):
                    hits.append((at, numbers))
        return hits

    def _read(self, word: str) -> list[Entry]:
        """Return the entries of a word, read when an article first has it: most words of a table are in none."""
        self._entries[word] = [
            (self._words(before), self._words(after), numbers) for before, after, numbers in loads(self._stored[word])
        ]
        return self._entries[word]

    def _words(self, number: int) -> Words | None:
        if number < 0:
            return None
        if number not in self._known:
            self._known[number] = loads(self._beside[number])
        return self._known[number]

    def _possible(self, text: str, start: int, end: int, hits: list[Hit]) -> tuple[int, ...]:
        """Keep the patterns whose needed words stand on both sides of an anchor."""
        needs, flags = self._needs, self._flags_of(text[start:end].split(" "))
        before = list(accumulate(flags, or_))
        found = before[-1]
        after: list[int] = []
        at, seen = 0, start
        kept = set()
        for offset, numbers in hits:
            at += text.count(" ", seen, offset)
            seen = offset
            for number in numbers:
                left, right = needs[number]
                if left & found == left and right & found == right:
                    after = after or list(accumulate(reversed(flags), or_))
                    if before[at] & left == left and after[-1 - at] & right == right:
                        kept.add(number)
        return tuple(sorted(kept))

    def _flags_of(self, words: list[str]) -> list[int]:
        """Return the flags of each word."""
        flags = list(map(self._flags.get, words, repeat(0)))
        if not "".join(words).isalpha():
            number = self._flags.get(NUMBER, 0)
            flags = [number if word and not word.isalpha() else flag for word, flag in zip(words, flags, strict=True)]
        return flags


def _nearest(words: list[str], at: int, step: int) -> str:
    """Return the nearest word that is not empty; the last one stands on both sides of the block."""
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


def plain(lower: str) -> str:
    """Turn every character that is no letter, digit or line feed into a space; the length stays."""
    data = lower.encode("utf-8", "surrogatepass")
    text = data.translate(_TO_SPACE).decode("utf-8", "surrogatepass")
    if lower.isascii():
        return text
    signs = [sign for sign in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")) if not sign.isalnum()]
    if len(signs) > _MANY:
        return text.translate(dict.fromkeys(map(ord, signs), " "))
    for sign in signs:
        text = text.replace(sign, " ")
    return text
