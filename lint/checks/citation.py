"""Check that a source which the text names can be found: a link, an identifier or an entry in the references."""

from __future__ import annotations

import re
from functools import cache

from .. import places, references, said
from ..expressions import expression
from ..values import NamedTuple
from .context import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from ..model import Block, Document, Rule
    from .context import Context

    Finder = Callable[[str, Rule], "Iterator[Source]"]

TESTS: dict[str, tuple[str, ...]] = {
    "unlinked": ("journals", "common_words", "institutions", "studies", "findings"),
    "vague": ("says",),
    "numbers": ("outcomes", "people", "other"),
    "markers": (),
}

_PROSE = frozenset(("paragraph", "list-item", "table-cell", "quotation", "caption"))
_HINTS = (
    "stud",
    "trial",
    "review",
    "research",
    "scientist",
    "analys",
    "paper",
    "published",
    "survey",
    "report",
    "journal",
)
_HINT_WORDS = frozenset(
    """study studies trial trials review reviews research researcher researchers scientist scientists analysis analyses
    metaanalysis paper papers published survey surveys report reports journal""".split()  # noqa: SIM905
)
_IDENTIFIER = expression(
    r"\b(?:doi\b|10\.\d{4,9}/|PMID|PMCID|PMC\d|NCT\d{6}|ISRCTN|EudraCT|arXiv|https?://|www\.|ISBN|CD\d{6}\b|N[GC]\d{2,3}\b)",
    re.IGNORECASE,
)
_MARKER = expression(r"\[\d[\d,;–\s-]*\]|\(\d{1,2}\)|[¹²³⁴-⁹]|(?<=[a-z.,”\"])\d{1,2}(?=\s|$)")
_FOOTNOTE = expression(r"\[\^|<sup|<cite|\bfn\b")
_AUTHOR = expression(
    r"\b([A-Z][\w’'-]+)(?:,? (?:et al|and colleagues|& [A-Z])|(?: and [A-Z][\w’'-]+)?,? \(?(?:19|20)\d\d)"
)
_YEAR = expression(r"\b(?:19|20)\d\d\b")
# finds nearly the same several times as fast
_YEARLIKE = expression(r"[12][09]\d\d")
_EXTENSION = r"(?:\s+(?:of|and|&|in|the|for)(?=\s))*\s+[A-Z][\w-]*"


class Source(NamedTuple):
    """A source that a sentence names, in text offsets of its block; no `name` when only a year tells it."""

    start: int
    end: int
    name: str


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the citation rules to every sentence that could name a source."""
    for rule in rules:
        yield from _RUN[str(rule.options["test"])](document, rule)


def _unlinked(document: Document, rule: Rule) -> Iterator[Hit]:
    """Report a journal, an institution or a dated study that the reader has no way to look up."""
    text = said.shown(document)
    finders = [] if text.words.keys().isdisjoint(_HINT_WORDS) else list(_finders(text, rule))
    hidden = {id(block) for block in references.section(document)} if finders else ()
    for number in sorted(text.holding(_HINTS)) if finders else ():
        block = text.blocks[number]
        if block.kind not in _PROSE or id(block) in hidden:
            continue
        for start, end, source in _named(block, rule, finders):
            if not _traceable(document, block, (start, end), source, references.entries(document)):
                place = block.source_span(source.start, source.end)
                yield Hit(rule, *place, block.text[source.start : source.end], block.text[start:end])


def _finders(text: said.Text, rule: Rule) -> Iterator[tuple[tuple[str, ...], Finder]]:
    """Choose the ways of naming a source that this article may use, each with words that it cannot do without."""
    named = (
        (("Journal", *_words(rule, "journals")), _journals),
        (_words(rule, "common_words"), _common_journals),
        (("University", *_words(rule, "institutions")), _institutions),
    )
    for names, find in named:
        hints = said.hints(names) & text.words.keys()
        if hints:
            yield tuple(name for name in names if not hints.isdisjoint(said.hints((name,)))), find
    if _YEARLIKE.search(text.lower):
        yield ("19", "20"), _studies


def _named(
    block: Block, rule: Rule, finders: Sequence[tuple[tuple[str, ...], Finder]]
) -> Iterator[tuple[int, int, Source]]:
    """Yield each sentence that reports a finding and names its source, once, by the most telling name."""
    finding = _any_of(_words(rule, "findings"), "")
    taken = set()
    for names, find in finders:
        done = 0
        for source in find(block.text, rule) if any(name in block.text for name in names) else ():
            # a sentence is looked at once, however often it names sources
            if source.start < done:
                continue
            start, done = places.sentence_span(block, source.start)
            if start not in taken and finding.search(block.text, start, done):
                taken.add(start)
                yield start, done, source


def _journals(text: str, rule: Rule) -> Iterator[Source]:
    if "Journal" in text:
        for match in _titled().finditer(text):
            if match["lead"] + match["rest"]:
                yield Source(*match.span(), match[0])
    for match in _any_of(_words(rule, "journals"), rf"(?:{_EXTENSION})*").finditer(text):
        yield Source(*match.span(), match[0])


def _common_journals(text: str, rule: Rule) -> Iterator[Source]:
    for match in _common(_words(rule, "common_words")).finditer(text):
        yield Source(*match.span("name"), match["name"])


@cache
def _titled() -> re.Pattern[str]:
    """Match a name that holds the word Journal: Journal of Sleep Research, European Heart Journal."""
    return expression(
        rf"(?P<lead>(?:(?!The\s|In\s|A\s)[A-Z][\w&-]*\s+(?:(?:of|and|&)\s+)?){{0,6}})\bJournal\b(?P<rest>(?:{_EXTENSION})*)"
    )


@cache
def _common(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match a journal whose name is a plain word (Nature, Gut) where it is spoken of as one."""
    name = _any_of(words, r"(?:\s[A-Z]\w+){0,2}").pattern
    lead = r"\b(?i:published in|journal|research in|study in|trial in|review in|paper in|report in)"
    return expression(rf"{lead}\s+(?P<name>{name})")


