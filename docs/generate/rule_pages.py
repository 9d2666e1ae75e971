"""Write the reference of rules: an index by family, and one page a rule."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from caveat.lint.model import BLOCK_KINDS, JURISDICTIONS
from caveat.lint.schemas.config import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from caveat.lint.model import Authority, Example, Rule, Severity
    from caveat.lint.rulebook import Rulebook

_FAMILIES = {
    "cite": "Where claims come from",
    "claim": "What an article says of a treatment, a product or who offers it",
    "page": "What a page must hold: statements, reviews, dates",
    "safety": "What endangers a reader",
    "style": "How an article reads",
    "suppress": "Comments that excuse findings",
}


def path(rule: Rule) -> str:
    """Name the page of a rule, from the folder of all pages."""
    return f"rules/{rule.id}.md"


def by_family(book: Rulebook) -> Mapping[str, list[Rule]]:
    """Part rules by the first part of their ids."""
    parted: dict[str, list[Rule]] = {}
    for rule in sorted(book.rules, key=lambda rule: rule.id):
        parted.setdefault(rule.id.partition("/")[0], []).append(rule)
    return parted


def index(book: Rulebook) -> str:
    """Return a table of rules for each family."""
    return "\n".join(line for family, rules in by_family(book).items() for line in _family(family, rules))


def _family(family: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield from (f"## {family}", "", f"{_FAMILIES[family]}.", "", "| rule | severity | reports |", "|---|---|---|")
    yield from (f"| [{rule.id}]({path(rule)}) | {rule.severity} | {_prose(rule.summary)} |" for rule in rules)
    yield ""


def page(rule: Rule, authorities: Mapping[str, Authority]) -> str:
    """Return the page of a rule: what, why, the law by place, what to write, examples, how to suppress it."""
    parts = (
        ("Why", [_prose(rule.why)]),
        ("What to write instead", [_prose(rule.advice)]),
        ("Severity and law by place", _places(rule, authorities)),
        ("Who publishes", _operators(rule)),
        ("How the sentence is read", _readings(rule)),
        ("Flagged", _examples(rule.bad, f"{_judged(rule)}, the rule finds what is marked, and nothing else:")),
        ("Not flagged", _examples(rule.good, "The rule is silent on all of these:")),
        ("Suppress it", _suppression(rule)),
    )
    lines = [f"# {rule.id}", "", f"{_prose(rule.summary)}.", "", _kind(rule), ""]
    for title, body in parts:
        body = list(body)
        lines += [f"## {title}", "", *body, ""] if any(body) else []
    return "\n".join(lines)


def _kind(rule: Rule) -> str:
    where = "" if rule.where == BLOCK_KINDS else f" It looks at {', '.join(sorted(rule.where))} alone."
    return f"**{rule.severity}** · a rule of kind *{rule.kind}* · [all rules](../../rules.md).{where}"


def _places(rule: Rule, authorities: Mapping[str, Authority]) -> Iterator[str]:
    laws: dict[str, list[str]] = {}
    for id in rule.authorities:
        laws.setdefault(id.partition("/")[0], []).append(_law(authorities[id]))
    own = [place for place in JURISDICTIONS if place in laws or place in rule.jurisdictions]
    yield from ("| place | severity | law or standard |", "|---|---|---|")
    for place in own:
        level = rule.jurisdictions.get(place, rule.severity)
        yield f"| {PLACES[place]} (`{place}`) | {level} | {'<br>'.join(laws.pop(place, ()))} |"
    elsewhere = "<br>".join(law for some in laws.values() for law in some)
    yield f"| {'elsewhere' if own else 'everywhere'} | {rule.severity} | {elsewhere} |"
    if own:
        yield from ("", "Of several places that an article is published in, the strictest decides.")


def _law(law: Authority) -> str:
    read = f"read {law.accessed}" if law.verified else "not yet read in the original"
    return f"[{_prose(law.instrument)}]({law.address}), {_prose(law.section)} ({_prose(law.authority)}; {read})"


def _operators(rule: Rule) -> Iterator[str]:
    if rule.operators:
        yield f"Whatever the place, the severity is another for these: {_grouped(rule.operators)}."


def _readings(rule: Rule) -> Iterator[str]:
    excused, softened = rule.options.get("excused_by"), rule.options.get("softened_by")
    if excused:
        yield f"No finding when the sentence is {', '.join(excused)}."  # type: ignore[arg-type]
    if softened:
        yield f"Less severe when it is: {_grouped(softened)}."  # type: ignore[arg-type]
    if excused or softened:
        yield "[Readings](../../readings.md) says what each means."


def _grouped(levels: Mapping[str, Severity | None]) -> str:
    names: dict[str, list[str]] = {}
    for name, level in levels.items():
        names.setdefault("off" if level is None else str(level), []).append(name)
    return "; ".join(f"{', '.join(some)}: **{level}**" for level, some in names.items())


def _judged(rule: Rule) -> str:
    """Say under which settings the examples are judged."""
    operator = rule.example_settings.get("operator", "clinic")
    day = rule.example_settings.get("today")
    return f"On a page of a {operator}{f', on {day}' if day else ''}"


def _examples(examples: Iterable[Example], lead: str) -> Iterator[str]:
    shown = [f'<pre class="example">{_marked(example)}</pre>\n' for example in examples]
    if shown:
        yield from (lead, "", *shown)


def _marked(example: Example) -> str:
    """Show an example as it is written, with what is found marked."""
    shown, at = "", 0
    for start, end in example.spans:
        shown += f"{escape(example.text[at:start])}<mark>{escape(example.text[start:end])}</mark>"
        at = end
    return (shown + escape(example.text[at:])).strip("\n")


def _suppression(rule: Rule) -> Iterator[str]:
    if rule.suppressible:
        yield from ("For one place, with a reason ([suppression](../../suppression.md)):", "", "```html")
        yield from (f"<!-- caveat: ignore {rule.id} -- the reason -->", "```", "")
    else:
        yield "An article cannot suppress it."
        yield ""
    yield from ("For a site or a part of it, in `caveat.yaml` ([configuration](../../configuration.md)):", "")
    yield from ("```yaml", "severity:", f"  {rule.id}: off # or info, warning, error", "```")


def _prose(text: str) -> str:
    """Return a sentence that holds no markup."""
    return " ".join("".join(f"\\{letter}" if letter in r"\`*_[]<>#|" else letter for letter in text).split())
