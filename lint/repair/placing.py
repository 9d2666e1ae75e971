"""Choose where a statement may stand, from the best place to the last resort; whether it can, its readers decide."""

from __future__ import annotations

import re
from html import escape
from textwrap import wrap

from .. import references
from ..expressions import expression
from ..values import NamedTuple
from .edits import line_end, line_start, newline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model import Block, Document

_APART = frozenset(("metadata", "title", "alternative-text"))
_PARTS = frozenset(("list-item", "table-cell", "caption", "quotation"))
_MARKDOWN = expression(r"([\\`*_\[\]<>&{}~|])")
_BLANK = expression(r"[ \t]*(?=[\r\n]|\Z)")
_ELEMENT = expression(r"<(/?)(article|main|footer|body|html)\b[^<>]*+>", re.IGNORECASE)
_CLOSING = expression(r"(?:\s*</(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup|u)\s*>)*\s*</p\s*>", re.IGNORECASE)
_CLOSING_LIST = expression(r"</(?:ul|ol|dl|table)\s*>(?!\s*</(?:li|dd|td)\b)", re.IGNORECASE)
_CLOSING_HEADING = expression(r"(?:\s*</[a-z]+\s*>)*?\s*</h[1-6]\s*>", re.IGNORECASE)
_SHORTEST_LINE, _LONGEST_LINE = 60, 120


class Written(NamedTuple):
    """What to insert at a place in the source."""

    at: int
    text: str


def at_end(document: Document, sentences: str, *, bold: bool = False) -> Iterator[Written]:
    """Place a paragraph at the end of the article, above its references and its footer."""
    if document.format == "html":
        yield from _in_page(document, _marked_up(sentences, bold))
        return
    shown = _shown(document)
    last = _last(document, shown)
    if last is not None:
        yield from _behind(document, shown, last, _set(document, sentences, bold))
    yield _paragraph(document.source, len(document.source.rstrip()), _set(document, sentences, bold))


def behind(document: Document, block: Block, sentences: str, *, bold: bool = False) -> Iterator[Written]:
    """Place a paragraph behind a block, or behind the list or table that the block is part of."""
    if document.format == "html":
        end = block.source_span(0, len(block.text))[1]
        whole = block.kind == "paragraph"
        closing = _CLOSING.match(document.source, end) if whole else _CLOSING_LIST.search(document.source, end)
        if closing:
            yield _on_line(document.source, closing.end(), _marked_up(sentences, bold))
    else:
        shown = _shown(document)
        number = next((number for number, one in enumerate(shown) if one is block), None)
        if number is not None:
            yield from _behind(document, shown, number, _set(document, sentences, bold))
    yield from at_end(document, sentences, bold=bold)


def at_start(document: Document, sentences: str) -> Iterator[Written]:
    """Place a paragraph below the first heading, else at the end."""
    shown = _shown(document)
    first = next((block for block in shown if block.kind == "heading"), None)
    if first is None:
        yield from at_end(document, sentences)
    elif document.format == "html":
        closing = _CLOSING_HEADING.match(document.source, first.source_span(0, len(first.text))[1])
        if closing:
            yield _on_line(document.source, closing.end(), _marked_up(sentences, bold=False))
        yield from at_end(document, sentences)
    else:
        yield from behind(document, first, sentences)


def _shown(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind not in _APART and block.text.strip(" \ufffc")]


def _last(document: Document, shown: list[Block]) -> int | None:
    """Return the number of the last block in sight of every reader that is neither a reference nor a footnote."""
    listed = {id(block) for block in references.section(document)}
    for number in range(len(shown) - 1, -1, -1):
        block = shown[number]
        if block.visibility != "visible" or id(block) in listed:
            continue
        start = line_start(document.source, block.source_span(0, 1)[0])
        heads_references = number + 1 < len(shown) and id(shown[number + 1]) in listed
        if not heads_references and not document.source.startswith("[^", start):
            return number
    return None


