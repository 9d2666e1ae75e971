from __future__ import annotations

import pytest
from caveat.lint.model import Comment, Document, Link
from caveat.lint.readers import read


def html(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(source, "a.html").blocks]


def written(document: Document, words: str) -> str:
    (block,) = [block for block in document.blocks if words in block.text]
    start = block.text.index(words)
    return document.source[slice(*block.source_span(start, start + len(words)))]


def test_every_kind_of_block() -> None:
    assert html(
        "<html><head><title>Zinc</title><meta name=description content='All about zinc'></head><body>"
        "<h1>Zinc</h1><p>A paragraph.<ul><li>An item<li>Another</ul><dl><dt>Term<dd>Meaning</dl>"
        "<blockquote>Said<p>quoted</p></blockquote><table><caption>Doses</caption><tr><th>Dose<td>5 mg</table>"
        "<figure><img src=s.png alt='A spoon' title=Spoon><figcaption>Zinc</figcaption></figure>after"
        "<input placeholder=Name aria-label='Your name'></body></html>"
    ) == [
        ("title", "Zinc"),
        ("title", "All about zinc"),
        ("heading", "Zinc"),
        ("paragraph", "A paragraph."),
        ("list-item", "An item"),
        ("list-item", "Another"),
        ("list-item", "Term"),
        ("list-item", "Meaning"),
        ("quotation", "Said"),
        ("quotation", "quoted"),
        ("caption", "Doses"),
        ("table-cell", "Dose"),
        ("table-cell", "5 mg"),
        ("alternative-text", "A spoon"),
        ("title", "Spoon"),
        ("caption", "Zinc"),
        ("paragraph", "after"),
        ("title", "Name"),
        ("title", "Your name"),
    ]


def test_inline_elements_do_not_part_words() -> None:
    document = read("<p>un<b>prov</b>en, H<sub>2</sub>O<br>no<wbr>risk, harm<sup>1</sup></p>", "a.html")
    assert [block.text for block in document.blocks] == ["unproven, H2O\nnorisk, harm 1"]
    assert written(document, "unproven") == "un<b>prov</b>en"


def test_code_leaves_an_object_sign_and_an_open_one_ends_with_its_block() -> None:
    document = read("<p>a <code>no risk <b>x</b></code> b</p><p>c <code>d</p><p>e</p><pre>no\nrisk</pre>", "a.html")
    assert [block.text for block in document.blocks] == ["a ￼ b", "c ￼", "e"]
    assert written(document, "￼ b") == "<code>no risk <b>x</b></code> b"


def test_white_space_collapses_and_keeps_its_place() -> None:
    document = read("<p>\n   no\n\t  <i> harm</i> &nbsp;\t at  all\n</p>", "a.html")
    assert [block.text for block in document.blocks] == ["no  harm \xa0 at all"]
    assert written(document, "at all") == "at  all"


def test_references_in_text() -> None:
    source = (
        "<p>&lt;5 &micro;g&copy x &notit; &notin; &#150; &#x80; &NotEqualTilde; &bogus; AT&T &#65 &amp;lt; &# &#x z &"
    )
    document = read(source, "a.html")
    assert [block.text for block in document.blocks] == ["<5 µg© x ¬it; ∉ – € ≂̸ &bogus; AT&T A &lt; &# &#x z &"]
    assert [written(document, sign) for sign in ("µ", "©", "¬", "–", "≂̸")] == [
        "&micro;",
        "&copy",
        "&not",
        "&#150;",
        "&NotEqualTilde;",
    ]


def test_references_in_attributes_need_their_end() -> None:
    assert html('<img alt="a&copy=2 b&copyc &copy; &amp &lt;">') == [("alternative-text", "a&copy=2 b&copyc © & <")]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a<!-->b", "ab"),
        ("<p>a<!--->b", "ab"),
        ("<p>a<!-- x -- y -->b", "ab"),
        ("<p>a<!-- x --!>b", "ab"),
        ("<p>a<!-- <p>x</p> -->b", "ab"),
        ("<p>a<!-- never closed <p>b</p>", "a"),
        ("<p>a<!bogus>b</ bogus>c</>d<?xml x?>e", "abcde"),
        ("<p>a<?php if ($x->y) { ?>b", "ab"),
        ("<p>3 < 5, p<0.05, a<=b, <3", "3 < 5, p<0.05, a<=b, <3"),
        ("<p>a<b title='x>y' data-x=\"'>\">b</b>c", "abc"),
        ("<p>a<b title=it's>b</b>c", "abc"),
        ("<p>a<b never closed", "a"),
    ],
)
def test_comments_declarations_and_stray_signs(source: str, text: str) -> None:
    assert [block.text for block in read(source, "a.html").blocks if block.kind == "paragraph"] == [text]


