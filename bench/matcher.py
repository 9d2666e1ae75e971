"""Measure prefilter and matcher, and hold them to spaCy: `python bench/matcher.py PATH [--fuzz SECONDS]`.

PATH is what `corpus.py` reads. The prefilter and the matcher run over all articles with the whole rulebook. spaCy's
tokenizer and `Matcher` run over a sample of sentences, half of which match a pattern, with the same patterns where
these come to at most MOST of spaCy's; all spans that either finds, with their patterns, must be the same. `--fuzz` then
cuts random texts into tokens in both ways.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import corpus
import runs
from caveat.lint import compiled
from caveat.lint.checks.prose import Prose
from caveat.lint.language.matcher import spans, to_spacy
from caveat.lint.language.plain import cut
from caveat.lint.language.tokens import tokenise
from caveat.lint.readers import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from caveat.lint.compiled import Compiled

_SEED = 1
_SIGNS = "'’\"“”.,;:!?()[]{}<>/\\|@#$%&*+=^_~-–—… \u00a0\u200b\u00ad°µé0159İßΩж中🙂"
# sentence, pattern number, and the span in characters
Match = tuple[str, int, int, int]


class Timed(NamedTuple):
    """What a pass over all articles took, in seconds, and what it came to."""

    sentences: float
    prefilter: float
    matching: float
    candidates: int
    matching_sentences: list[str]


def programs(book: Compiled) -> list[Any]:
    return [book.program(number) for number in range(len(book.owners))]


def passes(book: Compiled, proses: Sequence[Prose]) -> Timed:
    """Cut into sentences, name the candidates, and match them, one after the other."""
    start = perf_counter()
    for prose in proses:
        for block in range(len(prose.blocks)):
            prose.sentences_of(block)
    parted = perf_counter()
    named = [list(book.scanner.candidates(cut(prose.normal.lower), prose.sentence_at)) for prose in proses]
    scanned = perf_counter()
    known, matching = programs(book), []
    begin = perf_counter()
    for prose, candidates in zip(proses, named, strict=True):
        for first, last, numbers in candidates:
            sentence = prose.sentence(first, last)
            if [number for number in numbers if spans(known[number], sentence.tokens.lower)]:
                matching.append(sentence.text)
    end = perf_counter()
    return Timed(parted - start, scanned - parted, end - begin, sum(map(len, named)), matching)


def sample(proses: Sequence[Prose], matching: Sequence[str], size: int) -> list[str]:
    """Choose sentences that match, and as many at random."""
    choose = random.Random(_SEED)
    spans = (
        (prose, span) for prose in proses for block in range(len(prose.blocks)) for span in prose.sentences_of(block)
    )
    every = sorted({prose.normal.text[start:end] for prose, (start, end) in spans})
    likely = sorted(set(matching))
    return choose.sample(likely, min(size // 2, len(likely))) + choose.sample(every, min(size - size // 2, len(every)))


def ours(book: Compiled, sentences: Sequence[str], held: set[int]) -> tuple[float, set[Match]]:
    """Return seconds and matches of prefilter and matcher on a sample, a line to each sentence."""
    text = "\n".join(sentences)
    lower = "\n".join(sentence.lower() for sentence in sentences)
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    known, found = programs(book), set()

    def sentence_at(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset) - 1
        return starts[line], starts[line + 1] - 1

    start = perf_counter()
    for first, last, numbers in book.scanner.candidates(cut(lower), sentence_at):
        tokens = tokenise(text[first:last])
        for number in held.intersection(numbers):
            for left, right in spans(known[number], tokens.lower):
                found.add((text[first:last], number, tokens.starts[left], tokens.ends[right - 1]))
    return perf_counter() - start, found


def spacys(patterns: dict[int, list[Any]], sentences: Sequence[str]) -> tuple[float, set[Match]]:
    """Return seconds and matches of spaCy's tokenizer and Matcher."""
    from spacy.matcher import Matcher

    blank = _spacy()
    matcher = Matcher(blank.vocab, validate=False)
    for number, several in patterns.items():
        matcher.add(str(number), several)
    found = set()
    start = perf_counter()
    for sentence in sentences:
        doc = blank.tokenizer(sentence)
        for key, first, last in matcher(doc):
            span = doc[first:last]
            found.add((sentence, int(blank.vocab.strings[key]), span.start_char, span.end_char))
    return perf_counter() - start, found


@cache
def _spacy() -> Any:
    import spacy

    return spacy.blank("en")


