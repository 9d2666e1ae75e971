"""Judge articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from ..lint.reporters import FORMATS
from . import options
from .output import colour, width, write
from .rulebook import folders

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..lint.gate import Gate
    from ..lint.model import Authority, Report
    from ..lint.reporters import Book

_STATUSES = "Exit status: 0 clean, 1 findings at or above --fail-on, 2 the work could not be done, 130 interrupted."
_FORMATS = click.Choice(("text", "json", *FORMATS))


def _targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split each FORMAT=FILE."""
    pairs = [value.partition("=") for value in values]
    for name, _, file in pairs:
        _FORMATS.convert(name, param, ctx)
        if not file:
            raise click.BadParameter(f"“{name}” names no file; write it as {name}=FILE.")
    return tuple((name, file) for name, _, file in pairs)


@click.command(epilog=_STATUSES)
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True), metavar="[PATHS]...")
@click.option("--format", "format_", type=_FORMATS, default="text", show_default=True, help="How to report.")
@options.output
@click.option(
    "--output-format", multiple=True, callback=_targets, metavar="FORMAT=FILE", help="Write another report. Repeatable."
)
@click.option("--select", multiple=True, callback=options.names, metavar="RULES", help="Apply these rules alone.")
@click.option("--ignore", multiple=True, callback=options.names, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--fail-on",
    type=click.Choice(options.LEVELS[::-1]),
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
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Known findings.  [default: caveat-baseline.json]")
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--since", metavar="REV", help="Report only what stands on lines changed since this commit.")
@click.option("--staged", is_flag=True, help="Judge what is about to be committed, and report its changed lines.")
@click.option("--stdin-filename", default="stdin.md", metavar="NAME", help="Path of the article that `-` reads.")
@click.option("--explain", is_flag=True, help="Show how each claim was read, also those that were excused.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write what was computed before.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to work with.  [default: by need]")
def check(paths: tuple[str, ...], **given: Any) -> int:
    """Lint articles: files, folders, or `-` for standard input. Default: the current folder.

    RULES are rule ids or their first parts (claim, claim/no-risk), comma-separated or repeated.
    """
    from ..lint import gate
    from ..lint.engine import Options

    if "-" in paths and len(paths) > 1:
        raise click.UsageError("“-” stands alone: standard input holds one article.")
    if "-" in paths and (given["since"] is not None or given["staged"]):
        raise click.UsageError("git knows nothing of standard input: leave out --since and --staged.")
    run = Options(
        today=given["today"],
        config=given["config"],
        select=given["select"],
        ignore=given["ignore"],
        cache=not given["no_cache"],
        jobs=given["jobs"],
    )
    report, _, source = gate.judge(paths or (".",), run, _gate(given), given["stdin_filename"])
    write(_rendered(report, source, given), given["output"])
    for name, file in given["output_format"]:
        write(_rendered(report, source, {**given, "format_": name, "output": file}), file)
    return _status(report, given["fail_on"])


def _gate(given: Mapping[str, Any]) -> Gate:
    """Choose what lets findings through."""
    from ..lint import gate

    for pair in (("baseline", "no_baseline"), ("since", "staged")):
        if all(given[name] not in (None, False) for name in pair):
            names = " and ".join(f"--{name.replace('_', '-')}" for name in pair)
            raise click.UsageError(f"{names} exclude each other.")
    path = Path(given["baseline"]) if given["baseline"] else None
    if not given["baseline"] and not given["no_baseline"]:
        path = gate.find_baseline(given["config"])
    return gate.Gate(path, given["since"], given["staged"])


def _rendered(report: Report, source: Callable[[str], str | None], given: Mapping[str, Any]) -> str:
    if given["format_"] == "json":
        from ..lint.reporters import json

        return json.render(report, __version__)
    if given["format_"] in FORMATS:
        from ..lint.reporters import renderer

        return renderer(given["format_"])(report, _book(source, given))
    from ..lint.reporters import text

    authorities = _authorities(given) if report.findings else {}
    look = text.Look(source, authorities, width(), colour(given["output"]), given["explain"])
    return text.render(report, look)


def _book(source: Callable[[str], str | None], given: Mapping[str, Any]) -> Book:
    from ..lint import compiled
    from ..lint.model import Severity
    from ..lint.reporters import Book

    book = compiled.load(folders(given["config"]), use_cache=not given["no_cache"])
    rules = {rule.id: rule for rule in book.rules}
    return Book(__version__, rules, book.authorities, source, Severity(options.LEVELS.index(given["fail_on"])))


def _authorities(given: Mapping[str, Any]) -> Mapping[str, Authority]:
    from ..lint import compiled

    return compiled.load(folders(given["config"]), use_cache=not given["no_cache"]).authorities


def _status(report: Report, fail_on: str) -> int:
    if report.failures:
        return 2
    return int(any(finding.severity >= options.LEVELS.index(fail_on) for finding in report.findings))
