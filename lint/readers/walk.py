"""Turn the events of the Markdown parser into blocks."""

from __future__ import annotations

from ..model import Link
from .cursor import END, Cursor
from .prose import OBJECT, Prose
from .titles import append_markdown, title_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .html import Scanner
    from .masks import Mask
    from .page import Page

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
_ADDRESSES = ("Autolink", "Email")


class _Html:
    """The reader of HTML, loaded for the articles that have some."""

    def __init__(self, page: Page, *, xml: bool) -> None:
        self._page, self._xml = page, xml
        self._scanner: Scanner | None = None

    def scan(self, markup: str, begin: int) -> None:
        """Read HTML that stands at `begin`."""
        if self._scanner is None:
            from .html import Scanner

            self._scanner = Scanner(self._page, xml=self._xml)
        self._scanner.scan(markup, begin)


class Walk:
    """One pass over the events of an article; `text` is the source with its masks overwritten."""

    def __init__(self, page: Page, text: str, masks: list[Mask], *, components: bool = False) -> None:
        self._page = page
        self._text = text
        # not a method of the walk: what refers to itself, with all blocks, is held until the collector looks for it
        self._scan = _Html(page, xml=components).scan
        self._cursor = Cursor(masks, page, self._scan)
        self._mute = 0
        self._suspended: list[Prose | None] = []
        self._html: list[int] = []

    def read(self, events: Iterable[tuple[Any, Any]], start: int, place: Callable[[int], int] | None) -> None:
        """Take all events; their ranges count from `start`, in bytes where `place` is given."""
        page, cursor = self._page, self._cursor
        for event, span in events:
            begin, end = span["start"], span["end"]
            if place is not None:
                begin, end = place(begin), place(end)
            begin += start
            end += start
            if begin > cursor.next:
                cursor.advance(begin)
            if "Text" not in event:
                self._take(event, begin, end)
            elif end > cursor.next or begin < cursor.until:
                cursor.text(begin, end, not self._mute)
            elif not (self._mute or page.hidden):
                prose = page.prose or page.begin()
                if end - begin == len(event["Text"]):
                    prose.copy(begin, end)
                elif end > begin:
                    prose.unit(event["Text"], begin, end)
        cursor.advance(END)

    def _take(self, event: Any, begin: int, end: int) -> None:
        """Take an event that is not text."""
        if event.__class__ is dict:
            ((name, payload),) = event.items()
            if name in _HANDLERS:
                _HANDLERS[name](self, payload, begin, end)
        elif event == "Rule":
            self._cursor.advance(end)
        else:
            self._line_break(event, begin, end)

    def _line_break(self, event: str, begin: int, end: int) -> None:
        page = self._page
        if page.prose is None or self._mute or page.hidden:
            return
        if event == "SoftBreak" and end - begin == 1:
            page.prose.copy(begin, end)
        else:
            page.prose.unit("\n", begin, end)

    def _start(self, tag: Any, begin: int, end: int) -> None:
        name, payload = (tag, None) if tag.__class__ is str else next(iter(tag.items()))
        if name in _ELEMENTS:
            self._page.hidden = ""
            self._page.open(_ELEMENTS[name])
        elif name in _STARTS:
            _STARTS[name](self, payload, begin, end)

    def _end(self, tag: Any, begin: int, end: int) -> None:
        name, payload = (tag, None) if tag.__class__ is str else next(iter(tag.items()))
        if name in _ELEMENTS:
            self._page.hidden = ""
            self._page.close(_ELEMENTS[name])
        elif name in _ENDS:
            _ENDS[name](self, payload, begin, end)

    def _heading(self, payload: Any, begin: int, end: int) -> None:
        self._page.hidden = ""
        self._page.open(payload["level"].lower())

    def _heading_end(self, level: str, begin: int, end: int) -> None:
        self._page.hidden = ""
        self._page.close(level.lower())

    def _quotation(self, alert: str | None, begin: int, end: int) -> None:
        self._page.open("div" if alert else "blockquote")

    def _quotation_end(self, alert: str | None, begin: int, end: int) -> None:
        self._page.close("div" if alert else "blockquote")

    def _code_block(self, payload: Any, begin: int, end: int) -> None:
        self._page.end_block()
        self._mute += 1

    def _code_block_end(self, payload: Any, begin: int, end: int) -> None:
        self._mute -= 1

    def _link(self, payload: Any, begin: int, end: int) -> None:
        page = self._page
        page.open_link(payload["dest_url"])
        if payload["link_type"] in _ADDRESSES:
            self._object(None, begin, end)
            self._mute += 1
        elif payload["title"] and payload["link_type"] == "Inline":
            self.title(begin, end - 1)

    def _link_end(self, payload: Any, begin: int, end: int) -> None:
        self._page.close_link()
        if self._text[begin] == "<":
            self._mute -= 1

    def title(self, begin: int, end: int) -> None:
        """Add the title that ends before `end`."""
        span = title_span(self._text, begin, end)
        if span:
            prose = Prose(self._page.source)
            append_markdown(prose, self._text, *span)
            self._page.add("title", prose)

    def _image(self, payload: Any, begin: int, end: int) -> None:
        self._suspended.append(self._page.prose)
        self._page.prose = Prose(self._page.source)
        if payload["title"] and payload["link_type"] == "Inline":
            self.title(begin, end - 1)

    def _image_end(self, payload: Any, begin: int, end: int) -> None:
        page = self._page
        if page.prose:
            page.add("alternative-text", page.prose)
        page.prose = self._suspended.pop()
        self._object(None, begin, end)

    def _object(self, payload: Any, begin: int, end: int) -> None:
        if not (self._mute or self._page.hidden):
            self._page.begin().unit(OBJECT, begin, end)

    def _footnote(self, label: str, begin: int, end: int) -> None:
        prose = self._page.prose
        if prose and not self._page.hidden:
            prose.unit("", begin, end)
            prose.links.append(Link(prose.length, prose.length, f"#{label}"))

    def _html_block(self, payload: Any, begin: int, end: int) -> None:
        self._page.end_block()
        self._html = []

    def _html_line(self, payload: Any, begin: int, end: int) -> None:
        if self._html and self._html[-1] == begin:
            self._html[-1] = end
        else:
            self._html += (begin, end)

    def _html_block_end(self, payload: Any, begin: int, end: int) -> None:
        """Read the lines of a block of HTML as one; what stands between them belongs to quotations and lists."""
        pieces, position = [], self._html[0] if self._html else 0
        for place in range(0, len(self._html), 2):
            start, stop = self._html[place : place + 2]
            pieces.append(" " * (start - position))
            pieces.append(self._cursor.markup(self._text, start, stop))
            position = stop
        if pieces:
            self._scan("".join(pieces), self._html[0])
        self._page.end_block()
        self._page.hidden = ""

    def _inline_html(self, payload: Any, begin: int, end: int) -> None:
        if not (self._mute or self._suspended):
            self._scan(self._cursor.markup(self._text, begin, end), begin)


_HANDLERS: dict[str, Callable[[Walk, Any, int, int], None]] = {
    "Start": Walk._start,
    "End": Walk._end,
    "Code": Walk._object,
    "Html": Walk._html_line,
    "InlineHtml": Walk._inline_html,
    "FootnoteReference": Walk._footnote,
}
_STARTS: dict[str, Callable[[Walk, Any, int, int], None]] = {
    "Heading": Walk._heading,
    "BlockQuote": Walk._quotation,
    "CodeBlock": Walk._code_block,
    "HtmlBlock": Walk._html_block,
    "Link": Walk._link,
    "Image": Walk._image,
}
_ENDS: dict[str, Callable[[Walk, Any, int, int], None]] = {
    "Heading": Walk._heading_end,
    "BlockQuote": Walk._quotation_end,
    "CodeBlock": Walk._code_block_end,
    "HtmlBlock": Walk._html_block_end,
    "Link": Walk._link_end,
    "Image": Walk._image_end,
}
