"""Read one article: the source in, its prose, facts and comments out, each tied to its place."""

from __future__ import annotations

from importlib import import_module
from os.path import splitext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model import Document

SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
}


def suffix(path: str) -> str:
    """Return the suffix of a path in lower case, which tells its reader."""
    return splitext(path)[1].lower()


def read(source: str, path: str) -> Document:
    """Read `source` by the suffix of `path`; an unknown suffix raises InputError."""
    ending = suffix(path)
    if ending not in SUFFIXES:
        from ..errors import InputError, nearest

        wrong = f"no reader for “{ending}” files" if ending else "a file without a suffix has no reader"
        raise InputError(path, 0, wrong, nearest(ending, SUFFIXES))
    document: Document = import_module(f".{SUFFIXES[ending]}", __package__).read(source, path)
    return document
