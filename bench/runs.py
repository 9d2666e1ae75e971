"""Run commands measured, and lay out what was measured as a table."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DAY = "2026-11-22"
CHECK = (sys.executable, "-m", "caveat.cli", "check", "--today", DAY)
MEGABYTE = 1_000_000


class Run(NamedTuple):
    """One measured run: seconds by the clock and of processors, and the peak of its largest process in MB."""

    seconds: float
    cpu: float
    peak: float


@contextmanager
def folder(kept: Path | None = None) -> Iterator[Path]:
    """Give a folder to work in: the one that is to be kept, else one that is thrown away."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made).resolve()


def environment(work: Path) -> dict[str, str]:
    """Return an environment in which bytecode and caches are kept in `work`, as for an installed program."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORCE_COLOR")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {
        **kept,
        "PYTHONPYCACHEPREFIX": str(work / "bytecode"),
        "CAVEAT_CACHE_DIR": str(work / "cache"),
        "NO_COLOR": "1",
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
    }


def run(command: Sequence[str], work: Path, statuses: Iterable[int] = ()) -> Run:
    """Run a command in `work` and leave what it prints in `work/output`; only `statuses` are right, if any are named.

    The peak is never below that of the process that measures.
    """
    with (work / "output").open("wb") as output:
        start = perf_counter()
        child = subprocess.Popen(
            command, cwd=work, env=environment(work), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(child.pid, 0)
        seconds = perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if statuses and child.returncode not in statuses:
        sys.exit(f"{' '.join(command)[:200]} ended with {child.returncode}:\n{printed(work)[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / MEGABYTE)


def check(arguments: Iterable[str | Path], work: Path) -> Run:
    """Run `caveat check`; findings are no mistake."""
    return run([*CHECK, *map(str, arguments)], work, (0, 1))


def printed(work: Path) -> str:
    return (work / "output").read_text(encoding="utf-8", errors="replace")


def count(pattern: str, work: Path) -> int:
    """Count a pattern in the lines that were printed, without holding them all."""
    with (work / "output").open(encoding="utf-8", errors="replace") as file:
        return sum(len(re.findall(pattern, line)) for line in file)


def write_corpus(path: Path, work: Path) -> list[Path]:
    """Write articles and samples, and return the articles.

    A process of its own does it: one that has read a corpus would lend its size to all that it starts.
    """
    shutil.rmtree(work / "articles", ignore_errors=True)
    script = Path(__file__).with_name("corpus.py")
    run([sys.executable, str(script), str(path.resolve()), str(work)], work, (0,))
    return sorted((work / "articles").rglob("*.md"))


def size(files: Iterable[Path]) -> int:
    return sum(file.stat().st_size for file in files)


def forget(work: Path) -> None:
    """Forget the results of articles, not the compiled rules."""
    for path in (work / "cache").glob("results.db*"):
        path.unlink()


def spread(values: Sequence[float], digits: int = 2, factor: float = 1) -> str:
    """Return the median with the least and the greatest value."""
    scaled = [value * factor for value in (median(values), min(values), max(values))]
    middle, least, most = (f"{value:.{digits}f}" for value in scaled)
    return f"{middle} ({least}–{most})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a Markdown table, the first column to the left, the others to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(line, widths) for line in [lines[0], rule, *lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    return "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]) + " |"


def machine() -> str:
    """Say when and on what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{date.today().isoformat()}, {os.cpu_count()} processors, {memory:.0f} GB, Python {version}"
