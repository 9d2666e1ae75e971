"""Find what MDX adds to Markdown: components, expressions, imports and exports."""

from __future__ import annotations

import re

from ..expressions import expression
from ..model import Comment
from .elements import ASIDES, PARAMETERS, VOID
from .masks import Aside, Finder, Mask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .page import Page

_OPENING = expression(
    r"""\\[{<`]|`+|~{3,}|[{<]|^[ \t>]*+(:{3,}[ \t]*[\w.-]*)|^(?:import\s+(?:[\w$*{},\s]{1,500}?\sfrom\s*)?["']
    |export\s+(?:default|const|let|var|function|async|class|type|interface|\{|\*))""",
    re.MULTILINE | re.VERBOSE,
)
_IN_EXPRESSION = expression(
    r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|//[^\n]*+|[{}]""",
    re.DOTALL,
)
_TAG_NAME = expression(r"<(/?)([A-Za-z_$][\w$.:-]*+)?(?=[\s/>])")
_TAG_PART = expression(r"""(?:[^>"'{]|"[^"]*+"|'[^']*+')*+""")
_PARAMETER = expression(rf"""(?<![\w-])({"|".join(PARAMETERS)})=(?:\{{\s*)?(?:"([^"]*+)"|'([^']*+)'|`([^`$]*+)`)""")
_MOST_FAILURES = 8


def find_components(text: str, start: int, page: Page) -> list[Mask]:
    """Return components, expressions, imports and exports from `start` on, in order; comments go to the page."""
    return _Search(text, page).masks_from(start)


class _Search:
    """One pass over an article; gives up on closers after a number of openers that have none."""

    def __init__(self, text: str, page: Page) -> None:
        self._text = text
        self._page = page
        self._finder = Finder(text)
        self._failures = 0

    def masks_from(self, position: int) -> list[Mask]:
        masks: list[Mask] = []
        while match := _OPENING.search(self._text, position):
            start, sign = match.start(), match.group()
            mask = None
            position = match.end()
            if sign[0] in "`~":
                position = self._finder.code_end(start, sign)
            elif match[1]:
                mask = Mask(match.start(1), position, "gap")
            elif sign == "{":
                mask = self._expression(start)
            elif sign == "<":
                mask = self._tag(start)
            elif sign[0] != "\\" and self._opens_block(start, masks):
                mask = Mask(start, self._module_end(start), "gap")
            if mask:
                masks.append(mask)
                position = mask.end
        return masks

    def _opens_block(self, start: int, masks: list[Mask]) -> bool:
        """Tell whether only blank lines, or another statement, stand directly above."""
        above = self._text[max(start - 200, 0) : start]
        return (
            not above.strip()
            or re.search(r"\n[ \t\r]*\n\Z|\n---[ \t\r]*\n\Z", above) is not None
            or (bool(masks) and not self._text[masks[-1].end : start].strip())
        )

    def _module_end(self, start: int) -> int:
        """Return where an import or export ends: at a blank line outside all braces."""
        text, begin, depth = self._text, start, 0
        first = end = self._finder.paragraph_end(start)
        while True:
            depth += text.count("{", begin, end) - text.count("}", begin, end)
            if depth <= 0:
                return end
            if end >= len(text) or self._failures > _MOST_FAILURES:
                self._failures += 1
                return first
            begin, end = end, self._finder.paragraph_end(end + 1)

    def _expression_end(self, start: int) -> int:
        """Return the end of the expression whose brace opens at `start`; 0 when it has none."""
        if self._failures > _MOST_FAILURES:
            return 0
        depth = 0
        for match in _IN_EXPRESSION.finditer(self._text, start):
            sign = match.group()
            depth += (sign == "{") - (sign == "}")
            if depth == 0:
                return match.end()
        self._failures += 1
        return 0

    def _expression(self, start: int) -> Mask | None:
        end = self._expression_end(start)
        if not end:
            return None
        inner = self._text[start + 1 : end - 1].strip()
        if inner.startswith("/*") and inner.endswith("*/"):
            self._page.comments.append(Comment(inner[2:-2], start, end))
            return Mask(start, end, "gap")
        return Mask(start, end, "object")

    def _tag(self, start: int) -> Mask | None:
        name = _TAG_NAME.match(self._text, start)
        if not name:
            return None
        end, markup = self._tag_end(start, name.end())
        if not end:
            return None
        if name[2] is None:
            return Mask(start, end, "gap")
        shown = self._text[end - 2] == "/" and name[2] not in VOID
        asides = tuple(_asides(self._text, name, end))
        return Mask(start, end, "object" if shown else "tag", asides, markup)

    def _tag_end(self, start: int, position: int) -> tuple[int, str]:
        """Return the end of a tag, 0 when it has none, and the tag with its expressions blanked."""
        text = self._text
        markup = []
        while self._failures <= _MOST_FAILURES:
            part = _TAG_PART.match(text, position)
            stop = part.end() if part else position
            markup.append(text[start:stop])
            if text.startswith(">", stop):
                return stop + 1, "".join(markup) + ">"
            end = self._expression_end(stop) if text.startswith("{", stop) else 0
            if not end:
                break
            markup.append('""' + " " * (end - stop - 2))
            start = position = end
        self._failures += 1
        return 0, ""


def _asides(text: str, name: re.Match[str], end: int) -> list[Aside]:
    """Return the values that readers see and that an HTML reader would not take from the tag."""
    found = []
    for match in _PARAMETER.finditer(text, name.end(), end):
        braced = text[match.end(1) + 1] == "{"
        component = name[2][0].isupper() or "." in name[2]
        if braced or (component and match[1] not in ASIDES):
            found.append(Aside(PARAMETERS[match[1]], *match.span(match.lastindex or 0)))
    return found
