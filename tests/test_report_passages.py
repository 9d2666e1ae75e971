from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import pytest
from caveat.lint.model import Finding, Severity
from caveat.lint.overview import sections
from caveat.lint.passages import language, passages
from caveat.lint.readers import read
from hypothesis import assume, given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from caveat.lint.model import Document
    from caveat.lint.passages import Passage


def found(document: Document, *spans: tuple[int, int, str]) -> list[Finding]:
    """Make findings at source spans, as quoted."""
    made = []
    for start, end, quote in spans:
        made.append(
            Finding(
                document.path, "claim/cure", Severity.ERROR, "", "", start, end, 1, 1, 1, 1, quote, quote, "", (), ""
            )
        )
    return made


def place(source: str, words: str, quote: str = "") -> tuple[int, int, str]:
    start = source.index(words)
    return start, start + len(words), quote or words


def marked(laid: list[Passage]) -> list[tuple[str, list[tuple[str, tuple[int, ...]]]]]:
    return [(one.kind, [(run.text, run.findings) for run in one.runs if run.findings]) for one in laid]


def laid_out(source: str, path: str, *spans: tuple[int, int, str]) -> list[Passage]:
    document = read(source, path)
    return list(passages(document, found(document, *spans)))


def test_words_are_marked_through_markup_entities_and_line_ends() -> None:
    source = "It *cures*\r\narthritis &amp; gout 🙂 for good.\n"
    spans = [place(source, "cures*\r\narthritis", "cures arthritis"), place(source, "&amp; gout 🙂", "& gout 🙂")]
    (passage,) = laid_out(source, "a.md", *spans)
    assert marked([passage]) == [("paragraph", [("cures\narthritis", (0,)), ("& gout 🙂", (1,))])]
    assert "".join(run.text for run in passage.runs) == "It cures\narthritis & gout 🙂 for good."


def test_findings_that_overlap_share_their_words() -> None:
    source = "It cures asthma now.\n"
    (passage,) = laid_out(source, "a.md", place(source, "cures asthma"), place(source, "asthma now"))
    assert marked([passage]) == [("paragraph", [("cures ", (0,)), ("asthma", (0, 1)), (" now", (1,))])]


def test_neighbours_do_not_share_a_mark() -> None:
    source = "It cures asthma.\n"
    (passage,) = laid_out(source, "a.md", place(source, "It "), place(source, "cures"))
    assert marked([passage]) == [("paragraph", [("It ", (0,)), ("cures", (1,))])]


def test_alternative_text_is_told_from_the_paragraph_around_it() -> None:
    source = "See ![it cures](it-cures.png) it cures.\n"
    laid = laid_out(source, "a.md", place(source, "it cures"), place(source, "it cures."))
    assert [one for one in marked(laid) if one[1]] == [
        ("paragraph", [("it cures.", (1,))]),
        ("alternative-text", [("it cures", (0,))]),
    ] or [one for one in marked(laid) if one[1]] == [
        ("alternative-text", [("it cures", (0,))]),
        ("paragraph", [("it cures.", (1,))]),
    ]


def test_what_stands_outside_of_all_prose_is_shown_as_its_line() -> None:
    source = "---\nlastReviewed: 2022-03-08 # old\n---\n\n# Tea\n"
    first, *rest = laid_out(source, "a.md", place(source, "2022-03-08"))
    assert (first.kind, first.key, [(run.text, run.findings) for run in first.runs]) == (
        "source",
        "2",
        [("lastReviewed: ", ()), ("2022-03-08", (0,)), (" # old", ())],
    )
    assert marked(rest) == [("heading", [])]


def test_a_template_in_prose_is_shown_as_its_line() -> None:
    source = "# Tea\n\nReviewed on {{ now }}.\n"
    laid = laid_out(source, "a.md", place(source, "{{ now }}"))
    assert marked(laid) == [("source", [("{{ now }}", (0,))]), ("heading", []), ("paragraph", [])]


