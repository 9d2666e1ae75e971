"""Compile the rulebook once to plain values, and keep them on disk.

The command line never reads YAML on its way to an article: rules, patterns, cues and the prefilter's table come from
the cache, keyed by the rule files, this program's version and the interpreter's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import __version__
from . import cache
from .errors import Faults, InputError
from .model import Authority, Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .language.pattern import Compiler
    from .language.scan import Scanner
    from .rulebook import Rulebook

SELLER = "seller-sign"


class Pattern(NamedTuple):
    """One thing that the prefilter looks for: a rule's id, or empty for a sign that the page sells."""

    rule: str
    program: Any


@dataclass(frozen=True, slots=True)
class Compiled:
    """The rulebook ready to judge; a claim's `other_senses` are programs, its `match` stands in `patterns`."""

    rules: tuple[Rule, ...]
    patterns: tuple[Pattern, ...]
    scan: Any
    cues: Mapping[str, Any]
    data: Mapping[str, Any]
    authorities: Mapping[str, Authority]
    scanner: Scanner


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

    patterns, rules, cues = _patterns(book)
    table = scan.build([pattern.program for pattern in patterns])
    return Compiled(tuple(rules), tuple(patterns), table, cues, book.data, book.authorities, scan.Scanner(table))


def _patterns(book: Rulebook) -> tuple[list[Pattern], list[Rule], Mapping[str, Any]]:
    """Compile what the rules, the signs of a seller and the cues look for."""
    from .language.pattern import Compiler

    faults, programs = Faults(), Compiler(book.lexicon)
    patterns, rules = [], []
    for words in book.lexicon[SELLER]:
        with faults:
            patterns.append(Pattern("", _placed(programs, words, *book.places[f"{SELLER}: {words}"])))
    for rule in book.rules:
        options: Any = rule.options
        senses = []
        for text, line in options.get("match", ()):
            with faults:
                patterns.append(Pattern(rule.id, _placed(programs, text, rule.path, line)))
        for text, line in options.get("other_senses", ()):
            with faults:
                senses.append(_placed(programs, text, rule.path, line))
        claim = {"match": (), "other_senses": tuple(senses)} if rule.kind == "claim" else {}
        rules.append(replace(rule, options={**options, **claim}))
    cues: Mapping[str, Any] = {}
    with faults:
        cues = _cues(book)
    faults.raise_any()
    return patterns, rules, cues


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
    """Reduce to what marshal can store; patterns go in one string each, read when their rule comes up."""
    rules = [
        tuple(_plain_value(getattr(rule, field.name)) for field in fields(Rule))
        for rule in (replace(rule, bad=(), good=(), example_settings={}) for rule in compiled.rules)
    ]
    authorities = [
        tuple(getattr(one, field.name) for field in fields(Authority)) for one in compiled.authorities.values()
    ]
    return (
        rules,
        [tuple(pattern) for pattern in compiled.patterns],
        compiled.scan,
        compiled.cues,
        compiled.data,
        authorities,
    )


def _plain_value(value: Any) -> Any:
    if isinstance(value, Severity):
        return int(value)
    if isinstance(value, dict):
        return {key: _plain_value(one) for key, one in value.items()}
    return value


def _restored(stored: Any) -> Compiled:
    from .language.scan import Scanner

    rules, patterns, scan, cues, data, authorities = stored
    return Compiled(
        tuple(map(_rule, rules)),
        tuple(Pattern(*pattern) for pattern in patterns),
        scan,
        cues,
        data,
        {fields[0]: Authority(*fields) for fields in authorities},
        Scanner(scan),
    )


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
