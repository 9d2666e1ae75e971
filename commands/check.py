"""Judge articles: the options, as click shows and explains them."""

from __future__ import annotations

import click

from . import checking, options, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STATUSES = "Exit status: 0 clean, 1 findings at or above --fail-on, 2 the work could not be done, 130 interrupted."
_FORMATS = click.Choice(plain.CHECK_FORMATS)


def _targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split each FORMAT=FILE."""
    pairs = [value.partition("=") for value in values]
    for name, _, file in pairs:
        _FORMATS.convert(name, param, ctx)
        if not file:
            raise click.BadParameter(f"“{name}” names no file; write it as {name}=FILE.")
    return tuple((name, file) for name, _, file in pairs)


@click.command(epilog=_STATUSES)
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, readable=False), metavar="[PATHS]...")
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True, help="How to report.")
@options.output
@click.option(
    "--output-format", multiple=True, callback=_targets, metavar="FORMAT=FILE", help="Write another report. Repeatable."
)
@options.rules("--select", "Apply these rules alone.")
@options.rules("--ignore", "Leave these rules out.")
@click.option(
    "--fail-on",
    type=click.Choice(plain.LEVELS[::-1]),
    default="error",
    show_default=True,
    help="Least level for status 1.",
)
@click.option(
    "--today",
    callback=options.day,
    metavar="YYYY-MM-DD",
    help="Judge ages and due dates as of this day.  [default: today]",
)
@options.config
@click.option(
    "--baseline",
    type=click.Path(readable=False),
    metavar="FILE",
    help="Known findings.  [default: caveat-baseline.json]",
)
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--since", metavar="REV", help="Report only what stands on lines changed since this commit.")
@click.option("--staged", is_flag=True, help="Judge what is about to be committed, and report its changed lines.")
@click.option("--stdin-filename", default="stdin.md", metavar="NAME", help="Path of the article that `-` reads.")
@click.option("--explain", is_flag=True, help="Show how each claim was read, also those that were excused.")
@options.no_cache
@options.jobs
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Lint articles: files, folders, or `-` for standard input. Default: the current folder.

    RULES are rule ids or their first parts (claim, claim/no-risk), comma-separated or repeated.
    """
    return checking.check(paths, **given)
