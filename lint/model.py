"""Name every value that flows through the linter; standard library only.

Offsets count code points of the decoded source, half-open, from 0; a byte order mark is the source's first character.
Lines and columns are 1-based; columns count code points, and a byte order mark is not counted.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import IntEnum
from itertools import accumulate
from types import MappingProxyType

from .expressions import expression
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from .roster import Roster

JURISDICTIONS = ("us", "uk", "eu", "au", "ca", "th", "in", "sg", "ae")
OPERATORS = ("clinic", "practitioner", "brand", "pharmacy", "publisher", "charity", "government")
SELLERS = frozenset(("clinic", "practitioner", "brand", "pharmacy"))


class Severity(IntEnum):
    """How much a finding matters, in ascending order."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        return self.name.lower()


class Segment(NamedTuple):
    """A run of block text and its place; unequal lengths are one decoded unit (an entity, an escape, a soft break)."""

    text_start: int
    source_start: int
    text_length: int
    source_length: int


class Link(NamedTuple):
    """A run of block text, in text offsets, that links to `target`."""

    start: int
    end: int
    target: str


BLOCK_KINDS = frozenset(
    ("paragraph", "heading", "list-item", "table-cell", "quotation", "caption", "alternative-text", "title", "metadata")
)


class Block(NamedTuple):
    """A run of prose as the reader sees it; every character knows its place in the source.

    `section` is the path of headings above the block, a heading's own text left out. `level` is the rank of a heading
    (1 to 6). `visibility` is `visible`, `collapsed` (inside `details`) or `footer`. `key` names the front matter key of
    a metadata block.
    """

    kind: str
    text: str
    segments: tuple[Segment, ...]
    section: tuple[str, ...] = ()
    level: int = 0
    links: tuple[Link, ...] = ()
    visibility: str = "visible"
    key: str = ""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Place the text span `start` to `end` in the source; a decoded unit is taken as a whole."""
        return self._place(start)[0], self._place(max(start, end - 1))[1] if end > start else self._place(start)[0]

    def _place(self, offset: int) -> tuple[int, int]:
        """Place the one character at text offset `offset`."""
        text, source, text_length, source_length = self.segments[
            max(bisect_right(self.segments, offset, key=lambda segment: segment.text_start) - 1, 0)
        ]
        if text_length == source_length:
            return source + offset - text, source + offset - text + 1
        return source, source + source_length


class Fact(NamedTuple):
    """A value about the article that a machine can read, and its place in the source.

    `origin` is `front matter`, `json-ld`, `microdata`, `meta` or `byline`. `path` leads from the outermost key to the
    value, list positions as decimal numbers: `("reviewedBy", "0", "name")`.
    """

    origin: str
    path: tuple[str, ...]
    value: str
    start: int
    end: int


class Comment(NamedTuple):
    """A comment of the source, without its marks."""

    text: str
    start: int
    end: int


class Problem(NamedTuple):
    """A part of the source that could not be understood; the article fails, the rest is still judged."""

    offset: int
    wrong: str
    remedy: str


class Document(NamedTuple):
    """The article as read. `format` is `markdown`, `html` or `text`; blocks, facts and comments are in source order."""

    path: str
    format: str
    source: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()


_LINE_END = expression(r"\r\n?|\n")


class Lines:
    """Turn offsets of one source into lines and columns; only CR, LF and CRLF end a line."""

    __slots__ = ("_marked", "_starts")

    def __init__(self, source: str) -> None:
        if "\r" in source:
            self._starts = [0, *(end.end() for end in _LINE_END.finditer(source))]
        else:
            self._starts = list(accumulate((len(line) + 1 for line in source.split("\n")), initial=0))[:-1]
        self._marked = source.startswith("\ufeff")

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of `offset`."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return line, max(column - (line == 1 and self._marked), 1)


class Reading(NamedTuple):
    """How a sentence holds a claim, the cue that decides it, and the words that the cue governs.

    Spans are offsets into `Finding.sentence`, or empty where context outside the sentence decides (`cue` then quotes
    the heading or the neighbouring sentence).
    """

    name: str
    cue: str = ""
    cue_span: tuple[int, int] = (0, 0)
    scope: tuple[int, int] = (0, 0)


ASSERTED = Reading("asserted")


class Finding(NamedTuple):
    """One rule that fired at one place; `reason` is why its author suppressed it."""

    path: str
    rule: str
    severity: Severity
    message: str
    advice: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str
    sentence: str
    reading: str
    authorities: tuple[str, ...]
    fingerprint: str
    readings: tuple[Reading, ...] = ()
    because: str = ""
    reason: str = ""


class Failure(NamedTuple):
    """An article that could not be judged, or a part of it; line 0 names the article alone."""

    path: str
    line: int
    wrong: str
    remedy: str

    @property
    def reason(self) -> str:
        """Say what is wrong and what to do, with the line where it is known."""
        text = f"{self.wrong} — {self.remedy}" if self.remedy else self.wrong
        return f"line {self.line}: {text}" if self.line else text


class Stale(NamedTuple):
    """A finding of the baseline that some places of its article no longer hold."""

    path: str
    rule: str
    sentence: str
    times: int


class Judged(NamedTuple):
    """What one article came to; `excused` are claims that a reading turned into no finding."""

    findings: tuple[Finding, ...] = ()
    excused: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    suppressed: tuple[Finding, ...] = ()


class Report(NamedTuple):
    """What one run found, in the order of the articles; `excused` are claims that a reading turned into no finding."""

    today: date
    files: int
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    known: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    excused: tuple[Finding, ...] = ()
    stale: tuple[Stale, ...] = ()


class Authority(NamedTuple):
    """The regulator or standard that a rule rests on; `verified` says that somebody read the text itself."""

    id: str
    authority: str
    instrument: str
    section: str
    address: str
    accessed: str
    verified: bool


class Example(NamedTuple):
    """A text that a rule must (`spans`) or must not (no spans) fire on; spans are offsets into `text`."""

    text: str
    spans: tuple[tuple[int, int], ...]
    line: int


class Rule(NamedTuple):
    """One checkable requirement; `options` holds what its kind alone needs.

    A finding falls away where it overlaps one, of no lower severity, of a rule that `yields_to` names.
    """

    id: str
    kind: str
    summary: str
    severity: Severity
    message: str
    advice: str
    why: str
    authorities: tuple[str, ...]
    options: Mapping[str, object]
    jurisdictions: Mapping[str, Severity]
    operators: Mapping[str, Severity | None]
    where: frozenset[str]
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    suppressible: bool = True
    yields_to: tuple[str, ...] = ()
    path: str = ""
    example_settings: Mapping[str, object] = MappingProxyType({})


class Settings(NamedTuple):
    """What the configuration says about one article.

    `suppress` says whether it may excuse its own findings, `history` whether git is asked for its past.
    """

    jurisdictions: tuple[str, ...] = ("all",)
    operator: str = "publisher"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity | None] | None = None
    review: Mapping[str, int] | None = None
    approved_claims: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    suppress: bool = True
    reviewers: Roster | None = None
    history: bool = False
