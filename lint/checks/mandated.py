"""Hold the wordings that a law prescribes against those of an article, word by word."""

from __future__ import annotations

from .. import places, said
from ..expressions import expression
from ..model import Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from difflib import SequenceMatcher
    from typing import Any

    from ..model import Rule
    from .context import Hit
    from .page import Page

TESTS: dict[str, tuple[str, ...]] = {
    "wording": ("when", "trace", "texts", "link", "plural"),
    "misplaced": ("trace", "unless"),
}

SPACE = expression(r"[\s\u00a0]+")
_SYMBOLS = ("*", "†", "‡", "§", "¹", "^")
_WORDS = expression(r"[^\W_]+(?:['-][^\W_]+)*")


def _plain(text: str) -> str:
    """Put a wording in a form that typography does not change."""
    return SPACE.sub(" ", text.replace("’", "'").translate(dict.fromkeys(map(ord, "*†‡§¹^")))).strip().lower()


def _bare(text: str) -> str:
    """Leave of a wording its words alone."""
    return " ".join(_WORDS.findall(_plain(text)))


def _wording(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a mandated wording that is absent, departs from the prescribed words, or stands apart from its claim."""
    options: Any = rule.options
    if not page.concerns(options["when"]):
        return
    near = list(said.mentions(page.text, tuple(options["trace"])))
    if not near:
        yield page.missing(rule, f"the wording that the law prescribes is missing: “{options['texts'][0]}”")
        return
    texts = list(map(str, options["texts"]))
    for saying in near:
        whole = _whole(page, saying)
        if any(_plain(text) in _plain(whole) for text in texts):
            yield from _apart(page, rule, saying)
            return
    for saying in near:
        if any(_bare(text) in _bare(_whole(page, saying)) for text in texts):
            told = "the prescribed wording has other signs: it reads “" + _closest(saying.block.text, texts) + "”"
            yield _at_sentence(page, rule, near[0], told)._replace(cap=Severity.INFO)
            return
    start, _ = places.sentence_span(near[0].block, near[0].start)
    told = _departure(near[0].block.text[start:], texts)
    yield _at_sentence(page, rule, near[0], told)._replace(cap=Severity.WARNING)


def _whole(page: Page, saying: said.Saying) -> str:
    """Return the block of a place and the next one: a wording may be cut into two paragraphs."""
    at = page.number(saying)
    return " ".join(block.text for block in page.text.blocks[at : at + 2])


def _at_sentence(page: Page, rule: Rule, saying: said.Saying, told: str) -> Hit:
    start, end = places.sentence_span(saying.block, saying.start)
    return page.there(rule, said.Saying(saying.block, start, end))._replace(fields={"missing": told})


def _matcher(found: Sequence[str], expected: Sequence[str]) -> SequenceMatcher[str]:
    # imported here: few pages bear a prescribed wording
    from difflib import SequenceMatcher

    return SequenceMatcher(None, found, expected, autojunk=False)


def _closest(found: str, texts: Sequence[str]) -> str:
    return max(texts, key=lambda text: _matcher(_bare(found).split(), _bare(text).split()).ratio())


def _departure(found: str, texts: Sequence[str]) -> str:
    """Tell every difference of a wording from the prescribed one that it is closest to."""
    expected, words = _bare(_closest(found, texts)).split(), _bare(found).split()
    steps = _matcher(words, expected).get_opcodes()
    # what follows the wording is no part of it
    while steps and steps[-1][0] == "delete":
        steps.pop()
    told = []
    for kind, a, b, c, d in steps:
        has, wants = " ".join(words[a:b][:8]), " ".join(expected[c:d])
        if kind == "replace":
            told.append(f"“{has}” stands where “{wants}” belongs")
        elif kind == "insert":
            told.append(f"“{wants}” is missing")
        elif kind == "delete":
            told.append(f"“{has}” is added")
    return "the prescribed wording is changed: " + ", ".join(told)


def _apart(page: Page, rule: Rule, saying: said.Saying) -> Iterator[Hit]:
    """Report a claim (`link`: its words) that neither stands beside the wording nor is linked to it by a symbol."""
    options: Any = rule.options
    if "link" not in options:
        return
    blocks = page.text.blocks
    home = page.number(saying)
    own, claims = tuple(options["when"]["mentions"]), tuple(options["link"])
    made = [
        index
        for index, block in enumerate(blocks)
        if index != home and said.holds(block.text, own) and said.holds(block.text, claims)
    ]
    linked = any(symbol in saying.block.text for symbol in _SYMBOLS)
    for index in made:
        marked = any(symbol in blocks[index].text for symbol in _SYMBOLS)
        if abs(index - home) > 1 and not (linked and marked):
            first = next(said.mentions(said.text(blocks[index : index + 1]), claims))
            told = "no symbol links this claim to the prescribed wording, which does not stand beside it"
            yield page.there(rule, first)._replace(fields={"missing": told}, cap=Severity.WARNING)
            return
    if len(made) > 1 and "plural" in options and _plain(str(options["plural"])) not in _plain(_whole(page, saying)):
        told = "there are several claims, and the wording speaks of one"
        yield _at_sentence(page, rule, saying, told)._replace(cap=Severity.INFO)


def _misplaced(page: Page, rule: Rule) -> Iterator[Hit]:
    """Report a prescribed wording on a page that speaks of nothing to which it belongs."""
    options: Any = rule.options
    trace = next(said.mentions(page.text, tuple(options["trace"])), None)
    if trace and not any(said.mentions(page.text, tuple(options["unless"]))):
        start, end = places.sentence_span(trace.block, trace.start)
        yield page.there(rule, said.Saying(trace.block, start, end))


RUN = {"wording": _wording, "misplaced": _misplaced}
