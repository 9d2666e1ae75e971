"""See an article as the page that its readers reach: its text, its title, what it is about, what they do not see."""

from __future__ import annotations

from functools import cached_property
from itertools import islice

from .. import places, said, topics
from ..model import Block
from . import seller
from .context import Hit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..model import Document, Rule
    from .context import Context


class Page:
    """An article with the text that its readers can reach, its title and headings, and its subject."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document, self.context = document, context
        self.text, self.titles = said.shown(document), said.titles(document)

    @cached_property
    def advises(self) -> bool:
        """Whether readers may act on the article when they choose a treatment."""
        return seller.advises(self.document, self.context)

    @cached_property
    def professional(self) -> bool:
        """Whether the article is written for clinicians or researchers."""
        return topics.subject(self.document, self.context.rulebook.data["topics"]).professional

    @cached_property
    def visible(self) -> said.Text:
        """What every reader passes: no footer, nothing that must be opened."""
        if all(block.visibility == "visible" for block in self.text.blocks):
            return self.text
        return said.text(block for block in self.text.blocks if block.visibility == "visible")

    def unseen(self) -> Iterator[tuple[said.Text, str]]:
        """Yield the parts of the source that few or no readers see, and what they are."""
        away = [block for block in self.text.blocks if block.visibility != "visible"]
        yield said.text(block for block in away if block.visibility == "footer"), "the footer"
        yield said.text(block for block in away if block.visibility != "footer"), "a part that readers must open"
        yield said.text(Block("paragraph", one.text, ()) for one in self.document.comments), "a comment"
        for kind, where in (("alternative-text", "the alternative text of an image"), ("metadata", "the metadata")):
            yield said.text(block for block in self.document.blocks if block.kind == kind), where

    @cached_property
    def _places(self) -> dict[int, tuple[int, int]]:
        """For each block, by its identity, its number and the words that readers pass before it."""
        places, count = {}, 0
        for number, (block, lower) in enumerate(zip(self.text.blocks, self.text.lowers, strict=True)):
            places[id(block)] = number, count
            count += len(lower.split())
        return places

    def number(self, saying: said.Saying) -> int:
        """Return the number of the block that holds a place."""
        return self._places[id(saying.block)][0]

    def words_before(self, saying: said.Saying) -> int:
        """Count the words that readers pass before they come to a place."""
        number, count = self._places[id(saying.block)]
        return count + len(self.text.lowers[number][: saying.start].split())

    def distance(self, one: said.Saying, other: said.Saying) -> int:
        """Count the words between two places."""
        return abs(self.words_before(one) - self.words_before(other))

    def missing(self, rule: Rule, missing: str) -> Hit:
        """Report what the article lacks."""
        start, end, quote = places.home(self.document)
        return Hit(rule, start, end, quote, quote, fields={"missing": missing})

    def there(self, rule: Rule, saying: said.Saying) -> Hit:
        """Report a place."""
        block, start, end = saying
        return Hit(rule, *block.source_span(start, end), block.text[start:end], places.sentence_of(block, start))

    def concerns(self, when: Any) -> bool:
        """Say whether `when` describes the article; every key in it must hold.

        jurisdictions: [codes]    the configuration names one of these
        readers: public           it is not written for clinicians or researchers
        titled: [phrases]         one stands in the title or a heading
        mentions: [phrases]       one stands in the title or a heading, or `least` of them stand in the text
        beside: [phrases]         one of these stands in one block with one of `mentions`
        about: treatment          the article gives advice on treatment
        says: [phrase patterns]   it says one of these
        """
        if "jurisdictions" in when and not {*when["jurisdictions"]} & {*self.context.settings.jurisdictions}:
            return False
        if when.get("readers") == "public" and self.professional:
            return False
        if when.get("about") == "treatment" and not self.advises:
            return False
        if "titled" in when and not any(said.mentions(self.titles, tuple(when["titled"]))):
            return False
        if "says" in when and not any(said.find(self.text, when["says"])):
            return False
        return "mentions" not in when or self._mentions(when)

    def _mentions(self, when: Any) -> bool:
        phrases = tuple(when["mentions"])
        if "beside" in when:
            return said.together(self.text, phrases, tuple(when["beside"]))
        if any(said.mentions(self.titles, phrases)):
            return True
        least = int(when.get("least", 1))
        return len(list(islice(said.mentions(self.text, phrases), least))) == least