def test_a_line_of_any_length_is_shown_in_part() -> None:
    source = f"---\nnote: {'x' * 5000}\nlastReviewed: [{'y' * 5000}, 2022-03-08, {'z' * 5000}]\n---\n\n# Tea\n"
    first, *_ = laid_out(source, "a.md", place(source, "2022-03-08"))
    assert len("".join(run.text for run in first.runs)) <= 200


def test_a_finding_without_words_marks_nothing() -> None:
    assert marked(laid_out("# Tea\n", "a.md", (0, 0, ""))) == [("source", []), ("heading", [])]


@pytest.mark.parametrize(
    ("source", "path"),
    [
        ("| a | b |\n| --- | --- |\n| c | d |\n", "a.md"),
        ("<table><tr><th>a</th><th>b</th></tr>\n<tr><td>c</td>\n<td>d</td></tr></table>", "a.html"),
    ],
)
def test_cells_know_where_a_row_begins(source: str, path: str) -> None:
    cells = [(one.runs[0].text, one.row) for one in laid_out(source, path) if one.kind == "table-cell"]
    assert cells == [("a", True), ("b", False), ("c", True), ("d", False)]


def test_links_keep_their_address() -> None:
    (passage,) = laid_out("See [a trial](https://example.org/a).\n", "a.md")
    assert [(run.text, run.link) for run in passage.runs] == [
        ("See ", ""),
        ("a trial", "https://example.org/a"),
        (".", ""),
    ]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Tea cures nothing – “really”", ""),
        ("รักษาหาย", "th"),
        ("العلاج آمن", "ar"),
        ("治疗是安全的", "zh"),
        ("再生医療は安全です", "ja"),
        ("안전한 치료", "ko"),
        ("The word รักษา means to treat, as every nurse in Bangkok knows", ""),
    ],
)
def test_the_script_tells_the_language(text: str, tag: str) -> None:
    assert language(text) == tag


@pytest.mark.parametrize(
    ("paths", "parts"),
    [
        (["a.md", "b/c.md", "b/d/e.md"], ["", "b", "b"]),
        (["site/a/x.md", "site/b/y/z.md"], ["a", "b"]),
        (["site/a/x.md", "site/a/y.md"], ["", ""]),
        (["/s/a/x.md", "b/y.md"], ["s", "b"]),
        ([], []),
    ],
)
def test_sections_are_the_first_folders_that_differ(paths: list[str], parts: list[str]) -> None:
    assert list(sections(paths).values()) == parts


DECOYS = (
    "# cures\n\ncures ![cures](cures.png) *cures* &amp; cures\r\ncures **cu**res \\*cures [cures](cures)\n\n"
    "| cures | cures |\n| --- | --- |\n| cures&nbsp;cures | cures 🙂 cures |\n\n> cures\n> cures\n"
)


@given(st.data())
def test_a_mark_stands_where_its_finding_does_among_decoys(data: st.DataObject) -> None:
    document = read(DECOYS, "a.md")
    number = data.draw(st.integers(0, len(document.blocks) - 1))
    block = document.blocks[number]
    start = data.draw(st.integers(0, len(block.text) - 1))
    end = data.draw(st.integers(start + 1, len(block.text)))
    assume(block.text[start:end].strip("\ufffc "))
    span = (*block.source_span(start, end), block.text[start:end])
    laid = list(passages(document, found(document, span)))
    marks = [(place, run) for place, passage in enumerate(laid) for run in passage.runs if run.findings]
    before = list(takewhile(lambda run: not run.findings, laid[number].runs))
    assert {place for place, _ in marks} == {number}
    assert sum(len(run.text) for run in before) == start
    assert "".join(run.text for _, run in marks) == block.text[start:end]
    assert ["".join(run.text for run in passage.runs) for passage in laid] == [one.text for one in document.blocks]
