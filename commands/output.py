"""Write what a command has to say, as wide and as colourful as its reader can take it."""

from __future__ import annotations

import os
import sys

from ..lint.errors import CaveatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..lint.model import Failure


def width() -> int:
    """Return the columns of the terminal; 100 where there is none."""
    if not sys.stdout.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def colour(output: str | None = None) -> bool:
    """Tell whether colours are wanted; never in a file."""
    from ..lint.terminal import coloured

    return output is None and coloured(sys.stdout)


def write(text: str | Iterable[str], output: str | None = None) -> None:
    """Write a text, or its pieces in turn, as UTF-8 whatever the locale says.

    Whoever closes the pipe early has read enough.
    """
    pieces = [text] if isinstance(text, str) else text
    data = (piece.encode("utf-8", "backslashreplace") for piece in pieces)
    try:
        if output is None:
            sys.stdout.buffer.writelines(data)
            sys.stdout.buffer.flush()
        else:
            with open(output, "wb") as file:
                file.writelines(data)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise CaveatError(f"{output or 'standard output'}: cannot be written ({error.strerror})") from None


def tell_failures(failures: Iterable[Failure]) -> int:
    """Name on standard error what could not be judged, and return the exit status."""
    status = 0
    for failure in failures:
        print(f"caveat: {failure.path}: {failure.reason}", file=sys.stderr)
        status = 2
    return status
