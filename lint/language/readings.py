"""Decide how a sentence holds a claim: by cue and scope, and by what stands around the sentence.

The method is that of NegEx (Chapman 2001) and ConText (Harkema 2009), with two families of claims: a negation excuses a
benefit (“does not cure”), and only litotes excuses an absence of harm (“not without risk”).
"""

from __future__ import annotations

import re

from ..expressions import expression
from ..model import ASSERTED, SELLERS, Reading
from ..values import NamedTuple
from .matcher import spans
from .occurrences import READINGS, Cue, find
from .quotations import quotation
from .scope import escapes, presupposed, scope
from .tokens import Tokens, tokenise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

_LABEL = frozenset(
    ("so", "but", "and", "however", "q", "question", "faq", "a", ".", ":", ")", "(", "'", '"', "-", "—", ",", "no", "#")
)
_SOURCE = expression(
    r"\[[\d\s,;–-]+\]|\(\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\)|\bdoi\b|\b10\.\d{4,9}/|\bPM(?:C)?ID\b|\bNCT\d{8}|https?://"
    r"|\bet al\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|[¹²³⁴-⁹]",
    re.IGNORECASE,
)
# a neighbouring sentence takes a claim back in its first characters; a cue beyond so many tokens, or behind so many
# nearer ones of its reading, is not tried: sentences of any length cost the same
_OPENING, _WINDOW, _TRIES = 120, 150, 12


class Surroundings(NamedTuple):
    """What stands around a sentence.

    `block` is the kind of block, `section` the path of headings above it, `before` and `after` are the neighbouring
    sentences, `lead_in` the sentence that introduces a list. `links` are spans of the sentence that link to a source.
    """

    block: str = "paragraph"
    section: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    lead_in: str = ""
    operator: str = "publisher"
    links: tuple[tuple[int, int], ...] = ()


class _Case(NamedTuple):
    """A claim in its sentence, ready to be judged; `claim` is a half-open token span."""

    text: str
    tokens: Tokens
    lower: tuple[str, ...]
    claim: tuple[int, int]
    around: Surroundings
    table: Mapping[str, Any]
    family: str

    def reading(self, cue: Cue, governed: tuple[int, int]) -> Reading:
        """Name the cue and its scope in offsets of the sentence."""
        begin, finish = self.span((cue.start, cue.end))
        return Reading(cue.reading, self.text[begin:finish], (begin, finish), self.span(governed))

    def span(self, tokens: tuple[int, int]) -> tuple[int, int]:
        """Turn a token span into offsets of the sentence."""
        return self.tokens.starts[tokens[0]], self.tokens.ends[tokens[1] - 1]

    def cues(self, place: str = "sentence") -> list[Cue]:
        """List the cues that stand beside the claim, the nearest first."""
        first, last = self.claim
        cues = [cue for cue in find(self.lower, self.table, self.family, place) if _stands(cue, self.lower, self.claim)]
        return sorted(cues, key=lambda cue: (max(first - cue.end, cue.start - last), cue.start - cue.end))

    def openings(self, lower: Sequence[str], place: str) -> Iterator[Cue]:
        """Yield the cues with which a sentence begins, labels such as “Q:” left out."""
        yield from find(lower, self.table, self.family, place, _opening(lower) + 1)


def judge(
    text: str,
    tokens: Tokens,
    claim: tuple[int, int],
    family: str,
    around: Surroundings,
    table: Mapping[str, Any],
) -> tuple[Reading, ...]:
    """Return every reading that holds for a claim, `asserted` alone when none does.

    `text` is one sentence in normal form, `claim` a half-open span of its tokens, `family` benefit, absence-of-harm or
    other, `table` what `compile_cues` made. One reading of each name, the nearest cue; spans are offsets into `text`.
    Words inside the claim are no cues for it.
    """
    near = slice(max(claim[0] - _WINDOW, 0), claim[1] + _WINDOW)
    tokens = Tokens(tokens.lower[near], tokens.starts[near], tokens.ends[near])
    claim = (claim[0] - near.start, claim[1] - near.start)
    case = _Case(text, tokens, _dashes(text, tokens), claim, around, table, family)
    found: dict[str, Reading] = {}
    for decide in (_governed, _asked, _quoted, _supported, _led_in, _followed, _headed):
        for reading in decide(case):
            found.setdefault(reading.name, reading)
    return tuple(found[name] for name in READINGS if name in found) or (ASSERTED,)


def _dashes(text: str, tokens: Tokens) -> tuple[str, ...]:
    """Write a hyphen between spaces as the dash that it stands for."""
    if "-" not in tokens.lower:
        return tokens.lower
    return tuple(
        "—" if word == "-" and text[start - 1 : start].isspace() and text[end : end + 1].isspace() else word
        for word, start, end in zip(*tokens, strict=True)
    )


def _stands(cue: Cue, lower: Sequence[str], claim: tuple[int, int]) -> bool:
    """Tell whether a cue stands beside the claim and is no prefix (“no-needle drip”)."""
    prefix = cue.direction == "forward" and lower[cue.end : cue.end + 1] == ("-",)
    return not prefix and (cue.end <= claim[0] or cue.start >= claim[1])


