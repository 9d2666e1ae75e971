"""The prefilter never loses a match, and rejects most of what does not match."""

from __future__ import annotations

import marshal
from bisect import bisect_right

import pytest
from caveat.lint.language.matcher import spans
from caveat.lint.language.normal import normalise
from caveat.lint.language.notation import PatternError
from caveat.lint.language.pattern import Compiler
from caveat.lint.language.plain import cut, spaced
from caveat.lint.language.scan import NUMBER, Scanner, build
from caveat.lint.language.sentences import sentences
from caveat.lint.language.tokendata import SPECIALS
from caveat.lint.language.tokens import tokenise
from caveat.lint.language.vocabulary import Vocabulary
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

LEXICON = {
    "harm": ["~risk", "side effect|effects", "<cancer>", "b12 mg"],
    "cancer": ["tumour", "(breast|lung) cancer", "cancer of the lung"],
    "no": ["no", "not any", "free of [any]", "n't", "don't|cannot"],
}


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """All sentences of a normal text whose blocks stand on a line each."""
    found, start = [], 0
    for block in text.split("\n"):
        found += [(start + first, start + last) for first, last in sentences(block)]
        start += len(block) + 1
    return found


def candidates(patterns: list[str], text: str) -> dict[str, set[str]]:
    """The candidate sentences of a text, each with its patterns; the table goes through marshal."""
    compiler = Compiler(LEXICON)
    normal = normalise(text)
    whole = sentence_spans(normal.text)
    starts = [start for start, _ in whole]
    programs = [compiler.parse(pattern) for pattern in patterns]
    groups = [number % 2 for number in range(len(programs))]
    scanner = Scanner(marshal.loads(marshal.dumps(build(programs, groups))))
    found = list(scanner.candidates(cut(normal.lower), lambda at: whole[bisect_right(starts, at) - 1]))
    assert [span[:2] for span in found] == sorted({span[:2] for span in found})
    return {normal.text[start:end]: {patterns[number] for number in numbers} for start, end, numbers in found}


def matches(patterns: list[str], text: str) -> dict[str, set[str]]:
    """The sentences in which patterns match, found without the prefilter."""
    compiler = Compiler(LEXICON)
    programs = {pattern: compiler.parse(pattern) for pattern in patterns}
    normal = normalise(text)
    parts = [normal.text[start:end] for start, end in sentence_spans(normal.text)]
    return {
        part: found
        for part in parts
        if (found := {name for name, program in programs.items() if spans(program, tokenise(part).lower)})
    }


def test_candidates_are_the_sentences_with_anchors_and_neighbours() -> None:
    patterns = ["no [known] risk", "side effect free", "proven ... cure", "# mg daily"]
    text = "There is no risk. A risk. Side effects are free, a side-effect-free one.\nProven: a cure. 10mg daily cures."
    assert candidates(patterns, text) == {
        "There is no risk.": {"no [known] risk"},
        "Side effects are free, a side-effect-free one.": {"side effect free"},
        "Proven: a cure.": {"proven ... cure"},
        "10mg daily cures.": {"# mg daily"},
    }


def test_a_word_of_unwanted_patterns_may_come_often() -> None:
    scanner = Scanner(build([Compiler({}).parse("cure")]), [frozenset()])
    text = " ".join(["cure"] * 40)
    assert list(scanner.candidates(cut(text), lambda at: (0, len(text)))) == []


def test_patterns_are_wanted_group_by_group() -> None:
    patterns = ["no risk", "a cure", "no harm", "the risk", "no cure"]
    table = build([Compiler({}).parse(pattern) for pattern in patterns], [0, 1, 1, 0, 1])
    text = "no risk the risk no harm a cure no cure"

    def found(*wanted: frozenset[int] | None) -> list[tuple[int, ...]]:
        return [numbers for *_, numbers in Scanner(table, wanted).candidates(cut(text), lambda at: (0, len(text)))]

    assert found(None, None) == [(0, 1, 2, 3, 4)]
    assert found(None, frozenset()) == [(0, 3)]
    assert found(frozenset(), None) == [(1, 2, 4)]
    assert found(frozenset((3,)), frozenset((2, 4))) == [(2, 3, 4)]
    assert found(frozenset(), frozenset()) == []


def test_needed_words_stand_on_their_side() -> None:
    assert candidates(["proven ... cure"], "A cure is proven. It is proven to cure.") == {
        "It is proven to cure.": {"proven ... cure"}
    }


