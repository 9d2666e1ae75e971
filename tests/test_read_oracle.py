"""Hold the readers against independent parsers, and against claims planted among decoys, on generated articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caveat.lint.readers import read
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from caveat.lint.model import Document

PROSE = frozenset(("paragraph", "heading", "list-item", "table-cell", "quotation", "caption"))
SPACE = re.compile(r"[\s\ufffc]+")

# CLAIM becomes a word that occurs once; a decoy must never be prose
INLINE = (
    "CLAIM", "plain words", "**CLAIM**", "un*CLAIM*ed", "[CLAIM](http://decoy.org/decoy)", "`decoy`", "\\*CLAIM\\*",
    "<!-- decoy -->", "&amp; CLAIM &lt;", "<b data-x='decoy'>CLAIM</b>", "<https://decoy.org/decoy>",
    "é — CLAIM “x”", "[**a** CLAIM][ref]", "<span title=\"decoy\">CLAIM</span>", "CLAIM<br>CLAIM",
    "<code>decoy</code>", "𝒙 CLAIM 中文", "![decoy](decoy.png 'decoy')", "3 < 5", "AT&T CLAIM", "~~CLAIM~~",
    "a_CLAIM_b",
)  # fmt: skip
MARKDOWN_BLOCKS = (
    "{}\n", "{}\n{}\n", "# {}\n", "## {} ##\n", "- {}\n- {}\n\n  {}\n", "> {}\n> {}\n", "1. {}\n   - {}\n",
    "| {} | b |\n|---|---|\n| {} | {} |\n", "```\ndecoy\n```\n", "***\n\n    decoy\n",
    "<div class='decoy'>\nCLAIM <b>CLAIM</b>\n</div>\n", "<!-- decoy\n\ndecoy -->\n",
    "<script>\ndecoy\n\ndecoy\n</script>\n", "{}\n===\n", "> - {}\n>\n>   {}\n",
    "<details>\n<summary>CLAIM</summary>\n\n{}\n\n</details>\n", "{{{{< decoy \"decoy\" >}}}}\n",
    "{{{{% decoy %}}}}\n{}\n", "{} {{{{ .decoy }}}} {}\n", "***\n", "- [ ] {}\n", "{}  \n{}\\\n{}\n",
)  # fmt: skip
TAGS = ("p", "div", "h2", "ul><li", "blockquote", "table><tr><td", "section", "b", "i", "span", "a href=x", "em", "sup")
PIECES = (
    "words", " ", "\n  ", "&amp;", "&lt;5", "&copy", "&notit;", "&#150;", "<br>", "<!-- x -->", "<!-->", "a < b",
    "é😀", "<script>'<p>'</script>", "<style>p</style>", "<img alt='no' title=no>", "<code>no</code>",
    "<pre>no</pre>", "&", "</b>", "<template><p>no</p></template>", "<svg><text>no</text></svg>", "&nbsp;", "</p>",
    "<hr>", "<input value=no>", "<wbr>",
)  # fmt: skip


def visible(document: Document, kinds: frozenset[str] = PROSE) -> str:
    return SPACE.sub("", "".join(block.text for block in document.blocks if block.kind in kinds))


@st.composite
def articles(draw: st.DrawFn, blocks: tuple[str, ...], separator: str = "\n") -> str:
    parts = []
    for block in draw(st.lists(st.sampled_from(blocks), min_size=1, max_size=6)):
        fillings = [
            " ".join(["x", *draw(st.lists(st.sampled_from(INLINE), max_size=3))])
            for _ in re.findall(r"(?<!{){}", block)
        ]
        parts.append(block.format(*fillings))
    source = separator.join(parts) + "\n[ref]: http://decoy.org 'decoy'\n"
    count = iter(range(10_000))
    return re.sub("CLAIM", lambda _: f"claim{next(count):04}", source)


@settings(deadline=None)
@given(articles(MARKDOWN_BLOCKS), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_planted_claims_are_found_at_their_place_and_decoys_are_not(source: str, end: str, mark: str) -> None:
    source = mark + source.replace("\n", end)
    document = read(source, "a.md")
    found = {
        (match.group(), block.source_span(*match.span()))
        for block in document.blocks
        if block.kind in PROSE
        for match in re.finditer(r"claim\d{4}", block.text)
    }
    assert found == {(match.group(), match.span()) for match in re.finditer(r"claim\d{4}", source)}
    assert "decoy" not in visible(document)


def markdown_it_text(source: str) -> str:
    """The text that markdown-it-py sees outside code, HTML and addresses."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    children = [child for token in parser.parse(source) for child in token.children or ()]
    return SPACE.sub("", "".join(child.content for child in children if child.type in ("text", "text_special")))


ONLY_MARKDOWN = tuple(block for block in MARKDOWN_BLOCKS if not re.search(r"<|\{\{|\[ \]", block))


@settings(deadline=None)
@given(articles(ONLY_MARKDOWN))
@example('a**"b"**c**d** _e_f_ *g*h `` ` `` [x](<u v>) \\[y] &copy; &#0; &ngE;\n\n1) z\n\n\tcode\n')
@example("- a\n\n      code\n  b\n> c\nd\n\n| x \\| y |\n|--|\n| `a \\| b` z |\n")
def test_markdown_is_the_text_that_markdown_it_sees(source: str) -> None:
    source = re.sub(r"<code>.*?</code>|<https://[^>]*>", "", source)
    assert visible(read(source, "a.md")) == markdown_it_text(source)


@st.composite
def pages(draw: st.DrawFn) -> str:
    parts: list[str] = []
    open_tags: list[str] = []
    for _ in range(draw(st.integers(1, 25))):
        choice = draw(st.integers(0, 5))
        if choice == 0:
            tag = draw(st.sampled_from(TAGS))
            parts.append(f"<{tag}>")
            open_tags.append(tag)
        elif choice == 1 and open_tags:
            names = [part.split(" ")[0] for part in open_tags.pop().split("><")]
            parts += [f"</{name}>" for name in reversed(names)]
        else:
            parts.append(draw(st.sampled_from(PIECES)))
    return "".join(parts)


def lexbor_text(source: str) -> str:
    """The text that lexbor sees outside elements whose content is no prose."""
    tree = LexborHTMLParser(source)
    for node in tree.css("script, style, template, code, pre, svg"):
        node.decompose()
    return SPACE.sub("", tree.body.text() if tree.body else "")


@settings(deadline=None)
@given(pages())
@example("<p>a<code>b<i>c</i></code>d<svg/>e")
@example("<table><tr><td>a<p>b</table><ul><li>c<li>d</ul>e</b>f")
def test_html_is_the_text_that_lexbor_sees(source: str) -> None:
    document = read(source, "a.html")
    assert sorted(visible(document)) == sorted(lexbor_text(source))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES, *MARKDOWN_BLOCKS, *INLINE, "<", ">", "`", "{", "\r", "\t", "---\n", "\ufeff"]))
)
def test_copied_runs_equal_the_source(pieces: list[str]) -> None:
    source = "".join(pieces)
    for path in ("a.md", "a.mdx", "a.html", "a.txt"):
        document = read(source, path)
        for block in document.blocks:
            position = 0
            for text_start, source_start, text_length, source_length in block.segments:
                assert text_start == position
                position += text_length
                written = source[source_start : source_start + source_length]
                assert text_length != source_length or block.text[text_start:position] == written
            assert position == len(block.text)