def _opening(lower: Sequence[str]) -> int:
    """Return the first token of a sentence that is no label; “Myth or fact:” is one."""
    label = lower[:6].index(":") if ":" in lower[:6] else 0
    words = (at for at in range(label, len(lower)) if lower[at] not in _LABEL and not lower[at].isdigit())
    return next(words, 0)


def _governed(case: _Case) -> Iterator[Reading]:
    """Yield the readings whose cue stands in the sentence and governs the claim."""
    first, last = case.claim
    tried = dict.fromkeys(READINGS, 0)
    for cue in case.cues():
        tried[cue.reading] += 1
        if tried[cue.reading] > _TRIES:
            continue
        left, right = _scope(case.lower, cue, first)
        if not (left <= first < right or left < last <= right):
            continue
        if not escapes(case.lower, cue, first) and not presupposed(case.lower, cue, left, last):
            yield case.reading(cue, (left, right))


def _scope(lower: Sequence[str], cue: Cue, claim: int) -> tuple[int, int]:
    """Return the scope of a cue, cut to its limit; it ends at the cue when the words that must open it are missing."""
    left, right = scope(lower, (cue.start, cue.end), cue.direction, cue.reach)
    if cue.after:
        ends = [span for program in cue.after for span in spans(program, lower)]
        left = min((start for start, end in ends if left <= start and end <= claim), default=cue.start)
    return max(left, cue.start - cue.limit), min(right, cue.end + cue.limit + 1)


def _asked(case: _Case) -> Iterator[Reading]:
    """Find a question that asks; a lead question has no opening cue, and a “yes” behind it makes a claim of it."""
    asks = case.text[-9:].rstrip("\"') ]").endswith("?")
    if not asks and (case.around.block != "heading" or case.text[-9:].rstrip()[-1:] in ".!:"):
        return
    opening = _opening(case.lower)
    for cue in case.cues("opening"):
        if cue.start <= opening < cue.end and not any(_following(case, "answer")):
            yield case.reading(cue, (cue.start, len(case.lower)))


def _quoted(case: _Case) -> Iterator[Reading]:
    """Find words in quotation marks that are mentioned, by a cue beside the marks."""
    marks = quotation(case.text, case.span(case.claim))
    if marks is None or case.around.block == "quotation":
        return
    begin, finish = marks
    for cue in case.cues("quoted"):
        start, end = case.span((cue.start, cue.end))
        between = case.text[end:begin] if cue.direction == "forward" else case.text[finish:start]
        if (end <= begin or finish <= start) and len(between.split()) <= cue.limit:
            yield Reading(cue.reading, case.text[start:end], (start, end), marks)


def _supported(case: _Case) -> Iterator[Reading]:
    """Find a named study or its size that governs the claim, and a source in the same sentence."""
    if not case.around.links and not _SOURCE.search(case.text):
        return
    for cue in case.cues("supported"):
        left, right = _scope(case.lower, cue, case.claim[0])
        if left <= case.claim[0] < right:
            yield case.reading(cue, (left, right))


def _led_in(case: _Case) -> Iterator[Reading]:
    """Let what introduces a list govern its items, when the scope of a cue runs to the end of the lead-in."""
    if not case.around.lead_in or case.around.block not in ("list-item", "table-cell"):
        return
    lower = tokenise(case.around.lead_in.rstrip(" :….")).lower[-_WINDOW:]
    for cue in find(lower, case.table, case.family):
        near = cue.reading == "rejected" or len(lower) - cue.end <= 4
        onward = cue.direction in ("forward", "passive", "raising")
        if near and onward and _scope(lower, cue, len(lower))[1] == len(lower):
            yield Reading(cue.reading, case.around.lead_in)


def _followed(case: _Case) -> Iterator[Reading]:
    """Find a next sentence that takes the claim back."""
    for cue in _following(case, "next"):
        yield Reading(cue.reading, case.around.after)


def _following(case: _Case, place: str) -> Iterator[Cue]:
    """Yield the cues with which the next sentence begins."""
    if case.around.after:
        yield from case.openings(tokenise(case.around.after[:_OPENING]).lower, place)


def _headed(case: _Case) -> Iterator[Reading]:
    """Let a heading such as “Myths” or “References” govern what stands below it.

    A seller's running text under “Myths” is where the seller answers them, and so is whatever begins with “Fact:”.
    """
    answers = case.around.block == "paragraph" and case.around.operator in SELLERS
    for heading in case.around.section:
        for cue in find(tokenise(heading[:_OPENING]).lower, case.table, case.family, "heading"):
            if not (cue.reading == "rejected" and answers) and not _is_fact(case, cue.reading):
                yield Reading(cue.reading, heading)


def _is_fact(case: _Case, reading: str) -> bool:
    """Tell whether this sentence, or the one before it, begins with words that undo what a heading says."""
    for lower in (case.lower[:20], tokenise(case.around.before[:_OPENING]).lower):
        if any(cue.reading == reading for cue in case.openings(lower, "fact")):
            return True
    return False
