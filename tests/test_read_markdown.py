from __future__ import annotations

import pytest
from caveat.lint.errors import InputError
from caveat.lint.model import Document, Lines, Link
from caveat.lint.readers import read


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in document.blocks]


def markdown(source: str) -> list[tuple[str, str]]:
    return blocks(read(source, "article.md"))


def place(document: Document, words: str) -> tuple[int, int]:
    """Where the only block that holds `words` says that they stand."""
    (block,) = [block for block in document.blocks if words in block.text]
    start = block.text.index(words)
    return block.source_span(start, start + len(words))


def written(document: Document, words: str) -> str:
    start, end = place(document, words)
    return document.source[start:end]


def test_an_unknown_suffix_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(InputError) as caught:
        read("x", "notes.pdf")
    assert str(caught.value).startswith("notes.pdf: no reader for “.pdf” files — ")
    with pytest.raises(InputError, match="a file without a suffix has no reader"):
        read("x", "README")


@pytest.mark.parametrize("path", ["A.MD", "a.markdown", "a.mdx"])
def test_suffixes_are_read_in_any_case(path: str) -> None:
    assert read("Words.", path).format == "markdown"


def test_every_kind_of_block() -> None:
    assert markdown(
        "# Zinc\n\nA paragraph.\n\n- An item\n\n> A quotation.\n\n| Dose | Use |\n|--|--|\n| 5 mg | daily |\n\n"
        "![A spoon](s.png 'Spoon')\n\nTerm\n: Meaning\n\nSee.[^n]\n\n[^n]: A note.\n"
    ) == [
        ("heading", "Zinc"),
        ("paragraph", "A paragraph."),
        ("list-item", "An item"),
        ("quotation", "A quotation."),
        ("table-cell", "Dose"),
        ("table-cell", "Use"),
        ("table-cell", "5 mg"),
        ("table-cell", "daily"),
        ("alternative-text", "A spoon"),
        ("title", "Spoon"),
        ("list-item", "Term"),
        ("list-item", "Meaning"),
        ("paragraph", "See."),
        ("paragraph", "A note."),
    ]


def test_section_is_the_path_of_the_headings_above() -> None:
    source = "Lead\n\n# A\n\none\n\n## B *b*\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n\nE\n=\n\nfive\n"
    document = read(source, "a.md")
    assert [(block.text, block.level, block.section) for block in document.blocks] == [
        ("Lead", 0, ()),
        ("A", 1, ()),
        ("one", 0, ("A",)),
        ("B b", 2, ("A",)),
        ("two", 0, ("A", "B b")),
        ("C", 3, ("A", "B b")),
        ("three", 0, ("A", "B b", "C")),
        ("D", 2, ("A",)),
        ("four", 0, ("A", "D")),
        ("E", 1, ()),
        ("five", 0, ("E",)),
    ]


def test_wrapped_lines_are_one_paragraph_and_keep_their_breaks() -> None:
    document = read("> first line\n> second\n  third  \nfourth\\\nfifth", "a.md")
    assert blocks(document) == [("quotation", "first line\nsecond\nthird\nfourth\nfifth")]
    assert written(document, "line\nsecond") == "line\n> second"


def test_emphasis_is_transparent() -> None:
    document = read("It is **with**out *any **real*** risk", "a.md")
    assert blocks(document) == [("paragraph", "It is without any real risk")]
    assert written(document, "without any") == "with**out *any"


def test_code_and_addresses_are_not_prose() -> None:
    document = read("Take `no risk` from <https://a.org/no-risk> now.\n\n```\nno risk\n```\n\n    no risk\n", "a.md")
    (block,) = document.blocks
    assert block.text == "Take ￼ from ￼ now."
    assert block.links == (Link(12, 13, "https://a.org/no-risk"),)
    assert block.source_span(5, 6) == (5, 14)


def test_links_carry_their_span_and_target() -> None:
    (block,) = read("As [one **trial**](t.html) and [two][r] and www.who.int/x. End\n\n[r]: /r", "a.md").blocks
    assert [(block.text[link.start : link.end], link.target) for link in block.links] == [
        ("one trial", "t.html"),
        ("two", "/r"),
        ("www.who.int/x", "www.who.int/x"),
    ]


def test_a_footnote_reference_is_an_empty_link() -> None:
    (block, _) = read("Harmless[^a] they say.\n\n[^a]: Who?", "a.md").blocks
    assert block.text == "Harmless they say."
    assert block.links == (Link(8, 8, "#a"),)


def test_entities_and_escapes_are_one_unit_each() -> None:
    document = read(r"Vitamin D&sup3; \& B&#x2081; &copy 5\*", "a.md")
    assert blocks(document) == [("paragraph", "Vitamin D³ & B₁ &copy 5*")]
    assert [written(document, words) for words in ("³", "& B", "₁", "&copy", "5*")] == [
        "&sup3;",
        r"& B",
        "&#x2081;",
        "&copy",
        r"5\*",
    ]


def test_places_count_characters_not_bytes() -> None:
    document = read("𝒙é — **über**raschend “gut” &amp; 中文", "a.md")
    assert written(document, "überraschend") == "über**raschend"
    assert written(document, "& 中") == "&amp; 中"


def test_places_hold_in_text_that_is_mostly_not_latin() -> None:
    document = read("# 维生素\n\n没有**风险**的药 &amp; *水*", "a.md")
    assert place(document, "风险的药") == (11, 17)
    assert written(document, "& 水") == "&amp; *水"


