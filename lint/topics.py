"""Tell what an article is about, by the words of its title, headings and text."""

from __future__ import annotations

import re
from functools import lru_cache

from . import said
from .expressions import expression
from .model import SELLERS
from .once import Same
from .places import title
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .model import Document, Fact

# fewer words are a teaser or a stub, not an article; whoever sells answers for short pages too
_LEAST_WORDS = 250
_LEAST_WORDS_OF_SELLER = 25
# a topic holds by the text where its words stand there so often, and once in so many words
_IN_TEXT = 3
_TOPIC_DENSITY = 150
_TREATMENT_IN_TEXT = 5
_TREATMENT_DENSITY = 60
_NEWS = frozenset(
    [
        "news",
        "opinion",
        "press",
        "press-release",
        "editorial",
        "event",
        "events",
        "blog-news",
        "newsarticle",
        "opinionnewsarticle",
    ]
)
_NEWS_KEYS = frozenset(("type", "@type", "category", "categories", "section", "content_type", "contenttype", "kind"))
_OTHER_PAGES = expression(
    r"\s*(?:opinion\b|(?:about|contact)(?: us)?\s*$|privacy\b|cookies?\b|terms\b|careers?\b|vacanc"
    r"|our (?:team|clinics?)\b|meet (?:the|our)|press release|obituary|book (?:an|your) appointment)",
    re.IGNORECASE,
)


class Subject(NamedTuple):
    """What an article is about: its topics, its number of words, whether it is on treatment, also by title, or news.

    `professional` says that it is written for clinicians or researchers.
    """

    topics: tuple[str, ...]
    words: int
    treatment: bool
    titled: bool
    news: bool
    professional: bool = False

    def advises(self, operator: str) -> bool:
        """Say whether readers may act on the article when they choose a treatment."""
        least = _LEAST_WORDS_OF_SELLER if operator in SELLERS else _LEAST_WORDS
        return self.treatment and not self.news and self.words >= least


def subject(document: Document, table: Mapping[str, Mapping[str, Any]]) -> Subject:
    """Tell the subject of `document` by the topics' `words` in `table`, as rules/topics.yaml holds it."""
    return _subject(Same(document), Same(table))


# several kinds of check ask about one article in turn
@lru_cache(maxsize=1)
def _subject(article: Same[Document], table: Same[Mapping[str, Mapping[str, Any]]]) -> Subject:
    document = article.value
    heads = said.titles(document)
    if not heads.blocks:
        heads = said.text(document.blocks[:1])
    body = said.shown(document)
    in_heads, in_body = _counts(heads, table), _counts(body, table)
    topics = [
        name
        for name, topic in table.value.items()
        if name in in_heads or in_body.get(name, 0) >= _least(topic, body.length)
    ]
    treats = [name for name, topic in table.value.items() if topic.get("treatment") in (True, "true")]
    treated_head, treated = any(name in in_heads for name in treats), sum(in_body.get(name, 0) for name in treats)
    count = body.length
    treatment = (treated_head and treated >= 2) or treated >= max(_TREATMENT_IN_TEXT, count // _TREATMENT_DENSITY)
    titled = title(document)
    first = titled.text if titled else document.blocks[0].text if document.blocks else ""
    news, professional = _is_news(first, document.facts), _is_professional(first, document.facts)
    return Subject(tuple(topics), count, treatment, treated_head, news, professional)


def _least(topic: Mapping[str, Any], words: int) -> float:
    """Return how often a topic's words must stand in a text of so many words to make it the text's topic."""
    if topic.get("titled") in (True, "true"):
        return float("inf")
    return max(int(topic.get("least", _IN_TEXT)), words // _TOPIC_DENSITY)


def _counts(text: said.Text, table: Same[Mapping[str, Mapping[str, Any]]]) -> dict[str, int]:
    """Count the words of each topic that stand in the text."""
    homes = _homes(table)
    counts: dict[str, int] = {}
    for word in homes.keys() & text.words.keys():
        for term, name in homes[word]:
            times = text.words[term] if term == word else text.lower.count(term)
            if times:
                counts[name] = counts.get(name, 0) + times
    return counts


@lru_cache(maxsize=4)
def _homes(table: Same[Mapping[str, Mapping[str, Any]]]) -> dict[str, list[tuple[str, str]]]:
    """List for each first word the terms that it begins, with their topics."""
    homes: dict[str, list[tuple[str, str]]] = {}
    for name, topic in table.value.items():
        for term in topic.get("words", ()):
            homes.setdefault(said.head(term), []).append((term, name))
    return homes


def _is_news(title: str, facts: Sequence[Fact]) -> bool:
    """Say whether the page is news, opinion or no article at all (contact, privacy, careers)."""
    if _OTHER_PAGES.match(title):
        return True
    return any(fact.value.lower() in _NEWS for fact in facts if fact.path and fact.path[0].lower() in _NEWS_KEYS)


_AUDIENCES = frozenset(("medicalaudience", "audience", "audiencetype"))
_PROFESSIONALS = expression(
    r"\b(?:clinicians?|medicalresearchers?|(?:health|health ?care|medical) ?professionals?|physicians|researchers)\b",
    re.IGNORECASE,
)
_FOR_PROFESSIONALS = expression(rf"\bfor\s(?:\w+\s){{0,2}}{_PROFESSIONALS.pattern}", re.IGNORECASE)
_PUBLIC = expression(r"\b(?:patients?|public|consumers?)\b", re.IGNORECASE)


def _is_professional(title: str, facts: Sequence[Fact]) -> bool:
    """Say whether the page's metadata or its title calls for clinicians or researchers, and for no patients."""
    stated = " ".join(
        fact.value for fact in facts if {part.replace("_", "").lower() for part in fact.path} & _AUDIENCES
    )
    if stated:
        return bool(_PROFESSIONALS.search(stated)) and not _PUBLIC.search(stated)
    return bool(_FOR_PROFESSIONALS.search(title))


def limits(
    topics: Sequence[str], table: Mapping[str, Mapping[str, Any]], own: Mapping[str, int] | None
) -> tuple[str, int, int]:
    """Return the strictest topic and after how many months its review is due, and overdue.

    A month count that the configuration sets for a topic (`own`) replaces the first of `months`; from due to overdue it
    is as long as in the table.
    """
    own = own or {}
    found = []
    for name in topics or ("default",):
        due, overdue = _months(table.get(name, {}))
        limit = own.get(name, due)
        found.append((limit, limit + overdue - due, name))
    due, overdue, name = min(found)
    return name, due, overdue


def _months(topic: Mapping[str, Any]) -> tuple[int, int]:
    due, overdue = topic.get("months", (24, 36))
    return int(due), int(overdue)
