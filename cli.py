"""Turn a command line into one command's run and an exit status."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from . import __version__
from .lint.errors import CaveatError, nearest

INTERRUPTED = 130
# what each command does stands here too, so that `--help` imports none of them; a test holds both equal
COMMANDS = {
    "check": "Lint articles: files, folders, or `-` for standard input.",
    "fix": "Mend what a machine can: disclaimers, blanks for reviewers, dates, old suppressions.",
    "baseline": "Write down the findings of today, so that `check` reports only new ones.",
    "report": "Show a whole site to its editors, on one page for the browser.",
    "reviews": "Show who reviewed which article, and when the next review is due.",
    "sign": "Record that a reviewer answers for articles as they are now, in caveat.lock.",
    "rules": "List the rules (the default), or test them on their own examples.",
    "explain": "Show a rule: what it flags and why, the law behind it, its examples.",
    "config": "Show what holds for an article, or describe caveat.yaml to an editor.",
    "read": "Show what the linter sees of one article: metadata and blocks with their places.",
}


class _Commands(click.Group):
    """Know the commands by name, and import one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name not in COMMANDS:
            raise click.UsageError(f"there is no command “{cmd_name}” — {nearest(cmd_name, COMMANDS)}", ctx)
        command: click.Command = getattr(import_module(f".commands.{cmd_name}", __package__), cmd_name)
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
