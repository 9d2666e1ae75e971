"""Find an article's list of references, and tell whether a source that the text names stands in it."""

from __future__ import annotations

import re
from functools import lru_cache

from .expressions import expression
from .once import Same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Block, Document

_TITLE = expression(
    r"\W*(?:\d+\W+)?(?:selected |key |scientific |medical |article )?(?:references?|sources?|bibliography|citations?"
    r"|works cited|literature(?: cited)?|footnotes|end ?notes|studies cited|evidence sources)(?: and further reading"
    r"| & further reading| and sources| and notes)?\W*",
    re.IGNORECASE,
)
_KEYS = frozenset(
    ("references", "reference", "sources", "source", "citations", "citation", "bibliography", "footnotes")
)
_SMALL = frozenset(("of", "the", "and", "in", "for", "on", "&"))


def entries(document: Document) -> tuple[str, ...]:
    """List the references of an article: blocks of its reference section, and what its metadata lists as sources."""
    return _entries(Same(document))


# every citation rule asks about one article in turn
@lru_cache(maxsize=1)
def _entries(article: Same[Document]) -> tuple[str, ...]:
    document = article.value
    listed = [block.text for block in section(document)]
    stated: dict[tuple[str, ...], str] = {}
    for fact in document.facts:
        for depth, part in enumerate(fact.path):
            if part.lower() in _KEYS:
                # the parts of one entry (name, url, date) are read as one line
                entry = fact.path[: depth + 2]
                stated[entry] = f"{stated.get(entry, '')} {fact.value}"
                break
    return (*listed, *stated.values())


def section(document: Document) -> tuple[Block, ...]:
    """List the blocks of the reference section."""
    return _section(Same(document))


@lru_cache(maxsize=1)
def _section(article: Same[Document]) -> tuple[Block, ...]:
    return tuple(_listed(article.value.blocks))


def _listed(blocks: Sequence[Block]) -> Iterator[Block]:
    level = None
    for block in blocks:
        if len(block.text) < 80 and _TITLE.fullmatch(block.text) and (block.kind == "heading" or len(block.text) < 40):
            level = block.level
        elif level is not None and block.kind == "heading" and block.level <= max(level, 1):
            level = None
        elif level is not None and block.kind != "heading":
            yield block


def holds(listed: tuple[str, ...], name: str, year: str) -> bool:
    """Say whether a reference matches a journal or institution `name` (or its abbreviation), else `year` alone."""
    if not name:
        return any(year in entry for entry in listed)
    pattern = _abbreviated(name)
    return any(pattern.search(entry) for entry in listed)


def _abbreviated(name: str) -> re.Pattern[str]:
    """Match a name in full or with shortened words: Journal of Sleep Research, J Sleep Res."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in _SMALL]
    small = r"\W+(?:(?:of|the|and|in|for|on)\W+)*"
    short = small.join(("J" if word == "Journal" else re.escape(word[:2])) + r"\w*" for word in words)
    initials = "".join(word[0] for word in words)
    return re.compile(rf"\b(?:{short}|{initials if len(initials) > 2 else short})\b", re.IGNORECASE)
