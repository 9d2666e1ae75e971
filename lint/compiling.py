"""Compile a rulebook: its patterns, word lists and cues become plain values.

This is done when rules have changed, never on the way to an article.
"""

from __future__ import annotations

import marshal

from .compiled import for_sellers
from .errors import Faults, InputError
from .language import scan
from .language.cues import CueError, compile_cues
from .language.matcher import GROUPS
from .language.notation import PatternError
from .language.packed import pack, pack_table
from .language.pattern import Compiler
from .phrases import compile_options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .language.matcher import Program, Step
    from .model import Rule
    from .rulebook import Rulebook

SELLER = "seller-sign"
# the kinds of rule whose options hold phrase patterns
_WITH_PATTERNS = ("statement", "citation")
# a step of so many bytes, marshalled, holds a word list; many programs share it
_WORTH_SHARING = 400


def compile_rules(book: Rulebook) -> tuple[tuple[Rule, ...], tuple[str, ...], Any, dict[str, bytes]]:
    """Return the rules, the owner of each pattern number, the prefilter's table, and what is kept cold by name.

    Raises InputError or InputErrors, naming each pattern that cannot match.
    """
    compiler = Compiler(book.lexicon)
    owners, programs, senses, cues, rules = _programs(book, compiler)
    shelf = _Shelf()
    values: dict[str, Any] = {
        "match": pack(map(shelf.put, programs)),
        **{f"senses:{rule}": tuple(map(shelf.put, found)) for rule, found in senses.items()},
        "cues": {**cues, "entries": pack(cues["entries"])},
        "data": book.data,
        "model": pack_table(book.model),
        "authorities": [tuple(one) for one in book.authorities.values()],
    }
    cold = {name: marshal.dumps(value) for name, value in values.items()}
    sellers = for_sellers(rules)
    table = scan.build(programs, [int(owner in sellers) for owner in owners])
    return rules, tuple(owners), table, {**cold, **shelf.parts()}


class _Shelf:
    """Keep the large steps of programs, each once."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._known: dict[int, tuple[Step, Step | int]] = {}

    def put(self, program: Program) -> tuple[Step | int, ...]:
        """Return a program with numbers in the place of its large steps."""
        return tuple(map(self._shelved, program))

    def _shelved(self, step: Step) -> Step | int:
        if id(step) not in self._known:
            # a sentence needs few of the programs of a large group
            data = marshal.dumps((step[0], pack(step[1]), step[2]) if step[0] in GROUPS else step)
            kept = step if len(data) < _WORTH_SHARING else self._numbers.setdefault(data, len(self._numbers))
            self._known[id(step)] = step, kept  # while the step is held, no other has its identity
        return self._known[id(step)][1]

    def parts(self) -> dict[str, bytes]:
        """Return the steps by name."""
        return {f"step:{number}": data for data, number in self._numbers.items()}


def _compiled(rule: Rule, compiler: Compiler, places: Mapping[str, tuple[str, int]]) -> Rule:
    """Compile the patterns among a rule's options, or leave them out where the prefilter has them."""
    options: Any = rule.options
    if rule.kind not in _WITH_PATTERNS:
        return rule._replace(options={name: options[name] for name in options if name not in ("match", "other_senses")})

    def compiled(text: str) -> Program:
        return _placed(compiler, text, *places.get(f"{rule.id}: {text}", (rule.path, 0)))

    return rule._replace(options=compile_options(options, compiled))


def _programs(
    book: Rulebook, compiler: Compiler
) -> tuple[list[str], list[Program], dict[str, list[Program]], Mapping[str, Any], tuple[Rule, ...]]:
    """Compile what the signs of a seller, the rules and the cues look for."""
    faults = Faults()
    owners: list[str] = []
    programs: list[Program] = []
    rules: list[Rule] = []
    senses: dict[str, list[Program]] = {rule.id: [] for rule in book.rules}
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
        with faults:
            rules.append(_compiled(rule, compiler, book.places))
    cues: Mapping[str, Any] = {}
    with faults:
        cues = _cues(book)
    faults.raise_any()
    return owners, programs, senses, cues, tuple(rules)


def _patterns(rule: Rule, key: str) -> Sequence[tuple[str, int]]:
    patterns: Any = rule.options.get(key, ())
    return tuple(patterns)


def _cues(book: Rulebook) -> Mapping[str, Any]:
    try:
        return compile_cues(book.cues, book.lexicon)
    except CueError as error:
        file = error.place.partition(":")[0]
        path, line = book.places.get(error.place, book.places.get(file, ("rules/lexicon/cues", 0)))
        raise InputError(path, line, str(error)) from None


def _placed(compiler: Compiler, text: str, path: str, line: int) -> Program:
    """Compile one pattern, with its place in the error."""
    try:
        return compiler.parse(text)
    except PatternError as error:
        raise InputError(path, line, f"the pattern “{text}” cannot be used: {error}") from None
