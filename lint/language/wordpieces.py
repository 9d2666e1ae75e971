"""Cut words into the pieces that a network knows.

A word that is not in the vocabulary is cut into its longest beginnings, one behind the other (WordPiece: Schuster and
Nakajima, “Japanese and Korean voice search”, ICASSP 2012; as in BERT: Devlin et al., NAACL 2019).
"""

from __future__ import annotations

from ..expressions import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
# so many pieces are read together, with the marks of beginning and end
MOST = 64
# a promise may stand at the end of a sentence that is read part by part, but what is longer is hardly a sentence
_LONGEST = 8 * MOST
# no longer word is looked up piece by piece
_WORD = 60
_PARTS = expression(r"[^\W_]+|[^\w\s]|_")


def numbers(lower: Iterable[str], vocabulary: Mapping[str, int]) -> list[list[int]]:
    """Return the numbers of the pieces of lower-case tokens, between the marks of beginning and end.

    What has more than `MOST` comes in parts that overlap by half.
    """
    found: list[int] = []
    for part in _parts(lower):
        if len(found) >= _LONGEST:
            break
        found += [vocabulary[piece] for piece in pieces(part, vocabulary)]
    inside = MOST - 2
    starts = range(0, max(len(found) - inside // 2, 1), inside // 2)
    return [[vocabulary[FIRST], *found[start : start + inside], vocabulary[LAST]] for start in starts]


def _parts(lower: Iterable[str]) -> Iterator[str]:
    """Yield words and signs, with “n't” at the word that it belongs to."""
    return (match[0] for match in _PARTS.finditer(_bare(" ".join(lower).replace(" n't", "n't"))))


def _bare(text: str) -> str:
    """Take the accents from the letters."""
    if text.isascii():
        return text
    from unicodedata import category, normalize

    return "".join(sign for sign in normalize("NFD", text) if category(sign) != "Mn")


def pieces(part: str, vocabulary: Mapping[str, int]) -> list[str]:
    """Return the pieces of a word, or that it is unknown where no piece goes on."""
    if part in vocabulary:
        return [part]
    found: list[str] = []
    at = 0
    while at < len(part) <= _WORD:
        start = "##" if at else ""
        stop = next((stop for stop in range(len(part), at, -1) if start + part[at:stop] in vocabulary), at)
        if stop == at:
            break
        found.append(start + part[at:stop])
        at = stop
    return found if at == len(part) else [UNKNOWN]
