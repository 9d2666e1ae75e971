"""The group of all commands, for click."""

from __future__ import annotations

from importlib import import_module

import click

from .. import __version__
from ..lint.errors import nearest
from . import COMMANDS


class _Commands(click.Group):
    """Know the commands by name, and import one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:  # a shell asks how to go on, and wants no error
                return None
            raise click.UsageError(f"there is no command “{cmd_name}” — {nearest(cmd_name, COMMANDS)}", ctx)
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="caveat", message="%(prog)s %(version)s")
def caveat() -> None:
    """Say where health articles need a caveat.

    Finds claims without qualification, missing disclaimers, and medical reviews that are absent, conflicted or out of
    date, in Markdown, MDX, HTML and plain text.
    """
