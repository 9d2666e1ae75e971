"""Find claims and judge how their sentences hold them.

The prefilter names the sentences of an article that may match a pattern; only these are cut into tokens, matched
exactly, and read by cue and scope.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..language.matcher import longest, spans
from ..language.readings import judge
from ..model import Reading
from .context import Hit
from .prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Document, Rule, Severity
    from .context import Context
    from .prose import Sentence

# who informs rather than sells, yet may sell on one page
_MAY_SELL = ("publisher", "charity")
_OTHER_SENSE = "other-sense"


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Yield every claim, also those that a reading excuses, in no particular order."""
    prose = Prose.of(document)
    wanted = {rule.id: rule for rule in rules}
    seller, claims = "", []
    for sentence, programs in _candidates(prose, context):
        for id, chosen in programs.items():
            found = longest({span for program in chosen for span in spans(program, sentence.tokens.lower)})
            if not id and found:
                seller = seller or sentence.words(found[0])
            elif id in wanted:
                claims += [(sentence, wanted[id], span) for span in found]
    if context.settings.operator not in _MAY_SELL:
        seller = ""
    for sentence, rule, span in claims:
        yield from _hit(prose, sentence, rule, span, seller, context)


def _candidates(prose: Prose, context: Context) -> Iterator[tuple[Sentence, dict[str, list[Any]]]]:
    """Yield the sentences that may match, with the programs to try there by rule."""
    patterns = context.rulebook.patterns
    for start, end, numbers in context.rulebook.scanner().candidates(prose.normal.lower, prose.sentences_around):
        programs: dict[str, list[Any]] = {}
        for number in numbers:
            programs.setdefault(patterns[number].rule, []).append(patterns[number].program)
        yield prose.sentence(start, end), programs


def _hit(
    prose: Prose, sentence: Sentence, rule: Rule, span: tuple[int, int], seller: str, context: Context
) -> Iterator[Hit]:
    """Judge one claim."""
    block, start, end = prose.place(*sentence.span(span))
    if block.kind not in rule.where:
        return
    options: Any = rule.options
    readings = _readings(prose, sentence, rule, span, context)
    excuse = next((reading for reading in readings if reading.name in options["excused_by"]), None)
    yield Hit(
        rule,
        *block.source_span(start, end),
        quote=block.text[start:end],
        sentence=prose.text(sentence),
        readings=readings,
        cap=_softened(readings, options["softened_by"]),
        excuse=excuse,
        seller=seller,
    )


def _readings(
    prose: Prose, sentence: Sentence, rule: Rule, span: tuple[int, int], context: Context
) -> tuple[Reading, ...]:
    """Return the readings of a claim, another sense of its words first."""
    options: Any = rule.options
    around = prose.around(sentence, context.settings.operator)
    found = judge(sentence.text, sentence.tokens, span, options["family"], around, context.rulebook.cues)
    for program in options["other_senses"]:
        for first, last in spans(program, sentence.tokens.lower):
            if first < span[1] and span[0] < last:
                return (Reading(_OTHER_SENSE, sentence.words((first, last)), sentence.offsets((first, last))), *found)
    return found


def _softened(readings: Sequence[Reading], softened_by: dict[str, Severity]) -> Severity | None:
    return min((softened_by[reading.name] for reading in readings if reading.name in softened_by), default=None)