def test_comments_are_kept_with_their_place() -> None:
    assert read("<p>a<!-- caveat: x -->b<!---->", "a.html").comments == (
        Comment(" caveat: x ", 4, 22),
        Comment("", 23, 30),
    )


def test_unusual_attributes() -> None:
    source = (
        "<p\n class=c\n TITLE = 'a > b'\n>x</p><img alt=one alt=two><img alt><img alt=''><b title=\"q\"hidden>y</b>"
    )
    assert html(source) == [
        ("title", "a > b"),
        ("paragraph", "x"),
        ("paragraph", "￼￼￼y"),
        ("alternative-text", "one"),
        ("title", "q"),
    ]


def test_raw_text_is_neither_prose_nor_markup() -> None:
    source = (
        "<script><!--<script>a</script>no risk--></script>one<style>p{}</style>two<template><p>no</p></template>three"
        "<svg><title>no</title><text>no risk</text></svg>four<textarea><p>five</textarea><iframe><p>no</iframe>six"
    )
    assert html(source) == [
        ("paragraph", "onetwo"),
        ("paragraph", "three￼foursix"),
        ("paragraph", "<p>five"),
    ]


def test_a_title_is_text_without_markup() -> None:
    assert html("<title>A <b> &amp; C</title><p>x") == [("title", "A <b> & C"), ("paragraph", "x")]


def test_links_reach_over_blocks() -> None:
    blocks = read('<a href="/a?b=1&amp;c=2"><p>one <b>two</b></p><p>three</p></a> four <a>five</a>', "a.html").blocks
    assert [(block.text, block.links) for block in blocks] == [
        ("one two", (Link(0, 7, "/a?b=1&c=2"),)),
        ("three", (Link(0, 5, "/a?b=1&c=2"),)),
        ("four five", ()),
    ]


def test_sections_end_with_the_box_they_stand_in() -> None:
    source = "<h1>A</h1>one<table><tr><td><h2>B</h2>two</table>three<h3>C<p>four</p></h3><h2>D<ul><li>five</ul>six"
    assert [(block.text, block.kind, block.section) for block in read(source, "a.html").blocks] == [
        ("A", "heading", ()),
        ("one", "paragraph", ("A",)),
        ("B", "heading", ("A",)),
        ("two", "table-cell", ("A", "B")),
        ("three", "paragraph", ("A",)),
        ("C", "heading", ("A",)),
        ("four", "heading", ("A",)),
        ("D", "heading", ("A",)),
        ("five", "list-item", ("A", "D")),
        ("six", "paragraph", ("A", "D")),
    ]


def test_visibility() -> None:
    source = (
        "<details><summary>S</summary>a<details><summary>T</summary></details></details>"
        "<details open>b</details>c<footer>d<details>e</details></footer></details>f"
    )
    assert [(block.text, block.visibility) for block in read(source, "a.html").blocks] == [
        ("S", "visible"),
        ("a", "collapsed"),
        ("T", "collapsed"),
        ("b", "visible"),
        ("c", "visible"),
        ("d", "footer"),
        ("e", "collapsed"),
        ("f", "visible"),
    ]


def test_crlf_and_wide_characters() -> None:
    document = read("<p>eins\r\nzwei <b>𝒙é</b>\r\n  &amp; ende</p>\r\n<p title='a\r\nb'>", "a.html")
    assert [block.text for block in document.blocks] == ["eins zwei 𝒙é & ende", "a b"]
    assert written(document, "zwei 𝒙é &") == "zwei <b>𝒙é</b>\r\n  &amp;"


def test_front_matter_and_templates_of_a_layout() -> None:
    document = read("---\ntitle: Zinc\n---\n<p>Hello {{ page.name }}, {% if x %}no{% endif %} harm", "a.html")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("metadata", "Zinc"),
        ("paragraph", "Hello ￼, ￼no￼ harm"),
    ]


def test_xhtml_elements_may_close_themselves() -> None:
    source = "<p>a<script src='x'/>b</p><details/><p>c</p>"
    assert [(block.text, block.visibility) for block in read(source, "a.xhtml").blocks] == [
        ("ab", "visible"),
        ("c", "visible"),
    ]
