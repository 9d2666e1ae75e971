"""Read plain text: paragraphs, whether lines are wrapped or each is a paragraph of its own."""

from __future__ import annotations

import re
from itertools import pairwise

from ..expressions import expression
from ..model import Comment
from ..values import NamedTuple
from .page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Document

_LINE = expression(r"[^\r\n]*")
_BULLET = expression(r"(?:[-*+•‣◦▪–—·]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t\xa0]+(?=\S)")
_RULE = expression(r"[-=_*~#+.]{3,}\Z")
_REMARK = expression(r"\[(caveat:.*)\]\Z")
_CLOSED = expression(r"[.!?:;…][\"'”’)\]]*\Z")
_LONGEST_WRAPPED_LINE = 120
_LONGEST_HEADING = 90
_MOST_HEADING_WORDS = 14
_SHORTEST_WRAPPED_LINE = 40


class _Line(NamedTuple):
    """A line of text without the white space around it; an empty one separates paragraphs."""

    start: int
    end: int
    text: str


def read(source: str, path: str) -> Document:
    """Read plain text."""
    page = Page(source)
    lines = _lines(source)
    if "[caveat:" in source:
        lines = [_without_remark(page, line) for line in lines]
    paragraphs = list(_paragraphs(lines))
    previous_heading = False
    for place, lines in enumerate(paragraphs):
        last = place + 1 == len(paragraphs)
        heading = not last and len(lines) == 1 and _is_heading(lines[0].text)
        level = _heading_level(lines[0].text, place, previous_heading) if heading else 0
        previous_heading = heading
        _add(page, lines, level)
    return page.document(path, "text")


def _lines(source: str) -> list[_Line]:
    lines = []
    start = 1 if source.startswith("\ufeff") else 0
    for line in re.split(r"(\r\n?|\n)", source[start:]):
        text = line.strip()
        if text or line not in ("\r\n", "\r", "\n"):
            begin = start + len(line) - len(line.lstrip())
            lines.append(_Line(begin, begin + len(text), text))
        start += len(line)
    return lines


def _without_remark(page: Page, line: _Line) -> _Line:
    """Take a line such as `[caveat: ignore …]` for the comment that plain text does not have."""
    remark = _REMARK.match(line.text)
    if remark is None:
        return line
    page.comments.append(Comment(remark[1], line.start, line.end))
    return _Line(line.start, line.start, "")


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Join wrapped lines; a list item, a heading or a rule stands for itself."""
    width = _wrap_width(lines)
    paragraph: list[_Line] = []
    for line in lines:
        rule = not line.text or _RULE.match(line.text)
        if paragraph and (rule or not _continues(paragraph[-1], line, width)):
            yield paragraph
            paragraph = []
        if not rule:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width that the text is wrapped at; 0 when every line is a paragraph."""
    inner = [line.text for line, following in pairwise(lines) if following.text]
    inner = [text for text in inner if len(text) >= _SHORTEST_WRAPPED_LINE]
    if not inner:
        return 0
    long = sum(len(text) > _LONGEST_WRAPPED_LINE for text in inner)
    closed = sum(_CLOSED.search(text) is not None for text in inner)
    if long * 4 > len(inner) or closed * 5 > len(inner) * 3:
        return 0
    return max(len(text) for text in inner if len(text) <= _LONGEST_WRAPPED_LINE)


def _continues(line: _Line, following: _Line, width: int) -> bool:
    """Tell whether `following` goes on with the sentence or the paragraph of `line`."""
    if not width or _BULLET.match(following.text):
        return False
    full = len(line.text) + 1 + len(following.text.split(None, 1)[0]) > width
    if full or following.text[0].islower():
        return True
    short = len(line.text) < width * 0.6
    return not short and not _CLOSED.search(line.text)


def _is_heading(text: str) -> bool:
    """Tell whether a line of its own is a heading: short, and not a sentence; a short question is one."""
    if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_HEADING_WORDS or _BULLET.match(text):
        return False
    if not any(character.isalpha() for character in text) or text[0].islower():
        return False
    return not (_CLOSED.search(text) or text.endswith(",")) or text.endswith("?")


def _heading_level(text: str, place: int, after_heading: bool) -> int:
    """Rank the title first, then headings, then questions and headings directly under a heading."""
    if place == 0:
        return 1
    return 3 if text.endswith("?") or (after_heading and place > 1) else 2


def _add(page: Page, lines: list[_Line], level: int) -> None:
    bullet = _BULLET.match(lines[0].text)
    element = f"h{level}" if level else "li" if bullet else "p"
    page.open(element)
    prose = page.begin()
    position = lines[0].start + (bullet.end() if bullet else 0)
    for line in lines:
        if position < line.start:
            _break(page, position, line.start)
            position = line.start
        prose.copy(position, line.end)
        position = line.end
    page.close(element)


def _break(page: Page, start: int, end: int) -> None:
    if end - start == 1:
        page.begin().copy(start, end)
    else:
        page.begin().unit("\n", start, end)
