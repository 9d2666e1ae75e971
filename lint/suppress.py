"""Excuse findings for which an article itself gives a reason.

A comment excuses the next block, a stretch or the whole article; front matter excuses the whole article:

    <!-- caveat: ignore claim/no-risk, page until 2027-01-31 -- the regulator's own wording -->

A suppression that cannot be read, gives no reason, has expired or may not stand there excuses nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from functools import cache
from itertools import accumulate

from .errors import nearest
from .findings import covers
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from .checks.context import Context
    from .model import Comment, Document, Fact

_WORD = "caveat"
_ACTIONS = ("ignore", "ignore-start", "ignore-end", "ignore-file")
_PARTS = ("reason", "until")
_WIDEST_GAP = 80


class Place(NamedTuple):
    """A word of a suppression and its span in the source."""

    text: str
    start: int
    end: int


class Mark(NamedTuple):
    """One suppression: the rules that it names, why and until when, and the part of the source that it covers.

    `whole` is the suppression as written; `wrong` says why it cannot be read.
    """

    whole: Place
    names: tuple[Place, ...] = ()
    reason: str = ""
    until: Place | None = None
    covers: tuple[int, int] = (0, 0)
    wrong: str = ""


# a suppression, and the name in it, that excuse a finding
Excuse = tuple[Mark, Place]


def marks(document: Document) -> tuple[Mark, ...]:
    """Return the suppressions of an article in the order of the source."""
    facts = [fact for fact in document.facts if fact.path[:1] == (_WORD,) and fact.origin == "front matter"]
    comments = [comment for comment in document.comments if _WORD in comment.text.lower()]
    if not facts and not comments:
        return ()
    return (*_front_matter(facts, len(document.source)), *_placed(comments, document))


def day(mark: Mark) -> date | None:
    """Return the last day of a suppression, none where it does not end; raises ValueError for what is no date."""
    from .days import date

    if mark.until is None:
        return None
    if len(mark.until.text) != len("2027-01-31"):
        raise ValueError(mark.until.text)
    return date.fromisoformat(mark.until.text)


def in_force(mark: Mark, context: Context) -> bool:
    """Say whether a suppression excuses what it covers."""
    readable = bool(mark.names and mark.reason and not mark.wrong)
    return readable and context.settings.suppress and not expired(mark, context.today)


def expired(mark: Mark, today: date) -> bool:
    """Say whether the last day of a suppression is over."""
    last = day(mark)
    return last is not None and last < today


def excuses(found: Sequence[tuple[str, int]], written: Iterable[Mark], context: Context) -> list[tuple[Excuse, ...]]:
    """Return for each finding, given as rule and source offset, what excuses it; the innermost comes last."""
    fixed = {rule.id for rule in context.rulebook.rules if not rule.suppressible}
    standing = deque(sorted((mark for mark in written if in_force(mark, context)), key=lambda mark: mark.covers))
    excused: list[tuple[Excuse, ...]] = [()] * len(found)
    active: list[Mark] = []
    for number in sorted(range(len(found)), key=lambda number: found[number][1]):
        rule, start = found[number]
        while standing and standing[0].covers[0] <= start:
            active.append(standing.popleft())
        active = [mark for mark in active if start < mark.covers[1]]
        if rule not in fixed:
            excused[number] = tuple((mark, name) for mark in active for name in mark.names if covers(name.text, rule))
    return excused


@cache
def _address() -> re.Pattern[str]:
    """Match how a comment speaks to caveat; “Caveat: …” with a capital is anybody's remark unless it says ignore."""
    action = "[a-zA-Z]+(?:-[a-zA-Z]+)*"
    return re.compile(rf"\s*+(?:caveat\s*+:\s*+({action})?|(?i:caveat)\s*+:\s*+(?=(?i:ignore))({action}))")


@cache
def _dash() -> re.Pattern[str]:
    return re.compile(r"(?<!\S)(?:--|—|–)")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"(?<!\S)until(?!\S)\s*+(\S*+)\s*+\Z")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[^\s,](?:[^,]*[^\s,])?")


def _placed(comments: Sequence[Comment], document: Document) -> Iterator[Mark]:
    """Read comments, and give each suppression the part of the source that it covers."""
    blocks = _Blocks(document)
    found: list[Mark] = []
    opened: list[int] = []
    for comment in comments:
        read = _comment(comment, document.source)
        if read is None:
            continue
        action, mark = read
        whole = mark.whole
        if mark.wrong:
            found.append(mark)
        elif action == "ignore-end":
            if opened:
                start = opened.pop()
                found[start] = found[start]._replace(covers=(found[start].whole.start, whole.end), wrong="")
            else:
                found.append(mark._replace(wrong="no “ignore-start” stands before it"))
        elif action == "ignore-start":
            opened.append(len(found))
            found.append(mark._replace(wrong="no “ignore-end” follows"))
        elif action == "ignore-file":
            found.append(mark._replace(covers=(0, len(document.source) + 1)))
        else:
            found.append(mark._replace(covers=blocks.near(whole)))
    return iter(found)


