"""Remove suppressions that are over or excuse nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..suppress import marks
from .edits import Edit, line_end, line_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Document, Fact
    from ..suppress import Mark
    from .edits import Article, Span

_EXPIRED, _UNUSED = "suppress/expired", "suppress/unused"
_HEADERS = frozenset(("caveat:", "ignore:", "[caveat.ignore]"))


def removed(article: Article) -> Iterator[Edit]:
    """Take out each suppression, or each name in one, that is reported as expired or unused."""
    dead = {(finding.start, finding.end): finding.rule for finding in article.found(_EXPIRED, _UNUSED)}
    if not dead:
        return
    comments = {(comment.start, comment.end) for comment in article.document.comments}
    entries = {}
    for mark in marks(article.document):
        over = mark.until is not None and dead.get((mark.until.start, mark.until.end)) == _EXPIRED
        names = [name for name in mark.names if over or (name.start, name.end) in dead]
        if not names:
            continue
        rule = _EXPIRED if over else _UNUSED
        if (mark.whole.start, mark.whole.end) not in comments:
            entries[mark.names[0].text] = rule
        elif len(names) == len(mark.names):
            yield from _comment(article.document, mark, rule)
        else:
            kept = ", ".join(name.text for name in mark.names if name not in names)
            what = f"took {_listed([name.text for name in names])} out of a suppression"
            yield Edit(mark.names[0].start, mark.names[-1].end, kept, rule, what)
    if entries:
        yield from _front_matter(article.document, entries)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _comment(document: Document, mark: Mark, rule: str) -> Iterator[Edit]:
    """Cut a comment out, and with the start of a stretch its end."""
    names = _listed([name.text for name in mark.names])
    day = f", which ended on {mark.until.text}" if rule == _EXPIRED and mark.until else ""
    yield from _cut(document, (mark.whole.start, mark.whole.end), rule, f"removed the suppression of {names}{day}")
    if mark.covers[0] == mark.whole.start:
        for comment in document.comments:
            if comment.end == mark.covers[1] and "ignore-end" in comment.text and comment.start > mark.whole.start:
                yield from _cut(document, (comment.start, comment.end), rule, "removed the end of that suppression")


def _cut(document: Document, place: Span, rule: str, what: str) -> Iterator[Edit]:
    """Cut a comment out with its line, where it has one for itself; else with the blanks that it leaves."""
    source, (start, end) = document.source, place
    first, (last, following) = line_start(source, start), line_end(source, end)
    if source[first:start].strip() or source[end:last].strip():
        yield Edit(*_with_blanks(source, start, end, last), "", rule, what)
        return
    bare = Edit(first, last, "", rule, what)
    above = source[:first].rstrip(" \t")
    open_above = not above.strip("\ufeff") or _is_blank(source, line_start(source, max(first - 1, 0)))
    if open_above and following < len(source) and _is_blank(source, following):
        yield Edit(first, line_end(source, following)[1], "", rule, what, otherwise=(bare,))
    else:
        yield Edit(first, following, "", rule, what, otherwise=(bare,))


def _is_blank(source: str, at: int) -> bool:
    return not source[at : line_end(source, at)[0]].strip(" \t\ufeff")


def _with_blanks(source: str, start: int, end: int, last: int) -> Span:
    """Take in the blanks before what is cut where blanks or nothing follow it, else those behind."""
    if end == last or source[end] in " \t":
        return len(source[:start].rstrip(" \t")), end
    return start, end


def _front_matter(document: Document, dead: Mapping[str, str]) -> Iterator[Edit]:
    """Cut the entries of `caveat: {ignore: …}` that are dead, each with its lines; with the last one its headers."""
    entries: dict[str, list[Fact]] = {}
    others = False
    for fact in document.facts:
        if fact.origin == "front matter" and fact.path[:1] == ("caveat",):
            if fact.path[1:2] == ("ignore",) and len(fact.path) > 2:
                entries.setdefault(fact.path[2], []).append(fact)
            else:
                others = True
    spans = {name: _lines(document.source, name, entries[name]) for name in dead}
    if any(span is None for span in spans.values()):
        return
    names = {name: span for name, span in spans.items() if span}
    if not others and len(names) == len(entries):
        first = min(start for start, _ in names.values())
        rule = next(iter(dead.values()))
        what = f"removed the suppressions of {_listed(list(names))}"
        yield Edit(_headers(document.source, first), max(end for _, end in names.values()), "", rule, what)
    else:
        for name, (start, end) in names.items():
            yield Edit(start, end, "", dead[name], f"removed the suppression of {name}")


def _lines(source: str, name: str, facts: Sequence[Fact]) -> Span | None:
    """Return the lines of an entry, from its key on; none where they hold something else too."""
    start = line_start(source, facts[0].start)
    key = (name, f'"{name}"', f"'{name}'")
    if not source[start : facts[0].start].lstrip().startswith(key):
        start = line_start(source, max(start - 1, 0))
        if source[start : line_end(source, start)[0]].strip() not in [f"{one}:" for one in key]:
            return None
    end, following = line_end(source, facts[-1].end)
    if source[facts[-1].end : end].partition("#")[0].strip(" \t\"'}"):
        return None
    return start, following


def _headers(source: str, start: int) -> int:
    """Return where the headers begin that stand right above a place."""
    while True:
        above = line_start(source, max(start - 1, 0))
        if above == start or source[above : line_end(source, above)[0]].strip() not in _HEADERS:
            return start
        start = above
