"""Compile what page rules look for: lists of plain phrases to one expression each, phrase patterns to programs."""

from __future__ import annotations

import re
from functools import cache
from marshal import dumps

from .expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .language.matcher import Program

# words of which a match holds one, the longest part between signs of each, and these parts as a set
Need = tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]
# what `compile_pattern` makes of a phrase pattern; few articles need the program, so it is marshalled again
Compiled = tuple[tuple[Need, ...], bytes]
Pattern = str | Compiled
# the options of a rule whose entries are phrase patterns
PATTERN_OPTIONS = frozenset(("says", "signs", "instead"))


_WORD = expression(r"\w+")
_GAP = r"[\s\u00a0-]+"


@cache
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the phrases as whole words; white space and hyphens between words are alike, and so is case.

    The text to search must be in lower case (`lowered`).
    """
    # a search that knows the first letters is quick, so these stand before the test of what is before them
    begun: dict[str, list[str]] = {}
    for words in (phrase.lower().split() for phrase in phrases):
        begun.setdefault(words[0][0], []).append(_GAP.join(map(re.escape, (words[0][1:], *words[1:]))))
    parts = (rf"{re.escape(first)}(?<!\w{re.escape(first)})(?:{'|'.join(rests)})" for first, rests in begun.items())
    return expression(rf"(?:{'|'.join(parts)})(?!\w)")


def lowered(text: str) -> str:
    """Put a text in lower case, each character in its place; one that would become two stays as it is."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


def longest(phrase: str) -> str:
    """Return the longest word of a phrase, in lower case; empty for signs alone."""
    return max(_WORD.findall(phrase.lower()), key=len, default="")


@cache
def compiled(pattern: str) -> Compiled:
    """Compile a pattern that names no word list, once."""
    from .language.pattern import parse

    return compile_pattern(pattern, lambda text: parse(text, {}))


def compile_pattern(pattern: str, parse: Callable[[str], Program]) -> Compiled:
    """Compile a pattern to plain values: the sets of words of which a match has one each, and the program."""
    program = parse(pattern)
    needs = [words for words in map(_words, program) if words]
    # what is rare rules out soonest
    needs.sort(key=lambda words: -min(map(len, words)))
    parts = [tuple(map(longest, words)) for words in needs]
    return tuple(zip(needs, parts, map(frozenset, parts), strict=True)), dumps(program)


def compile_options(options: Mapping[str, Any], parse: Callable[[str], Program]) -> dict[str, Any]:
    """Compile the phrase patterns among a rule's options; `parse` may raise for one that cannot be used."""

    def made_of(entry: Any) -> Any:
        if isinstance(entry, str):
            return compile_pattern(entry, parse)
        return {**entry, "patterns": [made_of(one) for one in entry["patterns"]]}

    made: dict[str, Any] = {}
    for key, value in options.items():
        if key in PATTERN_OPTIONS:
            made[key] = [made_of(one) for one in value]
        else:
            made[key] = compile_options(value, parse) if isinstance(value, dict) else _fixed(value)
    return made


def _fixed(value: Any) -> Any:
    """Make lists of phrases tuples, by which what is compiled from them is found again."""
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


def _words(step: Any) -> tuple[str, ...]:
    """List the words of which one must stand where `step` does; none when it may be absent or anything."""
    if step[0] == "in":
        # signs are no words, and a curly apostrophe is not straight before the text is normalised
        return () if any("'" in word or not longest(word) for word in step[1]) else tuple(sorted(step[1]))
    if step[0] != "alt":
        return ()
    parts = [max(map(_words, program), key=lambda words: min(map(len, words), default=0)) for program in step[1]]
    return tuple(word for part in parts for word in part) if all(parts) else ()
