"""Compile the phrase patterns of rules, word lists and cues to programs that the matcher runs.

    word a|b [x y|z] (x y|z) ... <list> ~word # ##

A word is compared in lower case and in British and American spelling; a word of several tokens stands for all of them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from sys import intern
from typing import TYPE_CHECKING
from unicodedata import category

from ..errors import nearest
from .inflect import forms
from .spelling import variants

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .matcher import Program, Step

    Tokenise = Callable[[str], Sequence[str]]
    # A word, or a kind of group ("alt" or "opt") and its sequences.
    Node = str | tuple[str, list[list["Node"]]]

GAP = 4
_DEEPEST = 10
# Endings that are tokens behind a word; alone they would lose their apostrophe.
_CLITICS = frozenset(("'s", "'ve", "'re", "'ll", "'d", "'m", "n't"))
_CLOSING = {"[": "]", "(": ")"}
_LEXEME = re.compile(r"(\s*)([\[\]()|]|[^\s\[\]()|]+)")
_GLUED = re.compile(r"[^\s\[\]()|]+[\[(]|[\])][^\s\[\]()|]+|\]\(|\)\[|\]\[|\)\(")
_REGEX = re.compile(r"[?*\\^{}]")


class PatternError(ValueError):
    """A pattern that says nothing, or something else than its author thinks; the message is one line."""


def parse(pattern: str, lexicon: Mapping[str, Sequence[str]], tokenise: Tokenise | None = None) -> Program:
    """Compile one pattern; raises PatternError. Whoever has many patterns shares a `Compiler`."""
    return Compiler(lexicon, tokenise).parse(pattern)


class Compiler:
    """Compile patterns against one lexicon (list name → patterns); each word list is compiled once and shared."""

    def __init__(self, lexicon: Mapping[str, Sequence[str]], tokenise: Tokenise | None = None) -> None:
        self._lexicon = lexicon
        self._tokenise = tokenise or _tokens
        self._lists: dict[str, Program] = {}
        self._open: list[str] = []
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def parse(self, pattern: str) -> Program:
        """Return the program of `pattern`; raises PatternError."""
        program = self._part(pattern)
        if not _has_word(program):
            raise PatternError("the pattern has no word that must occur")
        return program

    def word_list(self, name: str) -> Program:
        """Return the program of a word list; raises PatternError."""
        if name not in self._lexicon:
            raise PatternError(f"unknown list <{name}>: {nearest(name, self._lexicon)}")
        if name in self._open:
            raise PatternError("list contains itself: " + " → ".join([*self._open, name]))
        if name not in self._lists:
            self._open.append(name)
            try:
                self._lists[name] = self._fold([self._entry(name, entry) for entry in self._lexicon[name]])
            finally:
                self._open.pop()
        return self._lists[name]

    def _entry(self, name: str, entry: str) -> Program:
        try:
            return self._part(entry)
        except PatternError as error:
            raise PatternError(f"list <{name}>, “{entry}”: {error}") from None

    def _part(self, pattern: str) -> Program:
        """Compile a pattern that may have numbers alone, as an entry of a list may."""
        program = self._sequence(_nodes(pattern))
        if _may_be_empty(program):
            raise PatternError("the pattern can match nothing: at least one word must not be optional")
        if _gap_leads(program) or _gap_leads(_reversed(program)):
            raise PatternError("“...” may not start or end a pattern")
        return program

    def _sequence(self, nodes: list[Node]) -> Program:
        return tuple(step for node in nodes for step in self._steps(node))

    def _steps(self, node: Node) -> Program:
        if isinstance(node, str):
            return self._word(node)
        kind, sequences = node
        program = self._fold([self._sequence(nodes) for nodes in sequences])
        return program if kind == "alt" else (_group("opt", [program]),)

    def _word(self, word: str) -> Program:
        if word == "...":
            return (("gap", GAP),)
        if word == "##":
            return (self._in({"#"}),)
        if word.startswith("#"):
            unit = word[1:].removeprefix("-")
            return (("num",), *(self._word(unit) if unit else ()))
        if word.startswith("<") and word.endswith(">"):
            return self.word_list(word[1:-1])
        _check_word(word)
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
        return ("in", self._sets.setdefault(words, words))

    def _fold(self, programs: Sequence[Program]) -> Program:
        """Make one program of alternatives; those of one token become one set."""
        words: set[str] = set()
        others: list[Program] = []
        for program in _flat(programs):
            if len(program) == 1 and program[0][0] == "in":
                words |= program[0][1]
            elif program not in others:
                others.append(program)
        if words:
            others.insert(0, (self._in(words),))
        return others[0] if len(others) == 1 else (_group("alt", others),)


def _tokens(word: str) -> Sequence[str]:
    from .normal import normalise
    from .tokens import tokenise

    return tokenise(normalise(word).text).lower


def _nodes(pattern: str) -> list[Node]:
    """Read the brackets and bars of a pattern; outside brackets a bar joins single words and (groups)."""
    if glued := _GLUED.search(pattern):
        raise PatternError(f"put spaces around the bracket in “{glued[0]}”; every ending of a word is ~word")
    lexemes = iter(_LEXEME.findall(pattern.replace("…", "...")))
    nodes: list[Node] = []
    bar = False
    for space, lexeme in lexemes:
        if lexeme == "|" and nodes and not space and not bar:
            bar = True
            continue
        if lexeme == "|" or (bar and space):
            break
        node = _node(lexeme, lexemes, 0)
        nodes.append(_either(nodes.pop(), node) if bar else node)
        bar = False
    else:
        if not bar:
            return _checked(nodes, "the pattern is empty")
    raise PatternError(
        "“|” needs a word on both sides, without spaces; to choose between phrases write (one of|the two)"
    )


def _node(lexeme: str, lexemes: Iterator[tuple[str, str]], depth: int) -> Node:
    """Read a word, or a group up to the bracket that closes it."""
    if lexeme in _CLOSING.values():
        raise PatternError(f"“{lexeme}” closes nothing")
    if lexeme not in _CLOSING:
        return lexeme
    if depth == _DEEPEST:
        raise PatternError(f"brackets are nested more than {_DEEPEST} deep")
    found: list[list[Node]] = [[]]
    for _, inner in lexemes:
        if inner == _CLOSING[lexeme]:
            wrong = f"“{lexeme}{inner}” holds an empty alternative"
            return ("opt" if lexeme == "[" else "alt"), [_checked(nodes, wrong) for nodes in found]
        if inner == "|":
            found.append([])
        else:
            found[-1].append(_node(inner, lexemes, depth + 1))
    raise PatternError(f"“{lexeme}” is never closed: “{_CLOSING[lexeme]}” is missing")


def _either(left: Node, right: Node) -> Node:
    return "alt", [*_alternatives(left), *_alternatives(right)]


def _alternatives(node: Node) -> list[list[Node]]:
    if node == "...":
        raise PatternError("“...” cannot be an alternative")
    if isinstance(node, str):
        return [[node]]
    if node[0] == "opt":
        raise PatternError("“[…]” cannot be an alternative; write [a|b], or (a b|c)")
    return node[1]


def _checked(nodes: list[Node], if_empty: str) -> list[Node]:
    if not nodes:
        raise PatternError(if_empty)
    if ("...", "...") in pairwise(nodes):
        raise PatternError("“... ...” is two gaps in a row")
    return nodes


def _check_word(word: str) -> None:
    if "..." in word:
        raise PatternError(f"put spaces around “...” in “{word}”")
    if word == "~" or word.startswith(("~~", "~<", "~#")):
        raise PatternError(f"“{word}”: “~” needs a plain word behind it")
    if "<" in word or ">" in word:
        raise PatternError(f"“{word}”: a word list is written <name>")
    if len(word) > 1 and (mark := _REGEX.search(word.rstrip("?"))):
        raise PatternError(f"“{word}”: “{mark[0]}” has no meaning in a pattern; write alternatives as a|b")


def _flat(programs: Sequence[Program]) -> Iterator[Program]:
    """Yield alternatives, and the alternatives of those that are nothing else."""
    for program in programs:
        if len(program) == 1 and program[0][0] == "alt":
            yield from program[0][1]
        else:
            yield program


def _group(kind: str, programs: Sequence[Program]) -> Step:
    programs = tuple(_flat(programs))
    index: dict[str, tuple[int, ...]] = {}
    for number, program in enumerate(programs):
        for word in _leading(program[0]):
            index[word] = (*index.get(word, ()), number)
    return kind, programs, index


def _leading(step: Step) -> list[str]:
    """List the tokens that a step may start with; "" stands for those that cannot be listed."""
    if step[0] == "in":
        return sorted(step[1])
    return sorted(step[2]) if step[0] == "alt" and "" not in step[2] else [""]


def _may_be_empty(program: Program) -> bool:
    """Tell whether a program matches no token at all."""
    return all(step[0] in ("opt", "gap") or (step[0] == "alt" and any(map(_may_be_empty, step[1]))) for step in program)


def _has_word(program: Program) -> bool:
    """Tell whether every match of a program has a word or a symbol (★) out of a known set."""
    return any(
        any(map(_is_word, step[1])) if step[0] == "in" else step[0] == "alt" and all(map(_has_word, step[1]))
        for step in program
    )


def _is_word(token: str) -> bool:
    return any(sign.isalnum() or (not sign.isascii() and category(sign)[0] == "S") for sign in token)


def _gap_leads(program: Program) -> bool:
    """Tell whether a match may start with a gap."""
    for step in program:
        if step[0] == "gap" or (step[0] in ("alt", "opt") and any(map(_gap_leads, step[1]))):
            return True
        if not _may_be_empty((step,)):
            return False
    return False


def _reversed(program: Program) -> Program:
    return tuple(
        (step[0], tuple(map(_reversed, step[1])), {}) if step[0] in ("alt", "opt") else step
        for step in reversed(program)
    )
