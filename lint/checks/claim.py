"""Find claims and judge how their sentences hold them.

The prefilter names the sentences of an article that may match a pattern; only these are cut into tokens, matched
exactly, and read by cue and scope.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import compress

from ..language.matcher import longest, spans
from ..language.normal import normalise
from ..language.readings import judge
from ..model import ASSERTED, SELLERS, Reading
from ..once import Same
from .context import Hit
from .prose import Prose
from .seller import sign

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
    from typing import Any

    from ..compiled import Compiled
    from ..language.readings import Surroundings
    from ..language.scorer import Weighed
    from ..model import Document, Rule, Severity
    from .context import Context
    from .promises import Promise
    from .prose import Candidate, Sentence

    # half open, in tokens of a sentence
    Span = tuple[int, int]
    Claim = tuple[Sentence, Rule, Span]
    ReadClaim = tuple[Sentence, Rule, Span, tuple[Reading, ...]]

_OTHER_SENSE = "other-sense"
_APPROVED = "approved"
_INFORMING = "informing"
# what denies a thing may promise (“without a hangover”), what denies a deed (“will never …”) does not
_THINGS = frozenset(("no", "nobody", "none", "nothing", "without"))
# more tokens than any phrase of another sense has
_REACH = 40


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Yield every claim, also those that a reading excuses, in no particular order."""
    prose = Prose.of(document)
    wanted, owners = _of_speaker(Same(rules), context.settings.operator)
    candidates = prose.candidates(context.rulebook, owners)
    seller = sign(document, context)
    if seller:
        wanted, owners = _of_speaker(Same(rules), "clinic")
        candidates = prose.candidates(context.rulebook, owners)
    claims: Iterable[ReadClaim] = (
        (sentence, rule, span, _read(prose, sentence, rule, span, seller, context))
        for sentence, rule, span in _matched(prose, candidates, wanted, context.rulebook)
    )
    # the pages of those who inform would take twice as long
    if seller or context.settings.operator in SELLERS:
        claims = _informed(list(claims), context.rulebook)
    named: set[int] = set()
    for sentence, rule, span, readings in claims:
        hit = _hit(prose, sentence, rule, span, readings, seller)
        if _says_all(hit, sentence):
            named.add(sentence.start)
        yield hit
    for rule in wanted.values():
        threshold: Any = rule.options["threshold"]
        if threshold is not None:
            yield from _promised(prose, rule, threshold / 100, named, seller, context)


def _says_all(hit: Hit, sentence: Sentence) -> bool:
    """Say whether nothing is left to find where a rule found something.

    Words that mean something else say all where they are most of the sentence.
    """
    if hit.excuse is None or hit.excuse.name == _APPROVED:
        return True
    start, end = hit.excuse.cue_span
    return hit.excuse.name == _OTHER_SENSE and 2 * (end - start) > len(sentence.text)


# articles with the same rules come one after the other
@lru_cache(maxsize=8)
def _of_speaker(rules: Same[Sequence[Rule]], speaker: str) -> tuple[dict[str, Rule], frozenset[str]]:
    """Keep the rules that hold for whom the words are, and name the owners of their patterns.

    The signs of a seller are looked for at once.
    """
    wanted = {rule.id: rule for rule in rules.value if rule.operators.get(speaker, rule.severity) is not None}
    return wanted, frozenset((*wanted, ""))


def _matched(
    prose: Prose, candidates: Sequence[Candidate], wanted: Mapping[str, Rule], book: Compiled
) -> Iterator[Claim]:
    """Yield the claims that patterns name."""
    for start, end, numbers in candidates:
        programs: dict[str, list[Any]] = {}
        for number in numbers:
            if (owner := book.owners[number]) in wanted:
                programs.setdefault(owner, []).append(book.program(number))
        if programs:
            sentence = prose.sentence(start, end)
            for id, span in _claims(sentence, programs):
                if _is_place(prose, sentence, wanted[id]):
                    yield sentence, wanted[id], span


def _informed(claims: Sequence[ReadClaim], book: Compiled) -> Iterator[ReadClaim]:
    """Add that its sentence informs to the readings of a claim that nothing excuses, where its rule asks for that."""
    from .promises import sober

    asking = [_may_inform(*claim) for claim in claims]
    asked = {claim[0].start: claim[0].tokens.lower for claim in compress(claims, asking)}
    found = dict(zip(asked, sober(list(asked.values()), book), strict=True))
    for claim, asks in zip(claims, asking, strict=True):
        sentence, rule, span, readings = claim
        if asks and (weighed := found[sentence.start]):
            informing = _informing(sentence, weighed)
            yield sentence, rule, span, (informing, *(one for one in readings if one is not ASSERTED))
        else:
            yield claim


def _may_inform(sentence: Sentence, rule: Rule, _span: Span, readings: Sequence[Reading]) -> bool:
    """Say whether a claim is none where its sentence informs; a question claims by its answer, which nobody reads."""
    options: Any = rule.options
    return _INFORMING in options["softened_by"] and not _excuse(rule, readings) and not sentence.text.endswith("?")


def _informing(sentence: Sentence, weighed: Weighed) -> Reading:
    """Say that a sentence informs, by its most sober word."""
    at = min(range(len(weighed.shares)), key=weighed.shares.__getitem__)
    span = sentence.offsets((at, at + 1))
    return Reading(_INFORMING, sentence.words((at, at + 1)), span, sentence.offsets(sentence.whole()))


def _is_place(prose: Prose, sentence: Sentence, rule: Rule) -> bool:
    """Say whether a rule looks into blocks such as that of a sentence."""
    return prose.blocks[sentence.block].kind in rule.where


