"""Propose sentences that promise although no pattern names their words, by the weights of a trained scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language.scorer import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..compiled import Compiled
    from .prose import Prose, Sentence

# of the heaviest word's share; the span runs from the first to the last word that counts at least so much
_COUNTS = 0.4
_LEAST_WORDS = 2


def promises(prose: Prose, book: Compiled, threshold: float) -> Iterator[tuple[Sentence, tuple[int, int]]]:
    """Yield each sentence whose log-odds reach `threshold`, and the token span of the words that weigh most."""
    for number in range(len(prose.blocks)):
        for start, end in prose.sentences_of(number):
            sentence = prose.sentence(start, end)
            if len(sentence.tokens.lower) >= _LEAST_WORDS:
                weighed = weigh(sentence.tokens.lower, book.model, book.lists)
                if weighed.score >= threshold and (span := _heaviest(sentence.tokens.lower, weighed.shares)):
                    yield sentence, span


def _heaviest(lower: Sequence[str], shares: Sequence[float]) -> tuple[int, int] | None:
    """Return the token span from the first to the last word that weighs much; none where no word does."""
    words = [(at, share) for at, share in enumerate(shares) if any(map(str.isalnum, lower[at]))]
    most = max((share for _, share in words), default=0.0)
    heavy = [at for at, share in words if share >= _COUNTS * most]
    return (heavy[0], heavy[-1] + 1) if most > 0 else None
