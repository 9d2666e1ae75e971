"""Set up a site."""

from __future__ import annotations

import click

from ..lint.errors import CaveatError
from .output import write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from ..lint.setup.plan import File, Plan


@click.command()
@click.argument("folder", type=click.Path(), default=".", metavar="[FOLDER]")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.option("--diff", is_flag=True, help="Show what would be written, and write nothing.")
def init(folder: str, dry_run: bool, diff: bool) -> int:
    """Set up a site: a commented caveat.yaml, the commit hook, a CI job.

    All of it comes from what the site shows. Nothing is written over: an existing file is added to, or stays as it is.
    """
    from ..lint.setup.plan import plan

    made = plan(folder)
    if diff:
        write("".join(map(_diff, made.files)))
        return 0
    if not dry_run:
        for file in made.files:
            _write(file)
    write(_told(made, "would be written" if dry_run else "written"))
    return 0


def _write(file: File) -> None:
    """Write a file beside its place and put it there at once."""
    beside = file.path.with_name(f"{file.path.name}.caveat-new")
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(file.after.encode())
        beside.replace(file.path)
    except OSError as error:
        raise CaveatError(f"{_shown(file.path)}: cannot be written ({error.strerror})") from None


def _told(made: Plan, done: str) -> str:
    widest = max(len(_shown(file.path)) for file in made.files)
    lines = [f"{_shown(file.path):<{widest}}  {_verb(file, done)}: {file.what}" for file in made.files]
    lines += made.remarks
    lines += ["", "Next:", *(f"  {number}. {step}" for number, step in enumerate(made.steps, 1))]
    return "".join(f"{line}\n" for line in lines)


def _verb(file: File, done: str) -> str:
    return done if file.before is None else done.replace("written", "added to")


def _diff(file: File) -> str:
    from difflib import unified_diff

    before = (file.before or "").splitlines(keepends=True)
    old = f"a/{_shown(file.path)}" if file.before is not None else "/dev/null"
    return "".join(unified_diff(before, file.after.splitlines(keepends=True), old, f"b/{_shown(file.path)}"))


def _shown(path: Path) -> str:
    from ..lint.config import shown

    return shown(str(path))
