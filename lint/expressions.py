"""Compile regular expressions, or recall what they were compiled to: a third of a short run would pass with compiling.

This is for expressions that the program and its rules hold, never for those made from an article. The interpreter's own
compiled form is kept, under its version, as its bytecode is.
"""

from __future__ import annotations

import marshal
import re
from array import array
from functools import cache as once
from importlib import import_module

from . import cache
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# more than the program and its rules hold: some belong to rules that were changed
_MOST = 2000
_sre: Any = import_module("_sre")
_Stored = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class _Shelf(NamedTuple):
    """What other runs have compiled, and this one, by flags and pattern."""

    known: cache.Parts | dict[str, Any]
    new: dict[str, _Stored]


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does."""
    (known, new), name = _shelf(), f"{int(flags)} {pattern}"
    stored = _recalled(known, name)
    if stored is None:
        stored = new.get(name) or _compiled(pattern, int(flags))
        if stored is None:
            return re.compile(pattern, flags)
        new[name] = stored
    full_flags, code, groups, numbers, names = stored
    recalled: re.Pattern[str] = _sre.compile(
        pattern, full_flags, memoryview(code).cast("I").tolist(), groups, numbers, names
    )
    return recalled


def _recalled(known: cache.Parts | dict[str, Any], name: str) -> _Stored | None:
    """Return what another run has compiled, unless it is damaged."""
    try:
        stored: _Stored = known[name]
    except (KeyError, ValueError):
        return None
    return stored


def keep() -> None:
    """Store what this run has compiled for the next one."""
    known, new = _shelf()
    if new:
        old = {name: _recalled(known, name) for name in known} if len(known) < _MOST else {}
        made = {name: marshal.dumps(stored) for name, stored in (old | new).items() if stored}
        cache.store_parts("expressions", _key(), made)
        _shelf.cache_clear()


@once
def _shelf() -> _Shelf:
    return _Shelf(cache.load_parts("expressions", _key()) or {}, {})


def _key() -> str:
    return cache.digest(str(_sre.MAGIC))


def _compiled(pattern: str, flags: int) -> _Stored | None:
    """Compile to plain values in the way of `re`; none where this interpreter has another."""
    try:
        compiler: Any = import_module("re._compiler")
        tree = import_module("re._parser").parse(pattern, flags)
        code = array("I", compiler._code(tree, flags))
        groups, numbers, flags = tree.state.groups, dict(tree.state.groupdict), flags | tree.state.flags
    except (ImportError, AttributeError, TypeError):
        return None
    names: list[str | None] = [None] * groups
    for name, number in numbers.items():
        names[number] = name
    return flags, code.tobytes(), groups - 1, numbers, tuple(names)
