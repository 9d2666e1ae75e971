"""Read the review record from the byline that readers see."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from . import bywords, names, places, references, said
from .dates import When, find
from .expressions import expression
from .record import DATES, Dated, Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .model import Block, Document
    from .names import Person
    from .said import Text

_LONGEST_BYLINE = 600
# no table or list of reviewers has more columns or entries
_WIDEST = 12
_PROSE = frozenset(("paragraph", "heading", "list-item", "table-cell", "quotation", "caption"))
# how far before its hint what introduces a byline may begin, and how far behind it another part, in code points
_BEFORE_HINT, _BEHIND_HINT = 45, 160


_WORD_START = expression(r"(?<!\w)\w")
_GOES_ON = expression(r"[^.,;|·•()\n]{2,80},\s+(?!on\b|in\b)[a-z]")
_COLON = expression(r"\s*:")
_GAP = expression(r"[\s:–—*_|(-]*(?:(?:on|in|by|is)\s+)?")
_AFTER_DATE = expression(r"\s*(?:$|[.|·•;,)\]–—\n-]|by\b|and\b|\()")
_BY = expression(r"\s*[,–—-]?\s*by\s+(?=[^\W\d_])", re.IGNORECASE)


def read(document: Document) -> Iterator[Named | Dated]:
    """Yield what the bylines of an article say; a label alone in its block ("Reviewed by") speaks of the next block."""
    text = said.shown(document)
    if text.words.keys().isdisjoint(bywords.HINT_WORDS):
        return
    hints, short_hints = _present(bywords.HINTS, text), _present(bywords.SHORT_HINTS, text)
    listed = cache(lambda: frozenset(map(id, references.section(document))))
    for index in sorted(text.holding(hints + short_hints)):
        block = text.blocks[index]
        spots = _spots(text.lowers[index], hints, short_hints) if block.kind in _PROSE else ()
        triggers = _triggers(block.text, spots) if spots else []
        # of a reference, when it was reviewed says nothing about the article
        if triggers and not (triggers[0].start() and id(block) in listed()):
            yield from _byline(block, _described(text.blocks, index), triggers)


def _described(blocks: Sequence[Block], index: int) -> Sequence[Block]:
    """Return the blocks of which a label alone in its block may speak.

    That is the next one, with the list that it begins; below the heads of a table, the cell under the label.
    """
    first = last = index
    while first > max(index - _WIDEST, 0) and _is_head(blocks, index, first - 1):
        first -= 1
    while last < min(index + _WIDEST, len(blocks) - 1) and _is_head(blocks, index, last + 1):
        last += 1
    at = index + (last - first + 1 if last > first else 1)
    end = at + 1
    while end < min(at + _WIDEST, len(blocks)) and blocks[at].kind == blocks[end].kind == "list-item":
        end += 1
    return [block for block in blocks[at:end] if block.kind in _PROSE and len(block.text) < _LONGEST_BYLINE]


def _is_head(blocks: Sequence[Block], index: int, other: int) -> bool:
    """Say whether another cell of the table is a label and nothing else too."""
    block = blocks[other]
    if not block.kind == blocks[index].kind == "table-cell":
        return False
    match = bywords.trigger().match(block.text.strip())
    return match is not None and not block.text.strip()[match.end() :].strip(" :.*_")


def _present(hints: tuple[str, ...], text: Text) -> tuple[str, ...]:
    """Keep the hints that stand somewhere in the text; most are ruled out by their first word."""
    words = text.words
    return tuple([hint for hint in hints if said.head(hint) in words and hint in text.lower])


def _spots(text: str, hints: tuple[str, ...], short_hints: tuple[str, ...]) -> Sequence[tuple[int, int]]:
    """Return the parts of a block, in order and apart, in which what introduces a part of a byline may begin."""
    sure = hints + short_hints if len(text) <= bywords.SHORT else hints
    near = [(at - _BEFORE_HINT, at + _BEHIND_HINT) for hint in sure for at in _offsets(text, hint)]
    if not near:
        return ()
    begins = _merged((at - _BEFORE_HINT, at + 1) for hint in hints + short_hints for at in _offsets(text, hint))
    return [(start, end) for start, end in begins if any(first < end and start < last for first, last in near)]


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the spans that overlap, in order."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            start, last = joined.pop()
            end = max(end, last)
        joined.append((max(start, 0), end))
    return joined


def _offsets(text: str, hint: str) -> Iterator[int]:
    at = text.find(hint)
    while at >= 0:
        yield at
        at = text.find(hint, at + len(hint))


def _byline(block: Block, following: Sequence[Block], triggers: Sequence[re.Match[str]]) -> Iterator[Named | Dated]:
    text = block.text
    for match, after in pairwise([*triggers, None]):
        end = after.start() if after else len(text)
        duty = str(match.lastgroup) if match else ""
        start = match.end() if match else end
        if match and _is_prose(match, end):
            continue
        if match and duty == "active":
            subjects = list(_before(block, match.start()))
            yield from subjects
            duty = "reviewed" if subjects else ""
        if not duty:
            continue
        if text[start:end].strip(" :.*_") or after:
            yield from _spoken(duty, block, start, end)
            continue
        for number, other in enumerate(following):
            # behind the first of a list, only who has a name belongs to it
            if not number or names.people(other.text):
                yield from _spoken(duty, other, 0, len(other.text))


def _triggers(text: str, spots: Sequence[tuple[int, int]]) -> list[re.Match[str]]:
    """Find the words that introduce a part of a byline; after the first one a comma may stand before the next."""
    found: list[re.Match[str]] = []
    for match in _triggering(text, spots):
        before = text[max(match.start() - 60, 0) : match.start()]
        if match[0].lower() == "by" and match.start() and not found:
            continue  # amid prose; behind a reviewer it names the author
        goes_on = found and before.rstrip().endswith((",", " is"))
        if match["sure"] or match["active"] or goes_on or _is_label(match) or bywords.BEFORE.search(before):
            found.append(match)
    return found


def _triggering(text: str, spots: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield what introduces a part of a byline and begins in one of the spots, without overlaps."""
    done = 0
    for start, end in spots:
        for word in _WORD_START.finditer(text, start, end):
            match = bywords.trigger().match(text, word.start()) if word.start() >= done else None
            if match:
                done = match.end()
                yield match


