"""Compile the rulebook once to plain values, and keep them on disk.

The command line never reads YAML on its way to an article: rules, patterns, cues and the prefilter's table come from
the cache, keyed by the rule files, this program's version and the interpreter's.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from functools import cached_property, lru_cache
from operator import attrgetter

from .. import __version__
from . import cache
from .language.matcher import GROUPS
from .language.packed import Packed, Remembered, Table
from .language.scan import Scanner
from .model import OPERATORS, SELLERS, Authority, Rule, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from .language.matcher import Program, Step
    from .rulebook import Rulebook

# what the prefilter's table has behind its groups
_SETS = ("beside", "needs", "needed")


class Compiled:
    """The rulebook ready to judge.

    `owners` gives the rule of each pattern number that the prefilter names, or an empty id for a sign that the page
    sells. What only some articles need is kept cold, and decoded when it is first asked for.
    """

    def __init__(self, rules: tuple[Rule, ...], owners: tuple[str, ...], table: Any, cold: Cold) -> None:
        self.rules, self.owners, self.table, self._cold = rules, owners, table, cold
        self._scanners: dict[frozenset[str], Scanner] = {}
        self._programs: dict[int, Program] = {}
        self._steps: dict[int, Step] = {}
        self._senses: dict[str, tuple[Program, ...]] = {}

    @property
    def scanner(self) -> Scanner:
        """The prefilter for all patterns."""
        return self.scanner_for(frozenset(self.owners))

    def scanner_for(self, owners: frozenset[str]) -> Scanner:
        """Return the prefilter for the patterns of some owners."""
        if owners not in self._scanners:
            self._scanners[owners] = Scanner(self.table, [self._wanted(own, owners) for own in self._groups])
        return self._scanners[owners]

    @cached_property
    def _groups(self) -> tuple[frozenset[str], frozenset[str]]:
        """The owners of the patterns in each group of the prefilter."""
        owners, sellers = frozenset(self.owners), for_sellers(self.rules)
        return owners - sellers, owners & sellers

    def _wanted(self, group: frozenset[str], owners: frozenset[str]) -> frozenset[int] | None:
        """Return the numbers of a group's patterns that have one of some owners, or None where all have."""
        if group <= owners:
            return None
        some = group & owners
        return frozenset(number for number, owner in enumerate(self.owners) if owner in some) if some else frozenset()

    def program(self, number: int) -> Program:
        """Return the program of a pattern number."""
        if number not in self._programs:
            self._programs[number] = self._whole(Packed(*self._cold["match"])[number])
        return self._programs[number]

    def _whole(self, program: Sequence[Any]) -> Program:
        """Put large steps in the place of their numbers."""
        return tuple([self._step(step) if isinstance(step, int) else step for step in program])

    def _step(self, number: int) -> Step:
        if number not in self._steps:
            step = self._cold[f"step:{number}"]
            self._steps[number] = (step[0], Remembered(*step[1]), step[2]) if step[0] in GROUPS else step
        return self._steps[number]

    def other_senses(self, rule: str) -> Sequence[Program]:
        """Return the programs of phrases in which a rule's words mean something else."""
        if rule not in self._senses:
            self._senses[rule] = tuple(map(self._whole, self._cold["senses:" + rule]))
        return self._senses[rule]

    @cached_property
    def cues(self) -> Mapping[str, Any]:
        """The table of cues and scopes."""
        table: dict[str, Any] = self._cold["cues"]
        return {**table, "entries": Remembered(*table["entries"])}

    @property
    def data(self) -> Mapping[str, Any]:
        """The other files of the rule folders by name: events, topics."""
        data: Mapping[str, Any] = self._cold["data"]
        return data

    @cached_property
    def model(self) -> Table:
        """The weights of the scorer by feature."""
        return Table(*self._cold["model"])

    @property
    def authorities(self) -> Mapping[str, Authority]:
        """The authorities by id."""
        return {values[0]: Authority(*values) for values in self._cold["authorities"]}


class Cold:
    """Values by name, each read when it is first asked for; should the file prove damaged, `again` makes them anew."""

    def __init__(self, parts: cache.Parts | Mapping[str, Any], again: Callable[[], Mapping[str, bytes]]) -> None:
        self._parts, self._again = parts, again
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            try:
                self._read[name] = self._parts[name]
            except ValueError:
                self._parts = _Decoded(self._again())
                self._read[name] = self._parts[name]
        return self._read[name]


class _Decoded(dict[str, bytes]):
    """Parts that are at hand, decoded when they are asked for."""

    def __getitem__(self, name: str) -> Any:
        return marshal.loads(super().__getitem__(name))


def load(folders: Sequence[str] = (), *, use_cache: bool = True) -> Compiled:
    """Return the compiled rulebook of the built-in rules and `folders`, without the rules' examples."""
    return (_kept if use_cache else _made)(key(tuple(folders)), tuple(folders))


