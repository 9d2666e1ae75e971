"""See where our own time goes: `python bench/stages.py PATH [--runs 5]`.

PATH is what `corpus.py` reads. First the start of the command on one article of 6 KB, in new processes each of which
does a little more than the one before. Then one job on all articles, in one process: each function named here is timed
without those that it calls and that are named too.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from datetime import date
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_JUDGE = """
import caveat.cli
from datetime import date
from pathlib import Path
from caveat.lint.engine import Options, judge_with
judge = judge_with(Options(date.fromisoformat("2026-11-22")))
def lint(name):
    judge(name, Path(name).read_bytes())
judge("empty.md", b"")
"""
# each of these does what those before it do
STEPS = {
    "Python": "pass",
    "click and the options": "import caveat.cli",
    "modules, rules, an empty article": _JUDGE,
    "an article without findings": f'{_JUDGE}lint("clean.md")',
    "the same with ten claims": f'{_JUDGE}lint("clean.md"); lint("claims.md")',
    "the same a second time": f'{_JUDGE}lint("clean.md"); lint("claims.md"); lint("claims.md")',
}


class Place(NamedTuple):
    """A name under which a function is called, and the stage of its time; a generator is run to its end."""

    module: str
    name: str
    stage: str
    generator: bool = False


PLACES = (
    Place("decode", "decode", "decode"),
    Place("readers", "read", "read markup and metadata"),
    Place("checks.prose", "normalise", "normal form"),
    Place("checks.prose", "cut", "plain words"),
    Place("checks.prose", "sentences", "sentences"),
    Place("checks.prose", "tokenise", "tokens"),
    Place("language.scan", "Scanner.candidates", "prefilter", generator=True),
    Place("compiled", "Compiled.program", "programs from the cache"),
    Place("checks.claim", "spans", "matching"),
    Place("checks.claim", "judge", "readings", generator=True),
    Place("checks.claim", "check", "claims, the rest", generator=True),
    Place("checks.statement", "check", "check: statement", generator=True),
    Place("checks.review", "check", "check: review", generator=True),
    Place("checks.citation", "check", "check: citation", generator=True),
    Place("checks.consistency", "check", "check: consistency", generator=True),
    Place("checks.balance", "check", "check: balance", generator=True),
    Place("engine", "findings", "findings"),
    Place("engine", "lint", "the rest"),
)


class Clock:
    """Adds up the seconds of each stage, without those of the stages inside it."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inside: list[str] = []
        self._since = perf_counter()

    def timed(self, place: Place, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same and is timed."""

        def work(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._inside.append(place.stage)
            try:
                done = function(*arguments, **named)
                return list(done) if place.generator else done
            finally:
                self._turn()
                self._inside.pop()

        return work

    def _turn(self) -> None:
        now = perf_counter()
        if self._inside:
            self.spent[self._inside[-1]] += now - self._since
        self._since = now


def watch(clock: Clock) -> None:
    """Put timed functions in the places of all those that are named, for the rest of the process."""
    for place in PLACES:
        holder: Any = import_module(f"caveat.lint.{place.module}")
        *path, name = place.name.split(".")
        for part in path:
            holder = getattr(holder, part)
        setattr(holder, name, clock.timed(place, getattr(holder, name)))


def starts(work: Path, rounds: int) -> Iterator[list[str]]:
    """Yield the steps of a start, each with what it adds; the whole command stands last."""
    commands = {name: [sys.executable, "-c", code] for name, code in STEPS.items()}
    commands["the command, ten claims"] = [*runs.CHECK, "claims.md"]
    measured: dict[str, list[float]] = {name: [] for name in commands}
    for round in range(rounds + 1):
        for name, command in commands.items():
            took = runs.run(command, work, (0, 1)).seconds
            measured[name] += [took] if round else []
    before = 0.0
    for name, seconds in measured.items():
        added = f"{(median(seconds) - before) * 1000:+.0f}" if name in STEPS else ""
        yield [name, runs.spread(seconds, 0, 1000), added]
        before = median(seconds)


def stages(files: list[Path]) -> Iterator[list[str]]:
    """Yield the stages of one job on all articles, in seconds and shares."""
    from caveat.lint import compiled, engine
    from caveat.lint.checks.context import Context
    from caveat.lint.model import Settings
    from caveat.lint.reporters import text

    today = date.fromisoformat(runs.DAY)
    context = Context(Settings(), today, compiled.load())
    articles = [(str(file), file.read_bytes()) for file in files]
    start = perf_counter()
    judged = [engine.lint(data, path, context) for path, data in articles]
    untimed = perf_counter() - start
    start = perf_counter()
    look = text.Look(lambda path: Path(path).read_text(encoding="utf-8"), context.rulebook.authorities)
    text.render(engine.gather(judged, engine.Options(today)), look)
    report = perf_counter() - start
    clock = Clock()
    watch(clock)
    for path, data in articles:
        engine.lint(data, path, context)
    spent = {**clock.spent, "report": report}
    total, size = sum(spent.values()), runs.size(files) / runs.MEGABYTE
    for stage, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        yield [stage, f"{seconds:.2f}", f"{seconds / total:.0%}", f"{size / seconds:.1f}"]
    yield ["sum", f"{total:.2f}", "100%", f"{size / total:.1f}"]
    yield ["the first time, untimed, bytes to findings", f"{untimed:.2f}", "", f"{size / untimed:.1f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work in this folder and leave it")
    options = parser.parse_args()
    with runs.folder(options.keep) as work:
        files = runs.write_corpus(options.path, work)
        print(f"{runs.machine()}; {runs.size(files) / runs.MEGABYTE:.1f} MB of articles\n")
        print(runs.table(("start", "ms", "more"), starts(work, options.runs)))
        print("\n" + runs.table(("all articles, one job", "s", "share", "MB/s"), stages(files)))


if __name__ == "__main__":
    main()
