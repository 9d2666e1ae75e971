"""The matcher finds the spans that spaCy's Matcher finds, all of them, in linear time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from caveat.lint.language.matcher import is_number, longest, spans, to_spacy
from caveat.lint.language.notation import PatternError
from caveat.lint.language.pattern import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from caveat.lint.language.matcher import Program, Span

LEXICON = {
    "harm": ["~risk", "side effect|effects", "<cancer>", "harm"],
    "cancer": ["tumour", "(breast|lung) cancer", "cancer of the lung"],
    "no": ["no", "not any", "free of [any]"],
}
SENTENCE = "there is no risk - free of any known lung - cancer , but no side - effects of 2 or 1,000 - mg harm ."
PATTERNS = [
    "no <harm>",
    "<no> ... <harm>",
    "no ... no",
    "no [any|known] risk|harm [of (the|any) lung]",
    "free of [any] [known] <cancer>",
    "(<no>|#) ... [<harm>] harm",
    "[is] [no] risk [- free] [of]",
    "# [or #] [mg] harm",
    "(no [risk ... of]|of) any",
    "- ... - cancer",
    "risk [(free|free of|free of any)] [(of|any)]",
]


@cache
def blank() -> Any:
    import spacy

    return spacy.blank("en")


def by_spacy(program: Program, words: list[str]) -> set[Span]:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    matcher = Matcher(blank().vocab, validate=True)
    matcher.add("program", to_spacy(program, 3000))
    return {(start, end) for _, start, end in matcher(Doc(blank().vocab, words=words))}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_spans_are_those_of_spacy(pattern: str) -> None:
    program, words = parse(pattern, LEXICON), SENTENCE.split()
    assert spans(program, words) == by_spacy(program, words)


WORDS = ["no", "risk", "free", "of", "any", "-", "but", ".", "2", "lung", "cancer", "Tumor", "side", "effect"]
ATOMS = [*(word.lower() for word in WORDS), "#", "<harm>", "<cancer>", "<no>", "no|of", "risk|<no>|#", "~risk"]


def _bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bars = st.lists(inner, min_size=1, max_size=3).map("|".join)
    return st.one_of(bars.map("[{}]".format), bars.map("({})".format))


def _in_a_row(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=4).map(" ".join)


GROUPED = st.recursive(
    st.sampled_from([*(atom for atom in ATOMS if "|" not in atom), "no ... of"]),
    lambda inner: _in_a_row(st.one_of(inner, _bracketed(inner))),
    max_leaves=6,
)
TOP = _in_a_row(st.one_of(st.sampled_from([*ATOMS, "..."]), _bracketed(GROUPED)))
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(TOP, st.lists(TEXTS, min_size=1, max_size=4))
def test_any_pattern_matches_as_in_spacy(pattern: str, texts: list[list[str]]) -> None:
    try:
        program = parse(pattern, LEXICON)
        to_spacy(program, 3000)
    except PatternError:
        return
    except ValueError as error:
        assert str(error) == "the program is more than 3000 spaCy patterns"
        return
    for words in texts:
        lower = [word.lower() for word in words]
        found = by_spacy(program, words)
        assert spans(program, lower) == found
        some = range(0, len(lower), 3)
        assert spans(program, lower, some) == {span for span in found if span[0] in some}


def test_the_expansion_is_bounded() -> None:
    program = parse("a " + "[b] " * 20 + "c", {})
    with pytest.raises(ValueError, match="more than 10000"):
        to_spacy(program)


def test_hostile_text_takes_no_exponential_time() -> None:
    program = parse("a ... [a] ... [a] ... [(a|a a|a ... a)] ... [a] ... b", {})
    assert spans(program, ["a"] * 2000) == set()


def test_longest_keeps_the_leftmost_then_the_longest() -> None:
    assert longest({(0, 1), (0, 3), (2, 6), (3, 4), (3, 5), (9, 10)}) == [(0, 3), (3, 5), (9, 10)]
    assert longest(()) == []


@pytest.mark.parametrize("token", ["2", "10", "1,000", "99.5", "1.000,5", "two", "ninety", "million"])
def test_numbers(token: str) -> None:
    assert is_number(token)


@pytest.mark.parametrize("token", ["", "a", "1a", "covid-19", "24/7", ".5", "5.", "1,,0", "٣", "1\n"])
def test_no_numbers(token: str) -> None:
    assert not is_number(token)
