"""Write down the findings that are known."""

from __future__ import annotations

import os
from pathlib import Path

import click

from . import options
from .output import tell_failures, write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date


@click.command()
@options.articles
@click.option("--output", type=click.Path(dir_okay=False), metavar="FILE", help="Write the baseline there.")
@click.option("--prune", is_flag=True, help="Only take out what is no longer found.")
@options.today
@options.config
def baseline(paths: tuple[str, ...], output: str | None, prune: bool, today: date, config: str | None) -> int:
    """Write down the findings of today, so that `check` reports only new ones. Default: the current folder.

    The baseline is caveat-baseline.json: the nearest from the current folder upward, else beside caveat.yaml.
    """
    from ..lint import baseline, gate
    from ..lint.engine import Options

    target = Path(output) if output else baseline.default(config)
    held = baseline.load(target) if prune or target.exists() else baseline.Baseline(target.absolute().parent, {})
    report, articles, _ = gate.judge(paths or (".",), Options(today, config), gate.Gate())
    known = baseline.updated(report, held, articles, prune=prune)
    write(baseline.dump(known), str(target))
    click.echo(f"{os.path.relpath(target)}: {baseline.difference(held.known, known)}")
    return tell_failures(report.failures)