def expanded(book: Compiled, most: int) -> dict[int, list[Any]]:
    """Return spaCy's patterns of each program that comes to at most `most` of them."""
    patterns = {}
    for number, program in enumerate(programs(book)):
        try:
            patterns[number] = to_spacy(program, most)
        except ValueError:
            continue
    return patterns


def fuzz(proses: Sequence[Prose], seconds: float) -> tuple[int, list[str]]:
    """Return how many random texts were cut into tokens, and those on which spaCy disagrees."""
    choose, tokenizer = random.Random(), _spacy().tokenizer
    words = sorted({word for prose in proses for word in prose.normal.text.split()})
    words += [key for key in tokenizer.rules if key.strip()]
    tried, wrong, end = 0, [], perf_counter() + seconds
    while perf_counter() < end:
        text = "".join(_fuzzed(choose, words))
        tried += 1
        theirs = [token for token in tokenizer(text) if not token.is_space]
        found = tokenise(text)
        if (found.lower, found.starts) != (tuple(t.lower_ for t in theirs), tuple(t.idx for t in theirs)):
            wrong.append(text)
    return tried, wrong


def _fuzzed(choose: random.Random, words: Sequence[str]) -> Iterator[str]:
    """Yield words, parts of words and signs, more or less in the order of prose."""
    for _ in range(choose.randrange(1, 12)):
        word = choose.choice(words)
        cut = choose.randrange(len(word) + 1)
        yield choose.choice((word, word, word[:cut], word[cut:], word.upper(), choose.choice(_SIGNS)))
        yield choose.choice((" ", " ", "", choose.choice(_SIGNS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--sample", type=int, default=200, metavar="SENTENCES")
    parser.add_argument("--most", type=int, default=100, help="leave out what takes more of spaCy's patterns than this")
    parser.add_argument("--fuzz", type=float, default=0, metavar="SECONDS")
    options = parser.parse_args()
    book = compiled.load()
    proses = [Prose.of(read(text, name)) for name, text in corpus.articles(options.path)]
    passes(book, proses)
    proses = [one._replace(found={}, scanned={}) for one in proses]
    timed = passes(book, proses)
    size = sum(len(prose.normal.text.encode()) for prose in proses) / runs.MEGABYTE
    print(f"{runs.machine()}; {len(book.owners)} patterns on {size:.1f} MB of prose\n")
    print(runs.table(("", "s", "MB/s"), _speeds(timed, size)))
    print(f"\n{timed.candidates} candidate sentences, {len(timed.matching_sentences)} of them match\n")
    equal = compare(book, sample(proses, timed.matching_sentences, options.sample), options.most)
    tried, wrong = fuzz(proses, options.fuzz) if options.fuzz else (0, [])
    if options.fuzz:
        print(
            f"{tried} random texts: {len(wrong)} have other tokens than spaCy's"
            + "".join(f"\n{one!r}" for one in wrong)
        )
    raise SystemExit(int(bool(wrong) or not equal))


def _speeds(timed: Timed, size: float) -> Iterator[list[str]]:
    stages = {"sentences": timed.sentences, "prefilter": timed.prefilter, "tokens and matching": timed.matching}
    for name, seconds in {**stages, "all three": sum(stages.values())}.items():
        yield [name, f"{seconds:.2f}", f"{size / seconds:.1f}"]


def compare(book: Compiled, sentences: list[str], most: int) -> bool:
    """Print both speeds on the same sentences and patterns, and what only one of the two finds."""
    patterns = expanded(book, most)
    size = sum(len(sentence.encode()) for sentence in sentences) / runs.MEGABYTE
    own, found = ours(book, sentences, set(patterns))
    theirs, expected = spacys(patterns, sentences)
    count = sum(map(len, patterns.values()))
    print(
        runs.table(
            ("", "s", "MB/s", "×"),
            [
                ["prefilter, tokens and matching", f"{own:.3f}", f"{size / own:.2f}", "1"],
                ["spaCy's tokenizer and Matcher", f"{theirs:.3f}", f"{size / theirs:.4f}", f"{theirs / own:.0f}"],
            ],
        )
    )
    print(
        f"\n{len(sentences)} sentences, {len(patterns)} of {len(book.owners)} patterns, {count} of spaCy's: "
        f"{len(expected)} spans; {len(expected - found)} only by spaCy, {len(found - expected)} only by caveat"
    )
    for match in sorted(expected ^ found)[:10]:
        print(match)
    return found == expected


if __name__ == "__main__":
    main()
