"""Turn command line options into a run of the linter, a report and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .lint.errors import CaveatError, nearest
from .lint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from .lint.gate import Gate
    from .lint.model import Authority, Report
    from .lint.reporters import Book
    from .lint.rulebook import Rulebook
    from .lint.schedule import Survey

INTERRUPTED = 130
LEVELS = ("info", "warning", "error")

_STATUSES = "Exit status: 0 clean, 1 findings at or above --fail-on, 2 the work could not be done, 130 interrupted."
_FORMAT = click.Choice(("text", "json"))
_REVIEWS = click.Choice(("text", "csv", "json", "ical"))
_REPORT = click.Choice(("text", "json", *FORMATS))


_CONFIG = click.option(
    "--config", type=click.Path(), metavar="FILE", help="Use this instead of the nearest caveat.yaml."
)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    """Read a calendar date; without one, take today."""
    from datetime import date

    if value is None:
        return date.today()
    try:
        if len(value) != len("2026-01-31"):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a date; write it as 2026-01-31.") from None


def _targets(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split each FORMAT=FILE."""
    pairs = [value.partition("=") for value in values]
    for name, _, file in pairs:
        _REPORT.convert(name, param, ctx)
        if not file:
            raise click.BadParameter(f"“{name}” names no file; write it as {name}=FILE.")
    return tuple((name, file) for name, _, file in pairs)


