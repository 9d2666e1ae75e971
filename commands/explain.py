"""Show one rule."""

from __future__ import annotations

import click

from ..lint.errors import CaveatError, nearest
from . import completion, options, rulebook
from .output import colour, width, write


@click.command()
@click.argument("rule", metavar="RULE", shell_complete=completion.ids)
@options.config
def explain(rule: str, config: str | None) -> int:
    """Show a rule: what it flags and why, the law behind it, its examples."""
    from ..lint.reporters import rulebook as reporter

    book = rulebook.load(config)
    found = next((one for one in book.rules if one.id == rule), None)
    if found is None:
        raise CaveatError(f"there is no rule “{rule}” — {nearest(rule, (one.id for one in book.rules))}")
    write(reporter.explain(found, book.authorities, width(), colour()))
    return 0
