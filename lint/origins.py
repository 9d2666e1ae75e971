"""Trace what the configuration says about one article to the lines that say it."""

from __future__ import annotations

from . import config, configfile, globs, ignored
from .model import Settings
from .settingkeys import SETTINGS
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .configfile import Layer
    from .strict import Node

_LISTS = (*config.ADDED, "exclude")


class Value(NamedTuple):
    """What holds: the value of a key, of one `name` in a table, or one member of a list that adds up.

    `path` and `line` say where it is written, nowhere for a default; `override` holds the path patterns of the override
    that it comes from.
    """

    key: str
    value: tuple[str, ...]
    name: str = ""
    path: str = ""
    line: int = 0
    override: tuple[str, ...] = ()


class Trace(NamedTuple):
    """What holds for an article. `files` are the configuration and what it extends, the nearest first.

    `ignored` says that git ignores it, and so that it is passed over when its folder is searched.
    """

    article: str
    files: tuple[str, ...]
    values: tuple[Value, ...]
    excluded: Value | None
    ignored: bool


def trace(article: str, explicit: str | None = None) -> Trace:
    """Trace what holds for an article, which need not exist. Raises InputError for a mistake in a configuration."""
    path = explicit or config.find(article)
    if path is None:
        return Trace(article, (), tuple(_completed({})), None, ignored.ignores(article))
    held = config.load(path)  # whatever is wrong in it is said first
    layers = configfile.layers(path)
    found: dict[tuple[str, str], Value] = {}
    for layer in layers:
        for value in _written(layer, article):
            kept = value.name or (value.value[0] if value.key in _LISTS else "")
            found[value.key, kept] = value
    excluded = (value for layer in layers for value in _excludes(layer, article))
    files = tuple(layer.node.path for layer in reversed(layers))
    passed_over = held.gitignore and ignored.ignores(article)
    return Trace(article, files, tuple(_completed(found)), next(excluded, None), passed_over)


def _written(layer: Layer, article: str) -> Iterator[Value]:
    """Yield what a file says of an article, in the order in which it holds."""
    top = layer.node.mapping()
    yield from _values(top, (*SETTINGS, "exclude", "gitignore"), ())
    for node in configfile.overrides(top):
        found = node.mapping()
        patterns = found["paths"].texts()
        where = globs.where(patterns, layer.base)
        if where and where.holds(article):
            yield from _values(found, SETTINGS, patterns)


def _values(found: Mapping[str, Node], keys: tuple[str, ...], override: tuple[str, ...]) -> Iterator[Value]:
    for key in (key for key in keys if key in found):
        node = found[key]
        if key in config.MERGED:
            for name, one in node.mapping().items():
                yield Value(key, (one.text(),), name, one.path, one.line, override)
        elif key in _LISTS:
            for one in node.items():
                yield Value(key, (one.text(),), "", one.path, one.line, override)
        else:
            yield Value(key, node.texts(), "", node.path, node.line, override)


def _excludes(layer: Layer, article: str) -> Iterator[Value]:
    top = layer.node.mapping()
    for one in _values(top, ("exclude",), ()):
        where = globs.where(one.value, layer.base)
        if where and where.holds(article):
            yield one


def _completed(found: Mapping[tuple[str, str], Value]) -> Iterator[Value]:
    """Yield what was found in the order of the keys, and the defaults of keys that nobody wrote."""
    default = {key: getattr(Settings(), key) for key in SETTINGS} | {"exclude": (), "gitignore": True}
    for key, value in default.items():
        values = [one for (name, _), one in found.items() if name == key]
        yield from values or (Value(key, _default(value)),)


def _default(value: object) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
