"""Compile the rulebook once to plain values, and keep them on disk.

The command line never reads YAML on its way to an article: rules, patterns, cues and the prefilter's table come from
the cache, keyed by the rule files, this program's version and the interpreter's.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from . import cache
from .errors import Faults, InputError
from .model import Authority, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .language.matcher import Program
    from .language.pattern import Compiler
    from .language.scan import Scanner
    from .rulebook import Rulebook

SELLER = "seller-sign"


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rulebook ready to judge.

    `owners` gives the rule of each pattern number that the prefilter names, or an empty id for a sign that the page
    sells. What only some articles need is kept cold, and decoded when it is first asked for.
    """

    rules: tuple[Rule, ...]
    owners: tuple[str, ...]
    table: Any
    scanner: Scanner
    cold: Cold

    def programs(self, rule: str) -> Mapping[int, Any]:
        """Return a rule's programs by pattern number."""
        programs: Mapping[int, Any] = self.cold["match:" + rule]
        return programs

    def other_senses(self, rule: str) -> Sequence[Any]:
        """Return the programs of phrases in which a rule's words mean something else."""
        programs: Sequence[Any] = self.cold["senses:" + rule]
        return programs

    @property
    def cues(self) -> Mapping[str, Any]:
        """The table of cues and scopes."""
        table: Mapping[str, Any] = self.cold["cues"]
        return table

    @property
    def data(self) -> Mapping[str, Any]:
        """The other files of the rule folders by name: events, topics."""
        data: Mapping[str, Any] = self.cold["data"]
        return data

    @property
    def model(self) -> Mapping[str, float]:
        """The weights of the scorer by feature."""
        weights: Mapping[str, float] = self.cold["model"]
        return weights

    @property
    def lists(self) -> Mapping[str, Sequence[str]]:
        """The word lists that a word stands in."""
        lists: Mapping[str, Sequence[str]] = self.cold["lists"]
        return lists

    @property
    def authorities(self) -> Mapping[str, Authority]:
        """The authorities by id."""
        return {values[0]: Authority(*values) for values in self.cold["authorities"]}


class Cold:
    """Named values, each decoded when it is first asked for; word lists make the programs of some rules large."""

    def __init__(self, blobs: Mapping[str, bytes]) -> None:
        self.blobs = blobs
        self._decoded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._decoded:
            self._decoded[name] = marshal.loads(self.blobs[name])
        return self._decoded[name]


def load(folders: Sequence[str] = (), *, use_cache: bool = True) -> Compiled:
    """Return the compiled rulebook of the built-in rules and `folders`, without the rules' examples."""
    if not use_cache:
        return _loaded(folders)
    name = key(folders)
    stored = cache.load("rulebook", name)
    if stored is None:
        compiled = _loaded(folders)
        cache.store("rulebook", name, _plain(compiled))
        return compiled
    return _restored(stored)


def _loaded(folders: Sequence[str]) -> Compiled:
    from . import rulebook

    return build(rulebook.load([Path(folder) for folder in folders]))


def key(folders: Sequence[str]) -> str:
    """Name the rule files by place, size and time of change, and the program by its version and source's time."""
    from .rulebook import BUILT_IN, files

    parts = [__version__]
    here = Path(__file__).parent
    code = [*here.glob("*.py"), *(here / "language").glob("*.py")]
    for path in (*files([BUILT_IN, *map(Path, folders)]), *sorted(code)):
        state = path.stat()
        parts.append(f"{path} {state.st_size} {state.st_mtime_ns}")
    return cache.digest(*parts)


def build(book: Rulebook) -> Compiled:
    """Compile every pattern of a rulebook; raises InputError or InputErrors, naming each that cannot match."""
    from .language import scan
    from .language.pattern import Compiler

    compiler = Compiler(book.lexicon)
    owners, programs, senses, cues = _programs(book, compiler)
    matches: dict[str, dict[int, Any]] = {rule.id: {} for rule in book.rules} | {"": {}}
    for number, (owner, program) in enumerate(zip(owners, programs, strict=True)):
        matches[owner][number] = program
    values: dict[str, Any] = {
        **{f"match:{rule}": found for rule, found in matches.items()},
        **{f"senses:{rule}": found for rule, found in senses.items()},
        "cues": cues,
        "data": book.data,
        "model": book.model,
        "lists": word_lists(compiler, book.lexicon),
        "authorities": [
            tuple(getattr(one, field.name) for field in fields(Authority)) for one in book.authorities.values()
        ],
    }
    cold = Cold({name: marshal.dumps(value) for name, value in values.items()})
    rules = tuple(replace(rule, options=_kept(rule.options)) for rule in book.rules)
    table = scan.build(programs)
    return Compiled(rules, tuple(owners), table, scan.Scanner(table), cold)


