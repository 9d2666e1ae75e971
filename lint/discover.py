"""Find the articles that the given paths name, in a stable order."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from .model import Failure
from .readers import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_NEVER_ARTICLES = frozenset(("node_modules", "__pycache__"))
_KNOWN = " ".join(SUFFIXES)


def expand(paths: Iterable[str], excluded: Callable[[str], bool] = lambda path: False) -> Iterator[str | Failure]:
    """Turn files and folders into articles, each once, its path as given but with `/`.

    A folder gives its own articles by name, then those of the folders in it. Hidden folders, `node_modules`,
    `__pycache__`, links to folders and whatever `excluded` refuses are left out; so is a named file that it refuses,
    because pre-commit names every changed file. A path that names no article is a failure: a gate that judges nothing
    must not pass.
    """
    known: set[str] = set()
    for given in paths:
        for found in _below(given.replace(os.sep, "/"), excluded):
            name = os.path.normpath(found) if isinstance(found, str) else found.path
            if name not in known:
                known.add(name)
                yield found


def _below(path: str, excluded: Callable[[str], bool]) -> Iterator[str | Failure]:
    """Yield what one given path stands for."""
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        yield Failure(path, 0, (error.strerror or str(error)).lower(), "correct the path")
        return
    if S_ISDIR(mode):
        yield from _walk(path, excluded)
    elif not is_article(path):
        yield unfit(path)
    elif not excluded(path):
        yield path


def is_article(path: str) -> bool:
    """Say whether the suffix is one that a reader knows."""
    return Path(path).suffix.lower() in SUFFIXES


def unfit(path: str) -> Failure:
    """Make the failure of a file whose suffix no reader knows."""
    suffix = Path(path).suffix.lower()
    wrong = f"no reader knows “{suffix}” files" if suffix else "a file without a suffix has no reader"
    return Failure(path, 0, wrong, f"known suffixes: {_KNOWN}")


def _walk(top: str, excluded: Callable[[str], bool]) -> Iterator[str | Failure]:
    """Yield the articles below a folder; an explicit stack, so that no depth of folders is too deep."""
    stack, empty = [top], True
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(folder, 0, f"the folder cannot be read ({error.strerror})", "correct its permissions")
            empty = False
            continue
        folders = []
        for entry in entries:
            path = _join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not never(entry.name) and not excluded(path):
                    folders.append(path)
            elif is_article(entry.name) and entry.is_file():
                empty = False
                if not excluded(path):
                    yield path
        stack += reversed(folders)
    if empty:
        yield Failure(top, 0, "no article stands in this folder", f"known suffixes: {_KNOWN}")


def never(name: str) -> bool:
    """Say whether a folder of this name holds no articles."""
    return name.startswith(".") or name in _NEVER_ARTICLES


def _join(folder: str, name: str) -> str:
    """Join with `/`; below the current folder, paths are as short as a person writes them."""
    if folder == ".":
        return name
    return folder + name if folder.endswith("/") else f"{folder}/{name}"
