"""Read the review record from the byline that readers see."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from . import names
from .dates import When, find
from .expressions import expression
from .record import DATES, Dated, Named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Block
    from .names import Person
    from .said import Text

_LONGEST_BYLINE = 600
_PROSE = frozenset(("paragraph", "heading", "list-item", "table-cell", "quotation", "caption"))
_HINTS = (
    *("reviewed", "reviewer", "review:", "review due", "review date", "next review", "last review", "medical review"),
    *("clinical review", "for review", "checked"),
)
# prose is full of these; a byline that holds one of them alone is short
_SHORT_HINTS = ("updated", "published", "written by", "by ", "author", "modified", "revised", "posted", "last update")
_SHORT = 300
_HINT_WORDS = frozenset(
    """reviewed reviewer reviewers review checked updated published by author authors modified revised posted update
    checker""".split()  # noqa: SIM905
)
# how far what introduces a byline may reach before and behind its hint, in code points
_BEFORE_HINT, _BEHIND_HINT = 45, 160


@cache
def _trigger() -> re.Pattern[str]:
    """Compile on first use: one group a duty; what follows the match is what it speaks of."""
    sure = r"(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?)[\s-]+"
    how = r"(?:medical(?:ly)?|clinical(?:ly)?|scientific(?:ally)?|expert|peer|professionally|independently)[\s-]+"
    done = r"(?:reviewed|approved|verified|checked|vetted)"
    purpose = r"(?:\s+and\s+[\w-]+)?(?:\s+for\s[\w ]{3,30}?)?"
    return expression(
        rf"""
          (?<!\w)(?:
          (?P<due>next\s+(?:{how}|scheduled\s+)?review(?:\s+is)?(?:\s+(?:due|date))*(?:\s+(?:by|on|in))?
            |review\s+(?:is\s+)?due(?:\s+date)?(?:\s+(?:by|on|in|before))?
            |due\s+(?:to\s+be\s+reviewed|for\s+review)(?:\s+(?:by|on|in|again))*
            |(?:to|will)\s+be\s+reviewed\s+(?:again\s+)?(?:by|on|in|before))
        | (?P<checker>fact[\s-]?check(?:ed|er)(?:\s+by|(?=\s*:)))
        | (?P<reviewer>(?P<sure>{sure}){done}{purpose}\s+by
            |{done}{purpose}\s+by
            |(?:{how})review(?:er|ers|ed)?(?:\s+by|(?=\s*[:–—-]))
            |reviewers?(?=\s*:))
        | (?P<reviewed>(?:last|most\s+recently|page\s+last|content\s+last|date)\s+(?:{how})?{done}(?:\s+(?:on|in))?
            |(?:{how})?reviewed(?:\s+(?:on|in)|(?=\s*:?\s*[\d–—(]))
            |(?:last\s+)?(?:{how})?review(?:ed)?\s+date|(?:date\s+of\s+)?(?:last\s+)(?:{how})?review(?:\s+on)?
            |(?:{how})?review(?:ed)?(?=\s*:\s*\d))
        | (?P<modified>(?:page\s+|content\s+)?(?:last\s+)?(?:updated|modified|revised)(?:\s+on)?
            |(?:date\s+)?last\s+update)
        | (?P<published>(?:first\s+|originally\s+)?(?:published|posted)(?:\s+on)?
            |date\s+published|publication\s+date)
        | (?P<author>(?:written|authored|words)(?:\s+and\s+[\w-]+)?\s+by|authors?(?=\s*:)
            |\Aby(?=\s+(?-i:[^\W\d_a-z])[^\n]{{1,150}}\Z)))
        """,
        re.VERBOSE | re.IGNORECASE,
    )


# before a byline stands nothing, a separator, or its subject
_BEFORE = expression(
    r"(?:^|[.|·•;:()\]>–—*\n]|\b(?:article|page|content|guide|post|leaflet|information|text|blog|resource|factsheet"
    r"|document|version|material)\s+(?:(?:was|is|has\s+been|were|have\s+been)\s+)?(?:\w+\s+)?|\band)\s*$",
    re.IGNORECASE,
)
_GAP = expression(r"[\s:–—*_|(-]*(?:(?:on|in|by|is)\s+)?")
_AFTER_DATE = expression(r"\s*(?:$|[.|·•;,)\]–—\n-]|by\b|and\b|\()")


def read(text: Text) -> Iterator[Named | Dated]:
    """Yield what the bylines in the text say; a label alone in its block ("Reviewed by") speaks of the next block."""
    if text.words.keys().isdisjoint(_HINT_WORDS):
        return
    hints, short_hints = _present(_HINTS, text), _present(_SHORT_HINTS, text)
    for index, (block, lower) in enumerate(zip(text.blocks, text.lowers, strict=True)):
        places = _places(lower, hints, short_hints) if block.kind in _PROSE else ()
        if places:
            following = text.blocks[index + 1] if index + 1 < len(text.blocks) else None
            yield from _byline(block, following, places)


def _present(hints: tuple[str, ...], text: Text) -> tuple[str, ...]:
    """Keep the hints that stand somewhere in the text; most are ruled out by their first word."""
    words = text.words
    return tuple([hint for hint in hints if hint.partition(" ")[0].rstrip(":") in words and hint in text.lower])


def _places(text: str, hints: tuple[str, ...], short_hints: tuple[str, ...]) -> Sequence[tuple[int, int]]:
    """Return the parts of a block, in order and apart, that may hold what introduces a byline."""
    if len(text) <= _SHORT:
        hints += short_hints
    hints = tuple([hint for hint in hints if hint in text])
    if not hints:
        return ()
    found = sorted(at for hint in hints for at in _offsets(text, hint))
    places: list[tuple[int, int]] = []
    for at in found:
        start, end = max(at - _BEFORE_HINT, 0), min(at + _BEHIND_HINT, len(text))
        if places and start <= places[-1][1]:
            start = places.pop()[0]
        places.append((start, end))
    return places


def _offsets(text: str, hint: str) -> Iterator[int]:
    at = text.find(hint)
    while at >= 0:
        yield at
        at = text.find(hint, at + len(hint))


def _byline(block: Block, following: Block | None, places: Sequence[tuple[int, int]]) -> Iterator[Named | Dated]:
    text = block.text
    for match, after in pairwise([*_triggers(text, places), None]):
        end = after.start() if after else len(text)
        duty = str(match.lastgroup) if match else ""
        start = match.end() if match else end
        if text[start:end].strip(" :.*_") or not following or after:
            yield from _spoken(duty, block, start, end)
        elif following.kind in _PROSE and len(following.text) < _LONGEST_BYLINE:
            yield from _spoken(duty, following, 0, len(following.text))


def _triggers(text: str, places: Sequence[tuple[int, int]]) -> list[re.Match[str]]:
    """Find the words that introduce a part of a byline; after the first one a comma may stand before the next."""
    found: list[re.Match[str]] = []
    for match in (match for start, end in places for match in _trigger().finditer(text, start, end)):
        before = text[max(match.start() - 60, 0) : match.start()]
        if match["sure"] or _BEFORE.search(before) or (found and before.rstrip().endswith(",")):
            found.append(match)
    return found


def _spoken(duty: str, block: Block, start: int, end: int) -> Iterator[Named | Dated]:
    """Read what follows a trigger between `start` and `end`."""
    text = block.text[:end]
    gap = _GAP.match(text, start)
    start = gap.end() if gap else start
    if duty in DATES:
        when = _date_at(text, start)
        if when and (duty in ("reviewed", "due") or _AFTER_DATE.match(block.text, when.end)):
            yield _dated(duty, when, block)
        return
    people = names.people(text, start) or _introduced(text, start)
    for person in people:
        place = block.source_span(person.start, person.end)
        quote = block.text[person.start : person.end]
        yield Named(duty, person.moved(block.source_span), "byline", quote, _around(block, start), *place)
    if not people:
        yield from _nobody(duty, block, start, end)
    when = _date_beside(text, start, people[-1].end if people else start + 60)
    if when:
        yield _dated({"reviewer": "reviewed", "author": "published"}.get(duty, "checked"), when, block)


def _introduced(text: str, start: int) -> tuple[Person, ...]:
    """Read the people behind a colon: "our experts: A B, MD"."""
    colon = text.find(":", start, start + 60)
    return names.people(text, colon + 1) if colon > 0 else ()


_BEFORE_DATE = expression(r"(?:[,(|·•–—:.-]|\b(?:on|in|date))\s*$")


def _date_beside(text: str, start: int, end: int) -> When | None:
    """Find the day on which the people described between `start` and `end` did their duty."""
    for when in find(text[start : end + 30]):
        if _BEFORE_DATE.search(text, max(start + when.start - 8, 0), start + when.start):
            return when._replace(start=when.start + start, end=when.end + start)
    return None


_CLAUSE = expression(r"[^.,;|·•()\n]{2,80}")


def _nobody(duty: str, block: Block, start: int, end: int) -> Iterator[Named]:
    match = _CLAUSE.match(block.text, start, end)
    if match:
        quote = match[0].rstrip()
        place = block.source_span(start, start + len(quote))
        yield Named(duty, None, "byline", quote, _around(block, start), *place)


def _date_at(text: str, start: int) -> When | None:
    """Find a date right behind a trigger."""
    for when in find(text[start : start + 60]):
        return when._replace(start=when.start + start, end=when.end + start) if when.start <= 12 else None
    return None


def _dated(duty: str, when: When, block: Block) -> Dated:
    place = block.source_span(when.start, when.end)
    quote = block.text[when.start : when.end]
    return Dated(duty, when.first, when.last, when.ambiguous, "byline", quote, _around(block, when.start), *place)


def _around(block: Block, at: int) -> str:
    """Return the block's text, or the part of a long one around `at`."""
    if len(block.text) <= _LONGEST_BYLINE:
        return block.text
    return block.text[max(at - _LONGEST_BYLINE // 2, 0) : at + _LONGEST_BYLINE // 2]
