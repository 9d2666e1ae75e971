"""Find and read caveat.yaml: what it says about each article."""

from __future__ import annotations

import os
import re
from dataclasses import fields, replace
from functools import cache as once
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from . import cache, roster, strict
from .errors import InputError, nearest
from .model import JURISDICTIONS, OPERATORS, Settings, Severity
from .rulebook import SEVERITIES
from .strict import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

NAME = "caveat.yaml"
_MISNAMED = "caveat.yml"
_MERGED = ("severity", "review")


class Override(NamedTuple):
    """Settings of the articles whose path one of `paths` matches; `values` holds only what the override names."""

    paths: re.Pattern[str]
    values: Mapping[str, Any]


class Config(NamedTuple):
    """One configuration file, or none (an empty `path`); `folder` is what its paths are relative to.

    `named` gives each rule name that the file writes, with its line and whether a first part will do, so that a name
    no rule bears can be refused; `topics` gives each topic of `review`, with its line.
    """

    path: str = ""
    folder: Path = Path()
    settings: Settings = Settings()
    exclude: re.Pattern[str] | None = None
    overrides: tuple[Override, ...] = ()
    named: tuple[tuple[str, int, bool], ...] = ()
    topics: tuple[tuple[str, int], ...] = ()


class Around(NamedTuple):
    """What the values of a configuration depend on beside its text."""

    folder: Path
    use_cache: bool


def find(article: str) -> str | None:
    """Return the caveat.yaml nearest to the article: in its folder, or the closest folder above."""
    for folder in _absolute(article).parents:
        for name in (NAME, _MISNAMED):
            if (folder / name).is_file():
                return str(folder / name)
    return None


def load(path: str | None, *, use_cache: bool = True) -> Config:
    """Read a configuration strictly; None gives the defaults. Raises InputError for the first mistake in it."""
    if path is None:
        return Config()
    name = shown(path)
    if Path(path).name == _MISNAMED:
        raise InputError(name, 0, "the configuration has another name", f"rename it to {NAME}")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(name, 0, f"the configuration cannot be read ({error.strerror})", "correct --config") from None
    return _parse(_tree(data, name, use_cache), Around(_absolute(path).parent, use_cache))


def _tree(data: bytes, path: str, use_cache: bool) -> Node:
    """Parse YAML, or recall what the same text was parsed to: PyYAML's import is a tenth of a short run."""
    from .decode import decode

    text = decode(data, path).removeprefix("\ufeff")
    key = cache.digest(path, text)
    packed = cache.load("configuration", key) if use_cache else None
    if packed is not None:
        return _unpacked(packed, path)
    node = strict.load(text, path)
    if use_cache:
        cache.store("configuration", key, _packed(node))
    return node


def _packed(node: Node) -> Any:
    value: Any = node.value
    if isinstance(value, list):
        value = [_packed(item) for item in value]
    elif isinstance(value, dict):
        value = {name: _packed(item) for name, item in value.items()}
    return node.line, value, node.quoted


def _unpacked(packed: Any, path: str) -> Node:
    line, value, quoted = packed
    if isinstance(value, list):
        value = [_unpacked(item, path) for item in value]
    elif isinstance(value, dict):
        value = {name: _unpacked(item, path) for name, item in value.items()}
    return Node(path, line, value, quoted)


def settings(config: Config, article: str) -> Settings:
    """Return what the configuration says about one article; later overrides win, tables are merged key by key."""
    found = config.settings
    if config.overrides:
        path = _relative(config, article)
        for override in config.overrides:
            if override.paths.match(path):
                found = replace(found, **{key: _merge(found, key, new) for key, new in override.values.items()})
    return found


def _parse(node: Node, around: Around) -> Config:
    names = tuple(field.name for field in fields(Settings))
    found = node.mapping((*names, "exclude", "overrides"))
    overrides = found["overrides"].items() if "overrides" in found else []
    mappings = [found, *(override.mapping() for override in overrides)]
    return Config(
        path=node.path,
        folder=around.folder,
        settings=replace(Settings(), **_values(found, around)),
        exclude=globs(found["exclude"].texts()) if "exclude" in found else None,
        overrides=tuple(_override(override, names, around) for override in overrides),
        named=tuple(name for mapping in mappings for name in _named(mapping)),
        topics=tuple(topic for mapping in mappings for topic in _topics(mapping)),
    )


def _override(node: Node, names: Collection[str], around: Around) -> Override:
    found = node.mapping(("paths", *names))
    paths = globs(found["paths"].texts()) if "paths" in found else None
    if paths is None:
        raise node.error("the override names no `paths`", "add `paths:` with the articles it is for")
    return Override(paths, _values(found, around))


def _values(found: Mapping[str, Node], around: Around) -> dict[str, Any]:
    """Turn the keys of Settings that stand in a mapping into values."""
    return {key: read(found[key], around) for key, read in _READ.items() if key in found}


def _named(found: Mapping[str, Node]) -> list[tuple[str, int, bool]]:
    """List the rule names of a mapping of settings: each with its line and whether a first part will do."""
    items = [item for key in ("select", "ignore") if key in found for item in found[key].items()]
    levels = found["severity"].mapping() if "severity" in found else {}
    return [(item.text(), item.line, True) for item in items] + [(id, node.line, False) for id, node in levels.items()]


