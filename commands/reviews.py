"""Plan the reviews of a site."""

from __future__ import annotations

import sys

import click

from .. import __version__
from . import options
from .output import colour, tell_failures, width, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..lint.schedule import Survey

_FORMATS = click.Choice(("text", "csv", "json", "ical"))


@click.command()
@options.articles
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True, help="How to report.")
@options.output
@click.option("--by", type=click.Choice(("urgency", "reviewer")), default="urgency", show_default=True, help="Order.")
@click.option(
    "--due-within", "within", type=click.IntRange(min=0), metavar="DAYS", help="Show only what is to be done by then."
)
@options.today
@options.config
def reviews(paths: tuple[str, ...], **given: Any) -> int:
    """Show who reviewed which article, and when the next review is due. Default: the current folder."""
    from ..lint import config, discover, schedule

    articles = discover.expand(paths or (".",), config.excluder(given["config"]))
    found = schedule.survey(articles, given["today"], given["config"], given["within"], given["by"])
    write(_rendered(found, given), given["output"])
    return tell_failures(found.failures)


def _rendered(found: Survey, given: Mapping[str, Any]) -> str:
    from ..lint.reporters import reviews_csv, reviews_ical, reviews_json, reviews_text

    if given["format_"] == "text":
        columns = width() if given["output"] is None and sys.stdout.isatty() else 0
        by_reviewer, coloured = given["by"] == "reviewer", colour(given["output"])
        return reviews_text.render(found, by_reviewer=by_reviewer, colour=coloured, width=columns)
    if given["format_"] == "csv":
        return reviews_csv.render(found)
    render = reviews_json.render if given["format_"] == "json" else reviews_ical.render
    return render(found, __version__)
