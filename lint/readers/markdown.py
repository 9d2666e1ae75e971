"""Read Markdown (CommonMark, GitHub tables and footnotes), with the templates and components of site generators."""

from __future__ import annotations

import re

import pyromark

from ..expressions import expression
from .page import Page
from .places import character_places, without
from .walk import Walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from ..model import Document
    from .masks import Mask

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
_LONE_RETURN = expression(r"\r(?!\n)")
_INDENTED = expression(r"^(?: {4}|\t)", re.MULTILINE)
_INDENT = expression(r"^[ \t]+", re.MULTILINE)


def read(source: str, path: str) -> Document:
    """Read a Markdown article, or an MDX article by its suffix."""
    page = Page(source)
    start = _body_start(page)
    components = path.lower().endswith(".mdx")
    masks = _find_masks(page, start, components)
    text = _overwrite(source, masks)
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    walk = Walk(page, text, masks, components=components)
    body = text[start:] if start else text
    place = character_places(body)
    if components and _INDENTED.search(body):
        body, place = _dedent(body, place or int)
    walk.read(_events(body), start, place)
    if "]:" in body:
        _definition_titles(walk, body, start, place)
    return page.document(path, "markdown")


def _events(body: str) -> Iterable[tuple[Any, Any]]:
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(body, options=_OPTIONS)
    return events


def _body_start(page: Page) -> int:
    start = 1 if page.source.startswith("\ufeff") else 0
    if page.source.startswith(("---", "+++", "{"), start):
        from .frontmatter import read_front_matter

        return read_front_matter(page, start)
    return start


def _overwrite(source: str, masks: list[Mask]) -> str:
    if masks:
        from .masks import overwrite

        return overwrite(source, masks)
    return source


def _find_masks(page: Page, start: int, components: bool) -> list[Mask]:
    if components:
        from .mdx import find_components

        return find_components(page.source, start, page)
    if any(sign in page.source for sign in ("{{", "{%", "{:", ":::")):
        from .templates import find_templates

        return find_templates(page.source, start, page)
    return []


def _dedent(body: str, place: Callable[[int], int]) -> tuple[str, Callable[[int], int]]:
    """Take away the white space that would make code of indented prose: MDX has no indented code."""
    cuts: list[tuple[int, int]] = []
    for event, span in _events(body):
        if "Start" in event and event["Start"] == {"CodeBlock": "Indented"}:
            begin = body.rfind("\n", 0, place(span["start"])) + 1
            cuts += [indent.span() for indent in _INDENT.finditer(body, begin, place(span["end"]))]
    return without(body, cuts)


def _definition_titles(walk: Walk, body: str, start: int, place: Callable[[int], int] | None) -> None:
    for definition in pyromark.reference_definitions(body, options=_OPTIONS).values():
        if definition["title"]:
            begin, end = definition["span"]["start"], definition["span"]["end"]
            if place is not None:
                begin, end = place(begin), place(end)
            walk.title(begin + start, end + start)
