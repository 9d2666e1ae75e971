"""Name the sentences of an article that may match a pattern, and the patterns that may match there.

Every pattern has anchors, words without one of which it cannot match. The words of the plain text, in which every
character that is no letter and no digit is a space, are looked up one by one, with the words beside them. A sentence
with an anchor is then asked for the other words that the pattern needs. Nothing that a program matches is lost; what is
named too much, the matcher rejects.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .matcher import Program

    SentenceAt = Callable[[int], tuple[int, int]]
    Hit = tuple[int, int]
    Words = frozenset[str]
    Entries = Mapping[str, Sequence[tuple[int, Words | None, Words | None]]]

_TO_SPACE = bytes(code if code >= 128 or chr(code).isalnum() or code == 10 else 32 for code in range(256))
_ASCII = bytes(range(128))
_NO_NEEDS: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
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
        self._entries, self._signs, self._sets, self._needs = table

    def candidates(self, lower: str, sentence_at: SentenceAt) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (start, end, pattern numbers) of each sentence where patterns may match, in order.

        `lower` is the normal text of all blocks in lower case, with a line feed between blocks; `sentence_at` gives the
        span of the sentence at an offset of it, and is called for sentences with anchors alone.
        """
        text = plain(lower)
        found: dict[tuple[int, int], list[Hit]] = {}
        start = end = 0
        hits: list[Hit] = []
        for hit in (*self._hits(text), *self._sign_hits(lower)):
            if not start <= hit[0] < end:
                start, end = span = sentence_at(hit[0])
                hits = found.setdefault(span, [])
            hits.append(hit)
        for (start, end), hits in sorted(found.items()):
            if numbers := self._possible(text, start, end, hits):
                yield start, end, numbers

    def _hits(self, text: str) -> Iterator[Hit]:
        """Yield (offset, pattern number) of every anchor among fitting neighbours."""
        entries, start = self._entries, 0
        for block in text.split("\n"):
            words = block.split(" ")
            anchors = [at for at, word in enumerate(words) if word in entries]
            if anchors and (hits := _among_neighbours(words, anchors, entries)):
                ends = list(accumulate(map(len, words)))
                for at, number in hits:
                    yield start + ends[at] + at - len(words[at]), number
            start += len(block) + 1

    def _sign_hits(self, lower: str) -> Iterator[Hit]:
        """Find what no word of the plain text shows."""
        for sign, numbers in self._signs.items():
            at = lower.find(sign)
            while at >= 0:
                for number in numbers:
                    yield at, number
                at = lower.find(sign, at + 1)

    def _possible(self, text: str, start: int, end: int, hits: list[Hit]) -> tuple[int, ...]:
        """Keep the patterns that have a word of every needed set, anywhere in the sentence and beside an anchor."""
        needs, has = self._needs, self._having(text[start:end])
        numbers = {number for number in {hit[1] for hit in hits} if has(needs[number][0]) and has(needs[number][1])}
        return tuple(
            sorted(
                number
                for number in numbers
                if needs[number] == _NO_NEEDS
                or any(
                    self._having(text[start:at])(needs[number][0]) and self._having(text[at:end])(needs[number][1])
                    for at, of in hits
                    if of == number
                )
            )
        )

    def _having(self, text: str) -> Callable[[tuple[int, ...]], bool]:
        """Return a function that tells whether a text has a word of every one of some sets."""
        words = set(text.split())
        if not all(map(str.isalpha, words)):
            words.add(NUMBER)
        sets, known = self._sets, {}

        def has(needs: tuple[int, ...]) -> bool:
            for need in needs:
                if need not in known:
                    known[need] = not words.isdisjoint(sets[need])
                if not known[need]:
                    return False
            return True

        return has


def _among_neighbours(words: list[str], anchors: list[int], entries: Entries) -> list[Hit]:
    """Keep (word number, pattern number) of the anchors that have the neighbours their pattern asks for."""
    words.append(_NOTHING)
    kept = []
    for at in anchors:
        before = after = ""
        left, right = at - 1, at + 1
        while not (before := words[left]):
            left -= 1
        while not (after := words[right]):
            right += 1
        if not before.isalpha():
            before = NUMBER
        if not after.isalpha():
            after = NUMBER
        for number, befores, afters in entries[words[at]]:
            if (befores is None or before in befores) and (afters is None or after in afters):
                kept.append((at, number))
    return kept


def plain(lower: str) -> str:
    """Turn every character that is no letter, digit or line feed into a space; the length stays."""
    data = lower.encode("utf-8", "surrogatepass")
    text = data.translate(_TO_SPACE).decode("utf-8", "surrogatepass")
    if not lower.isascii():
        for sign in set(data.translate(None, _ASCII).decode("utf-8", "surrogatepass")):
            if not sign.isalnum():
                text = text.replace(sign, " ")
    return text
