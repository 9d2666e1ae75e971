"""Lay an article out as its reader sees it, with every finding on its words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise

from .model import Lines
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Block, Document, Finding, Segment

# a prefix of a line of source is shown up to so many code points on either side of a finding
_AROUND = 90
# stands in the text for what is there and is not prose: code, an image, a template
_OBJECT = "\ufffc"
# nothing nests deeper: alternative text in a link in a cell
_NESTED = 6

_SCRIPTS = {
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
    "ar": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "el": "\u0370-\u03ff",
    "ru": "\u0400-\u04ff",
}


class Run(NamedTuple):
    """Words of a passage, the positions (in the list of findings) of what was found in them, and where they link to."""

    text: str
    findings: tuple[int, ...] = ()
    link: str = ""


class Passage(NamedTuple):
    """A block of the article, or (kind `source`) a line of its source that holds a finding outside all prose.

    `language` is the BCP 47 tag that the script tells, empty where it tells none; `row` says that a table cell begins
    a row.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    visibility: str = "visible"
    key: str = ""
    language: str = ""
    row: bool = False


class _Span(NamedTuple):
    block: int
    start: int
    end: int


def passages(document: Document, findings: Sequence[Finding]) -> Iterator[Passage]:
    """Yield the lines of source that hold findings outside the prose, then the blocks of the article in their order."""
    index = _Index(document.blocks)
    placed: dict[int, list[tuple[int, int, int]]] = {}
    outside = []
    for number, finding in enumerate(findings):
        span = index.of(finding)
        if span:
            placed.setdefault(span.block, []).append((span.start, span.end, number))
        else:
            outside.append(number)
    if outside:
        yield from _lines(document, findings, outside)
    before: Block | None = None
    for number, block in enumerate(document.blocks):
        yield Passage(
            block.kind,
            tuple(_runs(block, placed.get(number, ()))),
            block.level,
            block.visibility,
            block.key,
            language(block.text),
            _begins_row(document, before, block),
        )
        before = block


class _Index:
    """Find the block and the text span behind a place in the source."""

    __slots__ = ("_blocks", "_segments")

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._segments = sorted(
            (segment.source_start, segment.source_start + segment.source_length, number)
            for number, block in enumerate(blocks)
            for segment in block.segments
        )

    def of(self, finding: Finding) -> _Span | None:
        """Place a finding: the innermost block in which it reads as it was quoted, else the innermost with words."""
        if finding.end <= finding.start:
            return None
        found = (self._within(number, finding) for number in self._holding(finding.start))
        spans = [span for span in found if span and not _is_object(self._text(span))]
        quote = "".join(finding.quote.split())
        same = (span for span in spans if "".join(self._text(span).split()) == quote)
        return next(same, spans[0] if spans else None)

    def _text(self, span: _Span) -> str:
        return self._blocks[span.block].text[span.start : span.end]

    def _holding(self, offset: int) -> Iterator[int]:
        """Yield the blocks in which a character stands, the innermost first."""
        at = bisect_right(self._segments, offset, key=lambda segment: segment[0])
        for start, end, number in reversed(self._segments[max(0, at - _NESTED) : at]):
            if start <= offset < end:
                yield number

    def _within(self, number: int, finding: Finding) -> _Span | None:
        segments = self._blocks[number].segments
        first, last = _segment(segments, finding.start), _segment(segments, finding.end - 1)
        if first is None or last is None:
            return None
        start = first.text_start + (finding.start - first.source_start) * _copied(first)
        end = last.text_start + last.text_length
        if _copied(last):
            end = last.text_start + finding.end - last.source_start
        return _Span(number, start, end) if start < end else None


def _is_object(text: str) -> bool:
    """Say whether a text holds nothing to read but something that is there."""
    return _OBJECT in text and not text.replace(_OBJECT, "").strip()


def _copied(segment: Segment) -> bool:
    """Say whether the text of a segment stands in the source character for character."""
    return segment.text_length == segment.source_length


def _segment(segments: Sequence[Segment], offset: int) -> Segment | None:
    at = bisect_right(segments, offset, key=lambda segment: segment.source_start) - 1
    if at < 0 or offset >= segments[at].source_start + segments[at].source_length:
        return None
    return segments[at]


def _runs(block: Block, spans: Iterable[tuple[int, int, int]]) -> Iterator[Run]:
    """Cut the text of a block wherever a finding or a link begins or ends."""
    marks = sorted(spans)
    links = [link for link in block.links if link.start < link.end]
    cuts = {0, len(block.text)}
    cuts.update(edge for mark in marks for edge in mark[:2])
    cuts.update(edge for link in links for edge in link[:2])
    edges = sorted(cuts)
    at_mark = at_link = 0
    open_marks: list[tuple[int, int, int]] = []
    for start, end in pairwise(edges):
        while at_mark < len(marks) and marks[at_mark][0] <= start:
            open_marks.append(marks[at_mark])
            at_mark += 1
        open_marks = [mark for mark in open_marks if mark[1] > start]
        while at_link < len(links) and links[at_link].end <= start:
            at_link += 1
        linked = at_link < len(links) and links[at_link].start <= start
        numbers = tuple(sorted(mark[2] for mark in open_marks))
        yield Run(block.text[start:end], numbers, links[at_link].target if linked else "")


def _lines(document: Document, findings: Sequence[Finding], numbers: Iterable[int]) -> Iterator[Passage]:
    """Show the lines of the source on which findings stand, each once."""
    lines = Lines(document.source)
    held: dict[int, list[int]] = {}
    for number in numbers:
        held.setdefault(lines.at(findings[number].start)[0], []).append(number)
    for line, some in sorted(held.items()):
        start = min(findings[number].start for number in some)
        end = max(findings[number].end for number in some)
        yield Passage("source", tuple(_excerpt(document.source, start, end, tuple(some))), key=str(line))


def _excerpt(source: str, start: int, end: int, numbers: tuple[int, ...]) -> Iterator[Run]:
    """Show a span within its lines, shortened on both sides."""
    before = source[max(0, start - _AROUND) : start].replace("\r", "\n").rpartition("\n")[2]
    after = source[end : end + _AROUND].replace("\r", "\n").partition("\n")[0]
    marked = source[start : min(end, start + 4 * _AROUND)]
    return (Run(*run) for run in ((before.lstrip(), ()), (marked, numbers), (after.rstrip(), ())) if run[0])


def _begins_row(document: Document, before: Block | None, block: Block) -> bool:
    """Say whether a new table row stands between two cells; what is shown depends on it, no place does."""
    if block.kind != "table-cell":
        return False
    if before is None or before.kind != "table-cell":
        return True
    last, first = before.segments[-1], block.segments[0]
    between = document.source[last.source_start + last.source_length : first.source_start]
    return "\n" in between if document.format == "markdown" else "<tr" in between.lower()


@cache
def _scripts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((tag, re.compile(f"[{letters}]")) for tag, letters in _SCRIPTS.items())


def language(text: str) -> str:
    """Return the language that most letters of a foreign script belong to; Han with kana is Japanese.

    A sentence in Latin letters says nothing about its language.
    """
    if text.isascii():
        return ""
    counts = {tag: len(letters.findall(text)) for tag, letters in _scripts()}
    if counts["ja"]:
        counts["ja"] += counts.pop("zh")
    tag = max(counts, key=lambda tag: counts[tag])
    return tag if 3 * counts[tag] > sum(letter.isalpha() for letter in text) else ""
