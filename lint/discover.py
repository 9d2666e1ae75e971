"""Find the articles that the given paths name, in a stable order."""

from __future__ import annotations

import os
from stat import S_ISDIR

from . import ignored
from .model import Failure
from .readers import SUFFIXES, suffix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# what `caveat report` writes stands among the articles, and is none
_NEVER_ARTICLES = frozenset(("node_modules", "__pycache__", "caveat-report.html"))
_KNOWN = " ".join(SUFFIXES)


class Excluder:
    """What is left out: what `refuses` names, and, where `git` says so of a folder, what git ignores below it."""

    __slots__ = ("_refuses", "git")

    def __init__(
        self, refuses: Callable[[str], bool] = lambda path: False, git: Callable[[str], bool] = lambda folder: True
    ) -> None:
        self._refuses, self.git = refuses, git

    def __call__(self, path: str) -> bool:
        """Say whether an article or folder is left out even when it is named."""
        return self._refuses(path)


_NOTHING = Excluder()


def expand(paths: Iterable[str], excluded: Excluder = _NOTHING) -> Iterator[str | Failure]:
    """Turn files and folders into articles, each once, its path as given but with `/`.

    A folder gives its own articles by name, then those of the folders in it. Hidden folders, `node_modules`,
    `__pycache__`, links to folders, what git ignores and whatever `excluded` refuses are left out; so is a named file
    that it refuses, because pre-commit names every changed file. A path that names no article is a failure: a gate that
    judges nothing must not pass.
    """
    known: set[str] = set()
    for given in paths:
        for found in _below(given.replace(os.sep, "/"), excluded):
            name = os.path.normpath(found) if isinstance(found, str) else found.path
            if name not in known:
                known.add(name)
                yield found


def _below(path: str, excluded: Excluder) -> Iterator[str | Failure]:
    """Yield what one given path stands for."""
    try:
        mode = os.stat(path).st_mode
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
    return suffix(path) in SUFFIXES


def unfit(path: str) -> Failure:
    """Make the failure of a file whose suffix no reader knows."""
    ending = suffix(path)
    wrong = f"no reader knows “{ending}” files" if ending else "a file without a suffix has no reader"
    return Failure(path, 0, wrong, f"known suffixes: {_KNOWN}")


def _walk(top: str, excluded: Excluder) -> Iterator[str | Failure]:
    """Yield the articles below a folder; an explicit stack, so that no depth of folders is too deep."""
    stack, empty, unwanted = [top], True, _ignored(top, excluded)
    while stack:
        folder = stack.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(folder, 0, f"the folder cannot be read ({error.strerror})", "correct its permissions")
            empty = False
            continue
        if folder != top and any(entry.name == ".git" for entry in entries):
            unwanted |= _ignored(folder, excluded)
        folders = []
        for entry in entries:
            path = _join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not never(entry.name) and path not in unwanted and not excluded(path):
                    folders.append(path)
            elif is_article(entry.name) and entry.name not in _NEVER_ARTICLES and entry.is_file():
                empty = False
                if path not in unwanted and not excluded(path):
                    yield path
        stack += reversed(folders)
    if empty:
        yield Failure(top, 0, "no article stands in this folder", f"known suffixes: {_KNOWN}")


def _ignored(folder: str, excluded: Excluder) -> frozenset[str]:
    """Return the paths below a folder that git ignores; a repository inside of another answers for itself."""
    return frozenset(_join(folder, name) for name in ignored.below(folder)) if excluded.git(folder) else frozenset()


def never(name: str) -> bool:
    """Say whether a folder of this name holds no articles."""
    return name.startswith(".") or name in _NEVER_ARTICLES


def _join(folder: str, name: str) -> str:
    """Join with `/`; below the current folder, paths are as short as a person writes them."""
    if folder == ".":
        return name
    return folder + name if folder.endswith("/") else f"{folder}/{name}"
