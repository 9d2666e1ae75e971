from __future__ import annotations

from typing import TYPE_CHECKING

from caveat.lint.readers import read

if TYPE_CHECKING:
    from caveat.lint.model import Document


def text(source: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in read(source, "a.txt").blocks]


def written(document: Document, words: str) -> str:
    (block,) = [block for block in document.blocks if words in block.text]
    start = block.text.index(words)
    return document.source[slice(*block.source_span(start, start + len(words)))]


WRAPPED = (
    "Living with hay fever\n\n"
    "Hay fever is a reaction to pollen, which many plants shed from\n"
    "March to September. It can be treated, though it cannot be cured.\n"
    "Short lines end a paragraph.\n\n"
    "What helps?\n\n"
    "  * Tablets that block histamine, taken once a day before the\n"
    "    symptoms begin\n"
    "  * A spray for the nose\n"
    "1. Ask a pharmacist.\n"
)


def test_wrapped_lines_are_joined() -> None:
    assert text(WRAPPED) == [
        ("heading", 1, "Living with hay fever"),
        (
            "paragraph",
            0,
            "Hay fever is a reaction to pollen, which many plants shed from\n"
            "March to September. It can be treated, though it cannot be cured.\n"
            "Short lines end a paragraph.",
        ),
        ("heading", 3, "What helps?"),
        ("list-item", 0, "Tablets that block histamine, taken once a day before the\nsymptoms begin"),
        ("list-item", 0, "A spray for the nose"),
        ("list-item", 0, "Ask a pharmacist."),
    ]


def test_places_in_wrapped_text() -> None:
    document = read(WRAPPED, "a.txt")
    assert written(document, "from\nMarch") == "from\nMarch"
    assert written(document, "the\nsymptoms") == "the\n    symptoms"
    assert written(document, "Ask a pharmacist.") == "Ask a pharmacist."


ONE_LINE_EACH = (
    "Magnesium for Cramps\n"
    "Magnesium is a mineral that muscles and nerves need, and that most people get enough of from a diet with nuts.\n"
    "What the Studies Say\n"
    "Older adults: Several small trials in older people found no difference between magnesium and a dummy tablet.\n"
    "Pregnant women: The trials disagree with each other, and none of them was large.\n"
    "Questions\n"
    "Can I take too much?\n"
    "Large amounts from tablets can cause diarrhoea, and in people whose kidneys are weak they can do worse.\n"
)


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    assert [(kind, level, words.split(" ")[0]) for kind, level, words in text(ONE_LINE_EACH)] == [
        ("heading", 1, "Magnesium"),
        ("paragraph", 0, "Magnesium"),
        ("heading", 2, "What"),
        ("paragraph", 0, "Older"),
        ("paragraph", 0, "Pregnant"),
        ("heading", 2, "Questions"),
        ("heading", 3, "Can"),
        ("paragraph", 0, "Large"),
    ]


def test_sections_of_text() -> None:
    assert read(ONE_LINE_EACH, "a.txt").blocks[-1].section == (
        "Magnesium for Cramps",
        "Questions",
        "Can I take too much?",
    )


def test_a_single_line_is_a_paragraph() -> None:
    assert text("No risk at all") == [("paragraph", 0, "No risk at all")]


def test_rules_and_line_ends_part_paragraphs() -> None:
    source = "\ufeffOne line of words.\r\r---\rTwo.\r\n=====\r\n\x0c\r\nThree."
    assert text(source) == [
        ("paragraph", 0, "One line of words."),
        ("paragraph", 0, "Two."),
        ("paragraph", 0, "Three."),
    ]
    assert written(read(source, "a.txt"), "Three.") == "Three."


def test_nothing_is_markup() -> None:
    assert text("Is 3 < 5 &amp; *no* [risk](x)? <b>Yes</b>.\n\nBye.") == [
        ("paragraph", 0, "Is 3 < 5 &amp; *no* [risk](x)? <b>Yes</b>."),
        ("paragraph", 0, "Bye."),
    ]


def test_an_empty_text_has_no_blocks() -> None:
    assert text("") == text("\ufeff \n\n\t\n") == []
