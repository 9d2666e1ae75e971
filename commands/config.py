"""Show what the configuration says, and describe its files to editors."""

from __future__ import annotations

import json
import os

import click

from .. import __version__
from ..lint.schemas import NAMES
from . import options, rulebook
from .output import colour, write


@click.group()
def config() -> None:
    """Show what holds for an article, or print schemas for editors."""


@config.command()
@click.argument("path", type=click.Path(), metavar="PATH")
@options.text_or_json
@options.config
def show(path: str, format_: str, config: str | None) -> int:
    """Show what holds for an article, and the file and line of each value."""
    from ..lint import origins
    from ..lint.reporters import settings as reporter

    trace = origins.trace(path.replace(os.sep, "/"), config)
    write(reporter.render_json(trace, __version__) if format_ == "json" else reporter.render_text(trace, colour()))
    return 0


@config.command()
@click.argument("file", type=click.Choice(NAMES), default=NAMES[0], metavar=f"[{'|'.join(NAMES)}]")
@options.config
def schema(file: str, config: str | None) -> int:
    """Print the JSON Schema of a kind of file, with the rules that hold in the current folder."""
    from ..lint import schemas

    write(json.dumps(schemas.schema(file, rulebook.load(config)), ensure_ascii=False, indent=2) + "\n")
    return 0
