from __future__ import annotations

import caveat.lint.language.pipeline  # noqa: F401  registers the components
import pytest
import spacy


def sents(text: str) -> list[str]:
    nlp = spacy.blank("en")
    nlp.add_pipe("caveat_sentences")
    return [sentence.text for sentence in nlp(text).sents]


def test_sets_sentence_starts_where_the_linter_cuts() -> None:
    assert sents("Ask Dr. May, e.g. by phone. She knows.") == ["Ask Dr. May, e.g. by phone.", "She knows."]


def test_an_empty_line_ends_a_sentence_and_a_line_end_does_not() -> None:
    assert sents("No risk\n\nIt heals\nfast. Truly") == ["No risk\n\n", "It heals\nfast.", "Truly"]


def test_finds_the_token_after_characters_that_normalisation_drops() -> None:
    assert sents("\ufeffIt heals.\u200b  \u200bIt \u201chelps.\u201d  So\u00a0what?") == [
        "\ufeffIt heals.\u200b  ",
        "\u200bIt “helps.”  ",
        "So\xa0what?",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "One"])
def test_reads_docs_without_a_sentence_end(text: str) -> None:
    assert sents(text) == ([text] if text else [])


def test_every_token_has_a_verdict() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("caveat_sentences")
    assert [token.is_sent_start for token in nlp("One. Two.")] == [True, False, True, False]
