"""Insert a statement that an article lacks: a disclaimer, a wording that the law prescribes, a number to call."""

from __future__ import annotations

from .. import places, said
from . import placing, templates
from .edits import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..model import Block, Rule
    from .edits import Article
    from .placing import Written

_ONE, _SEVERAL = 0, -1
_SHOPS = ("brand", "pharmacy")


def missing(article: Article) -> Iterator[Edit]:
    """Insert what the findings of statement rules miss, where there is a template in the article's language.

    A wording that the law prescribes is in the rule, and in the language of the law.
    """
    missed = {finding.rule for finding in article.findings}
    rules = [rule for rule in article.rulebook.rules if rule.id in missed and rule.kind == "statement"]
    if not rules:
        return
    _, known = templates.statements(article.document, article.rulebook.data.get("templates", {}))
    for rule in rules:
        if rule.options["test"] == "wording":
            yield from _prescribed(article, rule)
        elif rule.options["test"] == "said" and "says" in known.get(rule.id, {}):
            yield from _said(article, rule, known[rule.id]["says"])
        elif rule.options["test"] == "number" and "number" in known.get(rule.id, {}):
            yield from _number(article, rule, known[rule.id])


def _said(article: Article, rule: Rule, sentences: Iterable[str]) -> Iterator[Edit]:
    """Insert those sentences of a template whose statement is missing, beside what they qualify or at the end."""
    options: Any = rule.options
    text, shown = said.shown(article.document), _shown(article)
    pairs = zip(options["says"], sentences, strict=False)
    seen = shown if options.get("visible") else text
    wording = " ".join(sentence for one, sentence in pairs if not any(said.find(seen, one["patterns"])))
    first = next(said.find(shown, options["when"].get("says", ())), None)
    if first:
        found = placing.behind(article.document, first.block, wording)
    else:
        found = placing.at_end(article.document, wording)
    yield from _inserted(article, rule, wording, found)


def _prescribed(article: Article, rule: Rule) -> Iterator[Edit]:
    """Insert the wording of the law in bold behind the last claim that it belongs to; one that departs is not touched.

    Only on a page that is about the product, or a shop's: a law's words amid an article that mentions one are wrong.
    Where the rule knows a plural, its last text is for several claims, else each text says the same.
    """
    options: Any = rule.options
    mentions = tuple(options["when"].get("mentions", ()))
    sells = article.settings.operator in _SHOPS or any(said.mentions(said.titles(article.document), mentions))
    if not sells or any(said.mentions(said.shown(article.document), tuple(options["trace"]))):
        return
    claims = list(_claims(_shown(article), mentions, tuple(options["when"].get("beside", ()))))
    wording = str(options["texts"][_SEVERAL if "plural" in options and len(claims) > 1 else _ONE])
    if claims:
        found = placing.behind(article.document, claims[-1], wording, bold=True)
        yield from _inserted(article, rule, wording, found)


def _shown(article: Article) -> said.Text:
    """Prepare what every reader of an article passes."""
    return said.text(block for block in said.shown(article.document).blocks if block.visibility == "visible")


def _claims(text: said.Text, mentions: tuple[str, ...], beside: tuple[str, ...]) -> Iterator[Block]:
    """Yield each block with a sentence that speaks of the product, and says of it what the rule is about."""
    last = None
    for saying in said.mentions(text, mentions):
        told = not beside or said.holds(places.sentence_of(saying.block, saying.start), beside)
        if told and saying.block is not last:
            last = saying.block
            yield last


def _number(article: Article, rule: Rule, template: Any) -> Iterator[Edit]:
    """Insert the numbers to call where the article is read: an emergency first, a helpline at the end.

    A number that nobody has verified is not printed.
    """
    options: Any = rule.options
    table, doubtful = options["numbers"], options.get("unverified", ())
    named = [place for place in article.settings.jurisdictions if place in table and place not in doubtful]
    numbers = [f"{table[place][0]} ({place.upper()})" if len(named) > 1 else table[place][0] for place in named]
    wording = template["number"].replace("{number}", ", ".join(numbers)) if numbers else template["instead"]
    placed = placing.at_start if "titled" in options["when"] else placing.at_end
    yield from _inserted(article, rule, wording, placed(article.document, wording))


def _inserted(article: Article, rule: Rule, wording: str, found: Iterable[Written]) -> Iterator[Edit]:
    """Make the edit for the first place, the others in reserve; what stands in the article is not written again."""
    held = " ".join(" ".join(block.text.split()) for block in said.shown(article.document).blocks)
    if not wording or wording in held:
        return
    edits = [Edit(at, at, text, rule.id, f"inserted “{wording}”", wording) for at, text in found]
    if edits:
        yield edits[0]._replace(otherwise=tuple(edits[1:]))
