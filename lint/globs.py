"""Compile path patterns, and hold paths against them."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class Where(NamedTuple):
    """Path patterns, as one expression on `/`-separated paths that are relative to the folder `base`."""

    pattern: re.Pattern[str]
    base: str

    def holds(self, path: str) -> bool:
        """Say whether a pattern fits a path, which is absolute or relative to the current folder."""
        folder, name = os.path.split(path)
        if not name.strip("."):
            folder, name = path, ""
        return self.pattern.match(f"{_prefix(folder, self.base, os.getcwd())}{name}") is not None


# a site's articles come folder by folder
@lru_cache(maxsize=64)
def _prefix(folder: str, base: str, here: str) -> str:
    """Return the way from `base` to a folder, ended by `/`, as seen from the current folder `here`."""
    relative = os.path.relpath(os.path.join(here, folder), base).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"


def where(patterns: Iterable[str], base: str) -> Where | None:
    """Compile path patterns that are relative to a folder; None for no pattern."""
    pattern = globs(patterns)
    return Where(pattern, base) if pattern else None


def globs(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Compile path patterns to one expression on `/`-separated paths; None for no pattern.

    `*` and `?` stay inside a name, `**` crosses folders; a pattern without `/` may stand at any depth, any other starts
    at the folder that it is relative to; what names a folder holds for all below it. Brackets mean themselves, because
    sites name files like `[slug].mdx`.
    """
    parts = [_glob(pattern) for pattern in patterns]
    return re.compile(f"(?:{'|'.join(parts)})(?:/.*)?\\Z", re.DOTALL) if parts else None


def _glob(pattern: str) -> str:
    anchored = pattern.removeprefix("./").rstrip("/")
    if "/" not in anchored:
        anchored = f"**/{anchored}"
    expression = re.escape(anchored.removeprefix("/"))
    for mark, meaning in ((r"\*\*/", "(?:.*/)?"), (r"\*\*", ".*"), (r"\*", "[^/]*"), (r"\?", "[^/]")):
        expression = expression.replace(mark, meaning.replace("*", "\0").replace("?", "\1"))
    return expression.replace("\0", "*").replace("\1", "?")
