"""Render a report for editors: one page that needs no network, in which no text of an article can run."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from . import html_parts as parts
from .html_charts import count, text
from .html_data import article, embedded, index, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..overview import Overview
    from . import Book

_PAGE = Path(__file__).parent / "page"
_SCRIPTS = ("data.js", "state.js", "filters.js", "article.js", "report.js")


def render(overview: Overview, book: Book) -> Iterator[str]:
    """Yield the page piece by piece; an article is read when its piece is due, so that no more than one is held."""
    held = tables(overview)
    slots: dict[str, Callable[[], Iterator[str]]] = {
        "title": lambda: iter((text(overview.title),)),
        "style-hash": lambda: iter((_digest(_style()),)),
        "script-hash": lambda: iter((_digest(_script()),)),
        "style": lambda: iter((_style(),)),
        "script": lambda: iter((_script(),)),
        "made": lambda: iter((_made(overview, book),)),
        "verdict": lambda: parts.verdict(overview, book),
        "trend": lambda: parts.trend(overview),
        "charts": lambda: parts.charts(overview, book),
        "reviews": lambda: parts.reviews(overview),
        "aside": lambda: parts.aside(overview),
        "plain": lambda: parts.plain(overview, book),
        "data": lambda: iter((embedded(index(overview, held, book)),)),
        "articles": lambda: (
            f'<script type="application/json" id="article-{number}">{embedded(article(one, overview, held))}</script>\n'
            for number, one in enumerate(overview.articles)
            if one.entries
        ),
    }
    # the template alternates between text and the name of a slot
    for number, piece in enumerate(re.split(r"\{\{([a-z-]+)\}\}", _read("report.html"))):
        yield from slots[piece]() if number % 2 else (piece,)


def _made(overview: Overview, book: Book) -> str:
    articles = count(overview.report.files, "article")
    return f"{articles}, judged as of {overview.report.today.isoformat()} by caveat {text(book.version)}"


@cache
def _read(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


@cache
def _style() -> str:
    return _read("report.css")


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "".join(map(_read, _SCRIPTS)) + "})();\n"


def _digest(code: str) -> str:
    """Return the hash by which the page's policy lets its own code run, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}"
