"""Read caveat.yaml and the files that it extends, strictly."""

from __future__ import annotations

import os

from . import cache, globs, settingkeys
from .config import Config, Name, Part, merged, shown
from .errors import InputError
from .settingkeys import SETTINGS, Around
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .strict import Node

KEYS = ("extends", *SETTINGS, "exclude", "gitignore", "overrides")


class Layer(NamedTuple):
    """One configuration file as it was parsed.

    `folder` is what the files that it names are relative to, and `base` what its path patterns are relative to: the
    same folder where the article's configuration stands in it or below, else (a house file that is kept elsewhere) the
    folder of the article's configuration.
    """

    node: Node
    folder: str
    base: str


def read(path: str, *, use_cache: bool = True) -> Config:
    """Read a configuration and all that it extends. Raises InputError for the first mistake."""
    found = layers(path, use_cache=use_cache)
    mappings = [(layer, layer.node.mapping(KEYS)) for layer in found]
    parts = [part for layer, mapping in mappings for part in _parts(layer, mapping, use_cache)]
    written = [mapping for _, top in mappings for mapping in (top, *(one.mapping() for one in overrides(top)))]
    excluded = (globs.where(top["exclude"].texts(), layer.base) for layer, top in mappings if "exclude" in top)
    gitignore = [top["gitignore"].boolean() for _, top in mappings if "gitignore" in top]
    return Config(
        path=found[-1].node.path,
        folder=found[-1].folder,
        settings=merged(part.values for part in parts if part.where is None),
        parts=tuple(parts),
        excluded=tuple(filter(None, excluded)),
        named=tuple(name for mapping in written for name in _named(mapping)),
        topics=tuple(topic for mapping in written for topic in _topics(mapping)),
        gitignore=[True, *gitignore][-1],
    )


def layers(path: str, *, use_cache: bool = True) -> tuple[Layer, ...]:
    """Parse a configuration and all that it extends: the farthest first, each once, the configuration itself last."""
    name = shown(path)
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise InputError(name, 0, f"the configuration cannot be read ({error.strerror})", "correct --config") from None
    found: dict[str, Layer] = {}
    _gather(os.path.abspath(path), tree(data, name, use_cache=use_cache), (), found, use_cache)
    return tuple(found.values())


def _gather(path: str, node: Node, below: tuple[str, ...], found: dict[str, Layer], use_cache: bool) -> None:
    """Add what a file extends, then the file; `below` is the way from the article's configuration to it."""
    way, folder = (*below, path), os.path.dirname(path)
    for item in extended(node):
        other = os.path.abspath(settingkeys.existing(item, folder, os.path.isfile, "file"))
        if os.path.realpath(other) in map(os.path.realpath, way):
            raise item.error(f"“{item.text()}” extends this file in turn", "take out one of the two")
        if os.path.realpath(other) not in found:
            data = settingkeys.content(item, other, "file")
            _gather(other, tree(data, shown(other), use_cache=use_cache), way, found, use_cache)
    nearest = os.path.dirname(way[0])
    base = folder if os.path.join(nearest, "").startswith(os.path.join(folder, "")) else nearest
    found[os.path.realpath(path)] = Layer(node, folder, base)


def extended(node: Node) -> list[Node]:
    """List the files that a configuration says it extends."""
    top = node.mapping()
    return top["extends"].items() if "extends" in top else []


def overrides(top: Mapping[str, Node]) -> list[Node]:
    """List the overrides of a configuration."""
    return top["overrides"].items() if "overrides" in top else []


def _parts(layer: Layer, top: Mapping[str, Node], use_cache: bool) -> Iterator[Part]:
    around = Around(layer.folder, lambda data, name: tree(data, name, use_cache=use_cache))
    yield Part(None, settingkeys.values(top, around))
    for node in overrides(top):
        found = node.mapping(("paths", *SETTINGS))
        where = globs.where(found["paths"].texts(), layer.base) if "paths" in found else None
        if where is None:
            raise node.error("the override names no `paths`", "add `paths:` with the articles it is for")
        yield Part(where, settingkeys.values(found, around))


def _named(found: Mapping[str, Node]) -> Iterator[Name]:
    """Yield the rules that a mapping of settings names."""
    for key in ("select", "ignore"):
        for item in found[key].items() if key in found else ():
            yield Name(item.text(), item.path, item.line, first_part=True)
    for id, level in found["severity"].mapping().items() if "severity" in found else ():
        yield Name(id, level.path, level.line)


def _topics(found: Mapping[str, Node]) -> Iterator[Name]:
    """Yield the topics that a mapping of settings names."""
    for topic, months in found["review"].mapping().items() if "review" in found else ():
        yield Name(topic, months.path, months.line)


def tree(data: bytes, path: str, *, use_cache: bool = True) -> Node:
    """Parse YAML, or recall what the same text was parsed to: PyYAML's import is a tenth of a short run."""
    from .decode import decode

    text = decode(data, path).removeprefix("\ufeff")
    key = cache.digest(path, text)
    packed = cache.load("configuration", key) if use_cache else None
    if packed is not None:
        return _unpacked(packed, path)
    from . import strict

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
    from .strict import Node

    line, value, quoted = packed
    if isinstance(value, list):
        value = [_unpacked(item, path) for item in value]
    elif isinstance(value, dict):
        value = {name: _unpacked(item, path) for name, item in value.items()}
    return Node(path, line, value, quoted)
