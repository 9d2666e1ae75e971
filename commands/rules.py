"""List the rules, and test them."""

from __future__ import annotations

import click

from ..lint.errors import CaveatError, nearest
from . import completion, options, rulebook
from .output import colour, width, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@click.group(invoke_without_command=True)
@click.pass_context
def rules(ctx: click.Context) -> Any:
    """List the rules (the default), or test them on their own examples."""
    return ctx.invoke(list_rules) if ctx.invoked_subcommand is None else None


@rules.command("list")
@options.text_or_json
@options.config
def list_rules(format_: str = "text", config: str | None = None) -> int:
    """List every rule with its severity and what it flags."""
    from ..lint.reporters import rulebook as reporter

    found = rulebook.load(config).rules
    write(reporter.list_json(found) if format_ == "json" else reporter.list_text(found, width(), colour()))
    return 0


@rules.command("test")
@click.argument("names", nargs=-1, metavar="[RULES]...", shell_complete=completion.names)
@options.config
def test_rules(names: tuple[str, ...], config: str | None) -> int:
    """Hold rules against their own examples, your rules and those that come with caveat."""
    from ..lint import compiled, findings, ruletest
    from ..lint import config as configuration
    from ..lint.reporters import rulebook as reporter

    book = compiled.build(rulebook.load(config))
    known = configuration.rule_names(rule.id for rule in book.rules)
    for name in names:
        if name not in known:
            raise CaveatError(f"there is no rule “{name}” — {nearest(name, known)}")
    tested = [rule for rule in book.rules if findings.selected(rule.id, names, ())]
    faults = list(ruletest.faults(tested, book))
    write(reporter.outcome(tested, [(fault.path, fault.line, fault.wrong) for fault in faults]))
    return int(bool(faults))
