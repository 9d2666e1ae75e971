"""Find sentences that promise although no pattern names their words.

The scorer, which weighs words, proposes; a small network, which reads them together, then says more than half. So the
network is asked about few sentences, and is loaded only where the scorer proposes one.
"""

from __future__ import annotations

from itertools import islice

from ..language import network
from ..language.scorer import weigh

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from ..compiled import Compiled
    from ..language.scorer import Weighed
    from .prose import Prose, Sentence

_LEAST_WORDS = 2
# log-odds of the scorer below which the network is not asked
PROPOSED = -0.75
# how much the scorer's word counts beside that of the network
_BESIDE = 0.5
# a label, and what is left of a sentence without its denied words, say less than a sentence does and must weigh more
_LABEL = 4
MORE = 0.5
_NAMED = 3
_LONG = 5
# these govern the words of a promise and are none themselves
_DENIALS = frozenset(("never", "nobody", "nothing", "without", "cannot", "not", "no"))


def promises(
    prose: Prose, book: Compiled, threshold: float, where: Container[str], named: Container[int]
) -> Iterator[tuple[Sentence, list[int]]]:
    """Yield each sentence whose weight reaches `threshold`, and its tokens that weigh most, the heaviest first.

    Blocks of a kind that is not in `where` are left out, and so are sentences that start at a place in `named`: a rule
    has named their words.
    """
    proposed = _proposed(prose, book, where, named)
    while some := list(islice(proposed, network.TOGETHER)):
        found = _read([(sentence.tokens.lower, weighed) for sentence, weighed in some], threshold)
        for (sentence, _), heaviest in zip(some, found, strict=True):
            if heaviest:
                yield sentence, heaviest


def _proposed(
    prose: Prose, book: Compiled, where: Container[str], named: Container[int]
) -> Iterator[tuple[Sentence, Weighed]]:
    for number, block in enumerate(prose.blocks):
        for start, end in prose.sentences_of(number) if block.kind in where else ():
            if start not in named:
                sentence = prose.sentence(start, end)
                if weighed := _weighed(sentence.tokens.lower, book):
                    yield sentence, weighed


def promising(lower: Sequence[str], book: Compiled, threshold: float) -> list[int]:
    """Return the tokens that weigh most, the heaviest first, where all together reach `threshold`."""
    weighed = _weighed(lower, book)
    return next(_read([(lower, weighed)], threshold)) if weighed else []


def _weighed(lower: Sequence[str], book: Compiled) -> Weighed | None:
    """Return what the scorer says of a sentence that it proposes."""
    if _words(lower) < _LEAST_WORDS:
        return None
    weighed = weigh(lower, book.model)
    return weighed if weighed.score >= PROPOSED else None


def _words(lower: Sequence[str]) -> int:
    return sum(map(str.isalpha, lower))


def _read(proposed: Sequence[tuple[Sequence[str], Weighed]], threshold: float) -> Iterator[list[int]]:
    """Yield for each sentence that is proposed the tokens that weigh most, or none where it stays below `threshold`."""
    said = network.scores([lower for lower, _ in proposed], network.load(network.WEIGHTS))
    for (lower, weighed), odds in zip(proposed, said, strict=True):
        least = threshold if _words(lower) >= _LABEL else threshold + MORE
        yield _heaviest(lower, weighed.shares) if _BESIDE * weighed.score + odds >= least else []


def _heaviest(lower: Sequence[str], shares: Sequence[float]) -> list[int]:
    """Rank the words that add most; what a promise is about stands in its longer words, before “our” and “you”."""
    words = [at for at, word in enumerate(lower) if word.isalpha() and word not in _DENIALS]
    adding = [at for at in words if shares[at] > 0] or words
    return sorted(adding, key=lambda at: (len(lower[at]) < _LONG, -shares[at]))[:_NAMED]
