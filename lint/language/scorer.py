"""Weigh by its words whether a sentence promises or informs.

A linear model on words, word pairs and beginnings of words: logistic regression, trained on labelled sentences by
`bench/train_scorer.py`. It proposes; readings by cue and scope judge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PREFIX = 5
_LENGTH_STEP = 4
_LONGEST_STEP = 8
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")
_STEM = 4


class Weighed(NamedTuple):
    """The log-odds that a sentence promises, and what each token adds to them."""

    score: float
    shares: tuple[float, ...]


def features(lower: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each feature of a sentence with the number of the token that it stands at (-1 for the sentence itself)."""
    words = ["#" if word[:1].isdigit() else word for word in lower]
    before = "^"
    for at, word in enumerate(words):
        yield f"w:{word}", at
        stemmed = stem(word)
        yield f"b:{before} {stemmed}", at
        if len(word) > _PREFIX:
            yield f"p:{word[:_PREFIX]}", at
        before = stemmed
    yield f"b:{before} $", len(words) - 1
    yield f"length:{min(len(words) // _LENGTH_STEP, _LONGEST_STEP)}", -1
    yield f"end:{words[-1] if words else ''}", -1


def stem(word: str) -> str:
    """Cut the commonest endings, so that “relieves” and “relieving” pair alike."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > _STEM else word


def weigh(lower: Sequence[str], model: Mapping[str, float]) -> Weighed:
    """Add up the weights of a sentence's features, each once, at the token where it first stands."""
    shares = [0.0] * len(lower)
    score = model.get("", 0.0)
    seen: set[str] = set()
    for name, at in features(lower):
        weight = model.get(name)
        if weight is not None and name not in seen:
            seen.add(name)
            score += weight
            if at >= 0:
                shares[at] += weight
    return Weighed(score, tuple(shares))
