"""Record that a reviewer answers for articles."""

from __future__ import annotations

from datetime import date

import click

from ..lint.errors import CaveatError
from . import options


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATHS...")
@click.option("--reviewer", required=True, metavar="ID", help="Who signs: an id or a name of the roster.")
@click.option("--date", "day", callback=options.day, metavar="YYYY-MM-DD", help="Day of the review.  [default: today]")
@options.config
def sign(paths: tuple[str, ...], reviewer: str, day: date, config: str | None) -> int:
    """Record that a reviewer answers for articles as they are now, in caveat.lock."""
    from ..lint import config as configuration
    from ..lint import discover, signing

    if day > date.today():
        raise CaveatError(f"--date {day} lies ahead — a review is signed when it is done")
    articles = discover.expand(paths, configuration.excluder(config))
    for lock, signature in signing.sign(articles, reviewer, day, configuration.lookup(config)):
        click.echo(f"{configuration.shown(str(lock))}: {signature.path}, {signature.reviewer}, {signature.date}")
    return 0
