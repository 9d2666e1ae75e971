"""Show what the linter sees of one article."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..lint.errors import CaveatError
from . import options
from .output import colour, width, write


@click.command()
@click.argument("file", type=click.Path(), metavar="FILE")
@options.text_or_json
def read(file: str, format_: str) -> int:
    """Show what the linter sees of one article: metadata and blocks with their places."""
    from ..lint.decode import decode
    from ..lint.readers import read as read_article
    from ..lint.reporters import document as reporter

    path = file.replace(os.sep, "/")
    document = read_article(decode(_bytes(path), path), path)
    write(reporter.render_json(document) if format_ == "json" else reporter.render_text(document, width(), colour()))
    for problem in document.problems:
        click.echo(f"caveat: {reporter.problem(document, problem)}", err=True)
    return 2 if document.problems else 0


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CaveatError(f"{path}: cannot be read ({error.strerror}) — correct the path") from None
