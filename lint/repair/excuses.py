"""Remove suppressions that are over or excuse nothing."""

from __future__ import annotations

from ..suppress import marks
from .edits import Edit, line_above, line_end, line_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..model import Document, Fact
    from ..suppress import Mark
    from .edits import Article, Span

_EXPIRED, _UNUSED = "suppress/expired", "suppress/unused"
_KEY, _END = "caveat", "ignore-end"
_HEADERS = frozenset(("caveat:", "ignore:", "[caveat.ignore]"))


def removed(article: Article) -> Iterator[Edit]:
    """Take out each suppression, or each name in one, that is reported as expired or unused."""
    dead = {(finding.start, finding.end): finding.rule for finding in article.found(_EXPIRED, _UNUSED)}
    if not dead:
        return
    comments = {comment.start: comment for comment in article.document.comments}
    ends = {comment.end: comment.start for comment in article.document.comments if _END in comment.text}
    entries = {}
    for mark in marks(article.document):
        over = mark.until is not None and dead.get((mark.until.start, mark.until.end)) == _EXPIRED
        names = [name for name in mark.names if over or (name.start, name.end) in dead]
        if not names:
            continue
        rule = _EXPIRED if over else _UNUSED
        if mark.whole.start not in comments:
            entries[mark.names[0].text] = rule
        elif len(names) == len(mark.names):
            yield _comment(article.document, mark, rule, ends)
        else:
            kept = ", ".join(name.text for name in mark.names if name not in names)
            what = f"took {_listed([name.text for name in names])} out of a suppression"
            yield Edit(mark.names[0].start, mark.names[-1].end, kept, rule, what)
    if entries:
        yield from _front_matter(article.document, entries)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _comment(document: Document, mark: Mark, rule: str, ends: Mapping[int, int]) -> Edit:
    """Cut a comment out; the start of a stretch goes together with its end, or both stay."""
    names = _listed([name.text for name in mark.names])
    day = f", which ended on {mark.until.text}" if rule == _EXPIRED and mark.until else ""
    spans = [(mark.whole.start, mark.whole.end)]
    end = ends.get(mark.covers[1], 0)
    if mark.covers[0] == mark.whole.start < end:
        spans.append((end, mark.covers[1]))
    first, *others = (
        _without(document.source, [cut(document.source, *span) for span in spans], rule, names + day)
        for cut in (_with_line, _from_line)
    )
    return first._replace(otherwise=tuple(others))


def _without(source: str, cuts: Sequence[Span], rule: str, names: str) -> Edit:
    """Make one edit of cuts that belong together; what stands between them stays."""
    between = source[cuts[0][1] : cuts[-1][0]]
    return Edit(cuts[0][0], cuts[-1][1], between, rule, f"removed the suppression of {names}")


def _with_line(source: str, start: int, end: int) -> Span:
    """Return a comment with its line, where it has one for itself, and the blank line that would be one too many."""
    first, (last, following) = line_start(source, start), line_end(source, end)
    if source[first:start].strip() or source[end:last].strip():
        return _from_line(source, start, end)
    above = line_above(source, first)
    blank_above = above < first and _is_blank(source, above)
    if blank_above and following == len(source):
        return above, following
    if (blank_above or above == first) and _is_blank(source, following):
        return first, line_end(source, following)[1]
    return first, following


def _from_line(source: str, start: int, end: int) -> Span:
    """Return a comment with the blanks before it, where blanks or nothing follow; its line stays."""
    if end == len(source) or source[end] in " \t\r\n":
        return max(len(source[:start].rstrip(" \t")), line_start(source, start)), end
    return start, end


def _is_blank(source: str, at: int) -> bool:
    return not source[at : line_end(source, at)[0]].strip(" \t\ufeff")


def _front_matter(document: Document, dead: Mapping[str, str]) -> Iterator[Edit]:
    """Cut the entries of `caveat: {ignore: …}` that are dead, each with its lines; with the last one its headers."""
    source = document.source
    stated = [fact for fact in document.facts if fact.origin == "front matter" and fact.path[:1] == (_KEY,)]
    entries: dict[str, list[Fact]] = {}
    for fact in stated:
        entries.setdefault("".join(fact.path[2:3]), []).append(fact)
    spans = {name: span for name in dead if (span := _lines(source, name, entries[name]))}
    if dead.keys() != entries.keys() or len(set(dead.values())) > 1:
        for name, (start, end) in spans.items():
            yield Edit(start, end, "", dead[name], f"removed the suppression of {name}")
        return
    rule, what = next(iter(dead.values())), f"removed the suppression of {_listed(list(dead))}"
    first, (last, following) = line_start(source, stated[0].start), line_end(source, stated[0].start)
    if source.startswith(_KEY, first) and stated[-1].end <= last:
        yield Edit(first, following, "", rule, what)
    elif len(spans) == len(dead):
        first = _headers(source, min(start for start, _ in spans.values()))
        yield Edit(first, max(end for _, end in spans.values()), "", rule, what)


def _lines(source: str, name: str, facts: Sequence[Fact]) -> Span | None:
    """Return the lines of an entry, from its key on; none where they hold something else too."""
    start = line_start(source, facts[0].start)
    key = (name, f'"{name}"', f"'{name}'")
    if not source[start : facts[0].start].lstrip().startswith(key):
        start = line_above(source, start)
        if source[start : line_end(source, start)[0]].strip() not in [f"{one}:" for one in key]:
            return None
    end, following = line_end(source, facts[-1].end)
    if source[facts[-1].end : end].partition("#")[0].strip(" \t\"'}"):
        return None
    return start, following


def _headers(source: str, start: int) -> int:
    """Return where the headers begin that stand right above a place."""
    while True:
        above = line_above(source, start)
        if above == start or source[above : line_end(source, above)[0]].strip() not in _HEADERS:
            return start
        start = above
