"""Decide how a sentence holds a claim: by cue and scope, and by what stands around the sentence.

The method is that of NegEx (Chapman 2001) and ConText (Harkema 2009), with two families of claims: a negation excuses a
benefit (“does not cure”), and only litotes excuses an absence of harm (“not without risk”).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model import ASSERTED, Reading
from .cues import GOVERNING, READINGS, Cue, find
from .matcher import spans
from .quotations import quotation
from .scope import in_third_person, scope
from .tokens import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SELLERS = frozenset(("clinic", "practitioner", "brand", "pharmacy"))
_DEFINITE = frozenset(("our", "my", "this", "these", "its", "his", "her", "their", "your", "we", "it"))
_LABEL = frozenset(
    ("so", "but", "and", "however", "q", "question", "faq", "a", ".", ":", ")", "(", "'", '"', "-", "—", ",", "no", "#")
)
_SOURCE = re.compile(
    r"\[[\d\s,;–-]+\]|\(\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\)|\bdoi\b|\b10\.\d{4,9}/|\bPM(?:C)?ID\b|\bNCT\d{8}|https?://"
    r"|\bet al\b|\([^()]*\b(?:19|20)\d\d[a-z]?\)|[¹²³⁴-⁹]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Surroundings:
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


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim in its sentence, ready to be judged; `claim` is a half-open token span."""

    text: str
    tokens: Tokens
    lower: tuple[str, ...]
    claim: tuple[int, int]
    cues: tuple[Cue, ...]
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
    lower = _dashes(text, tokens)
    cues = tuple(cue for cue in find(lower, table, family) if _stands(cue, lower, claim))
    case = _Case(text, tokens, lower, claim, cues, around, table, family)
    found: dict[str, Reading] = {}
    for decide in (_governed, _asked, _quoted, _supported, _led_in, _followed, _headed):
        for reading in decide(case):
            found.setdefault(reading.name, reading)
    return tuple(found[name] for name in READINGS if name in found) or (ASSERTED,)


def _stands(cue: Cue, lower: Sequence[str], claim: tuple[int, int]) -> bool:
    """Tell whether a cue stands beside the claim and is no prefix (“no-needle drip”)."""
    prefix = cue.direction == "forward" and lower[cue.end : cue.end + 1] == ("-",)
    return not prefix and (cue.end <= claim[0] or cue.start >= claim[1])


def _dashes(text: str, tokens: Tokens) -> tuple[str, ...]:
    """Write a hyphen between spaces as the dash that it stands for."""
    if "-" not in tokens.lower:
        return tokens.lower
    return tuple(
        "—" if word == "-" and text[start - 1 : start].isspace() and text[end : end + 1].isspace() else word
        for word, start, end in zip(*tokens, strict=True)
    )


def _governed(case: _Case) -> Iterator[Reading]:
    """Yield the readings whose cue stands in the sentence and governs the claim, the nearest cue first."""
    first, last = case.claim
    for cue in sorted(case.cues, key=lambda cue: (max(first - cue.end, cue.start - last), cue.start - cue.end)):
        if cue.direction not in GOVERNING or cue.reading in ("quoted", "supported"):
            continue
        left, right = _scope(case.lower, cue, first)
        inside = left <= first < right or left < last <= right
        if inside and not _escapes(case.lower, cue, first) and not _presupposed(case.lower, cue, left, last):
            yield case.reading(cue, (left, right))


def _escapes(lower: Sequence[str], cue: Cue, claim: int) -> bool:
    """Tell whether a claim is a new verb in -s, which “may sting and cures”, “no pain and cures” do not govern."""
    before = claim - 1
    while before > cue.end and lower[before].endswith("ly"):
        before -= 1
    if before < cue.end or lower[before] not in ("and", ",") or not in_third_person(lower[claim]):
        return False
    return cue.direction == "passive" or not any(in_third_person(word) for word in lower[cue.end : before])


def _presupposed(lower: Sequence[str], cue: Cue, left: int, claim_end: int) -> bool:
    """Tell whether a claim stands in a definite subject, which the verb leaves untouched: “our cure is not sold here”."""
    return cue.direction in ("passive", "raising") and claim_end <= cue.start and lower[left] in _DEFINITE


