"""Write the help of every command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from caveat.commands.group import caveat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caveat.lint.rulebook import Rulebook

_WIDTH = 88


def helps(_: Rulebook) -> str:
    """Return what `--help` says of each command, a section each."""
    parts = (f"### {name}\n\n```text\n{text}\n```\n" for name, text in _helps(caveat, "caveat", None))
    return "\n".join(parts)


def _helps(command: click.Command, name: str, above: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(command, parent=above, info_name=name, terminal_width=_WIDTH, max_content_width=_WIDTH)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _helps(found, below, context)