def _is_label(match: re.Match[str]) -> bool:
    """Say whether a colon stands behind a capitalised trigger, as in no prose."""
    return match[0][0].isupper() and _COLON.match(match.string, match.end()) is not None


def _is_prose(match: re.Match[str], end: int) -> bool:
    """Say whether a trigger that names nobody only sounds like a byline: "Checked by a nurse, he slept well"."""
    text, start = match.string, match.end()
    if match.lastgroup not in ("reviewer", "author") or not text[start:end].strip(" :.*_"):
        return False
    if bywords.RATING.search(text[start:end].lstrip(" :")):
        return True
    if names.people(text[:end], _gapped(text, start)) or _introduced(text[:end], start):
        return False
    if match.lastgroup == "author":
        return match[0].lower() == "by" and text.rstrip().endswith(".")
    return not bywords.FIRM.search(match[0]) or _GOES_ON.match(text, start) is not None


def _gapped(text: str, start: int) -> int:
    gap = _GAP.match(text, start)
    return gap.end() if gap else start


def _before(block: Block, end: int) -> Iterator[Named]:
    """Read who reviewed, where it stands before the verb: "Dr A B reviewed this page"."""
    start, _ = places.sentence_span(block, end)
    for person in names.people(block.text[:end].rstrip(" ,"), start):
        yield _named("reviewer", person, block)


def _spoken(duty: str, block: Block, start: int, end: int) -> Iterator[Named | Dated]:
    """Read what follows a trigger between `start` and `end`."""
    text = block.text[:end]
    start = _gapped(text, start)
    if duty in DATES:
        yield from _spoken_date(duty, block, text, start)
        return
    people = names.people(text, start) or _introduced(text, start)
    for one in ("author", "reviewer") if duty == "both" else (duty,):
        yield from (_named(one, person, block) for person in people)
        if not people:
            yield from _nobody(one, block, start, end)
    when = _date_beside(text, start, people[-1].end if people else start + 60)
    if when:
        yield _dated(_DAYS_OF.get(duty, "checked"), when, block)


_DAYS_OF = {"reviewer": "reviewed", "both": "reviewed", "author": "published"}
_WHO = {"reviewed": "reviewer", "review": "reviewer", "published": "author"}


def _spoken_date(duty: str, block: Block, text: str, start: int) -> Iterator[Named | Dated]:
    """Read a date, and who stands behind it: "reviewed on 3 May 2026 by Dr A B"."""
    when = _date_at(text, start)
    open_ended = duty in ("modified", "published") and text[when.end :].strip() if when else ""
    if not when or (open_ended and not _AFTER_DATE.match(block.text, when.end)):
        return
    yield _dated(duty, when, block)
    by = _BY.match(text, when.end)
    if by and duty in _WHO:
        yield from (_named(_WHO[duty], person, block) for person in names.people(text, by.end()))


def _named(duty: str, person: Person, block: Block) -> Named:
    place = block.source_span(person.start, person.end)
    quote = block.text[person.start : person.end]
    return Named(duty, person.moved(block.source_span), "byline", quote, _around(block, person.start), *place)


def _introduced(text: str, start: int) -> tuple[Person, ...]:
    """Read the people behind a colon: "our experts: A B, MD"."""
    colon = text.find(":", start, start + 60)
    return names.people(text, colon + 1) if colon > 0 else ()


_BEFORE_DATE = expression(r"(?:[,(|·•–—:.-]|\b(?i:on|in|date)|วันที่)\s*$")


def _date_beside(text: str, start: int, end: int) -> When | None:
    """Find the day on which the people described between `start` and `end` did their duty."""
    # a date that begins within 30 characters is read to its end
    for when in find(text[start : end + 60]):
        if when.start <= end + 30 - start and _BEFORE_DATE.search(
            text, max(start + when.start - 8, 0), start + when.start
        ):
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
