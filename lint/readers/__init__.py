"""Read one article: the source in, its prose, facts and comments out, each tied to its place."""

from __future__ import annotations

from importlib import import_module
from os.path import splitext
from typing import TYPE_CHECKING

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
    suffix = splitext(path)[1].lower()  # noqa: PTH122 -- pathlib takes as long to import as the Markdown reader
    if suffix not in SUFFIXES:
        from ..errors import InputError, nearest

        wrong = f"no reader for “{suffix}” files" if suffix else "a file without a suffix has no reader"
        raise InputError(path, 0, wrong, nearest(suffix, SUFFIXES))
    document: Document = import_module(f".{SUFFIXES[suffix]}", __package__).read(source, path)
    return document
