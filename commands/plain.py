"""Read a plainly spelt `caveat check` without click, whose import takes longer than judging an article does.

Whatever is spelt in another way, is asked for help, or is wrong, is left to click: a plain reading is never other than
that of click.
"""

from __future__ import annotations

from os import path

from ..lint.reporters import FORMATS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

LEVELS = ("info", "warning", "error")
CHECK_FORMATS = ("text", "json", "html", *FORMATS)


def day(value: str) -> date:
    """Read a calendar date; raises ValueError for anything but the form 2026-01-31."""
    from ..lint.days import date

    if len(value) != len("2026-01-31"):
        raise ValueError
    return date.fromisoformat(value)


def names(value: str) -> tuple[str, ...]:
    """Split a comma-separated list."""
    return tuple(name for name in map(str.strip, value.split(",")) if name)


def _choice(choices: tuple[str, ...]) -> Callable[[str], str]:
    def read(value: str) -> str:
        return choices[choices.index(value)]

    return read


def _file(value: str) -> str:
    if path.isdir(value):
        raise ValueError
    return value


def _jobs(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and int(value)):
        raise ValueError
    return int(value)


FLAGS = {
    "--no-baseline": "no_baseline",
    "--staged": "staged",
    "--explain": "explain",
    "--no-cache": "no_cache",
}
TEXTS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--format": ("format_", _choice(CHECK_FORMATS)),
    "--output": ("output", _file),
    "--fail-on": ("fail_on", _choice(LEVELS)),
    "--today": ("today", day),
    "--config": ("config", str),
    "--baseline": ("baseline", str),
    "--since": ("since", str),
    "--stdin-filename": ("stdin_filename", str),
    "--jobs": ("jobs", _jobs),
}
LISTS = {"--select": "select", "--ignore": "ignore"}
DEFAULTS = {"format_": "text", "fail_on": "error", "stdin_filename": "stdin.md", "output_format": ()}


def read(arguments: Sequence[str]) -> dict[str, Any] | None:
    """Return the parameters of `check`; none where click is to read them."""
    given: dict[str, Any] = {key: None for key, _ in TEXTS.values()} | dict.fromkeys(FLAGS.values(), False)
    given |= dict.fromkeys(LISTS.values(), ()) | DEFAULTS
    paths: list[str] = []
    rest = iter(arguments)
    try:
        for argument in rest:
            if not argument.startswith("-") or argument == "-":
                paths.append(argument)
            elif argument in FLAGS:
                given[FLAGS[argument]] = True
            else:
                _take(argument, rest, given)
    except (ValueError, KeyError, StopIteration):
        return None
    given["today"] = given["today"] or _today()
    return {"paths": tuple(paths), **given}


def _take(argument: str, rest: Any, given: dict[str, Any]) -> None:
    """Read an option with its value; raises what `read` takes for a spelling that is not plain."""
    name, sign, value = argument.partition("=")
    value = value if sign else next(rest)
    if value.startswith("-"):
        raise ValueError
    if name in LISTS:
        given[LISTS[name]] += names(value)
    else:
        key, convert = TEXTS[name]
        given[key] = convert(value)


def _today() -> date:
    from ..lint.days import date

    return date.today()
