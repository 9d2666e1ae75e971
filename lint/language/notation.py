"""Read the notation of phrase patterns: words, gaps, and brackets with alternatives."""

from __future__ import annotations

import re
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    # A word, or a kind of group ("alt" or "opt") and its sequences.
    Node = str | tuple[str, list[list["Node"]]]

_DEEPEST = 10
_CLOSING = {"[": "]", "(": ")"}
_LEXEME = re.compile(r"(\s*)([\[\]()|]|[^\s\[\]()|]+)")
_GLUED = re.compile(r"[^\s\[\]()|]+[\[(]|[\])][^\s\[\]()|]+|\]\(|\)\[|\]\[|\)\(")
_REGEX = re.compile(r"[?*\\^{}]")


class PatternError(ValueError):
    """A pattern that says nothing, or something else than its author thinks; the message is one line."""


def read(pattern: str) -> list[Node]:
    """Read the brackets and bars of a pattern; outside brackets a bar joins single words and (groups).

    Raises PatternError.
    """
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


def check_word(word: str) -> None:
    """Raise PatternError for a word with signs that mean something else than its author thinks."""
    if "..." in word:
        raise PatternError(f"put spaces around “...” in “{word}”")
    if word == "~" or word.startswith(("~~", "~<", "~#")):
        raise PatternError(f"“{word}”: “~” needs a plain word behind it")
    if "<" in word or ">" in word:
        raise PatternError(f"“{word}”: a word list is written <name>")
    if len(word) > 1 and (mark := _REGEX.search(word.rstrip("?"))):
        raise PatternError(f"“{word}”: “{mark[0]}” has no meaning in a pattern; write alternatives as a|b")


def may_be_empty(node: Node) -> bool:
    """Tell whether a node matches no token at all; a word list never does."""
    if isinstance(node, str):
        return node == "..."
    kind, sequences = node
    return kind == "opt" or any(all(map(may_be_empty, nodes)) for nodes in sequences)


def gap_leads(nodes: Sequence[Node], *, backwards: bool = False) -> bool:
    """Tell whether a match may start with a gap, or read backwards end with one."""
    for node in reversed(nodes) if backwards else nodes:
        if node == "...":
            return True
        if not isinstance(node, str) and any(gap_leads(inner, backwards=backwards) for inner in node[1]):
            return True
        if not may_be_empty(node):
            return False
    return False