def _behind(document: Document, shown: list[Block], number: int, text: str) -> Iterator[Written]:
    """Place a paragraph before the next blank line, or right below the block where its neighbour follows at once."""
    kind = shown[number].kind
    while kind in _PARTS and number + 1 < len(shown) and shown[number + 1].kind in _PARTS:
        number += 1
    source = document.source
    following = shown[number + 1].source_span(0, 1)[0] if number + 1 < len(shown) else len(source)
    begin, end = line_end(source, shown[number].source_span(0, len(shown[number].text))[1])
    first = begin
    while end < len(source) and not _BLANK.match(source, end):
        begin, end = line_end(source, end)
    if begin <= following:
        yield _paragraph(source, begin, text)
    if begin != first:
        yield _paragraph(source, first, text)


def _paragraph(source: str, at: int, text: str) -> Written:
    """Set blank lines around a paragraph that is inserted where a line ends."""
    line = newline(source, at)
    _, end = line_end(source, at)
    crowded = end < len(source) and not _BLANK.match(source, end)
    before = line * 2 if source[:at].strip("\ufeff") else ""
    return Written(at, before + text.replace("\n", line) + (line if crowded else ""))


def _set(document: Document, sentences: str, bold: bool) -> str:
    """Write a paragraph of Markdown or text, in lines as long as the article's."""
    width = _width(document)
    lines = wrap(sentences, width, break_long_words=False, break_on_hyphens=False) if width else [sentences]
    if document.format == "text":
        return "\n".join(lines)
    text = _MARKDOWN.sub(r"\\\1", "\n".join(lines))
    return f"**{text}**" if bold else text


def _width(document: Document) -> int:
    """Return how long the lines of wrapped paragraphs are; 0 where each paragraph is one line."""
    longest = 0
    for block in document.blocks:
        if block.kind == "paragraph" and "\n" in block.text:
            start, end = block.source_span(0, len(block.text))
            longest = max(longest, *map(len, document.source[start:end].splitlines()))
    return max(longest, _SHORTEST_LINE) if 0 < longest <= _LONGEST_LINE else 0


def _marked_up(sentences: str, bold: bool) -> str:
    text = escape(sentences, quote=False)
    return f"<p><strong>{text}</strong></p>" if bold else f"<p>{text}</p>"


def _in_page(document: Document, text: str) -> Iterator[Written]:
    """Place an element at the end of the one article or main part of a page, else before the footer or the end."""
    source = document.source
    tags = [(match[2].lower(), bool(match[1]), match.start()) for match in _ELEMENT.finditer(source)]
    for name in ("article", "main"):
        opened = [start for tag, closing, start in tags if tag == name and not closing]
        closed = [start for tag, closing, start in tags if tag == name and closing]
        if len(opened) == len(closed) == 1:
            yield from (_before(source, at, text) for at in _footers(tags, opened[0], closed[0]))
            yield _before(source, closed[0], text)
    yield from (_before(source, at, text) for at in _footers(tags, 0, len(source)))
    yield from (_before(source, start, text) for tag, closing, start in tags if tag in ("body", "html") and closing)
    end = len(source.rstrip())
    yield Written(end, newline(source, end) + text)


def _footers(tags: list[tuple[str, bool, int]], start: int, end: int) -> list[int]:
    """Return where the last footer between two places begins, if there is one."""
    return [at for tag, closing, at in tags if tag == "footer" and not closing and start < at < end][-1:]


def _before(source: str, at: int, text: str) -> Written:
    """Put an element on a line of its own above a tag, indented as the line above is."""
    start = line_start(source, at)
    if source[start:at].strip():
        return Written(at, text)
    above = source[:start].rstrip()
    begin = line_start(source, len(above))
    indent = source[begin : begin + len(source[begin:]) - len(source[begin:].lstrip(" \t"))] if above else ""
    return Written(start, indent + text + newline(source, start))


def _on_line(source: str, at: int, text: str) -> Written:
    """Put an element on a line of its own behind a tag, indented as the tag's line is."""
    start = line_start(source, at)
    indent = expression(r"[ \t]*").match(source, start)
    return Written(at, newline(source, at) + (indent.group() if indent else "") + text)
