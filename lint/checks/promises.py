"""Find sentences that promise although no pattern names their words.

The scorer, which weighs words, proposes; a small network, which reads them together, then says more than half. So the
network is asked about few sentences, and is loaded only where the scorer proposes one.
"""

from __future__ import annotations

from functools import lru_cache

from ..language import network
from ..language.scorer import weigh

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from ..compiled import Compiled
    from .prose import Prose, Sentence

_LEAST_WORDS = 2
# log-odds of the scorer below which the network is not asked
PROPOSED = -1.0
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
    prose: Prose, book: Compiled, threshold: float, named: Container[int]
) -> Iterator[tuple[Sentence, list[int]]]:
    """Yield each sentence whose weight reaches `threshold`, and its tokens that weigh most, the heaviest first.

    Sentences that start at a place in `named` are left out: a rule has named their words.
    """
    for number in range(len(prose.blocks)):
        for start, end in prose.sentences_of(number):
            if start not in named:
                sentence = prose.sentence(start, end)
                if heaviest := promising(sentence.tokens.lower, book, threshold):
                    yield sentence, heaviest


def promising(lower: Sequence[str], book: Compiled, threshold: float) -> list[int]:
    """Return the tokens that weigh most, the heaviest first, where all together reach `threshold`."""
    words = sum(map(str.isalpha, lower))
    if words < _LEAST_WORDS:
        return []
    weighed = weigh(lower, book.model)
    if weighed.score < PROPOSED:
        return []
    odds = _BESIDE * weighed.score + _network_says(tuple(lower))
    least = threshold if words >= _LABEL else threshold + MORE
    return _heaviest(lower, weighed.shares) if odds >= least else []


# the pages of a site say much in the same words
@lru_cache(maxsize=1000)
def _network_says(lower: tuple[str, ...]) -> float:
    return network.score(lower, network.load(network.WEIGHTS))


def _heaviest(lower: Sequence[str], shares: Sequence[float]) -> list[int]:
    """Rank the words that add most; what a promise is about stands in its longer words, before “our” and “you”."""
    words = [at for at, word in enumerate(lower) if word.isalpha() and word not in _DENIALS]
    adding = [at for at in words if shares[at] > 0] or words
    return sorted(adding, key=lambda at: (len(lower[at]) < _LONG, -shares[at]))[:_NAMED]
