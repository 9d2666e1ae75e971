"""Check that an article says what it must: a disclaimer, a mandated wording, a status, a number to call."""

from __future__ import annotations

from .. import said
from ..model import Severity
from . import mandated, seller
from .page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ..model import Document, Rule
    from .context import Context, Hit

TESTS: dict[str, tuple[str, ...]] = {
    "said": ("when", "says", "visible", "near"),
    "unsaid": ("when", "says"),
    "hidden": ("when", "says"),
    "beside": ("when", "says", "signs", "offers"),
    "number": ("when", "numbers", "instead", "unverified", "visible", "near"),
    "label": ("targets", "signs", "says"),
    **mandated.TESTS,
}


def check(document: Document, rules: Sequence[Rule], context: Context) -> Iterator[Hit]:
    """Apply the rules on statements that an article of its topic owes its readers."""
    page = Page(document, context)
    for rule in rules:
        yield from seller.weighed(_RUN[str(rule.options["test"])](page, rule), document, context)


def _said(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report which of the statements in `says` an article lacks that `when` describes.

    With `visible`, a statement in the footer or a collapsed part does not count; with `near`, it may stand at most so
    many words from what `when` says.
    """
    options: Any = rule.options
    if not page.concerns(options["when"]):
        return
    seen = page.visible if options.get("visible") else page.text
    missing = [one for one in options["says"] if not any(said.find(seen, one["patterns"]))]
    if missing and not _from_template(page, rule, seen):
        yield page.missing(rule, " nor ".join(f"{one['what']}{_elsewhere(page, one['patterns'])}" for one in missing))
    elif not missing and "near" in options:
        yield from _far(page, rule)


def _from_template(page: Page, rule: Rule, seen: said.Text) -> bool:
    """Tell whether the article says what a template of any language has for the rule; the patterns are English."""
    templates: Any = page.context.rulebook.data.get("templates", {})
    held = (one["statements"].get(rule.id, {}).get("says", ()) for one in templates.values())
    return any(says and all(sentence.lower() in seen.lower for sentence in says) for says in held)


def _elsewhere(page: Page, patterns: Any) -> str:
    """Tell where readers do not see what the article says: in the footer, a comment, an image."""
    for text, where in page.unseen():
        if any(said.find(text, patterns)):
            return f" (it stands only in {where})"
    return ""


def _far(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a statement that stands too far from the first place that it qualifies."""
    options: Any = rule.options
    place = next(said.find(page.text, options["when"]["says"]), None)
    found = [one for entry in options["says"] for one in said.find(page.text, entry["patterns"])]
    if not place or not found:
        return
    away = min(page.distance(place, one) for one in found)
    if away > int(options["near"]):
        fields = {"missing": f"{options['says'][0]['what']} until {away} words away from the dose"}
        yield page.there(rule, place)._replace(fields=fields, cap=Severity.INFO)


def _unsaid(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report each block that says what an article must not say."""
    options: Any = rule.options
    longest: dict[int, said.Saying] = {}
    for saying in said.find(page.text, options["says"]):
        best = longest.setdefault(id(saying.block), saying)
        if saying.end - saying.start > best.end - best.start:
            longest[id(saying.block)] = saying
    if longest and page.concerns(options["when"]):
        yield from (page.there(rule, saying) for saying in longest.values())


def _beside(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report an offer, or the dose of one person, on a page that says (`says`) that it gives no advice."""
    options: Any = rule.options
    if not page.concerns(options["when"]):
        return
    sign = next(said.find(page.text, options["signs"]), None)
    words = seller.offer(page.document, page.context.rulebook) if sign is None and options.get("offers") else ""
    if not sign and not words:
        return
    disclaimer = next(said.find(page.text, options["says"]), None)
    if disclaimer:
        offer = sign.block.text[sign.start : sign.end] if sign else words
        yield page.there(rule, disclaimer)._replace(fields={"offer": offer}, cap=None if sign else Severity.INFO)


def _hidden(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a statement that stands in a collapsed block or the footer and nowhere that every reader sees it."""
    options: Any = rule.options
    away = said.text(block for block in page.text.blocks if block.visibility != "visible")
    if not away.blocks or not page.concerns(options["when"]):
        return
    if not any(said.find(page.visible, options["says"])):
        for saying in said.find(away, options["says"]):
            yield page.there(rule, saying)
            break


def _number(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report an article that must give a number to call and gives none that works where its readers live.

    With `visible`, one in the footer does not count; with `near`, it must come within so many words.
    """
    options: Any = rule.options
    if not page.concerns(options["when"]):
        return
    table = options["numbers"]
    named = [place for place in page.context.settings.jurisdictions if place in table]
    own = {str(number) for place in named or table for number in table[place]}
    known = {str(number) for numbers in table.values() for number in numbers}
    seen = page.visible if options.get("visible") else page.text
    given = dict(reversed(list(_numbers(seen, known))))
    helps = [given[number] for number in given.keys() & own]
    if not given or not helps:
        helps += [one for one in said.find(seen, options["instead"]) if not given]
    if helps:
        before = min(map(page.words_before, helps))
        if before > int(options.get("near", before)):
            yield page.missing(rule, f"gives a number to call only after {before} words")._replace(cap=Severity.WARNING)
        return
    wanted = ", ".join(f"{place.upper()} {table[place][0]}" for place in named or table)
    if {*named} & {*options.get("unverified", ())}:
        wanted += ", to be verified"
    away = seen is not page.text and {number for number, _ in _numbers(page.text, known)} & own
    wrong = f"gives {', '.join(sorted(given))}, which does not work for its readers"
    none = (
        "gives the number to call only in the footer or a part that readers must open"
        if away
        else "gives no number to call"
    )
    yield page.missing(rule, f"{wrong if given else none} ({wanted})")


def _numbers(text: said.Text, known: set[str]) -> Iterator[tuple[str, said.Saying]]:
    """Yield the known numbers that stand in the text or behind its telephone links, and where."""
    for saying in said.mentions(text, tuple(sorted(known, key=len, reverse=True))):
        yield mandated.SPACE.sub(" ", saying.block.text[saying.start : saying.end].replace("-", " ")), saying
    for block in text.blocks:
        for link in block.links:
            if link.target.startswith("tel:"):
                for number in known:
                    if number.replace(" ", "") in link.target:
                        yield number, said.Saying(block, link.start, link.end)


def _label(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report the first paid link or sign of sponsorship on a page that is not labelled as advertising, or unseen."""
    options: Any = rule.options
    sign = _paid_link(page.text, tuple(options["targets"])) or next(said.find(page.text, options["signs"]), None)
    if sign and not any(said.find(page.visible, options["says"])):
        label = any(said.find(page.text, options["says"]))
        told = "says so only in the footer or a part that readers must open" if label else "does not say so"
        yield page.there(rule, sign)._replace(fields={"says": told})


def _paid_link(text: said.Text, targets: tuple[str, ...]) -> said.Saying | None:
    for block in text.blocks:
        for link in block.links:
            if any(part in link.target for part in targets):
                return said.Saying(block, link.start, link.end)
    return None


_RUN = {
    "said": _said,
    "unsaid": _unsaid,
    "hidden": _hidden,
    "beside": _beside,
    "number": _number,
    "label": _label,
    **mandated.RUN,
}