# a report asks for the authorities after the judge has asked for the rules
@lru_cache(maxsize=1)
def _made(_name: str, folders: tuple[str, ...]) -> Compiled:
    return _assembled(*_compile(folders))


@lru_cache(maxsize=1)
def _kept(name: str, folders: tuple[str, ...]) -> Compiled:
    parts = cache.load_parts("rulebook", name)
    if parts is not None:
        with suppress(ValueError):
            rules, owners = parts["rules"]
            cold = Cold(parts, lambda: _compile(folders)[3])
            return Compiled(tuple(map(_rule, rules)), owners, _table(parts), cold)
    rules, owners, table, blobs = _compile(folders)
    plain = marshal.dumps((list(map(_plain, rules)), owners))
    cache.store_parts("rulebook", name, {"rules": plain, **_parts_of(table), **blobs})
    return _assembled(rules, owners, table, blobs)


def for_sellers(rules: Iterable[Rule]) -> frozenset[str]:
    """Name the rules that hold for sellers alone; the prefilter keeps their patterns apart, as most pages inform."""
    others = frozenset(OPERATORS) - SELLERS
    return frozenset(rule.id for rule in rules if all(rule.operators.get(one, rule.severity) is None for one in others))


def _parts_of(table: Any) -> dict[str, bytes]:
    """Keep what is long, which stands last, out of what is decoded in every run."""
    groups, *others = table
    parts = {f"entries:{number}": group[-1] for number, group in enumerate(groups)}
    parts |= {name: other[-1] for name, other in zip(_SETS, others, strict=True)}
    return {**parts, "table": marshal.dumps([[one[:-1] for one in groups], *(other[:-1] for other in others)])}


def _table(parts: cache.Parts) -> Any:
    groups, *others = parts["table"]
    entered = [(*group, parts.raw(f"entries:{number}")) for number, group in enumerate(groups)]
    return entered, *((*other, parts.raw(name)) for name, other in zip(_SETS, others, strict=True))


def build(book: Rulebook) -> Compiled:
    """Compile every pattern of a rulebook; raises InputError or InputErrors, naming each that cannot match."""
    from .compiling import compile_rules

    return _assembled(*compile_rules(book))


def _compile(folders: Sequence[str]) -> tuple[tuple[Rule, ...], tuple[str, ...], Any, dict[str, bytes]]:
    from pathlib import Path

    from . import rulebook
    from .compiling import compile_rules

    return compile_rules(rulebook.load([Path(folder) for folder in folders]))


def _assembled(rules: tuple[Rule, ...], owners: tuple[str, ...], table: Any, blobs: dict[str, bytes]) -> Compiled:
    return Compiled(rules, owners, table, Cold(_Decoded(blobs), lambda: blobs))


# a run judges by the rules that it found, and asks for them again when it reports
@lru_cache(maxsize=4)
def key(folders: tuple[str, ...]) -> str:
    """Name the rule files by place, size and time of change, and the program by its version and installation.

    A program that runs from its source is named by all its files, as those of the rules are.
    """
    # a path object for each of some hundred files takes milliseconds
    package = os.path.dirname(os.path.dirname(__file__))
    if os.path.exists(f"{package}/pyproject.toml"):
        folders = (f"{package}/lint", *folders)
    installed = os.stat(f"{package}/__init__.py")
    states = [state for folder in (f"{package}/rules", *folders) for state in _states(folder)]
    return cache.digest(__version__, f"{package} {installed.st_ino} {installed.st_ctime_ns}", *states)


def _states(folder: str) -> Iterator[str]:
    """Yield path, size and time of change of every file of rules and of the program in a folder."""
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError:
        return  # it is missed when the rules are read
    for entry in entries:
        if entry.is_dir():
            yield from _states(entry.path)
        elif entry.name.endswith((".yaml", ".json", ".safetensors", ".py")):
            state = entry.stat()
            yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"


def _plain(rule: Rule) -> tuple[Any, ...]:
    """Reduce a rule to what marshal can store; its examples are for tests alone."""
    return tuple(map(_plain_value, rule._replace(bad=(), good=(), example_settings={})))


def _plain_value(value: Any) -> Any:
    if isinstance(value, Severity):
        return int(value)
    if isinstance(value, dict):
        return {key: _plain_value(one) for key, one in value.items()}
    return value


def _rule(values: Sequence[Any]) -> Rule:
    rule = Rule(*values)
    options: Any = rule.options
    if "softened_by" in options:
        options = {**options, "softened_by": _levels(options["softened_by"])}
    return rule._replace(
        severity=Severity(rule.severity),
        options=options,
        jurisdictions=_levels(rule.jurisdictions),
        operators=_levels(rule.operators),
    )


def _levels(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if level is None else Severity(level) for name, level in table.items()}
