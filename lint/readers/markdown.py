"""Read Markdown (CommonMark, GitHub tables and footnotes), with the templates and components of site generators."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyromark

from ..model import Link
from .characters import MASK, append_html
from .frontmatter import read_front_matter
from .html import Scanner
from .masks import Mask, overwrite
from .mdx import find_components
from .page import Page
from .prose import OBJECT, Prose
from .templates import find_templates, has_templates
from .titles import append_markdown, title_span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model import Document

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_GFM
    | pyromark.Options.ENABLE_DEFINITION_LIST
)
_LONE_RETURN = re.compile(r"\r(?!\n)")
_ELEMENTS = {
    "Paragraph": "p",
    "Item": "li",
    "TableHead": "tr",
    "TableRow": "tr",
    "TableCell": "td",
    "DefinitionListTitle": "dt",
    "DefinitionListDefinition": "dd",
    "FootnoteDefinition": "p",
    "List": "ul",
    "Table": "table",
    "DefinitionList": "dl",
}
_NEVER = 1 << 62


def read(source: str, path: str) -> Document:
    """Read a Markdown or MDX article."""
    page = Page(source)
    start = read_front_matter(page, 1 if source.startswith("\ufeff") else 0)
    text = source
    masks: list[Mask] = []
    if path.lower().endswith(".mdx"):
        masks = find_components(text, start, page)
    elif has_templates(text):
        masks = find_templates(text, start, page)
    if masks:
        text = overwrite(text, masks)
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    Walk(page, text, masks).read(start)
    return page.document(path, "markdown")


class Walk:
    """Turn the parser's events into blocks."""

    def __init__(self, page: Page, text: str, masks: list[Mask]) -> None:
        self._page = page
        self._text = text
        self._masks = masks
        self._mask_index = 0
        self._next_mask = masks[0].start if masks else _NEVER
        self._masked_until = 0
        self._mute = 0
        self._suspended: list[Prose | None] = []
        self._html: list[int] = []
        self._scanner = Scanner(page)
        self._start: dict[str, Callable[[Any, int, int], None]] = {
            "Heading": self._heading,
            "BlockQuote": self._quotation,
            "CodeBlock": self._mute_start,
            "HtmlBlock": self._html_start,
            "MetadataBlock": self._mute_start,
            "Link": self._link,
            "Image": self._image,
        }
        self._end: dict[str, Callable[[Any, int, int], None]] = {
            "Heading": self._heading_end,
            "BlockQuote": self._quotation_end,
            "CodeBlock": self._mute_end,
            "HtmlBlock": self._html_end,
            "MetadataBlock": self._mute_end,
            "Link": self._link_end,
            "Image": self._image_end,
        }
        self._other: dict[str, Callable[[Any, int, int], None]] = {
            "Start": self._start_tag,
            "End": self._end_tag,
            "Code": self._object,
            "InlineMath": self._object,
            "DisplayMath": self._object,
            "Html": self._html_line,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._footnote,
        }

    def read(self, start: int) -> None:
        """Read the text from `start` to its end."""
        body = self._text[start:] if start else self._text
        places = None if body.isascii() else _places(body)
        page, other = self._page, self._other
        for event, span in pyromark.events_with_range(body, options=_OPTIONS):
            begin, end = span["start"], span["end"]
            if places is not None:
                begin, end = places[begin], places[end]
            begin += start
            end += start
            if begin > self._next_mask:
                self._pass_masks(begin)
            if "Text" in event:
                if end > self._next_mask or begin < self._masked_until:
                    self._masked_text(begin, end)
                elif not (self._mute or page.hidden):
                    prose = page.prose or page.begin()
                    if end - begin == len(event["Text"]):
                        prose.copy(begin, end)
                    elif end > begin:
                        prose.unit(event["Text"], begin, end)
            elif event.__class__ is dict:
                ((name, payload),) = event.items()
                if name in other:
                    other[name](payload, begin, end)
            elif event == "Rule":
                self._pass_masks(end)
            else:
                self._line_break(event, begin, end)
        self._pass_masks(_NEVER)
        self._definition_titles(body, start, places)

    def _line_break(self, event: str, begin: int, end: int) -> None:
        page = self._page
        if page.prose is None or self._mute or page.hidden:
            return
        if event == "SoftBreak" and end - begin == 1:
            page.prose.copy(begin, end)
        else:
            page.prose.unit("\n", begin, end)

    def _start_tag(self, tag: Any, begin: int, end: int) -> None:
        name, payload = (tag, None) if tag.__class__ is str else next(iter(tag.items()))
        if name in _ELEMENTS:
            self._page.hidden = ""
            self._page.open(_ELEMENTS[name])
        elif name in self._start:
            self._start[name](payload, begin, end)

    def _end_tag(self, tag: Any, begin: int, end: int) -> None:
        name = tag if tag.__class__ is str else next(iter(tag))
        if name in _ELEMENTS:
            self._page.hidden = ""
            self._page.close(_ELEMENTS[name])
        elif name in self._end:
            self._end[name](tag, begin, end)

    def _heading(self, payload: Any, begin: int, end: int) -> None:
        self._page.hidden = ""
        self._page.open(payload["level"].lower())

    def _heading_end(self, tag: Any, begin: int, end: int) -> None:
        self._page.hidden = ""
        self._page.close(tag["Heading"].lower())

    def _quotation(self, alert: str | None, begin: int, end: int) -> None:
        self._page.open("div" if alert else "blockquote")

    def _quotation_end(self, tag: Any, begin: int, end: int) -> None:
        self._page.close("div" if tag["BlockQuote"] else "blockquote")

    def _mute_start(self, payload: Any, begin: int, end: int) -> None:
        self._page.end_block()
        self._mute += 1

    def _mute_end(self, tag: Any, begin: int, end: int) -> None:
        self._mute -= 1

    def _link(self, payload: Any, begin: int, end: int) -> None:
        page = self._page
        if page.hidden:
            return
        page.open_link(payload["dest_url"])
        if payload["link_type"] in ("Autolink", "Email"):
            page.begin().unit(OBJECT, begin, end)
            self._mute += 1
            self._auto = True
        elif payload["title"] and payload["link_type"] == "Inline":
            self._title(begin, end)

    def _link_end(self, tag: Any, begin: int, end: int) -> None:
        self._page.close_link()
        if self._text[begin] == "<":
            self._mute -= 1

    def _title(self, begin: int, end: int) -> None:
        span = title_span(self._text, begin, end - 1)
        if span:
            prose = Prose(self._page.source)
            append_markdown(prose, self._text, *span)
            self._page.add("title", prose)

    def _image(self, payload: Any, begin: int, end: int) -> None:
        self._suspended.append(self._page.prose)
        self._page.prose = Prose(self._page.source)
        if payload["title"] and payload["link_type"] == "Inline":
            self._title(begin, end)

    def _image_end(self, tag: Any, begin: int, end: int) -> None:
        page = self._page
        if page.prose:
            page.add("alternative-text", page.prose)
        page.prose = self._suspended.pop()
        page.begin().unit(OBJECT, begin, end)

    def _object(self, payload: Any, begin: int, end: int) -> None:
        if not (self._mute or self._page.hidden):
            self._page.begin().unit(OBJECT, begin, end)

    def _footnote(self, label: str, begin: int, end: int) -> None:
        prose = self._page.prose
        if prose and not self._page.hidden:
            prose.unit("", begin, end)
            prose.links.append(Link(prose.length, prose.length, f"#{label}"))

    def _html_start(self, payload: Any, begin: int, end: int) -> None:
        self._page.end_block()
        self._html = []

    def _html_line(self, payload: Any, begin: int, end: int) -> None:
        if self._html and self._html[-1] == begin:
            self._html[-1] = end
        else:
            self._html += (begin, end)

    def _html_end(self, tag: Any, begin: int, end: int) -> None:
        """Read the lines of a block of HTML as one; what stands between them belongs to quotations and lists."""
        spans = self._html
        if not spans:
            return
        pieces = [self._markup(spans[0], spans[1])]
        for place in range(2, len(spans), 2):
            pieces.append(" " * (spans[place] - spans[place - 1]))
            pieces.append(self._markup(spans[place], spans[place + 1]))
        self._scanner.scan("".join(pieces), spans[0])
        self._page.end_block()
        self._page.hidden = ""

    def _inline_html(self, payload: Any, begin: int, end: int) -> None:
        if not self._mute:
            self._scanner.scan(self._markup(begin, end), begin)

    def _markup(self, begin: int, end: int) -> str:
        """Return HTML with its templates masked."""
        index = max(bisect_right(self._masks, begin, key=lambda mask: mask.start) - 1, 0)
        pieces, position = [], begin
        while index < len(self._masks) and self._masks[index].start < end:
            mask = self._masks[index]
            start, stop = max(mask.start, begin), min(mask.end, end)
            if stop > start:
                pieces += (self._text[position:start], MASK * (stop - start))
                position = stop
            index += 1
        return "".join(pieces) + self._text[position:end]

    def _pass_masks(self, limit: int) -> None:
        """Take the masks that begin before `limit`."""
        while self._next_mask < limit:
            mask = self._masks[self._mask_index]
            self._mask_index += 1
            more = self._mask_index < len(self._masks)
            self._next_mask = self._masks[self._mask_index].start if more else _NEVER
            self._masked_until = mask.end
            self._pass_mask(mask)

    def _pass_mask(self, mask: Mask) -> None:
        page = self._page
        for kind, start, end in mask.asides:
            prose = Prose(page.source)
            append_html(prose, page.source, start, end, 0, attribute=True)
            page.add(kind, prose)
        if mask.markup:
            self._scanner.scan(mask.markup, mask.start)

    def _masked_text(self, begin: int, end: int) -> None:
        """Take text with masks in it."""
        page = self._page
        begin = max(begin, min(self._masked_until, end))
        while begin < end:
            stop = min(end, max(self._next_mask, begin))
            shown = not (self._mute or page.hidden)
            if shown and stop > begin:
                page.begin().copy(begin, stop)
            if stop == end:
                return
            mask = self._masks[self._mask_index]
            self._pass_masks(stop + 1)
            if shown and mask.role == "object":
                page.begin().unit(OBJECT, mask.start, mask.end)
            begin = min(mask.end, end)

    def _definition_titles(self, body: str, start: int, places: Sequence[int] | None) -> None:
        if "]:" not in body:
            return
        for definition in pyromark.reference_definitions(body, options=_OPTIONS).values():
            if definition["title"]:
                begin, end = definition["span"]["start"], definition["span"]["end"]
                if places is not None:
                    begin, end = places[begin], places[end]
                self._title(begin + start, end + start + 1)


_LEADS = bytes(byte & 0xC0 != 0x80 for byte in range(256))


def _places(body: str) -> Sequence[int]:
    """Return for every byte of the UTF-8 form of `body` how many characters begin before it."""
    return list(accumulate(body.encode("utf-8", "surrogatepass").translate(_LEADS), initial=0))