def test_a_byte_order_mark_hides_nothing_and_is_no_column() -> None:
    document = read("\ufeff# Iron\n\nno *harm*", "a.md")
    assert blocks(document) == [("heading", "Iron"), ("paragraph", "no harm")]
    assert place(document, "Iron") == (3, 7)
    assert Lines(document.source).at(3) == (1, 3)
    assert read("\ufeff---\nok: 1\n---\nBody", "a.md").facts[0].path == ("ok",)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_line_end_is_a_line_end(end: str) -> None:
    source = end.join(["# One", "", "two", "three", "", "```", "code", "```", "", "- four", "", "<p>five", "six</p>"])
    document = read(source, "a.md")
    assert [(kind, text.split()) for kind, text in blocks(document)] == [
        ("heading", ["One"]),
        ("paragraph", ["two", "three"]),
        ("list-item", ["four"]),
        ("paragraph", ["five", "six"]),
    ]
    assert [Lines(source).at(place(document, word)[0]) for word in ("three", "four", "six")] == [
        (4, 1),
        (10, 3),
        (13, 1),
    ]


def test_other_separators_end_no_line() -> None:
    source = "one\x0btwo\x0cthree\x85four\u2028five **six**"
    document = read(source, "a.md")
    assert Lines(source).at(place(document, "six")[0]) == (1, source.index("six") + 1)


def test_titles_are_placed() -> None:
    document = read(
        '[a](u "Say \\"no\\" &amp; go") ![b](v (Round))\n\n> [c](w \'Long\n> title\')\n\n[r]: /x\n  "Defined"\n\n[r]',
        "a.md",
    )
    titles = {block.text: block.source_span(0, len(block.text)) for block in document.blocks if block.kind == "title"}
    assert {text: document.source[slice(*span)] for text, span in titles.items()} == {
        'Say "no" & go': 'Say \\"no\\" &amp; go',
        "Round": "Round",
        "Long\ntitle": "Long\n> title",
        "Defined": "Defined",
    }


def test_quotation_marks_stay_as_written_and_alerts_are_no_prose() -> None:
    assert markdown('> [!WARNING]\n> "Quoted" -- text...') == [("paragraph", '"Quoted" -- text...')]


def test_html_in_markdown() -> None:
    document = read(
        'A <b>no</b> harm <!-- not this --> x<br>y <img alt="An arm"> <code>no risk</code>\n\n'
        '<div title="Box">\nNo harm **as such**\n</div>\n\n<!-- nor\n\nthis -->\n\n'
        '<script>\nvar x = "no risk"\n\n</script>\n',
        "a.md",
    )
    assert blocks(document) == [
        ("paragraph", "A no harm  x\ny ￼ ￼"),
        ("alternative-text", "An arm"),
        ("title", "Box"),
        ("paragraph", "No harm **as such**"),
    ]
    assert [comment.text for comment in document.comments] == [" not this ", " nor\n\nthis "]


def test_html_in_quotations_and_lists_is_read_without_their_marks() -> None:
    document = read('> <div\n> title="two\n> lines">\n> quoted\n> words\n> </div>\n\n-\t<p>an\n\titem</p>\n', "a.md")
    assert blocks(document) == [("title", "two lines"), ("quotation", "quoted words"), ("list-item", "an item")]
    assert written(document, "quoted words") == "quoted\n> words"


def test_details_and_footers_are_marked_across_markdown() -> None:
    source = (
        "<details>\n<summary>More</summary>\n\nfolded\n\n- item\n\n</details>\n\nopen\n\n"
        "<footer>\n\n## Legal\n\nsmall\n\n</footer>\n\nlast\n"
    )
    document = read(source, "a.md")
    assert [(block.text, block.visibility, block.section) for block in document.blocks] == [
        ("More", "visible", ()),
        ("folded", "collapsed", ()),
        ("item", "collapsed", ()),
        ("open", "visible", ()),
        ("Legal", "footer", ()),
        ("small", "footer", ("Legal",)),
        ("last", "visible", ()),
    ]


def test_tables_split_cells_at_bars_only() -> None:
    document = read("| a \\| b | `c \\| d` e |\n|---|---|\n| no<br>harm | |\n", "a.md")
    assert blocks(document) == [("table-cell", "a | b"), ("table-cell", "￼ e"), ("table-cell", "no\nharm")]
    assert written(document, "a | b") == "a \\| b"


def test_alternative_text_is_one_block_beside_its_paragraph() -> None:
    source = "See ![an <p> *arm* `x` &amp; ![leg](l.png)](a.png) and [![badge](b.svg) link](t)"
    document = read(source, "a.md")
    assert blocks(document) == [
        ("paragraph", "See ￼ and ￼ link"),
        ("alternative-text", "an  arm ￼ & ￼"),
        ("alternative-text", "leg"),
        ("alternative-text", "badge"),
    ]
    assert written(document, "arm ￼ &") == "arm* `x` &amp;"


def test_task_marks_and_heading_attributes_are_not_prose() -> None:
    assert markdown("## Doses {#doses .wide}\n\n- [ ] ask\n- [x] read\n") == [
        ("heading", "Doses"),
        ("list-item", "ask"),
        ("list-item", "read"),
    ]
