"""Tell whether a page sells although its operator informs, by the words of the list `seller-sign`."""

from __future__ import annotations

from functools import lru_cache

from .. import topics
from ..once import Same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..compiled import Compiled
    from ..model import Document
    from .context import Context, Hit

# who informs rather than sells, yet may sell on one page
_MAY_SELL = ("publisher", "charity")


def sign(document: Document, context: Context) -> str:
    """Return the words by which a page of somebody who informs sells all the same, empty for none."""
    return offer(document, context.rulebook) if context.settings.operator in _MAY_SELL else ""


def offer(document: Document, book: Compiled) -> str:
    """Return the first words by which a page sells, whoever publishes it; empty for none."""
    return _offer(Same(document), Same(book))


# several kinds of check ask about one article in turn
@lru_cache(maxsize=1)
def _offer(article: Same[Document], rulebook: Same[Compiled]) -> str:
    from ..language.matcher import longest, spans
    from .prose import Prose

    book, prose = rulebook.value, Prose.of(article.value)
    for start, end, numbers in prose.candidates(book, frozenset(("",))):
        if signs := [book.program(number) for number in numbers if not book.owners[number]]:
            sentence = prose.sentence(start, end)
            found = {span for program in signs for span in spans(program, sentence.tokens.lower)}
            if found:
                return sentence.words(min(longest(found)))
    return ""


def advises(document: Document, context: Context) -> bool:
    """Say whether readers may act on the article when they choose a treatment; a page that sells may be short."""
    subject = topics.subject(document, context.rulebook.data["topics"])
    if subject.advises(context.settings.operator):
        return True
    return subject.advises("clinic") and bool(sign(document, context))


def weighed(hits: Iterable[Hit], document: Document, context: Context) -> Iterator[Hit]:
    """Yield the hits; where the operator matters, a page that sells is judged as a clinic's."""
    for hit in hits:
        selling = sign(document, context) if hit.rule.operators else ""
        yield hit._replace(seller=selling) if selling else hit
