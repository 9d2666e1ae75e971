from __future__ import annotations

import re

import pytest
import spacy
from caveat.lint.language import tokendata, tokenexport, tokens
from caveat.lint.language.tokens import Tokens, inner_pieces, tokenise
from hypothesis import example, given, settings
from hypothesis import strategies as st

SPACY = spacy.blank("en").tokenizer
SPECIALS = sorted(key for key in SPACY.rules if key.strip())
PARTS = [
    *str.split(
        r"""
    no risk cannot isn't it's Dr. e.g. U.S. Ph.D. St. pH mRNA vitamin-a a-o. o. O v. V 10mg 5 km² 3.5 1,000 10a.m. -5
    50% US$100 100US$ €5 $ % & # * + = ~ ^ _ < > / \ | @ : ; , . .. ... …… … ! ? !? ( ) [ ] { } ' '' " “ ” ’ ‘ ` – — -
    -- :-) :) -:-) 8-D ><(((*> and/or w/o http://a.org/b?c=d www.a.co.uk a@b.com ftp://u:p@h.net:80/ 10.1.2.3 8.8.8.8
    é ß Ž Ω α µg ж Жж 中文 ° °C. °c. © ™ № ④ 🙂 İ ǅ ſ ﬁ １２ · ⟦ 「
    """
    ),
    "\u200b",
    "\u00ad",
    "\ufeff",
]
BLANKS = ["", "", " ", " ", "  ", "\n", "\t", "\xa0", " \n ", "\u3000"]


def reference(text: str) -> Tokens:
    found = [token for token in SPACY(text) if not token.is_space]
    return Tokens(
        tuple(token.lower_ for token in found),
        tuple(token.idx for token in found),
        tuple(token.idx + len(token) for token in found),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\t ", ()),
        ("No treatment is risk-free.", ("no", "treatment", "is", "risk", "-", "free", ".")),
        ("It can't, and it cannot.", ("it", "ca", "n't", ",", "and", "it", "can", "not", ".")),
        ("10mg of 100% zinc (2 µg)", ("10", "mg", "of", "100", "%", "zinc", "(", "2", "µg", ")")),
        ("Dr. May's e.g. U.S. trial", ("dr.", "may", "'s", "e.g.", "u.s.", "trial")),
        ("cells—repeatedly—proven", ("cells", "—", "repeatedly", "—", "proven")),
        ("see https://example.org/a-b.", ("see", "https://example.org/a-b", ".")),
        ("well... x-and/or", ("well", "...", "x", "-", "and/or")),
        ("vitamin-a. Or", ("vitamin", "-", "a.", "or")),
        ("no\u200brisk", ("no\u200brisk",)),
        ("what's. im.", ("what", "'s", ".", "i", "m.")),
    ],
)
def test_cuts_text_as_spacy_does(text: str, expected: tuple[str, ...]) -> None:
    assert tokenise(text).lower == expected
    assert tokenise(text) == reference(text)


def test_gives_the_place_of_each_token() -> None:
    assert tokenise(" Isn't  it?") == Tokens(("is", "n't", "it", "?"), (1, 3, 8, 10), (3, 6, 10, 11))


@pytest.mark.parametrize(
    "frame", ["{}", "({})", "{}.", "{},", "x{}", "{}x", "-{}", "“{}”", "{} {}", "1{}", "{}s.", "a-{}"]
)
def test_agrees_on_every_special_case(frame: str) -> None:
    for special in SPECIALS:
        text = frame.replace("{}", special)
        assert tokenise(text) == reference(text), text


@pytest.mark.parametrize(
    "frame", ["{}", "a{}", "{}a", "a{}b", "A{}B", "1{}2", "1{}a", "{}.", "A{}.", "a{}.B", "a.{}", "www.a.{}{}"]
)
def test_agrees_on_every_character_of_the_reduced_expressions(frame: str) -> None:
    for character in re.findall(f"[{tokendata.WESTERN}]", "".join(map(chr, range(0x20000)))):
        text = frame.replace("{}", character)
        assert tokenise(text) == reference(text), text


@settings(max_examples=3000, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(BLANKS)), max_size=9))
@example([("a-o.", " "), ("O", "")])
@example([(":-)", " "), (")", "")])
@example([("-:-)", " "), (")", "")])
def test_agrees_on_fragments_in_any_order(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + blank for part, blank in parts)
    assert tokenise(text) == reference(text)


