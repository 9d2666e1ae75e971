"""Read HTML: a page, or a fragment inside Markdown."""

from __future__ import annotations

import re
from functools import cache

from ..expressions import expression
from ..model import Comment, Fact
from .characters import append_html
from .elements import ASIDES, BREAKING, HIDDEN, INLINE_OBJECTS, META, PLAIN, RAW
from .frontmatter import read_front_matter
from .page import Page
from .prose import MASK, OBJECT, Prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Document
    from .structured import Microdata

_TAG = expression(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^=>]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+)>""")
_ATTRIBUTE = expression(r"""([^\s=>"'/][^\s=>/]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+)))?""")
_NOTABLE = expression(r"\b(?:alt|title|aria-label|aria-description|placeholder|itemprop|itemscope)\b", re.IGNORECASE)
_DECLARATION = expression(r"<(?:[!?]|/.|([a-zA-Z]))", re.DOTALL)
_COMMENT_END = expression(r"--!?>")
_SCRIPT = expression(r"<!--|-->|<(/?)script[\s/>]", re.IGNORECASE)
_TEMPLATE = expression(r"\{\{[^{}<>\n]*+\}\}|\{%[^%<>\n]*+%\}")
_JSON_LD = expression(r"""\btype\s*=\s*["']?\s*application/ld\+json""", re.IGNORECASE)
_ALWAYS_NOTABLE = frozenset(("a", "meta"))
_BLANK = expression(r"[ \t\n\r\f]*+\Z")

Span = tuple[int, int]


def read(source: str, path: str) -> Document:
    """Read an HTML page."""
    page = Page(source)
    start = read_front_matter(page, 1 if source.startswith("\ufeff") else 0)
    text = source[start:]
    if "{{" in text or "{%" in text:
        text = _TEMPLATE.sub(lambda match: MASK * len(match.group()), text)
    Scanner(page, xml=path.lower().endswith(".xhtml")).scan(text, start)
    return page.document(path, "html")


def attributes(text: str, start: int, end: int) -> dict[str, Span]:
    """Return the place of each attribute's value in `text`; the first of two with the same name counts."""
    found: dict[str, Span] = {}
    for match in _ATTRIBUTE.finditer(text, start, end):
        group = match.lastindex or 1
        span = match.span(group) if group > 1 else (match.end(), match.end())
        found.setdefault(match[1].lower(), span)
    return found


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(f"</{name}[\\s/>]", re.IGNORECASE)


class Scanner:
    """Walk over markup and give the page its prose; one scanner reads all fragments of an article.

    `xml` says that a tag that ends in a slash has no content, whatever its name.
    """

    def __init__(self, page: Page, *, xml: bool = False) -> None:
        self._page = page
        self._xml = xml
        self._microdata: Microdata | None = None
        self._text = ""
        self._base = 0

    def scan(self, text: str, base: int) -> None:
        """Read the markup `text`, which stands at `base` in the source and may mask parts of it."""
        self._text, self._base = text, base
        position = search = 0
        match_tag = _TAG.match
        while True:
            tag = text.find("<", search)
            if tag < 0:
                break
            match = match_tag(text, tag)
            end = -1 if match else self._end_of_declaration(tag)
            if not match and end < 0:
                search = tag + 1
                continue
            if tag > position:
                self._prose(position, tag)
            position = search = self._tag(match) if match else end
        self._prose(position, len(text))

    def _prose(self, start: int, end: int) -> None:
        page = self._page
        if page.hidden or start >= end:
            return
        if page.prose is None and _BLANK.match(self._text, start, end):
            return
        append_html(page.begin(), self._text, start, end, self._base)

    def _end_of_declaration(self, start: int) -> int:
        """Return where the comment or declaration at `start` ends; -1 when the `<` there is only a character."""
        text = self._text
        if text.startswith("<!--", start):
            return self._comment(start)
        match = _DECLARATION.match(text, start)
        if not match:
            return -1
        if match[1]:
            return len(text)
        closing = "?>" if text.startswith("<?php", start) else ">"
        end = text.find(closing, start)
        return end + len(closing) if end >= 0 else len(text)

    def _comment(self, start: int) -> int:
        text = self._text
        if text.startswith(">", start + 4) or text.startswith("->", start + 4):
            return text.index(">", start) + 1
        match = _COMMENT_END.search(text, start + 4)
        inner, end = match.span() if match else (len(text), len(text))
        base = self._base
        self._page.comments.append(Comment(text[start + 4 : inner], base + start, base + end))
        return end

    def _tag(self, match: re.Match[str]) -> int:
        """Take one tag; return where to read on."""
        page = self._page
        closing, name, _ = match.groups()
        if not name.islower():
            name = name.lower()
        breaking = name in BREAKING
        if page.hidden:
            if breaking and name != "title" and page.hidden in INLINE_OBJECTS:
                page.reveal(self._base + match.start(), mark=page.hidden == "code")
            else:
                return self._hidden_tag(match, name)
        if closing:
            self._close(match.start(), name, breaking)
            return match.end()
        return self._open(match, name, breaking)

    def _hidden_tag(self, match: re.Match[str], name: str) -> int:
        page = self._page
        if name == page.hidden:
            if match[1]:
                page.hidden_depth -= 1
            elif not match[3].endswith("/"):
                page.hidden_depth += 1
            if not page.hidden_depth:
                page.reveal(self._base + match.end(), mark=name in INLINE_OBJECTS)
        elif name in RAW and not match[1]:
            return self._end_of_raw(name, match.end())
        return match.end()

    def _close(self, start: int, name: str, breaking: bool) -> None:
        if self._microdata:
            self._microdata.leave(name, self._base + start)
        if breaking:
            self._page.close(name)
        elif name == "a":
            self._page.close_link()

    def _open(self, match: re.Match[str], name: str, breaking: bool) -> int:
        page = self._page
        start, end = match.span(3)
        if breaking:
            page.open(name, expanded=name == "details" and "open" in attributes(self._text, start, end))
        elif name == "br":
            page.begin().unit("\n", self._base + match.start(), self._base + match.end())
        elif name == "sup" and page.prose:
            page.prose.unit(" ", self._base + match.start(), self._base + match.end())
        elif name == "img":
            page.begin().unit(OBJECT, self._base + match.start(), self._base + match.end())
        if end > start and (name in _ALWAYS_NOTABLE or _NOTABLE.search(self._text, start, end)):
            self._attributes(match, name, attributes(self._text, start, end))
        elif self._microdata:
            self._microdata.enter(name, {}, self._base + match.end())
        if self._xml and self._text[end - 1] == "/":
            self._close(match.end(), name, breaking)
        elif name in HIDDEN or name in PLAIN:
            return self._hide(match, name)
        return match.end()

    def _hide(self, match: re.Match[str], name: str) -> int:
        if name in PLAIN:
            return self._plain(name, match.end())
        if name in RAW:
            end = self._end_of_raw(name, match.end())
            if name == "script" and _JSON_LD.search(match[3]):
                from .structured import read_json_ld

                read_json_ld(self._page, self._base + match.end(), self._base + end)
            return end
        if not match[3].endswith("/"):
            self._page.hide(name, self._base + match.start())
        return match.end()

    def _end_of_raw(self, name: str, start: int) -> int:
        """Return where the closing tag of the raw text that begins at `start` begins."""
        if name == "script":
            return self._end_of_script(start)
        match = _closing(name).search(self._text, start)
        if not match:
            self._page.hide(name, self._base + start)
        return match.start() if match else len(self._text)

    def _end_of_script(self, start: int) -> int:
        """Skip a script; one inside a comment inside a script does not end it."""
        commented = nested = False
        for match in _SCRIPT.finditer(self._text, start):
            word = match.group()
            if word == "<!--":
                commented = True
            elif word == "-->":
                commented = nested = False
            elif match[1] and not nested:
                return match.start()
            else:
                nested = commented and not match[1]
        self._page.hide("script", self._base + start)
        return len(self._text)

    def _plain(self, name: str, start: int) -> int:
        match = _closing(name).search(self._text, start)
        end = match.start() if match else len(self._text)
        prose = self._value(start, end, attribute=False)
        if name == "title":
            self._page.add("title", prose, name)
            self._fact((name,), start, end)
        else:
            self._page.add("paragraph", prose)
        return end

    def _value(self, start: int, end: int, *, attribute: bool = True) -> Prose:
        prose = Prose(self._page.source)
        append_html(prose, self._text, start, end, self._base, attribute=attribute)
        return prose

    def _attributes(self, match: re.Match[str], tag: str, found: dict[str, Span]) -> None:
        page = self._page
        if self._microdata or "itemprop" in found or "itemscope" in found:
            if not self._microdata:
                from .structured import Microdata

                self._microdata = Microdata(page)
            places = {name: (self._base + start, self._base + end) for name, (start, end) in found.items()}
            self._microdata.enter(tag, places, self._base + match.end())
        if tag == "a" and "href" in found:
            page.open_link(self._decoded(found["href"]))
        for name, kind in ASIDES.items():
            if name in found:
                page.add(kind, self._value(*found[name]))
        if tag == "meta":
            self._meta(found)

    def _decoded(self, span: Span) -> str:
        return self._value(*span).finish()[0]

    def _fact(self, path: tuple[str, ...], start: int, end: int) -> None:
        value = self._decoded((start, end))
        self._page.facts.append(Fact("meta", path, value, self._base + start, self._base + end))

    def _meta(self, found: dict[str, Span]) -> None:
        place = found.get("name") or found.get("property")
        if not place or "content" not in found:
            return
        name = self._text[place[0] : place[1]].strip()
        start, end = found["content"]
        self._fact((name,), start, end)
        if name.lower() in META:
            self._page.add("title", self._value(start, end), name.lower())
