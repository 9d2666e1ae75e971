"""Choose the words by which the prefilter finds the patterns; used when rules are compiled, never on articles.

An anchor is a set of words of which one stands in every match, with the words that may stand beside it.
"""

from __future__ import annotations

from math import inf
from sys import intern

from ..values import NamedTuple
from .frequency import frequency
from .matcher import NUMBER_WORDS
from .packed import pack
from .scan import BETWEEN, NUMBER
from .vocabulary import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from .matcher import Program, Step
    from .vocabulary import Words

    _Table = dict[str, dict[tuple[int, int], list[int]]]

_NONE: Words = frozenset()
_NUMBERS = NUMBER_WORDS | {"0"}
_BEHIND, _AHEAD, _AMONG, _REST = range(4)
# Up to so many words that may lead to a pattern each get an entry of their own.
_FEW = 16

# The costs of looking at a word, and of an entry in the table, beside that of a sentence to judge.
_LOOK = 0.2
_ENTRY = 1e-7
# Words keep company: a neighbour is there this many times as often as chance has it.
_COMPANY = 20


class Anchor(NamedTuple):
    """Words of which one stands in a match, and the words that may stand beside it; None where anything may.

    `signs` are tokens that no word of the plain text shows.
    """

    words: Words
    signs: Words
    before: Words | None
    after: Words | None


def lay_out(programs: Sequence[Program], groups: Sequence[int]) -> tuple[Any, ...]:
    """Return (groups, words beside, needs by pattern, needed words).

    A group is (pattern numbers by sign, its words in one text, their entries). The entries of a word are in four
    tables: by the word behind it, by the word before it, by a word that the patterns need anywhere, and the rest. Each
    is (number of the words before or -1, that of the words after or -1, pattern numbers). Words beside are one text.
    The needs of a pattern are numbers of sets of needed words: those before its anchor and those behind it, the rarest
    first. Entries, words beside, needs and needed words are packed (`packed`): most runs need few. Raises
    ValueError for a program that can match without any known word.
    """
    chooser, beside = _Chooser(), _Numbered()
    layouts = [_Layout(beside) for _ in range(max(groups, default=0) + 1)]
    needed = _Numbered()
    needs = []
    for number, (program, group) in enumerate(zip(programs, groups, strict=True)):
        anchors, at = chooser.choose(program)
        sides = chooser.needs(program[:at]), chooser.needs(program[at + 1 :])
        rarest = chooser.rarest([*sides[0], *sides[1]])
        for anchor in anchors:
            layouts[group].enter(number, anchor, chooser.rarest((anchor.before, anchor.after)), rarest)
        needs.append(tuple(tuple(map(needed.number, side)) for side in sides))
    return (
        tuple(layout.group() for layout in layouts),
        pack(BETWEEN + BETWEEN.join(sorted(words)) + BETWEEN for words in beside),
        pack(needs),
        pack(needed),
    )


class _Numbered(dict["Words", int]):
    """Sets of words, numbered in the order in which they are asked for."""

    def number(self, words: Words) -> int:
        return self.setdefault(words, len(self))


class _Layout:
    """Enter patterns under their anchors, each where the fewest words of a text lead to it.

    Each anchor has four tables: by key, pattern numbers by the numbers of the words before and after.
    """

    def __init__(self, beside: _Numbered) -> None:
        self._words: dict[str, tuple[_Table, _Table, _Table, _Table]] = {}
        self._signs: dict[str, list[int]] = {}
        self._beside = beside

    def enter(self, number: int, anchor: Anchor, nearest: Words | None, rarest: Words | None) -> None:
        """Enter a pattern by `nearest`, one of its sets of words beside the anchor, else by `rarest`, that it needs."""
        before, after = anchor.before, anchor.after
        if nearest is None:
            table, keys = (_REST, {""}) if rarest is None else (_AMONG, rarest)
        elif nearest is after:
            table, keys, after = _BEHIND, after, None
        else:
            table, keys, before = _AHEAD, nearest, None
        place = self._number(before), self._number(after)
        for word in sorted(anchor.words):
            tables = self._words.setdefault(word, ({}, {}, {}, {}))
            for key in sorted(keys):
                tables[table].setdefault(key, {}).setdefault(place, []).append(number)
        for sign in sorted(anchor.signs):
            self._signs.setdefault(sign, []).append(number)

    def _number(self, words: Words | None) -> int:
        return -1 if words is None else self._beside.number(words)

    def group(self) -> tuple[Any, ...]:
        """Return the patterns by sign, the words in one text, and what leads to patterns from each word."""
        signs = {sign: tuple(found) for sign, found in self._signs.items()}
        return signs, BETWEEN.join(self._words), *pack(self._packed())

    def _packed(self) -> Iterator[tuple[Any, ...]]:
        """Yield the tables of each word as plain values."""
        for tables in self._words.values():
            behind, ahead, among, rest = (
                {key: tuple((*place, tuple(some)) for place, some in found.items()) for key, found in table.items()}
                for table in tables
            )
            yield behind, ahead, among, rest.get("", ())


