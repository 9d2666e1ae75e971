"""Say what caveat.yaml and the files that it extends mean for each article."""

from __future__ import annotations

import os
from functools import cache as once

from .errors import InputError, nearest
from .model import Settings
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any

    from .discover import Excluder
    from .globs import Where

NAME = "caveat.yaml"
_MISNAMED = "caveat.yml"
# how a value joins what held before it; whatever is in neither takes its place
MERGED, ADDED = ("severity", "review"), ("rules", "approved_claims")


class Part(NamedTuple):
    """Settings of the articles that `where` fits, of all for none; `values` holds only what the part names."""

    where: Where | None
    values: Mapping[str, Any]


class Name(NamedTuple):
    """A rule or topic that a configuration names, and where; `first_part` says whether a rule's first part will do."""

    name: str
    path: str
    line: int
    first_part: bool = False


class Config(NamedTuple):
    """One configuration with all that it extends, or none (an empty `path`).

    `folder` is that of the file. `parts` come in the order in which they hold, a later one over an earlier one, and
    `settings` is what those for all articles come to. `named` and `topics` give each rule and each topic of `review`
    that is written, so that a name that is none can be refused. `gitignore` says whether what git ignores is left out.
    """

    path: str = ""
    folder: str = "."
    settings: Settings = Settings()
    parts: tuple[Part, ...] = ()
    excluded: tuple[Where, ...] = ()
    named: tuple[Name, ...] = ()
    topics: tuple[Name, ...] = ()
    gitignore: bool = True


def find(article: str) -> str | None:
    """Return the caveat.yaml nearest to the article: in its folder, or the closest folder above."""
    folder, above = "", os.path.dirname(os.path.abspath(article))
    while folder != above:
        folder, above = above, os.path.dirname(above)
        for name in (NAME, _MISNAMED):
            if os.path.isfile(found := os.path.join(folder, name)):
                return found
    return None


def load(path: str | None, *, use_cache: bool = True) -> Config:
    """Read a configuration strictly; None gives the defaults. Raises InputError for the first mistake in it."""
    if path is None:
        return Config()
    if os.path.basename(path) == _MISNAMED:
        raise InputError(shown(path), 0, "the configuration has another name", f"rename it to {NAME}")
    from .configfile import read

    return read(path, use_cache=use_cache)


def settings(config: Config, article: str) -> Settings:
    """Return what the configuration says about one article."""
    if all(part.where is None for part in config.parts):
        return config.settings
    return merged(part.values for part in config.parts if part.where is None or part.where.holds(article))


def merged(parts: Iterable[Mapping[str, Any]]) -> Settings:
    """Join parts, later ones over earlier ones: tables key by key, `rules` and `approved_claims` add up."""
    found: dict[str, Any] = {}
    for values in parts:
        for key, new in values.items():
            old = found.get(key)
            if old and key in MERGED:
                new = {**old, **new}
            elif old and key in ADDED:
                new = (*old, *(one for one in new if one not in old))
            found[key] = new
    return Settings()._replace(**found)


def excludes(config: Config, path: str) -> bool:
    """Say whether `exclude` leaves out this article or folder."""
    return any(where.holds(path) for where in config.excluded)


def lookup(explicit: str | None, *, use_cache: bool = True) -> Callable[[str], Config]:
    """Return the function from a path to the configuration that holds for it; each folder is searched once.

    `explicit` replaces the search.
    """
    load_once = once(lambda path: load(path, use_cache=use_cache))
    find_once = once(lambda folder: load_once(find(os.path.join(folder, NAME))))
    return lambda path: load_once(explicit) if explicit else find_once(os.path.dirname(path))


def excluder(explicit: str | None, *, use_cache: bool = True) -> Excluder:
    """Return what is left out under the configuration that holds for each path."""
    from .discover import Excluder

    configuration = lookup(explicit, use_cache=use_cache)
    return Excluder(
        lambda path: excludes(configuration(path), path),
        lambda folder: configuration(f"{folder}/{NAME}").gitignore,
    )


def check_names(config: Config, ids: Collection[str]) -> None:
    """Refuse a rule name in the configuration that is none of `ids`, nor the first part of one where that will do."""
    for one in config.named:
        known = rule_names(ids) if one.first_part else ids
        if one.name not in known:
            raise InputError(one.path, one.line, f"unknown rule “{one.name}”", nearest(one.name, known))


def check_topics(config: Config, topics: Collection[str]) -> None:
    """Refuse a topic in the configuration's `review` that is none of `topics`."""
    for one in config.topics:
        if one.name not in topics:
            raise InputError(one.path, one.line, f"unknown topic “{one.name}”", nearest(one.name, topics))


def rule_names(ids: Iterable[str]) -> frozenset[str]:
    """Return every name that selects rules: the ids and their first parts."""
    return frozenset(name for id in ids for name in (id, id.partition("/")[0]))


def shown(path: str) -> str:
    """Return the path as short as it can be said from the current folder."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")
