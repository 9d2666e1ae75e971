"""Weigh by its words whether a sentence promises or informs.

A linear model on words, pairs of words, beginnings of words and the order of kinds of words: logistic regression on
normed vectors, trained on labelled sentences by `bench/train_scorer.py`. It proposes; `network` weighs in, and
readings by cue and scope judge.
"""

from __future__ import annotations

from ..values import NamedTuple
from .kinds import LISTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .packed import Table

_PREFIX = 5
_ENDINGS = ("ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")
_STEM = 4
# how many words apart, and how many words of a kind back, two kinds still belong together
_APART = 6
_BACK = 3
_MOST = 4
# the kinds that are mostly verbs: who “relieves” asserts, what is “relieved” may be told of the past
_VERBS = frozenset(("effect", "help", "does", "happens", "mech"))
_FORMS = ("ing", "ed", "s")


class Weighed(NamedTuple):
    """The log-odds that a sentence promises, and what each token adds to them."""

    score: float
    shares: tuple[float, ...]


def stem(word: str) -> str:
    """Cut the commonest endings, so that “relieves” and “relieving” pair alike."""
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > _STEM else word


_KINDS = {stem(word): kind for kind, words in reversed(LISTS.items()) for word in words}


def features(lower: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield each feature of a sentence with the number of the token that it ends at."""
    words = ["#" if word[:1].isdigit() else word for word in lower]
    stems = [stem(word) for word in words]
    before = "^"
    for at, word in enumerate(words):
        yield f"w:{word}", at
        if len(word) > _PREFIX:
            yield f"p:{word[:_PREFIX]}", at
        yield f"b:{before} {stems[at]}", at
        before = stems[at]
    yield f"b:{before} $", len(words) - 1
    yield from _orders(words, stems)


def _orders(words: Sequence[str], stems: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the kind that comes first, how often each stands in the sentence, in what form, and which follows which."""
    counts = dict.fromkeys(LISTS, 0)
    last: list[tuple[int, str]] = []
    for at, word in enumerate(stems):
        if kind := _KINDS.get(word):
            if not last:
                yield f"^ {kind}", at
            if counts[kind] < _MOST:
                counts[kind] += 1
                yield f"{kind} {counts[kind]}", at
            if kind in _VERBS:
                yield f"{kind}+{_form(words[at])}", at
            for earlier, other in last:
                if at - earlier <= _APART:
                    yield f"{other} > {kind}", at
            last = [*last, (at, kind)][-_BACK:]


def _form(word: str) -> str:
    """Tell “relieves”, “relieving” and “relieved” from “relieve”."""
    return next((form for form in _FORMS if word.endswith(form)), "")


def weigh(lower: Sequence[str], model: Mapping[str, float] | Table) -> Weighed:
    """Add up the weights of a sentence's features, each once, at the token where it first stands.

    The sum is divided by the length of the vector, so that a long sentence weighs no more than a short one.
    """
    shares = [0.0] * len(lower)
    seen: set[str] = set()
    total = 0.0
    for name, at in features(lower):
        if name not in seen:
            seen.add(name)
            if weight := model.get(name, 0.0):
                total += weight
                shares[at] += weight
    return Weighed(model.get("", 0.0) + total / max(len(seen), 1) ** 0.5, tuple(shares))
