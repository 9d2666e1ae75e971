"""Where an article says something: the blocks in which words stand, and phrases that the tokenizer takes apart."""

from __future__ import annotations

import pytest
from caveat.lint import said
from caveat.lint.model import Block


def text(*paragraphs: str) -> said.Text:
    return said.text(Block("paragraph", one, ()) for one in paragraphs)


def test_every_time_that_a_word_stands_in_a_block_is_known() -> None:
    words = text("Tea, no tea.", "BPC-157", "Tea").words
    assert {word: list(numbers) for word, numbers in words.items()} == {
        "tea": [0, 0, 2],
        "no": [0],
        "bpc": [1],
        "157": [1],
    }


def test_words_have_homes_and_parts_of_words_have_more() -> None:
    shown = text("A study", "Studies", "Nothing")
    assert (shown.homes(["study", "tea"]), shown.holding(["stud"])) == ({0}, {0, 1})


@pytest.mark.parametrize("cut", ["This page cannot replace a visit.", "Nobody can’t replace it."])
def test_a_piece_of_a_word_is_found_beside_the_word_itself(cut: str) -> None:
    pattern = "not|n't replace"
    places = [
        (one.block.text, one.block.text[one.start : one.end]) for one in said.find(text("It is not.", cut), [pattern])
    ]
    assert places == [(cut, cut[cut.index("replace") - 4 : cut.index("replace") + 7])]
