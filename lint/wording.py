"""Reduce an article to the wording that a reviewer answers for.

Mark-up, typography, white space, quotation marks and metadata do not belong to it, nor does the byline: who reviewed
the article and when is the record of a review, not its subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache

from . import places, said
from .digests import blake2b
from .language.normal import normalise
from .once import Same
from .record import gather
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .model import Block, Document
    from .record import Dated, Named

# a longer "sentence" is prose that swallowed a byline, in code points
_LONGEST_BYLINE = 300
# what a sentence says that gives the day of a change and nothing about it
_LABEL = re.compile(
    r"(?:\W|(?:on|the|this|page|article|content|was|is|and|first|last|originally|date|update[ds]?|published|posted"
    r"|modified|revised)\b)*",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s*[-–—]+\s*")
_SHOWN_WORDS = 6


class Wording(NamedTuple):
    """The paragraphs of an article in its order, each with its short digest, and the digest of the whole."""

    digest: str
    blocks: tuple[Block, ...] = ()
    paragraphs: tuple[str, ...] = ()


class Change(NamedTuple):
    """How a wording differs from an earlier one: its new or changed paragraphs, and where the first difference is."""

    blocks: tuple[Block, ...]
    first: Block | None
    removed: int

    def words(self, lines: Sequence[int]) -> str:
        """Name the changed paragraphs, which stand in `lines`, by their first words."""
        if not self.blocks:
            return _counted(self.removed, "removed") if self.removed else "paragraphs in another order"
        named = [f"“{_opening(block)}” (line {line})" for block, line in zip(self.blocks[:3], lines, strict=False)]
        more = len(self.blocks) - len(named)
        return ", ".join([*named, f"and {more} more"] if more else named)


def read(document: Document) -> Wording:
    """Return the wording of an article."""
    return _read(Same(document))


# several rules ask about one article in turn
@lru_cache(maxsize=1)
def _read(article: Same[Document]) -> Wording:
    document = article.value
    cuts = _cuts(document)
    starts = [start for start, _, _ in cuts]
    blocks, forms = [], []
    for block in said.shown(document).blocks:
        form = "" if block.visibility == "footer" else _form(_without_byline(block, cuts, starts))
        if form:
            blocks.append(block)
            forms.append(form)
    return Wording(_digest(" ".join(forms), 16), tuple(blocks), tuple([_digest(form, 4) for form in forms]))


def change(before: Sequence[str], now: Wording) -> Change:
    """Compare a wording with the paragraphs of an earlier one."""
    known = Counter(before)
    new = []
    for block, paragraph in zip(now.blocks, now.paragraphs, strict=True):
        if known[paragraph]:
            known[paragraph] -= 1
        else:
            new.append(block)
    removed = max(len(before) - len(now.blocks), 0)
    return Change(tuple(new), new[0] if new else _parting(before, now), removed)


def _parting(before: Sequence[str], now: Wording) -> Block | None:
    """Return the first paragraph that another one preceded before; where only the end is gone, the last."""
    for block, one, other in zip(now.blocks, now.paragraphs, before, strict=False):
        if one != other:
            return block
    return now.blocks[-1] if now.blocks else None


def _cuts(document: Document) -> list[tuple[int, int, bool]]:
    """List the source spans of bylines in order, and whether the whole sentence is byline.

    A sentence that gives the day of a change may also say what was changed.
    """
    review = gather(document)
    marks: Iterable[Named | Dated] = (*review.names, *review.dates)
    spoken = [one for one in marks if one.origin == "byline"]
    return sorted((one.start, one.end, one.duty not in ("modified", "published")) for one in spoken)


def _without_byline(block: Block, cuts: Sequence[tuple[int, int, bool]], starts: Sequence[int]) -> str:
    if not cuts:
        return block.text
    first, last = block.source_span(0, len(block.text))
    text, done, kept = block.text, 0, []
    for start, end, whole in cuts[bisect_left(starts, first) : bisect_left(starts, last)]:
        cut_start, cut_end = _offset(block, start), _offset(block, end)
        sentence = places.sentence_span(block, min(cut_start, len(text) - 1))
        around = text[sentence[0] : cut_start] + text[cut_end : sentence[1]]
        if len(around) <= _LONGEST_BYLINE and (whole or _LABEL.fullmatch(around)):
            cut_start, cut_end = sentence
        kept.append(text[done : max(cut_start, done)])
        done = max(cut_end, done)
    return "".join((*kept, text[done:]))


def _offset(block: Block, source: int) -> int:
    """Return the text offset of a source offset inside the block."""
    index = bisect_right(block.segments, source, key=lambda segment: segment.source_start)
    segment = block.segments[max(index - 1, 0)]
    past = source - segment.source_start
    if segment.text_length == segment.source_length:
        return segment.text_start + min(past, segment.text_length)
    return segment.text_start + (segment.text_length if past >= segment.source_length else 0)


def _form(text: str) -> str:
    """Return what stays of a text when typography is taken away."""
    plain = normalise(text).text.replace('"', "'").replace("…", "...")
    return " ".join(_DASHES.sub("-", plain).split())


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _opening(block: Block) -> str:
    words = block.text.split(maxsplit=_SHOWN_WORDS)
    return " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")


def _counted(number: int, what: str) -> str:
    return f"{number} {'paragraph' if number == 1 else 'paragraphs'} {what}"