def _promised(
    prose: Prose, rule: Rule, threshold: float, named: Set[int], seller: str, context: Context
) -> Iterator[Hit]:
    """Yield the sentences that promise in words that no pattern names; a promise is read by its heaviest words."""
    from .promises import promises

    for promise in promises(prose, context.rulebook, threshold, rule.where, named):
        sentence = promise.sentence
        heaviest, readings = _free(prose, promise, rule, threshold, seller, context)
        words = ", ".join(f"“{sentence.words((at, at + 1))}”" for at in heaviest)
        hit = _hit(prose, sentence, rule, sentence.whole(), readings, seller)._replace(fields={"words": words})
        # the networks have read the hedge, too
        yield hit._replace(cap=None) if promise.sure else hit


def _free(
    prose: Prose, promise: Promise, rule: Rule, threshold: float, seller: str, context: Context
) -> tuple[list[int], tuple[Reading, ...]]:
    """Return the heaviest words that no excuse governs, and their readings.

    Where what is left without the governed words no longer promises, they are those of the whole sentence.
    """
    from .promises import promising

    sentence, heaviest, _, answered = promise
    lower, starts, _ = sentence.tokens
    kept = list(range(len(lower)))
    found: list[tuple[list[int], tuple[Reading, ...]]] = []
    while heaviest:
        each = [_unread(_read(prose, sentence, rule, (at, at + 1), seller, context), answered) for at in heaviest]
        readings = next((one for one in each if _excuse(rule, one)), each[0])
        found.append((heaviest, readings))
        excuse = _excuse(rule, readings)
        if excuse is None:
            return heaviest, readings
        first, last = excuse.scope
        free = [at for at in kept if not first <= starts[at] < last]
        if len(free) == len(kept):
            break
        kept = free
        heaviest = [kept[at] for at in promising([lower[at] for at in kept], context.rulebook, threshold)]
    return found[0]


def _unread(readings: Sequence[Reading], answered: bool) -> tuple[Reading, ...]:
    """Leave out what the networks have read: the denial of a thing, and a question together with its answer."""
    read = ("asked",) if answered else ()
    kept = tuple(
        one for one in readings if one.name not in read and (one.name != "negated" or one.cue.lower() not in _THINGS)
    )
    return kept or (ASSERTED,)


def _claims(sentence: Sentence, programs: dict[str, list[Any]]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each rule's longest matches in a sentence, as half-open token spans."""
    for id, chosen in programs.items():
        for span in longest({span for program in chosen for span in spans(program, sentence.tokens.lower)}):
            yield id, span


def _hit(prose: Prose, sentence: Sentence, rule: Rule, shown: Span, readings: tuple[Reading, ...], seller: str) -> Hit:
    """Report a claim that was read at a token span."""
    block, start, end = prose.place(*sentence.span(shown))
    options: Any = rule.options
    return Hit(
        rule,
        *block.source_span(start, end),
        quote=block.text[start:end].replace("\n", " "),
        sentence=prose.text(sentence),
        readings=tuple(_placed(prose, sentence, reading) for reading in readings),
        cap=_softened(readings, options["softened_by"]),
        excuse=_excuse(rule, readings),
        seller=seller,
    )


def _read(
    prose: Prose, sentence: Sentence, rule: Rule, span: Span, seller: str, context: Context
) -> tuple[Reading, ...]:
    """Read a claim as the words of whoever speaks."""
    speaker = "clinic" if seller else context.settings.operator
    return tuple(_readings(sentence, rule, span, context, prose.around(sentence, speaker)))


def _excuse(rule: Rule, readings: Sequence[Reading]) -> Reading | None:
    options: Any = rule.options
    return next((one for one in readings if one.name == _APPROVED or one.name in options["excused_by"]), None)


def _readings(
    sentence: Sentence, rule: Rule, span: tuple[int, int], context: Context, around: Surroundings
) -> Iterator[Reading]:
    """Yield the readings of a claim: a wording that the site may use, another sense of the words, cues and scopes."""
    options: Any = rule.options
    first, last = sentence.offsets(span)
    for wording in context.settings.approved_claims:
        at = sentence.text.lower().find(normalise(wording).lower.strip())
        if 0 <= at <= first and last <= at + len(wording):
            yield Reading(_APPROVED, wording, (at, at + len(wording)), (at, at + len(wording)))
    for begin, finish in _other_senses(sentence, rule, span, context.rulebook):
        sense = sentence.offsets((begin, finish))
        yield Reading(_OTHER_SENSE, sentence.words((begin, finish)), sense, sense)
    yield from judge(sentence.text, sentence.tokens, span, options["family"], around, context.rulebook.cues)


def _other_senses(sentence: Sentence, rule: Rule, span: Span, book: Compiled) -> Iterator[Span]:
    """Yield the phrases over a claim in which its words mean something else.

    Only the words around the claim are matched, so that a sentence with many claims takes no longer for each.
    """
    first = max(span[0] - _REACH, 0)
    near = sentence.tokens.lower[first : span[1] + _REACH]
    for program in book.other_senses(rule.id):
        for begin, finish in spans(program, near):
            if begin + first < span[1] and span[0] < finish + first:
                yield begin + first, finish + first


def _placed(prose: Prose, sentence: Sentence, reading: Reading) -> Reading:
    """Turn the spans of a reading from the normal form into offsets of the sentence as read."""
    if reading is ASSERTED:
        return reading
    return reading._replace(
        cue_span=prose.as_read(sentence, *reading.cue_span),
        scope=prose.as_read(sentence, *reading.scope),
    )


def _softened(readings: Sequence[Reading], softened_by: dict[str, Severity]) -> Severity | None:
    return min((softened_by[reading.name] for reading in readings if reading.name in softened_by), default=None)
