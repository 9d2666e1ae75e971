"""Read one article: the source in, its prose, facts and comments out, each tied to its place."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING

from ..errors import InputError, nearest

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


def read(source: str, path: str) -> Document:
    """Read `source` by the suffix of `path`; an unknown suffix raises InputError."""
    suffix = PurePath(path).suffix.lower()
    if suffix not in SUFFIXES:
        wrong = f"no reader for “{suffix}” files" if suffix else "a file without a suffix has no reader"
        raise InputError(path, 0, wrong, nearest(suffix, SUFFIXES))
    document: Document = import_module(f".{SUFFIXES[suffix]}", __package__).read(source, path)
    return document
