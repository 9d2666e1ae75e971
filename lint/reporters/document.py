"""Render what the linter sees of one article: metadata and blocks with their places."""

from __future__ import annotations

import json

from ..model import Lines
from ..terminal import harmless, paint, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model import Block, Document, Fact, Problem


def render_json(document: Document) -> str:
    """Return one JSON object; a segment is text start, source start, text length, source length in code points."""
    lines = Lines(document.source)
    whole = {
        "path": document.path,
        "format": document.format,
        "metadata": [_fact(fact, lines) for fact in document.facts],
        "blocks": [_block(block, lines) for block in document.blocks],
    }
    return json.dumps(whole, ensure_ascii=False) + "\n"


def render_text(document: Document, width: int, colour: bool) -> str:
    """Return metadata and blocks as a person reads them, each after its line and column."""
    lines = Lines(document.source)
    shown = [paint(f"{harmless(document.path)} ({document.format})", "strong", colour)]
    for fact in document.facts:
        shown += _shown(lines.at(fact.start), fact.origin, f"{'.'.join(fact.path)} = {fact.value}", width, colour)
    for block in document.blocks:
        shown += _shown(lines.at(_start(block)), _kind(block), block.text, width, colour)
    return "\n".join(shown) + "\n"


def problem(document: Document, problem: Problem) -> str:
    """Say in one line what could not be understood, where, and what to do."""
    line, column = Lines(document.source).at(problem.offset)
    return harmless(f"{document.path}:{line}:{column}: {problem.wrong} — {problem.remedy}")


def _shown(place: tuple[int, int], kind: str, text: str, width: int, colour: bool) -> Iterator[str]:
    start = f"{place[0]:>5}:{place[1]:<4} {kind:<16} "
    first, *more = wrap(text, width, start, " " * len(start))
    yield paint(start, "faint", colour) + first[len(start) :]
    yield from more


def _kind(block: Block) -> str:
    return f"{block.kind} {block.level}" if block.level else block.key or block.kind


def _start(block: Block) -> int:
    return block.segments[0].source_start if block.segments else 0


def _fact(fact: Fact, lines: Lines) -> dict[str, Any]:
    line, column = lines.at(fact.start)
    end_line, end_column = lines.at(fact.end)
    return {
        "origin": fact.origin,
        "path": fact.path,
        "value": fact.value,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _block(block: Block, lines: Lines) -> dict[str, Any]:
    line, column = lines.at(_start(block))
    return {
        "kind": block.kind,
        "section": block.section,
        "level": block.level,
        "line": line,
        "column": column,
        "text": block.text,
        "segments": block.segments,
        "links": [link._asdict() for link in block.links],
        "visibility": block.visibility,
        "key": block.key,
    }
