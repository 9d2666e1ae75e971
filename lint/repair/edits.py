"""Change a source in several places at once, and know where each change then stands."""

from __future__ import annotations

from ..expressions import expression
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ..compiled import Compiled
    from ..model import Document, Finding, Settings

Span = tuple[int, int]

_LINE_END = expression(r"\r\n?|\n")


class Edit(NamedTuple):
    """Put `text` in the place of the source from `start` to `end`, for a rule; `what` says so to people.

    `reads` is what the reader must then find there: the prose of a block, or the value of a fact. `otherwise` are
    edits of which the first that can be made is made where this one cannot.
    """

    start: int
    end: int
    text: str
    rule: str
    what: str
    reads: str = ""
    otherwise: tuple[Edit, ...] = ()


class Article(NamedTuple):
    """What a fix knows of an article: its text, what was found in it, and the rules that hold for it."""

    document: Document
    findings: tuple[Finding, ...]
    rulebook: Compiled
    settings: Settings
    today: date

    def found(self, *rules: str) -> list[Finding]:
        """List the findings of some rules."""
        return [finding for finding in self.findings if finding.rule in rules]


def apart(edits: Iterable[Edit]) -> list[Edit]:
    """Keep the edits that do not touch an earlier one, in the order of the source."""
    kept: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=lambda one: one[:2]):
        if edit.start > end:
            kept.append(edit)
            end = edit.end
    return kept


def apply(source: str, edits: Sequence[Edit]) -> tuple[str, list[Span]]:
    """Return the source with the edits made, and the span of each one's text in it; they are apart and in order."""
    pieces: list[str] = []
    spans = []
    position = shift = 0
    for edit in edits:
        pieces += source[position : edit.start], edit.text
        spans.append((edit.start + shift, edit.start + shift + len(edit.text)))
        shift += len(edit.text) - (edit.end - edit.start)
        position = edit.end
    return "".join((*pieces, source[position:])), spans


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """Return where an offset lies after the edits; one in what was replaced lies behind what took its place."""
    return offset + sum(len(edit.text) - min(edit.end, offset) + edit.start for edit in edits if edit.start < offset)


def line_end(source: str, at: int) -> Span:
    """Return the span of the end of the line that holds `at`: empty at the end of the source."""
    match = _LINE_END.search(source, at)
    return match.span() if match else (len(source), len(source))


def line_start(source: str, at: int) -> int:
    """Return where the line that holds `at` begins; a byte order mark stands before the first."""
    return max(source.rfind("\n", 0, at), source.rfind("\r", 0, at)) + 1 or int(source.startswith("\ufeff"))


def line_above(source: str, start: int) -> int:
    """Return where the line above the one that begins at `start` begins; `start` itself where there is none."""
    end = start - 2 if start > 1 and source.startswith("\r\n", start - 2) else max(start - 1, 0)
    return min(line_start(source, end), start)


def newline(source: str, at: int) -> str:
    """Return how lines end near `at`: as the one before it does, else the next, else with a line feed."""
    start = line_start(source, at)
    if start > 1:
        return "\r\n" if source.startswith("\r\n", start - 2) else source[start - 1]
    begin, end = line_end(source, at)
    return source[begin:end] or "\n"
