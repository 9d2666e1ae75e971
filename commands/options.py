"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import click

from . import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

    from click.shell_completion import CompletionItem

    Command = Callable[..., Any]

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


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from . import completion

    return completion.names(ctx, param, incomplete)


def rules(option: str, help: str) -> Callable[[Command], Command]:
    """Make an option that names rules; it may be repeated, and hold several names with commas between them."""
    return click.option(option, multiple=True, callback=names, metavar="RULES", help=help, shell_complete=_complete)


articles = click.argument("paths", nargs=-1, type=click.Path(readable=False), metavar="[PATHS]...")
config = click.option(
    "--config", type=click.Path(readable=False), metavar="FILE", help="Use this instead of the nearest caveat.yaml."
)
output = click.option(
    "--output", type=click.Path(dir_okay=False, readable=False), metavar="FILE", help="Write the report there."
)
no_cache = click.option("--no-cache", is_flag=True, help="Neither read nor write what was computed before.")
jobs = click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to work with.  [default: by need]"
)
text_or_json = click.option(
    "--format", "format_", type=TEXT_OR_JSON, default="text", show_default=True, help="How to report."
)
today = click.option("--today", callback=day, metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]")