@settings(max_examples=2000, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SPECIALS), st.sampled_from([*BLANKS, ".", "-", "(", ")", ",", "'s", "/"])), max_size=6
    )
)
def test_agrees_on_special_cases_in_any_order(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + blank for part, blank in parts)
    assert tokenise(text) == reference(text)


@settings(max_examples=2000, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_agrees_on_any_text(text: str) -> None:
    assert tokenise(text) == reference(text)


@settings(max_examples=2000, deadline=None)
@given(st.text(st.sampled_from("aAzZoO0159.,;:!?-–—'\"’()[]{}<>/\\|@#$%&*+=^_~°µé… "), max_size=30))
def test_agrees_on_runs_of_punctuation(text: str) -> None:
    assert tokenise(text) == reference(text)


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from("ab1.:@/?#-_%ü中"), max_size=30))
def test_agrees_on_addresses(text: str) -> None:
    assert tokenise(text) == reference(text)


@pytest.mark.parametrize("size", [15, 16, 17, 31, 32, 33, 64, 300])
@pytest.mark.parametrize("run", [".", "!", "a", "ab.", "(", "'s", ".!", "1+", "@", "a@", "a:", "..!"])
def test_agrees_on_long_chunks(run: str, size: int) -> None:
    for text in (run * size, f"a{run * size}", f"{run * size}b", f"({run * size})."):
        assert tokenise(text) == reference(text)


@pytest.mark.parametrize("run", [".", "!", "!.", "..!", "'s", ":", "@", "a@", "a.", "a:", "(", "1+", "x-and/or", "_"])
def test_reads_long_hostile_chunks_to_the_end(run: str) -> None:
    # the depth of recursion and the square of the length are both out of reach
    assert tokenise(run * 30_000).ends[-1] == len(run) * 30_000


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12), st.integers(0, 12))
def test_a_part_cut_out_at_white_space_keeps_its_tokens(parts: list[str], cut: int) -> None:
    left, right = " ".join(parts[:cut]), " ".join(parts[cut:])
    phrases = [entry.split("·") for entry in tokendata.PHRASES.split()]
    front, back = tokenise(left).lower, tokenise(right).lower
    if any(_torn(front, back, tuple(map(str.lower, phrase))) for phrase in phrases):
        return
    assert tokenise(f"{left} {right}").lower == front + back


def _torn(front: tuple[str, ...], back: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(
        "".join(front).endswith("".join(phrase[:cut])) and "".join(back).startswith("".join(phrase[cut:]))
        for cut in range(1, len(phrase))
    )


def test_the_data_are_those_of_the_installed_spacy() -> None:
    data = tokenexport.export()
    assert tokenexport.WESTERN == tokendata.WESTERN
    assert data.expressions == tokendata.EXPRESSIONS
    assert data.classes == tokendata.CLASSES
    assert data.western_classes == tokendata.WESTERN_CLASSES
    assert ["·".join(entry) for entry in data.specials] == tokendata.SPECIALS.split()
    assert ["·".join(entry) for entry in data.phrases] == tokendata.PHRASES.split()


def test_inner_pieces_come_from_contractions_and_units() -> None:
    pieces = inner_pieces()
    assert {"ca", "can", "not", "n't", "do", "gon", "na", "mg", "km²", "us$", "10", "am", "a.m."} <= pieces
    assert pieces.isdisjoint({"risk", "'s", "%", "it's"})


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from([*PARTS, *SPECIALS, "mg", "9", "abc"]), max_size=5))
@example([":'(", "Id."])
def test_no_other_token_touches_a_letter_or_a_digit(parts: list[str]) -> None:
    text = "".join(parts)
    found = tokenise(text)
    for (left, end), (right, start) in zip(
        zip(found.lower, found.ends, strict=True), list(zip(found.lower, found.starts, strict=True))[1:], strict=False
    ):
        if end == start and text[end - 1].isalnum() and text[start].isalnum():
            assert left in inner_pieces() or left[-1].isdecimal()
            assert right in inner_pieces()


def test_long_chunks_are_not_kept() -> None:
    before = tokens._known_pieces.cache_info().currsize
    tokenise("x" * 10_000)
    assert tokens._known_pieces.cache_info().currsize == before
