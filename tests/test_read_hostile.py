"""Articles that punish quadratic searches and recursion: each must end, and still find the last words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from caveat.lint.readers import read

if TYPE_CHECKING:
    from caveat.lint.model import Document

SIZE = 100_000
UNITS = (
    "[", "![", "[a](", "[^1]", "{{<", "{{", "{%", "{", "{:", "no ", ">", "> ", "- ", " - ", "<svg>", "<!--", "<",
    "</", "&", "&#", "&amp", "&notit", "**a _b ", "`", "` `` ", "~~~", "<a ", '<a b="', "<a =", "<details>", "<li>",
    "<code>", "<script>", "<script><!--", "<style>", "<title>", "<template>", "<table><tr><td>", "<h2>a",
    "<b itemprop=a>", "<b itemscope>", "{/*", "<Tab>", "<a b={", "{'", "{% comment %}", "{{< highlight >}}",
    "{{ a }}", "www.a ", "\\", "'", "😀", "\r", "\r\n", "\t", "|", "a|b\n", "# a\n", "[a]: b 'c'\n", "[^1]: x\n",
    "a\n: b\n", "Ab\n", "\nexport {", "`\n\n",
)  # fmt: skip


def assert_sound(document: Document) -> None:
    """Every run that is copied equals the source; segments follow each other without a gap."""
    for block in document.blocks:
        position = 0
        for text_start, source_start, text_length, source_length in block.segments:
            assert text_start == position
            position += text_length
            if text_length == source_length:
                written = document.source[source_start : source_start + source_length]
                assert block.text[text_start:position] == written
        assert position == len(block.text)
        assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links)


@pytest.mark.parametrize("suffix", [".md", ".mdx", ".html", ".txt"])
@pytest.mark.parametrize("unit", UNITS)
def test_many_openers(unit: str, suffix: str) -> None:
    assert_sound(read("First " + unit * (SIZE // len(unit)), "a" + suffix))


CLOSERS = "\n\n}}%}>}}'\">-->`` `</svg></script></style></title></template></code>\n\n<p>Last words</p>\n"


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("unit", ["{{<", "<svg>", "<!--", "<code>", "<template>", "<a ", "{%", "<li>", "<details>"])
def test_late_closers(unit: str, suffix: str) -> None:
    assert_sound(read(unit * (SIZE // 10 // len(unit)) + CLOSERS, "a" + suffix))


@pytest.mark.parametrize(
    "matter",
    [
        "---\na: {}\n---\n".format("[" * SIZE),
        "---\n{}x\n---\n".format("- " * SIZE),
        "---\n{}\n---\n".format("? " * SIZE),
        "---\na: &a [x]\nb: [{}]\n---\n".format("*a, " * 50_000),
        "---\na: '{}\n---\n".format("x" * SIZE),
        "+++\na = {}\n+++\n".format("[" * SIZE),
        "+++\na = {}\n+++\n".format("{a=" * SIZE),
        "+++\n{}b = 1\n+++\n".format("a." * SIZE),
        "+++\n[{}b]\n+++\n".format("a." * SIZE),
        '{{"a": {}\n}}\n'.format("[" * SIZE),
        "{{{}1\n}}\n".format('"a":{' * SIZE),
    ],
    ids=range(11),
)
def test_deep_front_matter_is_a_problem_and_no_crash(matter: str) -> None:
    document = read(matter + "Last words\n", "a.md")
    assert document.problems or len(document.facts) == 1
    assert document.blocks[-1].text == "Last words"


def test_deep_json_ld_is_a_problem_and_no_crash() -> None:
    document = read('<script type="application/ld+json">' + '{"a":[' * SIZE + "</script><p>Last words", "a.html")
    assert [problem.wrong for problem in document.problems] == [
        "the JSON-LD is not JSON: it is nested deeper than 100 levels"
    ]
    assert [block.text for block in document.blocks] == ["Last words"]
