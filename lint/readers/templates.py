"""Find the templates of Hugo, Jekyll and Liquid in Markdown: what they show, and what they hide."""

from __future__ import annotations

import re

from ..expressions import expression
from ..model import Comment
from .elements import PARAMETERS
from .masks import Aside, Finder, Mask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .page import Page

_OPENING = expression(r"\{\{[<%]|\{\{|\{%|\{:|`+|~{3,}|^[ \t>]*+(:{3,}[ \t]*[\w{}.-]*)", re.MULTILINE)
_CLOSING = {"{{<": ">}}", "{{%": "%}}", "{{": "}}", "{%": "%}", "{:": "}"}
_NAME = expression(r"[-{<%\s]*(/?)\s*([\w./-]+)")
_BODIES = frozenset(("highlight", "raw", "comment", "mermaid", "math", "katex", "chart"))
_PARAMETER = expression(
    rf"""(?<![\w-])({"|".join(PARAMETERS)})\s*=\s*(?:"((?:[^"\\]|\\.)*+)"|'((?:[^'\\]|\\.)*+)'|`([^`]*+)`)"""
)


def find_templates(text: str, start: int, page: Page) -> list[Mask]:
    """Return the templates from `start` on, in order; comments go to the page."""
    finder = Finder(text)
    masks: list[Mask] = []
    while match := _OPENING.search(text, start):
        opening = match.group()
        if opening[0] in "`~":
            start = finder.code_end(match.start(), opening)
            continue
        if match[1]:
            start = match.end()
            masks.append(Mask(match.start(1), start, "gap"))
            continue
        end = _end(finder, match.start(), opening)
        start = match.end()
        if end > 0:
            mask = _mask(finder, match.start(), end, opening, page)
            masks.append(mask)
            start = mask.end
    return masks


def _end(finder: Finder, start: int, opening: str) -> int:
    """Return where the template ends; 0 when nothing closes it before the paragraph ends."""
    closing = "*/" + _CLOSING[opening] if finder.text.startswith("/*", start + len(opening)) else _CLOSING[opening]
    found = finder.after(closing, start + len(opening))
    limit = len(finder.text) if closing[0] == "*" else finder.paragraph_end(start)
    return found + len(closing) if 0 <= found < limit else 0


def _mask(finder: Finder, start: int, end: int, opening: str, page: Page) -> Mask:
    text = finder.text
    if text.startswith("/*", start + len(opening)):
        page.comments.append(Comment(text[start + len(opening) + 2 : text.rindex("*/", start, end)], start, end))
        return Mask(start, end, "gap")
    if opening == "{:":
        return Mask(start, end, "gap")
    name = _NAME.match(text, start, end)
    if name and not name[1] and name[2] in _BODIES and opening != "{{":
        body, after = _body(finder, name[2], end)
        if after > 0:
            if name[2] == "comment":
                page.comments.append(Comment(text[end:body], start, after))
            return Mask(start, after, "gap")
    if name and (name[1] or name[2].startswith("end")):
        return Mask(start, end, "gap")
    return Mask(start, end, "object", _parameters(text, start, end) if opening != "{{" else ())


def _body(finder: Finder, name: str, start: int) -> tuple[int, int]:
    """Return where the closing template of `name` begins and ends; -1 when there is none."""
    return finder.match_after(rf"\{{\{{[<%]\s*/\s*{name}\s*[%>]\}}\}}|\{{%-?\s*end{name}\s*-?%\}}", start)


def _parameters(text: str, start: int, end: int) -> tuple[Aside, ...]:
    return tuple(
        Aside(PARAMETERS[match[1]], *match.span(match.lastindex or 0))
        for match in _PARAMETER.finditer(text, start, end)
    )
