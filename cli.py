"""Turn a command line into one command's run and an exit status."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from .commands import plain
from .lint.errors import CaveatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; what is the user's to mend is one line, what is ours a traceback."""
    try:
        return _run(arguments)
    except CaveatError as error:
        for line in str(error).splitlines():
            print(f"caveat: {line}", file=sys.stderr)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        from traceback import print_exc

        print_exc()
        print("caveat: this is a fault of caveat itself; please report it with the lines above", file=sys.stderr)
    return 2


def _run(arguments: list[str]) -> int:
    given = plain.read(arguments[1:]) if arguments[:1] == ["check"] else None
    if given is not None:
        from .commands.checking import check

        return check(**given)
    import click

    from .commands.group import caveat

    try:
        return caveat.main(arguments, prog_name="caveat", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        return INTERRUPTED


def main() -> NoReturn:
    """Be the command `caveat`."""
    # most of what a run makes lives until its end: looking for garbage finds none
    gc.set_threshold(100_000)
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    # the system frees at once what the interpreter would take apart object by object
    os._exit(status)


if __name__ == "__main__":
    main()