def _kept(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out of a rule's options what is compiled."""
    return {name: value for name, value in options.items() if name not in ("match", "other_senses")}


def word_lists(compiler: Compiler, lexicon: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each single word of the lexicon the names of the lists that it stands in."""
    found: dict[str, list[str]] = {}
    for name in sorted(lexicon):
        for word in _single_words(compiler.word_list(name)):
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def _single_words(program: Program) -> Iterator[str]:
    """Yield the words of which one alone matches a program."""
    if len(program) == 1 and program[0][0] == "in":
        yield from program[0][1]
    elif len(program) == 1 and program[0][0] == "alt":
        for one in program[0][1]:
            yield from _single_words(one)


def _programs(
    book: Rulebook, compiler: Compiler
) -> tuple[list[str], list[Any], dict[str, list[Any]], Mapping[str, Any]]:
    """Compile what the signs of a seller, the rules and the cues look for."""
    faults = Faults()
    owners: list[str] = []
    programs: list[Any] = []
    senses: dict[str, list[Any]] = {rule.id: [] for rule in book.rules}
    wanted = [("", words, *book.places[f"{SELLER}: {words}"]) for words in book.lexicon[SELLER]]
    wanted += [(rule.id, text, rule.path, line) for rule in book.rules for text, line in _patterns(rule, "match")]
    for owner, text, path, line in wanted:
        with faults:
            programs.append(_placed(compiler, text, path, line))
            owners.append(owner)
    for rule in book.rules:
        for text, line in _patterns(rule, "other_senses"):
            with faults:
                senses[rule.id].append(_placed(compiler, text, rule.path, line))
    cues: Mapping[str, Any] = {}
    with faults:
        cues = _cues(book)
    faults.raise_any()
    return owners, programs, senses, cues


def _patterns(rule: Rule, key: str) -> Sequence[tuple[str, int]]:
    patterns: Any = rule.options.get(key, ())
    return patterns


def _cues(book: Rulebook) -> Mapping[str, Any]:
    from .language.cues import compile_cues
    from .language.pattern import PatternError

    try:
        return compile_cues(book.cues, book.lexicon)
    except PatternError as error:
        raise InputError("rules/lexicon/cues", 0, str(error)) from None


def _placed(compiler: Compiler, text: str, path: str, line: int) -> Any:
    """Compile one pattern, with its place in the error."""
    from .language.pattern import PatternError

    try:
        return compiler.parse(text)
    except PatternError as error:
        raise InputError(path, line, f"the pattern “{text}” cannot be used: {error}") from None


def _plain(compiled: Compiled) -> Any:
    """Reduce to what marshal can store."""
    bare = (replace(rule, bad=(), good=(), example_settings={}) for rule in compiled.rules)
    rules = [tuple(_plain_value(getattr(rule, field.name)) for field in fields(Rule)) for rule in bare]
    return rules, compiled.owners, compiled.table, compiled.cold.blobs


def _plain_value(value: Any) -> Any:
    if isinstance(value, Severity):
        return int(value)
    if isinstance(value, dict):
        return {key: _plain_value(one) for key, one in value.items()}
    return value


def _restored(stored: Any) -> Compiled:
    from .language.scan import Scanner

    rules, owners, table, blobs = stored
    return Compiled(tuple(map(_rule, rules)), owners, table, Scanner(table), Cold(blobs))


def _rule(values: Sequence[Any]) -> Rule:
    rule = Rule(*values)
    options: Any = rule.options
    if "softened_by" in options:
        options = {**options, "softened_by": _levels(options["softened_by"])}
    return replace(
        rule,
        severity=Severity(rule.severity),
        options=options,
        jurisdictions=_levels(rule.jurisdictions),
        operators=_levels(rule.operators),
    )


def _levels(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: None if level is None else Severity(level) for name, level in table.items()}