class _Chooser:
    """Choose for many programs; the groups that they share are judged once, by identity."""

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        self._edges: dict[tuple[int, bool], Words | None] = {}
        self._chosen: dict[int, int | None] = {}
        self._costs: dict[int, float] = {}
        self._shares: dict[Words, float] = {}
        self._group_needs: dict[int, Words] = {}
        self._hidden: dict[int, bool] = {}
        self._seen: dict[tuple[Words, str], Words] = {}

    def choose(self, program: Program) -> tuple[list[Anchor], int]:
        """Return the cheapest anchors of which one stands in every match, and the number of the step that has them."""
        at = self._best(program)
        if at is None:
            raise ValueError("the program can match without any known word")
        return self._anchors(program, at, None, None), at

    def _best(self, program: Program) -> int | None:
        """Return the number of the step with the cheapest anchors."""
        if id(program) not in self._chosen:
            best, chosen = inf, None
            for least, at in sorted((self._least(step), at) for at, step in enumerate(program)):
                if least < best and (anchors := self._anchors(program, at, None, None)):
                    price = sum(map(self._price, anchors))
                    if price < best:
                        best, chosen = price, at
            self._chosen[id(program)] = chosen
        return self._chosen[id(program)]

    def _least(self, step: Step) -> float:
        """Return what the anchors of a step cost at least, whatever stands beside it."""
        if step[0] != "alt":
            return 0
        if id(step) not in self._costs:
            anchors = self._anchors((step,), 0, None, None)
            self._costs[id(step)] = _LOOK * sum(self._share(anchor.words) for anchor in anchors)
        return self._costs[id(step)]

    def _price(self, anchor: Anchor) -> float:
        """Estimate the work that an anchor causes, in shares of the text."""
        beside = 1.0
        for words in (anchor.before, anchor.after):
            if words is not None:
                beside *= min(1, _COMPANY * self._share(words))
        signs = sum(30.0 ** -len(sign) for sign in anchor.signs) + self._share(anchor.signs)
        return (self._share(anchor.words) + signs) * (_LOOK + beside) + _ENTRY * len(anchor.words)

    def _share(self, words: Words) -> float:
        if words not in self._shares:
            self._shares[words] = sum(map(frequency, words))
        return self._shares[words]

    def _anchors(self, program: Program, at: int, before: Words | None, after: Words | None) -> list[Anchor]:
        """Return the anchors of one step, if it must match; `before` and `after` are the tokens beside the program."""
        step = program[at]
        if step[0] not in ("in", "alt"):
            return []
        before = self._edge(program[:at][::-1], before, leading=False)
        after = self._edge(program[at + 1 :], after, leading=True)
        if step[0] == "in":
            return list(self._of_set(step[1], before, after))
        places = [(part, self._best(part)) for part in step[1]]
        if any(place is None for _, place in places):
            return []
        return [
            anchor
            for part, place in places
            if place is not None
            for anchor in self._anchors(part, place, before, after)
        ]

    def _of_set(self, tokens: Words, before: Words | None, after: Words | None) -> Iterator[Anchor]:
        """Yield an anchor of the tokens that are words, which know their neighbours, and one of the other tokens."""
        exact, loose, signs = self._vocabulary.divided(tokens)
        if exact:
            yield Anchor(exact, _NONE, self._shown(before, "last"), self._shown(after, "first"))
        if loose or signs:
            yield Anchor(loose, signs, None, None)

    def _shown(self, tokens: Words | None, place: str) -> Words | None:
        """Return the words that show some tokens beside an anchor or, by `any`, anywhere."""
        if tokens is None:
            return None
        key = tokens, place
        if key not in self._seen:
            words = (word for token in tokens for word in self._vocabulary.words(token, place))
            self._seen[key] = frozenset(intern(word) if word.isalpha() else NUMBER for word in words)
        return self._seen[key]

    def _edge(self, steps: Iterable[Step], outer: Words | None, *, leading: bool) -> Words | None:
        """Return the tokens that may come first in some steps, or in `outer` behind them; None when any may.

        Steps for the last tokens are given backwards. A token that shows no word is looked through.
        """
        found = _NONE
        for step in steps:
            tokens = self._ends(step, leading)
            if tokens is None:
                return None
            found |= tokens
            if not self._may_show_nothing(step):
                return found
        return None if outer is None else found | outer

    def _ends(self, step: Step, leading: bool) -> Words | None:
        if step[0] == "in":
            return self._vocabulary.visible(step[1])
        if step[0] == "num":
            return _NUMBERS
        if step[0] == "gap":
            return None
        key = id(step), leading
        if key not in self._edges:
            parts = [self._edge(part if leading else part[::-1], _NONE, leading=leading) for part in step[1]]
            self._edges[key] = None if None in parts else _NONE.union(*(part for part in parts if part))
        return self._edges[key]

    def needs(self, program: Sequence[Step]) -> list[Words]:
        """Return sets of words of which each has one in the plain text of every match, the rarest first."""
        found = [words for words in map(self._need, program) if words]
        return sorted(found, key=self._share)

    def rarest(self, some: Iterable[Words | None]) -> Words | None:
        """Return the rarest of some sets that have few words."""
        few = [words for words in some if words and len(words) <= _FEW]
        return min(few, key=self._share, default=None)

    def _need(self, step: Step) -> Words:
        """Return words of which one is there when a step matches; none when they are not known."""
        if step[0] in ("in", "num"):
            tokens = _NUMBERS if step[0] == "num" else step[1]
            return (self._shown(tokens, "any") or _NONE) if self._vocabulary.visible(tokens) == tokens else _NONE
        if step[0] != "alt":
            return _NONE
        if id(step) not in self._group_needs:
            parts = [next(iter(self.needs(program)), _NONE) for program in step[1]]
            self._group_needs[id(step)] = _NONE.union(*parts) if all(parts) else _NONE
        return self._group_needs[id(step)]

    def _may_show_nothing(self, step: Step) -> bool:
        """Tell whether a step can match without a word in the plain text."""
        if step[0] == "in":
            return len(self._vocabulary.visible(step[1])) < len(step[1])
        if step[0] == "alt":
            if id(step) not in self._hidden:
                self._hidden[id(step)] = any(all(map(self._may_show_nothing, program)) for program in step[1])
            return self._hidden[id(step)]
        return step[0] in ("opt", "gap")
