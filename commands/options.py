"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import plain

if TYPE_CHECKING:
    from datetime import date

TEXT_OR_JSON = click.Choice(("text", "json"))


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Read a calendar date; without one, take today."""
    from datetime import date

    try:
        return date.today() if value is None else plain.day(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-01-31.") from None


def names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Split a repeated, comma-separated option."""
    return tuple(name for value in values for name in plain.names(value))


articles = click.argument("paths", nargs=-1, type=click.Path(readable=False), metavar="[PATHS]...")
config = click.option(
    "--config", type=click.Path(readable=False), metavar="FILE", help="Use this instead of the nearest caveat.yaml."
)
output = click.option(
    "--output", type=click.Path(dir_okay=False, readable=False), metavar="FILE", help="Write the report there."
)
text_or_json = click.option(
    "--format", "format_", type=TEXT_OR_JSON, default="text", show_default=True, help="How to report."
)
today = click.option("--today", callback=day, metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]")
