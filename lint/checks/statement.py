"""Check that an article says what it must: a disclaimer, a mandated wording, a status, a number to call."""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from .. import places, said, topics
from ..expressions import expression
from .context import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Document, Rule
    from .context import Context

TESTS: dict[str, tuple[str, ...]] = {
    "said": ("when", "says"),
    "unsaid": ("when", "says"),
    "hidden": ("when", "says"),
    "wording": ("when", "trace", "texts"),
    "number": ("when", "numbers", "instead"),
    "label": ("targets", "signs", "says"),
}


class Page:
    """An article with the text that its readers can reach, its title and headings, and its subject."""

    def __init__(self, document: Document, context: Context) -> None:
        self.document, self.context = document, context
        self.text, self.titles = said.shown(document), said.titles(document)

    @cached_property
    def advises(self) -> bool:
        """Whether readers may act on the article when they choose a treatment."""
        subject = topics.subject(self.document, self.context.rulebook.data["topics"])
        return subject.advises(self.context.settings.operator)


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on statements that an article of its topic owes its readers."""
    page = Page(document, context)
    for rule in rules:
        yield from _RUN[str(rule.options["test"])](page, rule)


def _said(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report which of the statements in `says` an article lacks that `when` describes."""
    options: Any = rule.options
    if _concerns(page, options["when"]):
        missing = [one["what"] for one in options["says"] if not any(said.find(page.text, one["patterns"]))]
        if missing:
            yield _missing(page, rule, " nor ".join(missing))


def _missing(page: Page, rule: Rule, missing: str) -> Hit:
    start, end, quote = places.home(page.document)
    return Hit(rule, start, end, quote, quote, fields={"missing": missing})


def _unsaid(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report each block that says what an article must not say."""
    options: Any = rule.options
    longest: dict[int, said.Saying] = {}
    for saying in said.find(page.text, options["says"]):
        best = longest.setdefault(id(saying.block), saying)
        if saying.end - saying.start > best.end - best.start:
            longest[id(saying.block)] = saying
    if longest and _concerns(page, options["when"]):
        yield from (_there(rule, saying) for saying in longest.values())


def _there(rule: Rule, saying: said.Saying) -> Hit:
    block, start, end = saying
    return Hit(rule, *block.source_span(start, end), block.text[start:end], places.sentence_of(block, start))


def _hidden(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a statement that stands in a collapsed block or the footer and nowhere that every reader sees it."""
    options: Any = rule.options
    away = said.text(block for block in page.text.blocks if block.visibility != "visible")
    if not away.blocks or not _concerns(page, options["when"]):
        return
    shown = said.text(block for block in page.text.blocks if block.visibility == "visible")
    if not any(said.find(shown, options["says"])):
        for saying in said.find(away, options["says"]):
            yield _there(rule, saying)
            break


def _wording(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a mandated wording that is absent, or the first words in which the article departs from it."""
    options: Any = rule.options
    texts = [_plain(text) for text in options["texts"]]
    near = list(said.mentions(page.text, tuple(options["trace"])))
    if any(text in _plain(saying.block.text) for saying in near for text in texts):
        return
    if not _concerns(page, options["when"]):
        return
    if not near:
        yield _missing(page, rule, f"the wording that the law prescribes is missing: “{options['texts'][0]}”")
        return
    block = near[0].block
    start, end = places.sentence_span(block, near[0].start)
    quote = block.text[start:end]
    departs = _departure(_plain(block.text[start:]), texts)
    yield Hit(rule, *block.source_span(start, end), quote, quote, fields={"missing": departs})


_SPACE = expression(r"[\s\u00a0]+")


def _plain(text: str) -> str:
    """Put a wording in a form that typography does not change."""
    return _SPACE.sub(" ", text.replace("’", "'").replace("*", "")).strip().lower()


def _departure(found: str, texts: Sequence[str]) -> str:
    """Say where a wording leaves the prescribed one that it is closest to."""
    words = found.split()
    best, agreed = "", -1
    for text in texts:
        expected = text.split()
        same = next((i for i, (a, b) in enumerate(zip(words, expected, strict=False)) if a != b), len(words))
        if agreed < same < len(expected):
            agreed = same
            has = words[same] if same < len(words) else "nothing"
            best = f"the prescribed wording is changed: it has “{has}” where “{expected[same]}” belongs"
    return best


def _number(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report an article that must give a number to call and gives none that works where its readers live."""
    options: Any = rule.options
    if not _concerns(page, options["when"]):
        return
    table = options["numbers"]
    named = [place for place in page.context.settings.jurisdictions if place in table]
    own = {str(number) for place in named or table for number in table[place]}
    given = set(_numbers(page.text, {str(number) for numbers in table.values() for number in numbers}))
    if given & own or (not given and any(said.find(page.text, options["instead"]))):
        return
    wanted = ", ".join(f"{place.upper()} {table[place][0]}" for place in named or table)
    wrong = f"gives {', '.join(sorted(given))}, which does not work for its readers"
    yield _missing(page, rule, f"{wrong if given else 'gives no number to call'} ({wanted})")


def _numbers(text: said.Text, known: set[str]) -> Iterator[str]:
    """Yield the known numbers that stand in the text or behind its telephone links."""
    for block, start, end in said.mentions(text, tuple(sorted(known, key=len, reverse=True))):
        yield _SPACE.sub(" ", block.text[start:end].replace("-", " "))
    for block in text.blocks:
        for link in block.links:
            if link.target.startswith("tel:"):
                yield from (number for number in known if number.replace(" ", "") in link.target)


def _label(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report the first paid link or sign of sponsorship on a page that is not labelled as advertising."""
    options: Any = rule.options
    sign = _paid_link(page.text, tuple(options["targets"])) or next(said.find(page.text, options["signs"]), None)
    if sign and not any(said.find(page.text, options["says"])):
        yield _there(rule, sign)


def _paid_link(text: said.Text, targets: tuple[str, ...]) -> said.Saying | None:
    for block in text.blocks:
        for link in block.links:
            if any(part in link.target for part in targets):
                return said.Saying(block, link.start, link.end)
    return None


def _concerns(page: Page, when: Any) -> bool:
    """Say whether `when` describes the article; every key in it must hold.

    jurisdictions: [codes]    the configuration names one of these
    titled: [phrases]         one stands in the title or a heading
    mentions: [phrases]       one stands in the title or a heading, or `least` of them stand in the text
    beside: [phrases]         one of these stands in one block with one of `mentions`
    about: treatment          the article gives advice on treatment
    says: [phrase patterns]   it says one of these
    """
    if "jurisdictions" in when and not {*when["jurisdictions"]} & {*page.context.settings.jurisdictions}:
        return False
    if when.get("about") == "treatment" and not page.advises:
        return False
    if "titled" in when and not any(said.mentions(page.titles, tuple(when["titled"]))):
        return False
    if "says" in when and not any(said.find(page.text, when["says"])):
        return False
    return "mentions" not in when or _mentions(page, when)


def _mentions(page: Page, when: Any) -> bool:
    phrases = tuple(when["mentions"])
    if "beside" in when:
        return said.together(page.text, phrases, tuple(when["beside"]))
    if any(said.mentions(page.titles, phrases)):
        return True
    return len(list(islice(said.mentions(page.text, phrases), int(when.get("least", 1))))) == int(when.get("least", 1))


_RUN = {
    "said": _said,
    "unsaid": _unsaid,
    "hidden": _hidden,
    "wording": _wording,
    "number": _number,
    "label": _label,
}