def _institutions(text: str, rule: Rule) -> Iterator[Source]:
    """Find institutions whose people or study are said to have found something."""
    for match in _institutional(_words(rule, "institutions")).finditer(text):
        group = next(name for name in ("before", "university", "behind") if match[name])
        yield Source(*match.span(group), match[group])


@cache
def _institutional(names: tuple[str, ...]) -> re.Pattern[str]:
    """Match "a Harvard study", "researchers at the University of Leeds"."""
    name = _any_of(names, r"(?:\s(?:University|College|Medical School|School|Institute))?").pattern
    university = r"(?P<university>University of(?:\s[A-Z][\w-]+)+|(?:[A-Z][\w-]+\s){1,3}University)"
    people = r"(?i:researchers|scientists|investigators|doctors|experts|teams?|stud(?:y|ies)|trials?|research)"
    return expression(
        rf"(?P<before>{name})(?:['’]s?)?\s+(?:[\w-]+\s)?{people}\b"
        rf"|\b{people}\s(?:[\w-]+\s){{0,2}}?(?:at|from|by|in)\s+(?:the\s+)?(?:{university}|(?P<behind>{name}))"
    )


def _studies(text: str, rule: Rule) -> Iterator[Source]:
    """Find studies that only their year identifies."""
    for match in _dated(_words(rule, "studies")).finditer(text):
        yield Source(*match.span(), "")


@cache
def _dated(studies: tuple[str, ...]) -> re.Pattern[str]:
    """Match "a 2021 trial", "a trial published in 2021"."""
    noun = _any_of(studies, "").pattern
    between = r"(?:(?!(?:the|a|an|this|that|these|and|to|in|of|by|our)\b)[\w/’'-]+\s){0,5}?"
    behind = r"(?:\w+\s){0,2}?(?:published|conducted|done|from|in|of)\s(?:in\s)?(?:\w+\s)?(?:19|20)\d\d\b"
    return expression(rf"\b(?:19|20)\d\d\s{between}{noun}|{noun}\s{behind}")


