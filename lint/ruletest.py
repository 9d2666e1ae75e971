"""Hold every rule against its own examples."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from .checks.context import Context
from .errors import CaveatError
from .findings import severity
from .model import Settings
from .readers import read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from .checks.context import Hit
    from .compiled import Compiled
    from .model import Document, Example, Rule

_TODAY = date(2026, 11, 22)
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one rule's examples: file, 1-based line, and one line of text."""

    path: str
    line: int
    wrong: str


def faults(rules: Iterable[Rule], rulebook: Compiled) -> Iterator[Fault]:
    """Find the examples that their rule does not bear out.

    A bad example must give findings at exactly its marked spans, a good one none; at least five of each are due, and
    every reading that excuses must excuse something in a good example.
    """
    for rule in rules:
        excused: set[str] = set()
        for example in (*rule.bad, *rule.good):
            yield from _example_faults(rule, example, rulebook, excused)
        for name, count in (("bad", len(rule.bad)), ("good", len(rule.good))):
            if count < _LEAST:
                yield Fault(rule.path, 1, f"{count} {name} examples, at least {_LEAST} are due")
        for reading in _excuses(rule):
            if reading not in excused:
                yield Fault(rule.path, 1, f"no good example is excused by “{reading}”")


def _excuses(rule: Rule) -> tuple[str, ...]:
    names: Any = rule.options.get("excused_by", ())
    return tuple(names)


def _example_faults(rule: Rule, example: Example, rulebook: Compiled, excused: set[str]) -> Iterator[Fault]:
    try:
        hits = _hits(rule, example, rulebook)
    except CaveatError as error:
        yield Fault(rule.path, example.line, str(error))
        return
    excused.update(hit.excuse.name for hit in hits if hit.excuse)
    found = {(hit.start, hit.end) for hit in hits if hit.excuse is None}
    for start, end in sorted(set(example.spans) - found):
        why = ", ".join(sorted({hit.excuse.name for hit in hits if hit.excuse and hit.start < end and start < hit.end}))
        reason = f"excused as {why}" if why else "not found"
        yield Fault(rule.path, example.line, f"“{example.text[start:end]}” is {reason}")
    for start, end in sorted(found - set(example.spans)):
        yield Fault(rule.path, example.line, f"found “{example.text[start:end]}”, which is not marked")


def _hits(rule: Rule, example: Example, rulebook: Compiled) -> list[Hit]:
    given = dict(rule.example_settings)
    today: Any = given.pop("today", _TODAY)
    form = given.pop("format", "md")
    before: Any = given.pop("before", None)
    chosen: dict[str, Any] = {"operator": "clinic", **given}
    document = read(example.text, f"example.{form}")
    context = Context(Settings(**chosen), today, rulebook)
    if before is not None:
        context = _reviewed_before(context, before, document)
    hits = import_module(f".checks.{rule.kind}", __package__).check(document, [rule], context)
    return [hit for hit in hits if severity(hit, context.settings) is not None]


def _reviewed_before(context: Context, before: Mapping[str, Any], document: Document) -> Context:
    """Let an example have a past: a text that was signed where there is a reviewer, else one that git knows."""
    from . import signing, wording
    from .history import Changed

    text = before.get("text", "")
    then, now = wording.read(read(text, document.path)), wording.read(document)
    if text and "reviewer" not in before:
        changed = Changed(before["date"], wording.change(then.paragraphs, now)) if then.digest != now.digest else None
        return context._replace(past=lambda article, day, today: changed)
    signatures = {}
    if before:
        digests = (signing.digest(text), then.digest, then.paragraphs)
        signature = signing.Signature(document.path, before["reviewer"], before["date"], "", *digests)
        signatures[document.path] = signature
    return context._replace(lock=signing.Lock(Path(), signatures))
