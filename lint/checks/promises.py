"""Propose sentences that promise although no pattern names their words, by the weights of a trained scorer."""

from __future__ import annotations

from ..language.scorer import weigh

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from ..compiled import Compiled
    from .prose import Prose, Sentence

_LEAST_WORDS = 2
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
    """Yield each sentence whose log-odds reach `threshold`, and its tokens that weigh most, the heaviest first.

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
    least = threshold if words >= _LABEL else threshold + MORE
    return _heaviest(lower, weighed.shares) if weighed.score >= least else []


def _heaviest(lower: Sequence[str], shares: Sequence[float]) -> list[int]:
    """Rank the words that add most; what a promise is about stands in its longer words, before “our” and “you”."""
    words = [at for at, word in enumerate(lower) if shares[at] > 0 and word.isalpha() and word not in _DENIALS]
    return sorted(words, key=lambda at: (len(lower[at]) < _LONG, -shares[at]))[:_NAMED]