def _traceable(
    document: Document, block: Block, span: tuple[int, int], source: Source, listed: tuple[str, ...]
) -> bool:
    """Say whether a link, an identifier or a reference leads the reader to the source."""
    start, end = span
    # the next sentence often holds the link ("Read the trial.")
    near = places.sentence_span(block, end + 1)[1] if end + 1 < len(block.text) else end
    for link in block.links:
        on_name = link.start < source.end and source.start < link.end
        if on_name or (_leads_out(link.target) and link.start < near and start < link.end):
            return True
    if _IDENTIFIER.search(block.text, start, near):
        return True
    sentence = block.text[start : end + 3]
    first, last = block.source_span(start, end)
    footnoted = _MARKER.search(sentence) or _FOOTNOTE.search(document.source, first, last + 8)
    if footnoted and listed:
        return True
    year = _YEAR.search(sentence)
    author = _AUTHOR.search(sentence)
    if author and any(author[1] in entry for entry in listed):
        return True
    return bool(listed and (source.name or year) and references.holds(listed, source.name, year[0] if year else ""))


def _leads_out(target: str) -> bool:
    """Say whether a link goes to another site or to a note of this page, not to a page of the same site."""
    return target.startswith(("http://", "https://", "//", "#", "doi:", "ftp:"))


def _words(rule: Rule, option: str) -> tuple[str, ...]:
    given: Any = rule.options.get(option, ())
    return tuple(given)


@cache
def _any_of(words: tuple[str, ...], extension: str) -> re.Pattern[str]:
    return expression(rf"\b(?:{'|'.join(map(re.escape, words))})\b{extension}")


_SUPPOSED = expression(r"\b(?:when|if|until|unless|whether|no|not|few)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)


def _vague(document: Document, rule: Rule) -> Iterator[Hit]:
    """Report a claim that rests on unnamed studies or experts, with nothing beside it to look up."""
    options: Any = rule.options
    for block, start, end in said.find(said.shown(document), options["says"]):
        span = places.sentence_span(block, start)
        sentence = block.text[span[0] : span[1]]
        if block.kind not in _PROSE or sentence.endswith("?") or _SUPPOSED.search(block.text, span[0], start):
            continue
        if not _traceable(document, block, span, Source(start, end, ""), references.entries(document)):
            yield Hit(rule, *block.source_span(start, end), block.text[start:end], sentence)


_NEAR = 80
_PERCENT = ("%", "percent", "per cent")
_PERCENTAGE = expression(r"\b\d{1,3}(?:\.\d+)?\s?(?:%|per\s?cent\b)", re.IGNORECASE)


def _numbers(document: Document, rule: Rule) -> Iterator[Hit]:
    """Report a percentage of people helped, or of an effect, that has no source."""
    text = said.shown(document)
    outcomes, people, other = (_words(rule, option) for option in ("outcomes", "people", "other"))
    for block in (text.blocks[number] for number in sorted(text.holding(_PERCENT))):
        done = 0
        for match in _PERCENTAGE.finditer(block.text) if block.kind in _PROSE else ():
            if match.start() < done:
                continue
            span = places.sentence_span(block, match.start())
            done, sentence = span[1], block.text[span[0] : span[1]]
            # what the figure counts stands close to it
            near = block.text[max(match.start() - _NEAR, span[0]) : min(match.end() + _NEAR, span[1])]
            by = block.text[max(match.start() - 10, 0) : match.start()].lower()
            counted = by.rstrip().endswith(("by", "up to")) or said.holds(near, people)
            if not counted or not said.holds(near, outcomes) or said.holds(near, other):
                continue
            if not _traceable(document, block, span, Source(*match.span(), ""), references.entries(document)):
                yield Hit(rule, *block.source_span(*match.span()), match[0], sentence)


_NUMBERED = expression(r"(?<=[\w.,;)”\"’])\s?\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")


def _markers(document: Document, rule: Rule) -> Iterator[Hit]:
    """Report the first numbered reference of an article that has no list of references."""
    if "[" not in document.source or references.entries(document):
        return
    for block in said.shown(document).blocks:
        match = _NUMBERED.search(block.text) if block.kind in _PROSE else None
        if match and not any(link.start < match.end() and match.start() < link.end for link in block.links):
            start = match.end() - len(match[0].strip())
            sentence = places.sentence_of(block, match.start())
            yield Hit(rule, *block.source_span(start, match.end()), match[0].strip(), sentence)
            return


_RUN = {"unlinked": _unlinked, "vague": _vague, "numbers": _numbers, "markers": _markers}