def _comment(comment: Comment, source: str) -> tuple[str, Mark] | None:
    """Read one comment; none where it does not speak to caveat."""
    address = _address().match(comment.text)
    if address is None:
        return None
    whole = Place(comment.text.strip(), comment.start, comment.end)
    action = (address[1] or address[2] or "").lower()
    if action not in _ACTIONS:
        return action, Mark(whole, wrong=f"“{action}” is nothing it can do ({nearest(action, _ACTIONS)})")
    base = source.index(comment.text, comment.start)
    dash = _dash().search(comment.text, address.end())
    last = dash.start() if dash else len(comment.text)
    end = _end().search(comment.text, address.end(), last)
    mark = Mark(
        whole,
        tuple(_names(comment.text, address.end(), end.start() if end else last, base)),
        " ".join(comment.text[dash.end() :].split()) if dash else "",
        Place(end[1], base + end.start(1), base + end.end(1)) if end else None,
    )
    return action, mark._replace(wrong=_wrong(mark, action))


def _names(text: str, start: int, end: int, base: int) -> Iterator[Place]:
    for match in _name().finditer(text, start, end):
        yield Place(match.group(), base + match.start(), base + match.end())


def _wrong(mark: Mark, action: str) -> str:
    """Say why a suppression cannot be read, or nothing."""
    if action == "ignore-end":
        return "“ignore-end” stands alone" if mark.names or mark.until else ""
    if not mark.names:
        return "it names no rule"
    for name in mark.names:
        if len(name.text.split()) > 1:
            return f"“{' '.join(name.text.split())}” is not one rule"
    return _wrong_day(mark)


def _wrong_day(mark: Mark) -> str:
    try:
        day(mark)
    except ValueError:
        return f"“{mark.until.text if mark.until else ''}” is not a day such as 2027-01-31"
    return ""


def _reaching(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one if one[1] >= other[1] else other


class _Blocks:
    """The spans of an article's blocks, to find the one that a comment speaks of."""

    def __init__(self, document: Document) -> None:
        spans: list[tuple[int, int]] = sorted(block.source_span(0, len(block.text)) for block in document.blocks)
        self._source, self._spans = document.source, spans
        self._starts = [start for start, _ in spans]
        self._widest = list(accumulate(spans, _reaching))

    def near(self, whole: Place) -> tuple[int, int]:
        """Return the block around a comment or before it on its line, else all to the end of the next block."""
        following = bisect_right(self._starts, whole.start)
        if following:
            around = self._widest[following - 1]
            gap = self._source[around[1] : min(whole.start, around[1] + _WIDEST_GAP)]
            if whole.start - around[1] <= _WIDEST_GAP and not gap.strip(" \t"):
                return around
        return whole.start, self._spans[following][1] if following < len(self._spans) else whole.end


def _front_matter(facts: Iterable[Fact], end: int) -> Iterator[Mark]:
    """Read `caveat: {ignore: {RULE: reason}}`, where a rule may have a mapping of `reason` and `until` instead."""
    rules: dict[str, dict[str, Fact]] = {}
    for fact in facts:
        place = Place(fact.value, fact.start, fact.end)
        key, *more = fact.path[1:] or ("",)
        if not key:
            continue
        if key != "ignore":
            yield Mark(place, wrong=f"“{key}” is no key of `caveat` ({nearest(key, ('ignore',))})")
        elif not more or more[0].isdecimal():
            yield Mark(place, (place,), covers=(0, end + 1))
        elif len(more) > 2 or (len(more) == 2 and more[1] not in _PARTS):
            wrong = f"“{more[-1]}” is no key of `{more[0]}` ({nearest(more[-1], _PARTS)})"
            yield Mark(place, wrong="a reason is one text, not a list" if more[-1].isdecimal() else wrong)
        else:
            rules.setdefault(more[0], {})[more[1] if len(more) == 2 else "reason"] = fact
    for name, parts in rules.items():
        yield _entry(name, parts, end)


def _entry(name: str, parts: dict[str, Fact], end: int) -> Mark:
    """Make the suppression of one rule by front matter; its place is that of the first value."""
    first, until = next(iter(parts.values())), parts.get("until")
    reason = " ".join(parts["reason"].value.split()) if "reason" in parts else ""
    mark = Mark(
        Place(first.value, first.start, first.end),
        (Place(name, first.start, first.end),),
        reason,
        Place(until.value.strip(), until.start, until.end) if until else None,
        (0, end + 1),
    )
    return mark._replace(wrong=_wrong_day(mark))
