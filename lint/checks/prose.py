"""See the blocks of an article as one normal text of sentences, each of which knows its surroundings."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from ..language.normal import normalise
from ..language.plain import cut
from ..language.readings import Surroundings
from ..language.sentences import sentences
from ..language.tokens import tokenise
from ..once import Same
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..compiled import Compiled
    from ..language.normal import Normal
    from ..language.plain import Plain
    from ..language.tokens import Tokens
    from ..model import Block, Document

    # start and end in the normal text, and the numbers of the patterns that may match there
    Candidate = tuple[int, int, Sequence[int]]

_LISTED = ("list-item", "table-cell")
_LONGEST = 2000
_ENDS = frozenset((".", "!", "?", "...", "…", ":", ";"))


def _end(span: tuple[int, int]) -> int:
    return span[1]


class Sentence(NamedTuple):
    """A sentence in normal form; `start` and `end` are offsets into the article's normal text, `block` a number."""

    start: int
    end: int
    text: str
    tokens: Tokens
    block: int

    def offsets(self, span: tuple[int, int]) -> tuple[int, int]:
        """Turn a half-open token span into offsets of the sentence."""
        return self.tokens.starts[span[0]], self.tokens.ends[span[1] - 1]

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """Turn a half-open token span into offsets of the article's normal text."""
        first, last = self.offsets(span)
        return self.start + first, self.start + last

    def whole(self) -> tuple[int, int]:
        """Return the token span of the sentence without the marks that end it."""
        last = len(self.tokens.lower)
        while last > 1 and self.tokens.lower[last - 1] in _ENDS:
            last -= 1
        return 0, last

    def words(self, span: tuple[int, int]) -> str:
        """Return the text of a token span."""
        first, last = self.offsets(span)
        return self.text[first:last]


class Prose(NamedTuple):
    """An article's blocks joined by line feeds; `starts` are the blocks' offsets in the normal text."""

    blocks: tuple[Block, ...]
    raw_starts: list[int]
    starts: list[int]
    normal: Normal
    plain: Plain
    found: dict[int, list[tuple[int, int]]]
    scanned: dict[frozenset[str], list[Candidate]]

    @staticmethod
    def of(document: Document) -> Prose:
        """Join the blocks of a document; a line feed inside a block becomes a space."""
        return _of(Same(document))

    def candidates(self, book: Compiled, owners: frozenset[str]) -> list[Candidate]:
        """List the sentences where patterns of some owners may match; those of others may be among them."""
        for known, found in self.scanned.items():
            if owners <= known:
                return found
        scanner = book.scanner_for(owners)
        self.scanned[owners] = list(scanner.candidates(self.plain, self.sentence_at))
        return self.scanned[owners]

    def sentences_of(self, block: int) -> list[tuple[int, int]]:
        """Return the sentences of a block as spans of the normal text."""
        if block not in self.found:
            start = self.starts[block]
            text = self.normal.text[start : self._end(block)]
            cut = (piece for span in sentences(text) for piece in _bounded(text, *span))
            self.found[block] = [(start + first, start + last) for first, last in cut]
        return self.found[block]

    def _end(self, block: int) -> int:
        return self.starts[block + 1] - 1 if block + 1 < len(self.starts) else len(self.normal.text)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Return the sentence at an offset of the normal text."""
        spans = self.sentences_of(bisect_right(self.starts, offset) - 1)
        return spans[min(bisect_right(spans, offset, key=_end), len(spans) - 1)]

    def sentence(self, start: int, end: int) -> Sentence:
        """Cut a sentence into tokens."""
        text = self.normal.text[start:end]
        return Sentence(start, end, text, tokenise(text), bisect_right(self.starts, start) - 1)

    def text(self, sentence: Sentence) -> str:
        """Return a sentence as it was read, before its normal form; line ends are spaces, as readers see them."""
        block, start, end = self.place(sentence.start, sentence.end)
        return block.text[start:end].replace("\n", " ")

    def place(self, start: int, end: int) -> tuple[Block, int, int]:
        """Return the block of a span of the normal text, and the span in the block's own text."""
        number = bisect_right(self.starts, start) - 1
        first, last = self.normal.span(start, end)
        return self.blocks[number], first - self.raw_starts[number], last - self.raw_starts[number]

    def as_read(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """Turn offsets of a sentence in normal form into offsets of the sentence as it was read."""
        if start == end:
            return 0, 0
        origin, _ = self.normal.span(sentence.start, sentence.end)
        first, last = self.normal.span(sentence.start + start, sentence.start + end)
        return first - origin, last - origin

    def around(self, sentence: Sentence, operator: str) -> Surroundings:
        """Say what stands around a sentence."""
        block = self.blocks[sentence.block]
        spans = self.sentences_of(sentence.block)
        number = spans.index((sentence.start, sentence.end))
        after = self._after(sentence.block, number)
        _, first, last = self.place(sentence.start, sentence.end)
        return Surroundings(
            block=block.kind,
            section=block.section,
            before=self._text(spans[number - 1]) if number else "",
            after=self._text(after) if after else "",
            lead_in=self._lead_in(sentence.block),
            operator=operator,
            links=tuple((link.start, link.end) for link in block.links if link.start < last and first < link.end),
        )

    def answer(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that follows a question, and none for what is no question."""
        if not sentence.text.endswith("?"):
            return None
        number = self.sentences_of(sentence.block).index((sentence.start, sentence.end))
        after = self._after(sentence.block, number)
        return self.sentence(*after) if after else None

    def _text(self, span: tuple[int, int]) -> str:
        return self.normal.text[span[0] : span[1]]

    def _after(self, block: int, number: int) -> tuple[int, int] | None:
        """Return the sentence after one of a block, by its number, else the first of the next block of its section."""
        spans = self.sentences_of(block)
        if number + 1 < len(spans):
            return spans[number + 1]
        if block + 1 == len(self.blocks) or self.blocks[block + 1].kind == "heading":
            return None
        return next(iter(self.sentences_of(block + 1)), None)

    def _lead_in(self, block: int) -> str:
        """Return the last sentence of the paragraph that introduces the list or table of a block."""
        if self.blocks[block].kind not in _LISTED:
            return ""
        while block and self.blocks[block].kind in _LISTED:
            block -= 1
        spans = [] if self.blocks[block].kind in _LISTED else self.sentences_of(block)
        return self._text(spans[-1]) if spans else ""


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what no person would write as one sentence at a space, so that the work on a sentence is bounded."""
    while end - start > _LONGEST and (space := text.rfind(" ", start + 1, start + _LONGEST)) > 0:
        yield start, space
        start = space + 1
    yield start, end


# several kinds of check read one article in turn
@lru_cache(maxsize=1)
def _of(article: Same[Document]) -> Prose:
    blocks = article.value.blocks
    texts = [block.text.replace("\n", " ") for block in blocks]
    normal = normalise("\n".join(texts))
    raw_starts, starts, raw, at = [], [], 0, 0
    for text in texts:
        raw_starts.append(raw)
        starts.append(at)
        raw += len(text) + 1
        at = normal.text.find("\n", at) + 1
    return Prose(blocks, raw_starts, starts, normal, cut(normal.lower), {}, {})
