"""Mend articles."""

from __future__ import annotations

import sys

import click

from ..lint.terminal import harmless, progress
from . import options
from .output import tell_failures, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..lint.repair.mend import Mended

_STATUSES = "Exit status: 0 done, 1 with --diff where something would be done, 2 a file could not be done."


@click.command(epilog=_STATUSES)
@options.articles
@click.option("--diff", is_flag=True, help="Show what would be changed, and write nothing.")
@options.rules("--select", "Mend what these rules report.")
@options.rules("--ignore", "Leave these rules out.")
@options.today
@options.config
def fix(paths: tuple[str, ...], **given: Any) -> int:
    """Mend what a machine can: disclaimers, blanks for reviewers, dates, old suppressions. Default: the current folder.

    Claims are never rewritten: `caveat check` offers wordings for them.
    """
    from ..lint import config, discover
    from ..lint.engine import Options
    from ..lint.repair import files

    articles = discover.expand(paths or (".",), config.excluder(given["config"]))
    run = Options(given["today"], given["config"], given["select"], given["ignore"])
    with progress(sys.stderr) as seen:
        made = files.mend_all(articles, run, write=not given["diff"], seen=seen)
    if given["diff"]:
        write(_shown("".join(files.difference(mended) for mended in made)))
        click.echo(_summary(made, "would be made"), err=True)
    else:
        write("".join(_told(mended) for mended in made) + _summary(made, "made") + "\n")
    return _status(made, diff=given["diff"])


def _shown(diff: str) -> str:
    """Keep a diff as it is for a file or a program, and let none of it steer a terminal."""
    return "\n".join(map(harmless, diff.split("\n"))) if sys.stdout.isatty() else diff


def _told(mended: Mended) -> str:
    """Tell in a line each what was done to an article."""
    return "".join(harmless(f"{mended.path}:{one.line}: {one.what} ({one.rule})") + "\n" for one in mended.done)


def _summary(made: Sequence[Mended], verb: str) -> str:
    """Count what was done, and what is left to people."""
    done = sum(len(mended.done) for mended in made)
    changed = sum(bool(mended.done) for mended in made)
    claims = sum(finding.rule.startswith("claim/") for mended in made for finding in mended.findings)
    others = sum(len(mended.findings) for mended in made) - claims
    lines = [f"{_counted(done, 'change')} {verb} in {changed} of {_counted(len(made), 'article')}."]
    if claims:
        lines.append(f"{_counted(claims, 'claim')} left to you: `caveat check` offers wordings.")
    if others:
        lines.append(f"{_counted(others, 'other finding')} left to you.")
    return " ".join(lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _status(made: Sequence[Mended], *, diff: bool) -> int:
    """Say on standard error what could not be done, and return the exit status."""
    status = tell_failures(failure for mended in made for failure in mended.failures)
    for mended in made:
        for one in (*mended.broken, *mended.spared):
            told = f"caveat: {mended.path}:{one.line}: not done: {one.what} — {one.why} ({one.rule})"
            click.echo(harmless(told), err=True)
    if any(mended.broken for mended in made):
        return 2
    return status or int(diff and any(mended.done for mended in made))
