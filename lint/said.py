"""Find where an article says something, given as plain phrases or as phrase patterns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from itertools import accumulate, chain
from marshal import loads

from .expressions import expression
from .once import Same
from .phrases import any_of, compiled, longest, lowered
from .places import is_title
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .language.matcher import Program
    from .language.normal import Normal
    from .language.tokens import Tokens
    from .model import Block, Document
    from .phrases import Pattern


class Saying(NamedTuple):
    """A place where a block says it, in text offsets."""

    block: Block
    start: int
    end: int


class Text(NamedTuple):
    """Blocks to search, their texts in lower case, how often each word stands there, and about how many there are.

    `lower` joins the texts with line feeds; `starts` says where each begins in it, and last where one more would.
    A word with signs inside (bpc-157) is counted in its parts.
    """

    blocks: tuple[Block, ...]
    lowers: tuple[str, ...]
    lower: str
    starts: tuple[int, ...]
    words: Mapping[str, int]
    length: int

    def holding(self, parts: Iterable[str]) -> set[int]:
        """Return the numbers of the blocks that hold one of the parts, also inside words."""
        lower, starts = self.lower, self.starts
        found = set()
        for part in parts:
            at = lower.find(part)
            while at >= 0:
                number = bisect_right(starts, at)
                found.add(number - 1)
                at = lower.find(part, starts[number])
        return found


_WORD = expression(r"\w+")
_TO_SPACE = bytes(code if code >= 128 or chr(code).isalnum() else 32 for code in range(256))
_SIGNS = "“”’‘–—…•·\u00a0"
_UNSEEN = frozenset(("metadata", "alternative-text", "title"))


def text(blocks: Iterable[Block], cut: Iterable[Sequence[str]] | None = None) -> Text:
    """Prepare blocks for searching; `cut` are the words of each block, where somebody has cut them."""
    kept = tuple(blocks)
    lowers = tuple([lowered(block.text) for block in kept])
    lower = "\n".join(lowers)
    starts = tuple(accumulate([len(one) + 1 for one in lowers], initial=0))
    words = Counter(chain.from_iterable(map(_pieces, lowers) if cut is None else cut))
    del words[""]
    return Text(kept, lowers, lower, starts, words, lower.count(" ") + len(lowers))


def _pieces(lower: str) -> list[str]:
    pieces = _spaced(lower).split()
    return pieces + [part for piece in pieces if not piece.isalnum() for part in _WORD.findall(piece)]


def _spaced(lower: str) -> str:
    """Put spaces in place of the signs that usually part words; letters of all scripts stay together."""
    spaced = lower.encode("utf-8", "surrogatepass").translate(_TO_SPACE).decode("utf-8", "surrogatepass")
    if not lower.isascii():
        for sign in _SIGNS:
            spaced = spaced.replace(sign, " ")
    return spaced


@cache
def head(phrase: str) -> str:
    """Return the first word of a phrase in lower case, as a text counts it."""
    return next(iter(_spaced(phrase).split()), "")


def shown(document: Document) -> Text:
    """Prepare what the readers of an article can reach: all but metadata and alternative texts."""
    return _shown(Same(document))


# several kinds of check search one article in turn
@lru_cache(maxsize=1)
def _shown(article: Same[Document]) -> Text:
    blocks = article.value.blocks
    kept = [number for number, block in enumerate(blocks) if block.kind not in _UNSEEN]
    return text([blocks[number] for number in kept], _cut(article.value, kept))


def _cut(document: Document, kept: Sequence[int]) -> list[Sequence[str]] | None:
    """Return the words that the prefilter has cut; beyond ASCII they may differ from those that were written."""
    if not all(document.blocks[number].text.isascii() for number in kept):
        return None
    from .checks.prose import Prose

    cut = Prose.of(document).plain.blocks
    return [cut[number] for number in kept]


def titles(document: Document) -> Text:
    """Prepare the title and the headings of an article."""
    return _titles(Same(document))


@lru_cache(maxsize=1)
def _titles(article: Same[Document]) -> Text:
    return text(block for block in article.value.blocks if block.kind == "heading" or is_title(block))


def mentions(text: Text, phrases: tuple[str, ...]) -> Iterator[Saying]:
    """Yield every place where one of the plain phrases stands, as whole words in any case."""
    present = hints(phrases) & text.words.keys()
    if not present:
        return
    pattern = any_of(phrases)
    for number in sorted(text.holding(present)):
        for match in pattern.finditer(text.lowers[number]):
            yield Saying(text.blocks[number], *match.span())


def together(text: Text, phrases: tuple[str, ...], beside: tuple[str, ...]) -> bool:
    """Say whether one block holds one of `phrases` and one of `beside`."""
    one, other = hints(phrases) & text.words.keys(), hints(beside) & text.words.keys()
    if not one or not other:
        return False
    return any(
        any_of(phrases).search(text.lowers[number]) and any_of(beside).search(text.lowers[number])
        for number in text.holding(one) & text.holding(other)
    )


def holds(passage: str, phrases: tuple[str, ...]) -> bool:
    """Say whether one of the plain phrases stands in a passage, as whole words in any case."""
    lower = lowered(passage)
    return any(hint in lower for hint in hints(phrases)) and any_of(phrases).search(lower) is not None


@cache
def hints(phrases: tuple[str, ...]) -> frozenset[str]:
    """Choose for each phrase its longest word, in lower case; a text without any of them holds no phrase."""
    return frozenset(longest(phrase) for phrase in phrases)


def find(text: Text, patterns: Sequence[Pattern]) -> Iterator[Saying]:
    """Yield where the text says what one of the phrase patterns means, at most once a pattern and block."""
    words = text.words.keys()
    chosen = []
    for one in patterns:
        needs, program = compiled(one) if isinstance(one, str) else one
        for _, _, heads in needs:
            if words.isdisjoint(heads):
                break
        else:
            kept = [[word for word, head in zip(some, parts, strict=True) if head in words] for some, parts, _ in needs]
            chosen.append((kept, program, text.holding(kept[0])))
    for number in sorted({number for _, _, homes in chosen for number in homes}):
        block, lower = text.blocks[number], text.lowers[number]
        for kept, program, homes in chosen:
            if number in homes and _may_hold(lower, kept):
                yield from _in_block(block, lower, kept, program)


def _in_block(block: Block, lower: str, needs: list[list[str]], program: bytes) -> Iterator[Saying]:
    """Try the sentences that hold a word of the rarest set; a match never leaves its sentence."""
    from .language.matcher import spans
    from .language.sentences import sentence_at

    done = 0
    for at in sorted({at for word in needs[0] for at in _offsets(lower, word)}):
        if at < done:
            continue
        start, end = sentence_at(block.text, min(at, len(block.text) - 1))
        done = max(end, at + 1)
        if _may_hold(lower[start:end], needs):
            normal, tokens = _tokens(block.text[start:end])
            for first, last in sorted(spans(_program(program), tokens.lower))[:1]:
                place = normal.span(tokens.starts[first], tokens.ends[last - 1])
                yield Saying(block, start + place[0], start + place[1])
                return


def _offsets(lower: str, word: str) -> Iterator[int]:
    at = lower.find(word)
    while at >= 0:
        yield at
        at = lower.find(word, at + 1)


@lru_cache(maxsize=32)
def _tokens(sentence: str) -> tuple[Normal, Tokens]:
    """Tokenise a sentence that several patterns may try in a row."""
    from .language.normal import normalise
    from .language.tokens import tokenise

    normal = normalise(sentence)
    return normal, tokenise(normal.text)


def _may_hold(lower: str, needs: list[list[str]]) -> bool:
    """Say whether a text has a word of every set that a match must have."""
    for words in needs:
        for word in words:
            if word in lower:
                break
        else:
            return False
    return True


@cache
def _program(marshalled: bytes) -> Program:
    program: Program = loads(marshalled)
    return program
