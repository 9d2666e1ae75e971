"""Compile the phrase patterns of rules, word lists and cues to programs that the matcher runs.

    word a|b [x y|z] (x y|z) ... <list> ~word # ##

A word is compared in lower case and in British and American spelling; a word of several tokens stands for all of them.
"""

from __future__ import annotations

from sys import intern
from unicodedata import category

from ..errors import nearest
from .inflect import forms
from .notation import PatternError, check_word, gap_leads, may_be_empty, read
from .spelling import variants

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from .matcher import Program, Step
    from .notation import Node

    Tokenise = Callable[[str], Sequence[str]]

GAP = 4
_GAP: Step = ("gap", GAP)
_NUMBER: Step = ("num",)
# Endings that are tokens behind a word; alone they would lose their apostrophe.
_CLITICS = frozenset(("'s", "'ve", "'re", "'ll", "'d", "'m", "n't"))


def parse(pattern: str, lexicon: Mapping[str, Sequence[str]], tokenise: Tokenise | None = None) -> Program:
    """Compile one pattern; raises PatternError. Whoever has many patterns shares a `Compiler`."""
    return Compiler(lexicon, tokenise).parse(pattern)


class Compiler:
    """Compile patterns against one lexicon (list name → patterns).

    Each word and each word list is compiled once, and equal steps are one object: what is asked of a step, by identity,
    is then answered once for all patterns.
    """

    def __init__(self, lexicon: Mapping[str, Sequence[str]], tokenise: Tokenise | None = None) -> None:
        self._lexicon = lexicon
        self._tokenise = tokenise or _tokens
        self._open: list[str] = []
        self._sets: dict[frozenset[str], Step] = {}
        self._groups: dict[Any, Step] = {}
        self._words: dict[str, Program] = {}

    def parse(self, pattern: str) -> Program:
        """Return the program of `pattern`; raises PatternError."""
        program = self._part(pattern)
        if not _has_word(program):
            raise PatternError("the pattern has no word that must occur")
        return program

    def _word_list(self, name: str) -> Program:
        if name not in self._lexicon:
            raise PatternError(f"unknown list <{name}>: {nearest(name, self._lexicon)}")
        if name in self._open:
            raise PatternError("list contains itself: " + " → ".join([*self._open, name]))
        self._open.append(name)
        try:
            return self._fold([self._entry(name, entry) for entry in self._lexicon[name]])
        finally:
            self._open.pop()

    def _entry(self, name: str, entry: str) -> Program:
        try:
            return self._part(entry)
        except PatternError as error:
            raise PatternError(f"list <{name}>, “{entry}”: {error}") from None

    def _part(self, pattern: str) -> Program:
        """Compile a pattern that may have numbers alone, as an entry of a list may."""
        nodes = read(pattern)
        if all(map(may_be_empty, nodes)):
            raise PatternError("the pattern can match nothing: at least one word must not be optional")
        if gap_leads(nodes) or gap_leads(nodes, backwards=True):
            raise PatternError("“...” may not start or end a pattern")
        return self._sequence(nodes)

    def _sequence(self, nodes: list[Node]) -> Program:
        return tuple(step for node in nodes for step in self._steps(node))

    def _steps(self, node: Node) -> Program:
        if isinstance(node, str):
            if node not in self._words:
                self._words[node] = self._word(node)
            return self._words[node]
        kind, sequences = node
        program = self._fold([self._sequence(nodes) for nodes in sequences])
        return program if kind == "alt" else (self._group("opt", [program]),)

    def _word(self, word: str) -> Program:
        if word == "...":
            return (_GAP,)
        if word == "##":
            return (self._in({"#"}),)
        if word.startswith("#"):
            unit = word[1:].removeprefix("-")
            return (_NUMBER, *(self._word(unit) if unit else ()))
        if word.startswith("<") and word.endswith(">"):
            return self._word_list(word[1:-1])
        check_word(word)
        if word.startswith("~"):
            return self._inflected(self._pieces(word[1:]))
        return tuple(self._in(variants(piece)) for piece in self._pieces(word))

    def _inflected(self, pieces: Sequence[str]) -> Program:
        """Inflect the last token; forms that are several tokens themselves become alternatives."""
        head = tuple(self._in(variants(piece)) for piece in pieces[:-1])
        tails = [tuple(self._in({piece}) for piece in self._pieces(form)) for form in sorted(forms(pieces[-1]))]
        return head + self._fold(tails)

    def _pieces(self, word: str) -> Sequence[str]:
        """Cut a word into tokens; a hyphen inside is left out, because it may stand between any two."""
        word = word.replace("’", "'")
        tokens = [word] if word in _CLITICS else self._tokenise(word)
        inner = tokens[1:-1]
        return [*tokens[:1], *(token for token in inner if token != "-"), *tokens[1:][-1:]]

    def _in(self, words: frozenset[str] | set[str]) -> Step:
        # what is read from a cache then shares the strings of all programs
        words = frozenset(map(intern, words))
        if words not in self._sets:
            self._sets[words] = ("in", words)
        return self._sets[words]

    def _group(self, kind: str, programs: Sequence[Program]) -> Step:
        """Make a step of alternatives, or take the one that was made of the same."""
        programs = tuple(_flat(programs))
        key = kind, tuple(map(_identity, programs))
        if key not in self._groups:
            self._groups[key] = kind, programs, _index(programs)
        return self._groups[key]

    def _fold(self, programs: Sequence[Program]) -> Program:
        """Make one program of alternatives; those of one token become one set."""
        words: set[str] = set()
        others: dict[tuple[int, ...], Program] = {}
        for program in _flat(programs):
            if len(program) == 1 and program[0][0] == "in":
                words |= program[0][1]
            else:
                others.setdefault(_identity(program), program)
        found = [*([(self._in(words),)] if words else []), *others.values()]
        return found[0] if len(found) == 1 else (self._group("alt", found),)


def _identity(program: Program) -> tuple[int, ...]:
    """Tell programs by their steps, of which equal ones are one object."""
    return tuple(map(id, program))


def _tokens(word: str) -> Sequence[str]:
    from .normal import normalise
    from .tokens import tokenise

    return tokenise(normalise(word).text).lower


def _flat(programs: Sequence[Program]) -> Iterator[Program]:
    """Yield alternatives, and the alternatives of those that are nothing else."""
    for program in programs:
        if len(program) == 1 and program[0][0] == "alt":
            yield from program[0][1]
        else:
            yield program


def _index(programs: Sequence[Program]) -> dict[str, tuple[int, ...]]:
    """List by each token the numbers of the alternatives that may start with it."""
    index: dict[str, list[int]] = {}
    for number, program in enumerate(programs):
        for word in _leading(program[0]):
            index.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in index.items()}


def _leading(step: Step) -> list[str]:
    """List the tokens that a step may start with; "" stands for those that cannot be listed."""
    if step[0] == "in":
        return sorted(step[1])
    return sorted(step[2]) if step[0] == "alt" and "" not in step[2] else [""]


def _has_word(program: Program) -> bool:
    """Tell whether every match of a program has a word or a symbol (★) out of a known set."""
    return any(
        any(map(_is_word, step[1])) if step[0] == "in" else step[0] == "alt" and all(map(_has_word, step[1]))
        for step in program
    )


def _is_word(token: str) -> bool:
    return any(sign.isalnum() or (not sign.isascii() and category(sign)[0] == "S") for sign in token)
