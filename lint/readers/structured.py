"""Read what a page says about itself for machines: JSON-LD and microdata."""

from __future__ import annotations

import re

from ..expressions import expression
from ..model import Fact, Problem
from ..values import NamedTuple
from .characters import append_html
from .elements import VOID
from .prose import Prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .page import Page

_MARKUP = expression(r"<!--.*?-->|</?[a-zA-Z][^>]*+>", re.DOTALL)
_COMMENT_MARK = expression(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)")
_LONGEST_VALUE = 4000
_VALUE_ATTRIBUTES = {
    "meta": "content",
    "a": "href",
    "area": "href",
    "link": "href",
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "source": "src",
    "track": "src",
    "video": "src",
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
"""Where an element keeps the value of its property; other elements keep it in their text."""


def read_json_ld(page: Page, start: int, end: int) -> None:
    """Add the facts of the JSON-LD between two places; one that a template fills in is left alone."""
    from .jsonplaces import JsonError, JsonReader

    source = page.source
    mark = _COMMENT_MARK.match(source, start, end)
    begin = mark.end() if mark else start
    text = source[begin:end]
    if not text.strip() or "{{" in text or "{%" in text:
        return
    reader = JsonReader(text)
    try:
        reader.read(0)
    except JsonError as error:
        remedy = "correct the script, or search engines ignore it"
        page.problems.append(Problem(begin + error.offset, f"the JSON-LD is not JSON: {error.wrong}", remedy))
    for leaf in reader.leaves:
        page.facts.append(Fact("json-ld", leaf.path, leaf.value, begin + leaf.start, begin + leaf.end))


class _Open(NamedTuple):
    """An open element: the path of the item it stands in, and where its text begins if that is a property's value."""

    name: str
    scope: tuple[str, ...]
    path: tuple[str, ...] = ()
    content: int = 0


class Microdata:
    """Follow the elements of a page and collect the properties of its items."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: list[_Open] = []
        self._counts: dict[str, int] = {}

    def __bool__(self) -> bool:
        """Tell whether an element is open whose properties matter."""
        return bool(self._open)

    def enter(self, name: str, attributes: dict[str, tuple[int, int]], end: int) -> None:
        """Take the start tag of an element; the attributes' places and `end`, where the tag ends, are the source's."""
        scope = self._open[-1].scope if self._open else ()
        path: tuple[str, ...] = ()
        content = 0
        if "itemprop" in attributes:
            path = (*scope, self._value(*attributes["itemprop"]).split(" ")[0])
        if "itemscope" in attributes:
            scope = path or scope
            if "itemtype" in attributes:
                self._add((*scope, "@type"), *attributes["itemtype"])
        elif path:
            attribute = _VALUE_ATTRIBUTES.get(name, "content")
            if attribute in attributes:
                self._add(path, *attributes[attribute])
            else:
                content = end
        if name not in VOID:
            self._open.append(_Open(name, scope, path, content))
            self._counts[name] = self._counts.get(name, 0) + 1

    def leave(self, name: str, start: int) -> None:
        """Take the end tag of an element, which begins at `start`."""
        if not self._counts.get(name):
            return
        while True:
            element = self._open.pop()
            self._counts[element.name] -= 1
            if element.content and start - element.content <= _LONGEST_VALUE:
                self._add(element.path, element.content, start)
            if element.name == name:
                return

    def _add(self, path: tuple[str, ...], start: int, end: int) -> None:
        self._page.facts.append(Fact("microdata", path, self._value(start, end), start, end))

    def _value(self, start: int, end: int) -> str:
        text = _MARKUP.sub("", self._page.source[start:end])
        prose = Prose(text)
        append_html(prose, text, 0, len(text), 0)
        return " ".join(prose.finish()[0].split())
