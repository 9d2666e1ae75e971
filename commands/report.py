"""Show editors a whole site on one page."""

from __future__ import annotations

from pathlib import Path

import click

from ..lint.errors import CaveatError
from . import options, rulebook
from .output import tell_failures, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from ..lint.model import Report
    from ..lint.overview import Overview
    from ..lint.trend import Earlier

    Source = Callable[[str], str | None]

PAGE = "caveat-report.html"
_STATUSES = "Exit status: 0 the report was written, 2 an article could not be judged or the report not be written."


@click.command(epilog=_STATUSES)
@options.articles
@click.option(
    "--output",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write the report there.  [default: caveat-report.html; Markdown goes to standard output]",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("html", "markdown")),
    default="html",
    show_default=True,
    help="A page for the browser, or a summary to paste.",
)
@click.option(
    "--compare", type=click.Path(), metavar="FILE", help="Show what changed since this JSON report of `check`."
)
@click.option("--title", metavar="TEXT", help="Heading of the report.  [default: the name of the folder]")
@options.rules("--select", "Apply these rules alone.")
@options.rules("--ignore", "Leave these rules out.")
@options.today
@options.config
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Known findings.  [default: caveat-baseline.json]")
@click.option("--no-baseline", is_flag=True, help="Count known findings too.")
@options.no_cache
@options.jobs
def report(paths: tuple[str, ...], **given: Any) -> int:
    """Show a whole site to its editors, on one page for the browser. Default: the current folder.

    The page says what blocks publication, shows each article with its claims marked and the reason, the law and the
    remedy beside them, and which reviews are due. It needs no network and can be sent as one file.
    """
    from ..lint import gate, trend
    from ..lint.engine import Options

    if given["baseline"] and given["no_baseline"]:
        raise click.UsageError("--baseline and --no-baseline exclude each other.")
    paths = paths or (".",)
    earlier = trend.load(given["compare"]) if given["compare"] else None
    known = None if given["no_baseline"] else given["baseline"] or gate.find_baseline(given["config"])
    run = Options(
        given["today"], given["config"], given["select"], given["ignore"], not given["no_cache"], given["jobs"]
    )
    found, articles, source = gate.judge(paths, run, gate.Gate(known or None))
    view = overview(found, articles, source, {**given, "paths": paths}, earlier)
    pieces = (markdown if given["format_"] == "markdown" else page)(view, source, given)
    if given["format_"] == "markdown" and given["output"] is None:
        write(pieces)
    else:
        _save(pieces, given["output"] or PAGE, len(articles), len(found.findings))
    return tell_failures(found.failures)


def overview(
    found: Report, articles: Sequence[str], source: Source, given: Mapping[str, Any], earlier: Earlier | None = None
) -> Overview:
    """Gather what editors want to know of the articles that were judged."""
    from ..lint import overview as views
    from ..lint import trend

    title = given.get("title") or views.site(given["paths"])
    view = views.overview(found, articles, views.survey(articles, found, given["config"]), source, title)
    return view._replace(trend=trend.compare(found, articles, earlier) if earlier else None)


def page(view: Overview, source: Source, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the page for the browser piece by piece."""
    from ..lint.reporters import html

    return html.render(view, rulebook.book(source, given))


def markdown(view: Overview, source: Source, given: Mapping[str, Any]) -> Iterator[str]:
    """Yield the summary to paste."""
    from ..lint.reporters import report_markdown

    return report_markdown.render(view, rulebook.book(source, given))


def _save(pieces: Iterable[str], path: str, articles: int, findings: int) -> None:
    """Write the report whole or not at all, and say where it is."""
    part = f"{path}.part"
    try:
        with Path(part).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)
        Path(part).replace(path)
    except OSError as error:
        raise CaveatError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        Path(part).unlink(missing_ok=True)
    words = [f"{number:,} {one}{'s' * (number != 1)}" for number, one in ((articles, "article"), (findings, "finding"))]
    click.echo(f"{path}: {', '.join(words)}")
