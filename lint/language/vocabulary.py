"""Tell tokens by the words of the plain text, runs of letters and digits, that the prefilter sees.

Most tokens are such a word; those that are not (`n't` of don't, `mg` of 10mg) are traced to the words that they stand
in.
"""

from __future__ import annotations

from functools import cache

from .frequency import frequency
from .plain import spaced
from .scan import NUMBER
from .tokens import inner_pieces, piece_runs, tokenise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

Words = frozenset[str]
_NONE: Words = frozenset()
_DIGITS = tuple("0123456789")


class Vocabulary:
    """Know the words of the plain text by which a token can be told."""

    def __init__(self) -> None:
        self._inner = inner_pieces()
        self._homes = _homes()
        self._units = frozenset(filter(self._is_unit, self._inner))
        self._unit_words = [plain_words(unit)[0] for unit in sorted(self._units)]
        self._known: dict[tuple[str, str], Words] = {}
        self._divided: dict[Words, tuple[Words, Words, Words]] = {}
        self._visible: dict[Words, Words] = {}

    def _is_unit(self, piece: str) -> bool:
        """Tell whether a piece may follow a digit in one word."""
        spellings = (piece, piece.upper(), piece.capitalize())
        return piece not in self._homes or any(tokenise("0" + unit).lower == ("0", piece) for unit in spellings)

    def is_whole(self, token: str) -> bool:
        """Tell whether a token is one word of the plain text wherever it stands."""
        return token.isalpha() and token not in self._inner

    def divided(self, tokens: Words) -> tuple[Words, Words, Words]:
        """Return the tokens that are words, the words in which they and others may hide, and tokens without any."""
        if tokens not in self._divided:
            exact = frozenset(filter(str.isalnum, tokens))
            loose = {token: self.words(token, "any") - {token} for token in tokens}
            signs = frozenset(
                token for token, words in loose.items() if NUMBER in words or not (words or token in exact)
            )
            self._divided[tokens] = exact, _NONE.union(*loose.values()) - {NUMBER}, signs
        return self._divided[tokens]

    def visible(self, tokens: Words) -> Words:
        """Return those of some tokens of which the plain text shows anything."""
        if tokens not in self._visible:
            self._visible[tokens] = frozenset(filter(plain_words, tokens))
        return self._visible[tokens]

    def words(self, token: str, place: str) -> Words:
        """Return words of which one is there with the token; none when the plain text does not show it.

        `place` is `any`, or `first` or `last` for the word that the token starts or ends with beside a whole word. A
        NUMBER among them stands for all words that hold a digit.
        """
        if self.is_whole(token):
            return frozenset((token,))
        if (token, place) not in self._known:
            self._known[token, place] = frozenset(self._shown(token, place))
        return self._known[token, place]

    def _shown(self, token: str, place: str) -> Iterator[str]:
        shown = plain_words(token)
        if not shown:
            return
        chosen = {"first": shown[0], "last": shown[-1], "any": min(shown, key=frequency)}[place]
        yield chosen
        if token in self._units and place != "first":
            yield NUMBER
        if token.endswith(_DIGITS) and chosen == shown[-1] and place != "last":
            yield from (chosen + unit for unit in self._unit_words)
        for left, right in self._homes.get(token, ()):
            starts, ends = not left or not token[0].isalnum(), not right or not token[-1].isalnum()
            if (place != "first" or starts) and (place != "last" or ends):
                yield _home(left, token, right, place)


def _homes() -> dict[str, list[tuple[str, str]]]:
    """Return the letters before and after every piece of the special cases that have several."""
    homes: dict[str, list[tuple[str, str]]] = {}
    for pieces in piece_runs():
        for at, piece in enumerate(pieces if len(pieces) > 1 else ()):
            homes.setdefault(piece, []).append(("".join(pieces[:at]), "".join(pieces[at + 1 :])))
    return homes


def _home(left: str, token: str, right: str, place: str) -> str:
    """Return the word of a special case that holds the start (or the end, as `place` has it) of one of its pieces."""
    text = spaced(left + token + right)
    shown = [at for at in range(len(left), len(left) + len(token)) if text[at] != " "]
    at = shown[-1 if place == "last" else 0]
    return text[text.rfind(" ", 0, at) + 1 :].split()[0]


@cache
def plain_words(token: str) -> list[str]:
    """Return the words that the plain text shows of a token."""
    return spaced(token).split()
