"""Add the front matter keys that an article's review record lacks, as blanks for a person to fill in."""

from __future__ import annotations

from ..readers.frontmatter import read_front_matter
from ..readers.page import Page
from ..stated import stated_duty
from .edits import Edit, line_end, line_start, newline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .edits import Article

_WANTED = {"page/review-missing": ("reviewer", "reviewed"), "page/review-date-missing": ("reviewed",)}
_KEYS = {"reviewer": ("reviewed", "by"), "reviewed": ("last", "reviewed")}
_REMARKS = {
    "reviewer": "caveat: fill in who reviewed the article, with credentials",
    "reviewed": "caveat: fill in the day of the review, as in 2026-05-03",
}
_FORMS = {"---": '{key}: "" # {remark}', "+++": '{key} = "" # {remark}'}


def wanted(article: Article) -> Iterator[Edit]:
    """Add blank keys to front matter in YAML or TOML; a blank states nothing, so that the finding stays."""
    source = article.document.source
    start = int(source.startswith("\ufeff"))
    form = _FORMS.get(source[start : start + 3])
    found = article.found(*_WANTED)[:1]
    if not form or not found:
        return
    end = read_front_matter(Page(source), start)
    facts = [fact for fact in article.document.facts if fact.origin == "front matter"]
    held = {stated_duty(fact.path)[0] for fact in facts}
    duties = [duty for duty in _WANTED[found[0].rule] if duty not in held]
    first = line_end(source, start)[1]
    # in braces, a mapping ends before its end mark
    if end == start or not duties or source.startswith("{", first):
        return
    names = {duty: _named(_KEYS[duty], {part for fact in facts for part in fact.path[:1]}) for duty in duties}
    line = newline(source, end)
    text = "".join(form.format(key=names[duty], remark=_REMARKS[duty]) + line for duty in duties)
    # a key behind a table of TOML would belong to that table
    at = line_start(source, end) if form is _FORMS["---"] else first
    what = f"added {' and '.join(f'“{name}”' for name in names.values())} to be filled in"
    yield Edit(at, at, text, found[0].rule, what)


def _named(words: tuple[str, ...], others: set[str]) -> str:
    """Write a key as the article writes its other keys."""
    for sign in "_-":
        if any(sign in key for key in others):
            return sign.join(words)
    return words[0] + "".join(word.capitalize() for word in words[1:])