LOSSES = [
    ("no risk", "no - risk, no -risk, no- risk"),
    ("do n't risk", "don't risk"),
    ("can not risk", "cannot risk"),
    ("in mice", "5in mice"),
    ("# mg risk", "10mg risk"),
    ("# mg", "10mg"),
    ("mg risk", "10mg risk"),
    ("100 mg risk", "100mg risk"),
    ("b12 mg", "b12mg"),
    ("covid-19 risk", "the COVID-19 risk"),
    ("risk [,] free", "risk, free"),
    ("risk % free", "risk % free"),
    ("no ... risk", "no (e.g. www.risk.com/free) risk"),
    ("we 've no risk", "we've no risk"),
    ("we ve no risk", "weve no risk"),
    ("risk 's", "the risk's"),
    ("★ ★", "★★★"),
    ("★|risk", "a ★"),
    ("risk free", "_risk free_"),
    ("5 km", "5km/h, 5 km"),
    ("no|# ... # risk", "1,000 or 2.5 risk"),
    ("~risk # a.m.", "risks 5a.m."),
]


@pytest.mark.parametrize(("pattern", "text"), LOSSES)
def test_no_spelling_hides_a_match(pattern: str, text: str) -> None:
    found = candidates([pattern], text)
    for sentence in matches([pattern], text):
        assert sentence in found


def test_the_cases_above_do_match() -> None:
    assert [pattern for pattern, text in LOSSES if not matches([pattern], text)] == []


def test_a_program_without_words_is_an_error() -> None:
    with pytest.raises(ValueError, match="without any known word"):
        build([(("num",),)])


def test_the_plain_text_keeps_every_place() -> None:
    assert spaced("a_b—c’s\n10mg, é²!\ud800") == "a b c s\n10mg  é²  "


def test_the_pieces_of_special_cases_are_known_by_their_words() -> None:
    vocabulary = Vocabulary()
    for special in SPECIALS.lower().split():
        shown = set(spaced(special.replace("·", "")).split())
        for piece in special.split("·"):
            words = vocabulary.words(piece, "any")
            assert NUMBER in words or not words or words & shown, special


def test_many_signs_are_spaces_too() -> None:
    signs = "".join(map(chr, range(0x2190, 0x2300)))
    assert spaced(f"a{signs}b") == f"a{' ' * len(signs)}b"


def test_an_endless_sentence_takes_linear_time() -> None:
    text = "no known risk of a cure " * 20_000
    table = build(
        [Compiler(LEXICON).parse(pattern) for pattern in ("no [known] risk", "proven ... cure", "of ... cure")]
    )
    found = list(Scanner(table).candidates(cut(text), lambda at: (0, len(text))))
    assert found == [(0, len(text), (0, 2))]


PIECES = """
no risk risks free of any lung cancer tumour tumor side effect proven cure we you in the not can do n't 's 've
don't can't cannot cant we've weve i'm im it's its gonna covid-19 b12 10 10mg 5in 1,000 2.5 mg mg/day m² 5m² two
8am a.m. e.g. u.s. us$ us$5 no_risk _risk_ risk-free www.risk.com http://no.risk/free a@risk.com é naïve ²
% , . ; : ! ( ) / " ' ... ★ 👍 :-) :3 & + = -- –
"""
CHUNKS = st.sampled_from([*PIECES.split(), "No", "RISK", "Can't", "MG", "It's", "İ", "Σ"])
GLUE = st.sampled_from([" ", " ", " ", " ", "", "-", " - ", "- ", " -", "_", ", ", ". ", "\n", "’", "5"])
TEXTS = st.lists(st.tuples(CHUNKS, GLUE), max_size=12).map(lambda pairs: "".join(sum(pairs, ())))

WORDS = [word for word in PIECES.split() if not set(word) & set("()[]|<>") and "..." not in word]
ATOMS = st.sampled_from(
    [*WORDS, "#", "#mg", "<harm>", "<cancer>", "<no>", "no|of|n't", "risk|in", "~risk", "10|mg|free"]
)


def _row(parts: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=most).map(" ".join)


SEQUENCES = st.lists(_row(ATOMS, 2), min_size=1, max_size=3).map("|".join)
GROUPS = st.one_of(SEQUENCES.map("[{}]".format), SEQUENCES.map("({})".format))
PATTERNS = st.lists(_row(st.one_of(ATOMS, ATOMS, GROUPS, st.just("...")), 4), min_size=1, max_size=4)


def _usable(pattern: str) -> bool:
    try:
        Compiler(LEXICON).parse(pattern)
    except PatternError:
        return False
    return True


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(PATTERNS, TEXTS)
@example(["no ... risk"], "no-risk")
def test_nothing_is_lost(patterns: list[str], text: str) -> None:
    patterns = list(filter(_usable, patterns))
    found = candidates(patterns, text)
    for sentence, names in matches(patterns, text).items():
        assert names <= found.get(sentence, set()), sentence