def _names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Split a repeated, comma-separated option."""
    return tuple(name for value in values for name in map(str.strip, value.split(",")) if name)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="caveat", message="%(prog)s %(version)s")
def caveat() -> None:
    """Say where health articles need a caveat.

    Finds claims without qualification, missing disclaimers, and medical reviews that are absent, conflicted or out of
    date, in Markdown, MDX, HTML and plain text.
    """


@caveat.command(epilog=_STATUSES)
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True), metavar="[PATHS]...")
@click.option("--format", "format_", type=_REPORT, default="text", show_default=True, help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report there.")
@click.option(
    "--output-format", multiple=True, callback=_targets, metavar="FORMAT=FILE", help="Write another report. Repeatable."
)
@click.option("--select", multiple=True, callback=_names, metavar="RULES", help="Apply these rules alone.")
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Leave these rules out.")
@click.option(
    "--fail-on", type=click.Choice(LEVELS[::-1]), default="error", show_default=True, help="Least level for status 1."
)
@click.option(
    "--today", callback=_day, metavar="YYYY-MM-DD", help="Judge ages and due dates as of this day.  [default: today]"
)
@_CONFIG
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Known findings.  [default: caveat-baseline.json]")
@click.option("--no-baseline", is_flag=True, help="Report known findings too.")
@click.option("--since", metavar="REV", help="Report only what stands on lines changed since this commit.")
@click.option("--staged", is_flag=True, help="Judge what is about to be committed, and report its changed lines.")
@click.option("--stdin-filename", default="stdin.md", metavar="NAME", help="Path of the article that `-` reads.")
@click.option("--explain", is_flag=True, help="Show how each claim was read, also those that were excused.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write what was computed before.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes to work with.  [default: by need]")
def check(paths: tuple[str, ...], **options: Any) -> int:
    """Lint articles: files, folders, or `-` for standard input. Default: the current folder.

    RULES are rule ids or their first parts (claim, claim/no-risk), comma-separated or repeated.
    """
    from .lint import gate
    from .lint.engine import Options

    if "-" in paths and len(paths) > 1:
        raise click.UsageError("“-” stands alone: standard input holds one article.")
    if "-" in paths and (options["since"] is not None or options["staged"]):
        raise click.UsageError("git knows nothing of standard input: leave out --since and --staged.")
    run = Options(
        today=options["today"],
        config=options["config"],
        select=options["select"],
        ignore=options["ignore"],
        cache=not options["no_cache"],
        jobs=options["jobs"],
    )
    report, _, source = gate.judge(paths or (".",), run, _gate(options), options["stdin_filename"])
    _write(_rendered(report, source, options), options["output"])
    for name, file in options["output_format"]:
        _write(_rendered(report, source, {**options, "format_": name, "output": file}), file)
    return _status(report, options["fail_on"])


def _gate(options: Mapping[str, Any]) -> Gate:
    """Choose what lets findings through."""
    from .lint import gate

    for pair in (("baseline", "no_baseline"), ("since", "staged")):
        if all(options[name] not in (None, False) for name in pair):
            names = " and ".join(f"--{name.replace('_', '-')}" for name in pair)
            raise click.UsageError(f"{names} exclude each other.")
    path = Path(options["baseline"]) if options["baseline"] else None
    if not options["baseline"] and not options["no_baseline"]:
        path = gate.find_baseline(options["config"])
    return gate.Gate(path, options["since"], options["staged"])


def _rendered(report: Report, source: Callable[[str], str | None], options: dict[str, Any]) -> str:
    if options["format_"] == "json":
        from .lint.reporters import json

        return json.render(report, __version__)
    if options["format_"] in FORMATS:
        from .lint.reporters import renderer

        return renderer(options["format_"])(report, _book(source, options))
    from .lint.reporters import text

    authorities = _authorities(options) if report.findings else {}
    look = text.Look(source, authorities, _width(), _colour(options["output"]), options["explain"])
    return text.render(report, look)


def _book(source: Callable[[str], str | None], options: dict[str, Any]) -> Book:
    from .lint import compiled
    from .lint.model import Severity
    from .lint.reporters import Book

    book = compiled.load(_folders(options["config"]), use_cache=not options["no_cache"])
    rules = {rule.id: rule for rule in book.rules}
    return Book(__version__, rules, book.authorities, source, Severity(LEVELS.index(options["fail_on"])))


def _authorities(options: dict[str, Any]) -> Mapping[str, Authority]:
    from .lint import compiled

    return compiled.load(_folders(options["config"]), use_cache=not options["no_cache"]).authorities


def _status(report: Report, fail_on: str) -> int:
    if report.failures:
        return 2
    return int(any(finding.severity >= LEVELS.index(fail_on) for finding in report.findings))


@caveat.command("baseline")
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATHS]...")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the baseline there.")
@click.option("--prune", is_flag=True, help="Only take out what is no longer found.")
@click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]")
@_CONFIG
def write_baseline(paths: tuple[str, ...], output: str | None, prune: bool, today: date, config: str | None) -> int:
    """Write down the findings of today, so that `check` reports only new ones. Default: the current folder.

    The baseline is caveat-baseline.json: the nearest from the current folder upward, else beside caveat.yaml.
    """
    from .lint import baseline, gate
    from .lint.engine import Options

    target = Path(output) if output else baseline.default(config)
    held = baseline.load(target) if prune or target.exists() else baseline.Baseline(target.absolute().parent, {})
    report, articles, _ = gate.judge(paths or (".",), Options(today, config), gate.Gate())
    known = baseline.updated(report, held, articles, prune=prune)
    _write(baseline.dump(known), str(target))
    click.echo(f"{os.path.relpath(target)}: {baseline.difference(held.known, known)}")
    for failure in report.failures:
        click.echo(f"caveat: {failure.path}: {failure.reason}", err=True)
    return 2 if report.failures else 0


@caveat.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(), metavar="PATHS...")
@click.option("--reviewer", required=True, metavar="ID", help="Who signs: an id or a name of the roster.")
@click.option("--date", "day", callback=_day, metavar="YYYY-MM-DD", help="Day of the review.  [default: today]")
@_CONFIG
def sign(paths: tuple[str, ...], reviewer: str, day: date, config: str | None) -> int:
    """Record that a reviewer answers for articles as they are now, in caveat.lock."""
    from datetime import date as today

    from .lint import config as configuration
    from .lint import discover, signing

    if day > today.today():
        raise CaveatError(f"--date {day} lies ahead — a review is signed when it is done")
    articles = discover.expand(paths, configuration.excluder(config))
    for lock, signature in signing.sign(articles, reviewer, day, configuration.lookup(config)):
        click.echo(f"{configuration.shown(str(lock))}: {signature.path}, {signature.reviewer}, {signature.date}")
    return 0


@caveat.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATHS]...")
@click.option("--format", "format_", type=_REVIEWS, default="text", show_default=True, help="How to report.")
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the report there.")
@click.option("--by", type=click.Choice(("urgency", "reviewer")), default="urgency", show_default=True, help="Order.")
@click.option(
    "--due-within", "within", type=click.IntRange(min=0), metavar="DAYS", help="Show only what is to be done by then."
)
@click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="Judge due dates as of this day.  [default: today]")
@_CONFIG
def reviews(paths: tuple[str, ...], **options: Any) -> int:
    """Show who reviewed which article, and when the next review is due. Default: the current folder."""
    from .lint import config, discover, schedule

    articles = discover.expand(paths or (".",), config.excluder(options["config"]))
    found = schedule.survey(articles, options["today"], options["config"], options["within"], options["by"])
    _write(_reviews(found, options), options["output"])
    for failure in found.failures:
        click.echo(f"caveat: {failure.path}: {failure.reason}", err=True)
    return 2 if found.failures else 0


def _reviews(found: Survey, options: dict[str, Any]) -> str:
    from .lint.reporters import reviews_csv, reviews_ical, reviews_json, reviews_text

    if options["format_"] == "text":
        return reviews_text.render(found, by_reviewer=options["by"] == "reviewer", colour=_colour(options["output"]))
    if options["format_"] == "csv":
        return reviews_csv.render(found)
    render = reviews_json.render if options["format_"] == "json" else reviews_ical.render
    return render(found, __version__)


@caveat.command()
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--format", "format_", type=_FORMAT, default="text", show_default=True, help="How to report.")
def read(file: str, format_: str) -> int:
    """Show what the linter sees of one article: metadata and blocks with their places."""
    from .lint.decode import decode
    from .lint.readers import read as read_article
    from .lint.reporters import document as reporter

    path = file.replace(os.sep, "/")
    document = read_article(decode(_bytes(path), path), path)
    _write(reporter.render_json(document) if format_ == "json" else reporter.render_text(document, _width(), _colour()))
    for problem in document.problems:
        click.echo(f"caveat: {reporter.problem(document, problem)}", err=True)
    return 2 if document.problems else 0


@caveat.command()
@click.argument("rule", metavar="RULE")
@_CONFIG
def explain(rule: str, config: str | None) -> int:
    """Show a rule: what it flags and why, the law behind it, its examples."""
    from .lint.reporters import rulebook as reporter

    book = _rulebook(config)
    found = next((one for one in book.rules if one.id == rule), None)
    if found is None:
        raise CaveatError(f"there is no rule “{rule}” — {nearest(rule, (one.id for one in book.rules))}")
    _write(reporter.explain(found, book.authorities, _width(), _colour()))
    return 0


@caveat.group(invoke_without_command=True)
@click.pass_context
def rules(ctx: click.Context) -> Any:
    """List the rules (the default), or test them on their own examples."""
    return ctx.invoke(list_rules) if ctx.invoked_subcommand is None else None


@rules.command("list")
@click.option("--format", "format_", type=_FORMAT, default="text", show_default=True, help="How to report.")
@_CONFIG
def list_rules(format_: str = "text", config: str | None = None) -> int:
    """List every rule with its severity and what it flags."""
    from .lint.reporters import rulebook as reporter

    found = _rulebook(config).rules
    _write(reporter.list_json(found) if format_ == "json" else reporter.list_text(found, _width(), _colour()))
    return 0


@rules.command("test")
@click.argument("names", nargs=-1, metavar="[RULES]...")
@_CONFIG
def test_rules(names: tuple[str, ...], config: str | None) -> int:
    """Hold rules against their own examples, your rules and those that come with caveat."""
    from .lint import compiled, findings, ruletest
    from .lint import config as configuration
    from .lint.reporters import rulebook as reporter

    book = compiled.build(_rulebook(config))
    known = configuration.rule_names(rule.id for rule in book.rules)
    for name in names:
        if name not in known:
            raise CaveatError(f"there is no rule “{name}” — {nearest(name, known)}")
    tested = [rule for rule in book.rules if findings.selected(rule.id, names, ())]
    faults = list(ruletest.faults(tested, book))
    _write(reporter.outcome(tested, [(fault.path, fault.line, fault.wrong) for fault in faults]))
    return int(bool(faults))


def _rulebook(explicit: str | None) -> Rulebook:
    from .lint import rulebook

    return rulebook.load([Path(folder) for folder in _folders(explicit)])


def _folders(explicit: str | None) -> tuple[str, ...]:
    """Name the rule folders that hold in the current folder beside those of caveat itself."""
    from .lint import config

    return config.load(explicit or config.find("article")).settings.rules


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CaveatError(f"{path}: cannot be read ({error.strerror}) — correct the path") from None


def _width() -> int:
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _colour(output: str | None = None) -> bool:
    from .lint.terminal import coloured

    return output is None and coloured(sys.stdout)


def _write(text: str, output: str | None = None) -> None:
    """Write UTF-8 whatever the locale says; whoever closes the pipe early has read enough."""
    data = text.encode("utf-8", "backslashreplace")
    try:
        if output is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            Path(output).write_bytes(data)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CaveatError(f"{output or 'standard output'}: cannot be written ({error.strerror})") from None


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; what is the user's to mend is one line, what is ours a traceback."""
    try:
        return caveat.main(arguments, prog_name="caveat", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
    except CaveatError as error:
        for line in str(error).splitlines():
            click.echo(f"caveat: {line}", err=True)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception:
        from traceback import print_exc

        print_exc()
        click.echo("caveat: this is a fault of caveat itself; please report it with the lines above", err=True)
    return 2


def main() -> None:
    """Be the command `caveat`."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