def _scope(lower: Sequence[str], cue: Cue, claim: int) -> tuple[int, int]:
    """Return the scope of a cue, cut to its limit; it ends at the cue when the words that must open it are missing."""
    left, right = scope(lower, (cue.start, cue.end), cue.direction, cue.reach)
    if cue.after:
        ends = [span for program in cue.after for span in spans(program, lower)]
        left = min((start for start, end in ends if left <= start and end <= claim), default=cue.start)
    return max(left, cue.start - cue.limit), min(right, cue.end + cue.limit + 1)


def _asked(case: _Case) -> Iterator[Reading]:
    """Find a question that asks; a lead question has no opening cue, and a “yes” behind it makes a claim of it."""
    asks = case.text.rstrip("\"') ]").endswith("?")
    if not asks and (case.around.block != "heading" or case.text.rstrip()[-1:] in ".!:"):
        return
    label = case.lower[:6].index(":") if ":" in case.lower[:6] else 0
    opening = next((at for at in range(label, len(case.lower)) if not _is_label(case.lower[at])), 0)
    for cue in case.cues:
        opens = cue.direction == "opening" and cue.start <= opening < cue.end
        if opens and not _opens(case.around.after, case, cue.reading, "answer"):
            yield case.reading(cue, (cue.start, len(case.lower)))


def _is_label(word: str) -> bool:
    return word in _LABEL or word.isdigit()


def _quoted(case: _Case) -> Iterator[Reading]:
    """Find words in quotation marks that are mentioned, by a cue beside the marks."""
    marks = quotation(case.text, case.span(case.claim))
    if marks is None or case.around.block == "quotation":
        return
    begin, finish = marks
    for cue in case.cues:
        if cue.reading != "quoted":
            continue
        start, end = case.span((cue.start, cue.end))
        between = case.text[end:begin] if cue.direction == "forward" else case.text[finish:start]
        if (end <= begin or finish <= start) and len(between.split()) <= cue.limit:
            yield Reading(cue.reading, case.text[start:end], (start, end), marks)


def _supported(case: _Case) -> Iterator[Reading]:
    """Find a named study or its size that governs the claim, and a source in the same sentence."""
    if not case.around.links and not _SOURCE.search(case.text):
        return
    for cue in case.cues:
        if cue.reading == "supported":
            left, right = _scope(case.lower, cue, case.claim[0])
            if left <= case.claim[0] < right:
                yield case.reading(cue, (left, right))


def _led_in(case: _Case) -> Iterator[Reading]:
    """Let what introduces a list govern its items, when the scope of a cue runs to the end of the lead-in."""
    if not case.around.lead_in or case.around.block not in ("list-item", "table-cell"):
        return
    tokens = tokenise(case.around.lead_in.rstrip(" :…."))
    for cue in find(tokens.lower, case.table, case.family):
        near = cue.reading == "rejected" or len(tokens.lower) - cue.end <= 4
        if cue.direction not in ("forward", "passive", "raising") or cue.reading == "quoted" or not near:
            continue
        if _scope(tokens.lower, cue, len(tokens.lower))[1] == len(tokens.lower):
            yield Reading(cue.reading, case.around.lead_in)


def _followed(case: _Case) -> Iterator[Reading]:
    """Find a next sentence that takes the claim back."""
    for reading in case.table["families"]:
        if _opens(case.around.after, case, reading, "next"):
            yield Reading(reading, case.around.after)


def _headed(case: _Case) -> Iterator[Reading]:
    """Let a heading such as “Myths” or “References” govern what stands below it.

    A seller's running text under “Myths” is where the seller answers them, and so is whatever begins with “Fact:”.
    """
    answers = case.around.block == "paragraph" and case.around.operator in _SELLERS
    for heading in case.around.section:
        tokens = tokenise(heading)
        for cue in find(tokens.lower, case.table, case.family):
            if cue.direction != "heading" or (cue.reading == "rejected" and answers):
                continue
            if not any(_opens(text, case, cue.reading, "fact") for text in (case.text, case.around.before)):
                yield Reading(cue.reading, heading)


def _opens(text: str, case: _Case, reading: str, direction: str) -> bool:
    """Whether a sentence begins with a cue of this reading and direction."""
    if not text:
        return False
    lower = tokenise(text).lower
    return any(
        cue.reading == reading and cue.direction == direction and all(word in _LABEL for word in lower[: cue.start])
        for cue in find(lower, case.table, case.family)
    )