def _topics(found: Mapping[str, Node]) -> list[tuple[str, int]]:
    """List the topics that a mapping of settings names, each with its line."""
    months = found["review"].mapping() if "review" in found else {}
    return [(topic, node.line) for topic, node in months.items()]


def _jurisdictions(node: Node, around: Around) -> tuple[str, ...]:
    found = node.choices((*JURISDICTIONS, "all"), "jurisdiction")
    if not found:
        raise node.error("`jurisdictions` is empty", "name the places the article is for, or write [all]")
    return found


def _severity(node: Node, around: Around) -> dict[str, Severity | None]:
    levels: dict[str, Severity | None] = {**SEVERITIES, "off": None}
    return {rule: levels[level.choice(levels, "severity")] for rule, level in node.mapping().items()}


def _review(node: Node, around: Around) -> dict[str, int]:
    return {topic: months.integer(1) for topic, months in node.mapping().items()}


def _folders(node: Node, around: Around) -> tuple[str, ...]:
    return tuple(_existing(item, around.folder, Path.is_dir, "folder") for item in node.items())


def _existing(node: Node, folder: Path, exists: Callable[[Path], bool], what: str) -> str:
    path = folder / node.text()
    if not exists(path):
        raise node.error(f"there is no {what} “{node.text()}”", f"correct the path, it is relative to this {NAME}")
    return str(path)


def _texts(node: Node, around: Around) -> tuple[str, ...]:
    return node.texts()


def _reviewers(node: Node, around: Around) -> roster.Roster:
    """Read the roster that the configuration names; a mistake in it is one of the configuration."""
    path = _existing(node, around.folder, Path.is_file, "file")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise node.error(f"the roster cannot be read ({error.strerror})", "correct its permissions") from None
    return roster.parse(_tree(data, shown(path), around.use_cache))


_READ: Mapping[str, Callable[[Node, Around], Any]] = {
    "jurisdictions": _jurisdictions,
    "operator": lambda node, around: node.choice(OPERATORS, "operator"),
    "select": _texts,
    "ignore": _texts,
    "severity": _severity,
    "review": _review,
    "approved_claims": _texts,
    "suppress": lambda node, folder: node.boolean(),
    "rules": _folders,
    "reviewers": _reviewers,
    "history": lambda node, around: node.boolean(),
}


def excludes(config: Config, path: str) -> bool:
    """Say whether `exclude` leaves out this article or folder."""
    return config.exclude is not None and config.exclude.match(_relative(config, path)) is not None


def lookup(explicit: str | None, *, use_cache: bool = True) -> Callable[[str], Config]:
    """Return the function from a path to the configuration that holds for it; each folder is searched once.

    `explicit` replaces the search.
    """
    load_once = once(lambda path: load(path, use_cache=use_cache))
    find_once = once(lambda folder: load_once(find(str(folder / NAME))))
    return lambda path: load_once(explicit) if explicit else find_once(PurePath(path).parent)


def excluder(explicit: str | None, *, use_cache: bool = True) -> Callable[[str], bool]:
    """Return `excludes` with the configuration that holds for each path."""
    configuration = lookup(explicit, use_cache=use_cache)
    return lambda path: excludes(configuration(path), path)


def check_names(config: Config, ids: Collection[str]) -> None:
    """Refuse a rule name in the configuration that is none of `ids`, nor the first part of one where that will do."""
    for name, line, first_part in config.named:
        known = rule_names(ids) if first_part else ids
        if name not in known:
            raise InputError(config.path, line, f"unknown rule “{name}”", nearest(name, known))


def check_topics(config: Config, topics: Collection[str]) -> None:
    """Refuse a topic in the configuration's `review` that is none of `topics`."""
    for name, line in config.topics:
        if name not in topics:
            raise InputError(config.path, line, f"unknown topic “{name}”", nearest(name, topics))


def rule_names(ids: Iterable[str]) -> frozenset[str]:
    """Return every name that selects rules: the ids and their first parts."""
    return frozenset(name for id in ids for name in (id, id.partition("/")[0]))


def globs(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Compile path patterns to one expression on `/`-separated paths; None for no pattern.

    `*` and `?` stay inside a name, `**` crosses folders; a pattern without `/` may stand at any depth, any other starts
    at the configuration's folder; what names a folder holds for all below it. Brackets mean themselves, because sites
    name files like `[slug].mdx`.
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


def _relative(config: Config, path: str) -> str:
    return os.path.relpath(path, config.folder).replace(os.sep, "/")


def _absolute(path: str) -> Path:
    return Path(os.path.normpath(Path(path).absolute()))


def _merge(found: Settings, key: str, new: Any) -> Any:
    return {**(getattr(found, key) or {}), **new} if key in _MERGED else new


def shown(path: str) -> str:
    """Return the path as short as it can be said from the current folder."""
    relative = os.path.relpath(path)
    return (path if relative.startswith("..") else relative).replace(os.sep, "/")
