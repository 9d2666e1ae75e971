"""Guess who publishes a site by the words with which its pages sell."""

from __future__ import annotations

import re
from collections import Counter

from ..checks.prose import Prose
from ..language.matcher import longest, spans
from ..values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..compiled import Compiled
    from ..model import Document

_TRADES = {
    "clinic": r"\bour (?:clinics?|surgeons|doctors|consultants|practitioners|nurses|hospital)\b|\bbook (?:a|an|your) "
    r"(?:consultation|appointment|treatment|session)\b|\bat our (?:clinic|centre|center)\b",
    "brand": r"\badd to (?:cart|basket|bag)\b|\bfree (?:shipping|delivery)\b|\bmoney-back\b|\bper bottle\b"
    r"|\bbuy (?:now|online)\b|\b(?:shop|order) now\b",
    "pharmacy": r"\bour (?:pharmacy|pharmacies|pharmacists?)\b|\bcollect your prescription\b|\bonline pharmacy\b",
    "practitioner": r"\bmy (?:clinic|practice|patients|clients)\b|\bbook (?:a|your) \w+ with me\b",
}
_TRADE = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _TRADES.items()}
_CHARITY = re.compile(r"\bregistered charity\b|\bcharity (?:no|number|registration)\b|\b501\(c\)\(3\)", re.IGNORECASE)
_STATE = re.compile(r"(?:^|\.)(?:gov(?:\.[a-z]{2})?|go\.th|gc\.ca|nhs\.uk|mil)\Z")
# of the pages of a site that sells, of a part that sells, and of a site that does not although one page may
_SELLS, _PART_SELLS, _ELSEWHERE = 0.2, 0.6, 0.1
_LONGEST_QUOTE = 50


class Page(NamedTuple):
    """An article, the part of the site that it stands in, the words by which it sells (empty for none), its trade.

    `charity` says that it speaks of a registered charity, which need not be the publisher.
    """

    path: str
    part: str
    sells: str
    trade: str
    charity: bool


class Guess(NamedTuple):
    """An operator, and why; `parts` are folders with another operator than the rest."""

    operator: str
    because: str
    parts: tuple[tuple[str, str], ...] = ()


def page(document: Document, part: str, book: Compiled) -> Page:
    """Look for words that sell in an article."""
    text = "\n".join(block.text for block in document.blocks)
    trades = Counter({name: len(pattern.findall(text)) for name, pattern in _TRADE.items()})
    trade, count = trades.most_common(1)[0]
    return Page(document.path, part, _sells(document, book), trade if count else "", bool(_CHARITY.search(text)))


def _sells(document: Document, book: Compiled) -> str:
    """Return the first words that say that the page sells, as the rules on claims see them."""
    prose, scanner = Prose.of(document), book.scanner_for(frozenset(("",)))
    for start, end, numbers in scanner.candidates(prose.plain, prose.sentence_at):
        sentence = prose.sentence(start, end)
        found = {span for number in numbers for span in spans(book.program(number), sentence.tokens.lower)}
        if found:
            return " ".join(sentence.words(min(longest(found))).split())[:_LONGEST_QUOTE]
    return ""


def guess(pages: Sequence[Page], host: str, settings: str) -> Guess:
    """Weigh the pages; `host` is the address of the site, and `settings` the text of its settings and templates."""
    if _STATE.search(host):
        return Guess("government", f"the address is {host}")
    if _CHARITY.search(settings) or sum(one.charity for one in pages) > _SELLS * len(pages) + 1:
        return Guess("charity", "the site says that it is a registered charity")
    sellers = [one for one in pages if one.sells]
    if not sellers:
        return Guess("publisher", "no article sells" if pages else "there is no article yet")
    told = f"{len(sellers)} of {len(pages)} articles sell, for example “{sellers[0].sells}” in {sellers[0].path}"
    if len(sellers) >= _SELLS * len(pages):
        return Guess(_trade(sellers), told)
    parts = _parts(pages)
    if parts:
        return Guess("publisher", f"only {told}, nearly all in {' and '.join(part for part, _ in parts)}", parts)
    return Guess("publisher", f"only {told}; caveat holds these to what sellers are held to by itself")


def _parts(pages: Sequence[Page]) -> tuple[tuple[str, str], ...]:
    """Return the folders that sell where the rest does not, each with its operator."""
    groups: dict[str, list[Page]] = {}
    for one in pages:
        groups.setdefault(one.part, []).append(one)
    selling = [part for part, some in groups.items() if part and _share(some) >= _PART_SELLS]
    rest = [one for one in pages if one.part not in selling]
    if not selling or not rest or _share(rest) > _ELSEWHERE:
        return ()
    return tuple((part, _trade(groups[part])) for part in sorted(selling))


def _share(pages: Sequence[Page]) -> float:
    return sum(bool(one.sells) for one in pages) / len(pages)


def _trade(pages: Iterable[Page]) -> str:
    """Return the commonest trade; a clinic is held to most."""
    trades = Counter(one.trade for one in pages if one.trade)
    return trades.most_common(1)[0][0] if trades else "clinic"
