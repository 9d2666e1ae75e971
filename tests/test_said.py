"""Where an article says something: the blocks in which words stand, and phrases that the tokenizer takes apart."""

from __future__ import annotations

import pytest
from caveat.lint import said
from caveat.lint.model import Block


def text(*paragraphs: str) -> said.Text:
    return said.text(Block("paragraph", one, ()) for one in paragraphs)


def test_every_time_that_a_word_stands_in_a_block_is_known() -> None:
    assert text("Tea, no tea.", "BPC-157", "Tea").words == {"tea": 3, "no": 1, "bpc": 1, "157": 1}


def test_blocks_that_hold_a_word_or_a_part_of_one() -> None:
    shown = text("A study", "Studies", "Nothing")
    assert (shown.holding(["study", "tea"]), shown.holding(["stud"])) == ({0}, {0, 1})


@pytest.mark.parametrize("cut", ["This page cannot replace a visit.", "Nobody can’t replace it."])
def test_a_piece_of_a_word_is_found_beside_the_word_itself(cut: str) -> None:
    pattern = "not|n't replace"
    places = [
        (one.block.text, one.block.text[one.start : one.end]) for one in said.find(text("It is not.", cut), [pattern])
    ]
    assert places == [(cut, cut[cut.index("replace") - 4 : cut.index("replace") + 7])]
