"""Find sentences that promise although no pattern names their words.

The scorer, which weighs words, proposes; a small network, which reads them together, passes on what it does not clear;
a large one then decides. Each takes many times longer than the one before and is asked about fewer sentences, and
is loaded only where there are any.
"""

from __future__ import annotations

from itertools import islice
from math import inf

from ..language import network
from ..language.scorer import weigh
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence, Set

    from ..compiled import Compiled
    from ..language.scorer import Weighed
    from .prose import Prose, Sentence

    # a sentence, the words that are read for it, and what the scorer says of these
    Proposed = tuple[Sentence, Sequence[str], Weighed]

_LEAST_WORDS = 2
# log-odds of the scorer below which no network is asked, and of scorer and small network below which the large is not
PROPOSED = -1.5
PASSED_ON = -2.0
# log-odds below which, with those of the scorer, each network takes a sentence to inform, and the small one for both
_SOBER = -3.0
_SURELY = -5.0
# how much the scorer's word counts beside that of a network
_BESIDE = 0.5
# so many proposed sentences are read together
_TOGETHER = 64
# so much above the threshold, a hedge that the networks have read takes nothing back
_SURE = 0.7
_NAMED = 3
_LONG = 5
# these govern the words of a promise and are none themselves
_DENIALS = frozenset(("never", "nobody", "nothing", "without", "cannot", "not", "no"))


class Promise(NamedTuple):
    """A sentence that promises and its tokens that weigh most, the heaviest first.

    `sure` says that no hedge tempers it, `answered` that it is a question that was read with its answer.
    """

    sentence: Sentence
    heaviest: list[int]
    sure: bool
    answered: bool


def promises(
    prose: Prose, book: Compiled, threshold: float, where: Container[str], named: Set[int]
) -> Iterator[Promise]:
    """Yield each sentence whose weight reaches `threshold`, and then each question that does so with its answer.

    Blocks of a kind that is not in `where` are left out, and so are sentences that start at a place in `named`: a rule
    has named their words. A question whose answer says all is left to the answer.
    """
    told: set[int] = set()
    for promise in _reaching(_alone(prose, book, where, named), threshold):
        told.add(promise.sentence.start)
        yield promise
    yield from _reaching(_answered(prose, book, where, named | told), threshold)


def _reaching(proposed: Iterator[Proposed], threshold: float) -> Iterator[Promise]:
    while some := list(islice(proposed, _TOGETHER)):
        read = _above([(lower, weighed) for _, lower, weighed in some], threshold)
        for (sentence, lower, weighed), above in zip(some, read, strict=True):
            own = sentence.tokens.lower
            if above >= 0 and (heaviest := _heaviest(own, weighed.shares)):
                yield Promise(sentence, heaviest, above >= _SURE, len(lower) > len(own))


def _spans(prose: Prose, where: Container[str]) -> Iterator[tuple[int, int]]:
    for number, block in enumerate(prose.blocks):
        if block.kind in where:
            yield from prose.sentences_of(number)


def _alone(prose: Prose, book: Compiled, where: Container[str], named: Set[int]) -> Iterator[Proposed]:
    for start, end in _spans(prose, where):
        if start not in named:
            sentence = prose.sentence(start, end)
            if weighed := _weighed(sentence.tokens.lower, book):
                yield sentence, sentence.tokens.lower, weighed


def _answered(prose: Prose, book: Compiled, where: Container[str], known: Set[int]) -> Iterator[Proposed]:
    """Yield the questions of which nothing is known yet with the words of their answers behind their own."""
    for start, end in _spans(prose, where):
        if start in known or prose.normal.text[end - 1] != "?":
            continue
        sentence = prose.sentence(start, end)
        answer = prose.answer(sentence)
        if answer and answer.start not in known:
            lower = sentence.tokens.lower + answer.tokens.lower
            if weighed := _weighed(lower, book):
                yield sentence, lower, weighed


def promising(lower: Sequence[str], book: Compiled, threshold: float) -> list[int]:
    """Return the tokens that weigh most, the heaviest first, where all together reach `threshold`."""
    weighed = _weighed(lower, book)
    reaches = weighed and _above([(lower, weighed)], threshold)[0] >= 0
    return _heaviest(lower, weighed.shares) if weighed and reaches else []


def sober(sentences: Sequence[Sequence[str]], book: Compiled) -> list[Weighed | None]:
    """Return what the scorer says of the sentences that the networks take to inform, and nothing of the others."""
    weighed = [(lower, weigh(lower, book.model)) for lower in sentences]
    small = _beside(weighed, network.SMALL)
    doubtful = [at for at, score in enumerate(small) if _SURELY <= score < _SOBER]
    large = _of_large(weighed, doubtful)
    inform = [score < _SURELY or large.get(at, inf) < _SOBER for at, score in enumerate(small)]
    return [one if informs else None for (_, one), informs in zip(weighed, inform, strict=True)]


def _weighed(lower: Sequence[str], book: Compiled) -> Weighed | None:
    """Return what the scorer says of a sentence that it proposes."""
    if sum(map(str.isalpha, lower)) < _LEAST_WORDS:
        return None
    weighed = weigh(lower, book.model)
    return weighed if weighed.score >= PROPOSED else None


def _above(proposed: Sequence[tuple[Sequence[str], Weighed]], threshold: float) -> list[float]:
    """Return by how much each sentence that is proposed reaches `threshold`; below nought, it does not."""
    small = _beside(proposed, network.SMALL)
    passed = [at for at, score in enumerate(small) if score >= PASSED_ON]
    large = _of_large(proposed, passed)
    return [large.get(at, -inf) - threshold for at in range(len(proposed))]


def _of_large(proposed: Sequence[tuple[Sequence[str], Weighed]], chosen: list[int]) -> dict[int, float]:
    """Return what the large network and the scorer say of some of the sentences, by their numbers."""
    return dict(zip(chosen, _beside([proposed[at] for at in chosen], network.LARGE), strict=True))


def _beside(proposed: Sequence[tuple[Sequence[str], Weighed]], weights: str) -> list[float]:
    """Return what a network says of sentences and the scorer beside it."""
    if not proposed:
        return []
    said = network.scores([lower for lower, _ in proposed], network.load(weights))
    return [_BESIDE * weighed.score + odds for (_, weighed), odds in zip(proposed, said, strict=True)]


def _heaviest(lower: Sequence[str], shares: Sequence[float]) -> list[int]:
    """Rank the words that add most; what a promise is about stands in its longer words, before “our” and “you”."""
    words = [at for at, word in enumerate(lower) if word.isalpha() and word not in _DENIALS]
    adding = [at for at in words if shares[at] > 0] or words
    return sorted(adding, key=lambda at: (len(lower[at]) < _LONG, -shares[at]))[:_NAMED]
