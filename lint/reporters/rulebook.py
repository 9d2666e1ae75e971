"""Render rules: the list of them, one rule with its law, and how they do on their own examples."""

from __future__ import annotations

import json

from ..terminal import harmless, paint, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ..model import Authority, Example, Rule, Severity


def list_text(rules: Sequence[Rule], width: int, colour: bool) -> str:
    """Return one line a rule, by their first parts."""
    longest = max((len(rule.id) for rule in rules), default=0)
    lines: list[str] = []
    for rule in rules:
        level = paint(f"{rule.severity!s:<7}", str(rule.severity), colour)
        indent = " " * (longest + 11)
        first, *more = wrap(rule.summary, width, indent, indent)
        lines += [f"{paint(f'{rule.id:<{longest}}', 'strong', colour)}  {level}  {first[len(indent) :]}", *more]
    return "".join(f"{line}\n" for line in lines)


def list_json(rules: Sequence[Rule]) -> str:
    """Return a JSON list of the rules with what a program needs to show or choose them."""
    return json.dumps([_summary(rule) for rule in rules], ensure_ascii=False, indent=2) + "\n"


def _summary(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "kind": rule.kind,
        "severity": str(rule.severity),
        "summary": rule.summary,
        "advice": rule.advice,
        "why": rule.why,
        "jurisdictions": {place: str(level) for place, level in rule.jurisdictions.items()},
        "operators": {operator: _level(level) for operator, level in rule.operators.items()},
        "authorities": rule.authorities,
        "suppressible": rule.suppressible,
    }


def _level(level: Severity | None) -> str:
    return "off" if level is None else str(level)


def explain(rule: Rule, authorities: Mapping[str, Authority], width: int, colour: bool) -> str:
    """Return a rule as a page: what it flags, why, what to write instead, where it is stricter, its law, examples."""
    sections = (
        ("Why", wrap(rule.why, width - 2)),
        ("What to write", wrap(rule.advice, width - 2)),
        ("Severity", list(_severities(rule))),
        ("Law", [line for id in rule.authorities for line in _law(id, authorities, width)]),
        ("Flagged", [line for example in rule.bad for line in _example(example, width, colour)]),
        ("Not flagged", [line for example in rule.good for line in _example(example, width, colour)]),
    )
    lines = [f"{paint(rule.id, 'strong', colour)}  {paint(str(rule.severity), str(rule.severity), colour)}"]
    lines += wrap(rule.summary, width)
    for title, body in sections:
        lines += ["", paint(title, "strong", colour), *(f"  {line}" for line in body)] if body else []
    return "".join(f"{line}\n" for line in lines)


def outcome(rules: Sequence[Rule], faults: Sequence[tuple[str, int, str]]) -> str:
    """Return the faults (path, line, what is wrong) of the rules' examples, and a summary."""
    lines = [harmless(f"{path}:{line}: {wrong}") for path, line, wrong in faults]
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules)
    verdict = f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}" if faults else "all hold"
    lines.append(f"{len(rules)} {'rule' if len(rules) == 1 else 'rules'} on {examples:,} examples: {verdict}.")
    return "".join(f"{line}\n" for line in lines)


def _severities(rule: Rule) -> Iterator[str]:
    """Say how severe a finding is where, for whom and in which readings; the configuration may say otherwise."""
    softened: Any = rule.options.get("softened_by", {})
    excused: Any = rule.options.get("excused_by", ())
    yield str(rule.severity)
    yield from _grouped(rule.jurisdictions, "in")
    yield from _grouped(rule.operators, "for a")
    yield from _grouped(softened, "when")
    if excused:
        yield f"no finding when {', '.join(excused)}"
    if not rule.suppressible:
        yield "a comment in the article cannot suppress it"


def _grouped(levels: Mapping[str, Severity | None], word: str) -> Iterator[str]:
    for level in dict.fromkeys(levels.values()):
        yield f"{_level(level)} {word} {', '.join(name for name, own in levels.items() if own == level)}"


def _law(id: str, authorities: Mapping[str, Authority], width: int) -> Iterator[str]:
    law = authorities.get(id)
    if law is None:
        yield f"- {id}"
        return
    read = f"read {law.accessed}" if law.verified else "not yet read in the original"
    yield from wrap(f"{law.instrument}, {law.section} ({law.authority}); {read}", width - 2, "- ", "  ")
    yield f"  {harmless(law.address)}"


def _example(example: Example, width: int, colour: bool) -> Iterator[str]:
    """Show an example with its found spans between ⟦ and ⟧."""
    text, shown = example.text, ""
    at = 0
    for start, end in example.spans:
        shown += f"{text[at:start]}⟦{text[start:end]}⟧"
        at = end
    yield from wrap(shown + text[at:], width - 2, "- ", "  ")
