"""See how time and memory grow: `python bench/growth.py PATH [--runs 3] [--large MB]`.

PATH is what `corpus.py` reads. In each group the first line is what the others are multiples of. Nothing is known
beforehand but the compiled rules. Peaks are those of the largest process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runs import Run

HEAD = ("", "MB", "s", "peak, MB", "× size", "× s", "× peak")
HOSTILE = 200_000
PIECES = ("[", "{{<", "no ", ">")
_SEED = 1


class Case(NamedTuple):
    """Something to lint: its size in bytes is given where it is not that of the files."""

    name: str
    paths: tuple[Path, ...]
    options: tuple[str, ...] = ("--jobs", "1")


def larger(work: Path, files: list[Path], times: int) -> Path:
    """Return a folder with `times` copies of each article, as links."""
    folder = work / f"times-{times}"
    shutil.rmtree(folder, ignore_errors=True)
    for copy in range(times):
        for number, file in enumerate(files):
            target = folder / f"{copy}-{number // 100}" / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(file, target)
    return folder


def corpora(work: Path, files: list[Path], large: int) -> Iterator[list[Case]]:
    """Yield the same corpus once, four and sixteen times, then one and two processes on a large one."""
    yield [Case(f"{times} × the corpus", (larger(work, files, times),)) for times in (1, 4, 16)]
    enough = max(16, -(-large // runs.size(files)))
    folder = work / "times-16" if enough == 16 else larger(work, files, enough)
    yield [Case(f"{jobs} on {enough} × the corpus", (folder,), ("--jobs", jobs[0])) for jobs in ("1 job", "2 jobs")]


def one_file(work: Path, article: str) -> Iterator[list[Case]]:
    """Yield one article whose body stands there once, ten and a hundred times."""
    head, mark, body = article.rpartition("\n---\n")
    cases = []
    for times in (1, 10, 100):
        path = work / f"copies-{times}.md"
        path.write_text(head + mark + body * times, encoding="utf-8")
        cases.append(Case(f"{times} × one article in one file", (path,)))
    yield cases


def hostile(work: Path, files: list[Path]) -> Iterator[list[Case]]:
    """Yield prose, and as much of what parsers and matchers fear."""
    prose = "\n\n".join(file.read_text(encoding="utf-8").rpartition("\n---\n")[2] for file in files)
    texts = {"prose": (prose * (HOSTILE // len(prose) + 1))[:HOSTILE]}
    texts |= {f"`{piece}` alone": piece * (HOSTILE // len(piece)) for piece in PIECES}
    cases = []
    for number, (name, text) in enumerate(texts.items()):
        path = work / f"hostile-{number}.md"
        path.write_text(text, encoding="utf-8")
        cases.append(Case(f"200 KB of {name}", (path,)))
    yield cases


def more_rules(work: Path, files: list[Path], times: int) -> Iterator[list[Case]]:
    """Yield the corpus under the rules, and under `times` as many: the new ones look for words of the corpus."""
    from caveat.lint.rulebook import BUILT_IN

    rules = [path for family in ("claim", "safety") for path in (BUILT_IN / family).glob("*.yaml")]
    number = sum(path.read_text(encoding="utf-8").count("\n  - ") for path in rules) // len(rules)
    words = [re.findall(r"\b[a-z]{5,}\b", file.read_text(encoding="utf-8").rpartition("\n---\n")[2]) for file in files]
    texts = list(filter(None, words))
    choose = random.Random(_SEED)
    folder = work / "more-rules" / "more"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = len(list(BUILT_IN.glob("*/*.yaml"))) * (times - 1)
    for rule in range(made):
        patterns = [_phrase(choose, texts) for _ in range(number)]
        (folder / f"rule-{rule:04}.yaml").write_text(_rule(patterns), encoding="utf-8")
    config = work / "caveat-more.yaml"
    config.write_text(json.dumps({"rules": ["more-rules"]}), encoding="utf-8")
    plain = work / "caveat-plain.yaml"
    plain.write_text("{}", encoding="utf-8")
    for name, paths in (("the corpus", (work / "articles",)), ("one article", (work / "claims.md",))):
        yield [
            Case(f"{name}, the rules", paths, ("--jobs", "1", "--config", str(plain))),
            Case(f"{name}, {times} × the rules", paths, ("--jobs", "1", "--config", str(config))),
        ]


def _phrase(choose: random.Random, texts: list[list[str]]) -> str:
    """Make a pattern of words from four places: each is met often, all together hardly ever, as in most rules."""
    a, b, c, d = (choose.choice(choose.choice(texts)) for _ in range(4))
    return choose.choice((f"{a} {b}|{c} {d}", f"{a} ... {b}|{c} {d}"))


def _rule(patterns: list[str]) -> str:
    rule = {
        "summary": "Says something",
        "kind": "claim",
        "family": "benefit",
        "severity": "info",
        "match": patterns,
        "excused_by": ["negated"],
        "message": "“{quote}” says something.",
        "advice": "Say less.",
        "why": "This measures time.",
        "authorities": [],
        "examples": {},
    }
    return json.dumps(rule)


@cache
def measure(paths: tuple[Path, ...], options: tuple[str, ...], work: Path, rounds: int) -> list[Run]:
    """Measure some times, after a short run that compiles what rules and program are kept in."""
    runs.check([*options, work / "clean.md"], work)
    done = []
    for _ in range(rounds):
        runs.forget(work)
        done.append(runs.check([*options, *paths], work))
    return done


def rows(cases: list[Case], work: Path, rounds: int) -> Iterator[list[str]]:
    measured = [measure(case.paths, case.options, work, rounds) for case in cases]
    sizes = [sum(runs.size(_files(path)) for path in case.paths) / runs.MEGABYTE for case in cases]
    seconds = [median(run.seconds for run in done) for done in measured]
    peaks = [max(run.peak for run in done) for done in measured]
    for number, case in enumerate(cases):
        yield [
            case.name,
            f"{sizes[number]:.2f}",
            runs.spread([run.seconds for run in measured[number]]),
            f"{peaks[number]:.0f}",
            *(f"{values[number] / values[0]:.2f}" for values in (sizes, seconds, peaks)),
        ]


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else list(path.rglob("*.md"))


def grow(path: Path, work: Path, rounds: int, large: int, times: int) -> None:
    files = runs.write_corpus(path, work)
    article = (work / "claims.md").read_text(encoding="utf-8")
    print(f"{runs.machine()}; {runs.size(files) / runs.MEGABYTE:.1f} MB of articles; median (least–most) of {rounds}\n")
    lines: list[list[str]] = []
    for made in (
        corpora(work, files, large),
        one_file(work, article),
        more_rules(work, files, times),
        hostile(work, files),
    ):
        for cases in made:
            lines += rows(cases, work, rounds)
    print(runs.table(HEAD, lines))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--large", type=int, default=80, metavar="MB", help="size on which one and two jobs are compared"
    )
    parser.add_argument("--rules", type=int, default=10, metavar="TIMES", help="how many times as many rules to try")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work in this folder and leave it")
    options = parser.parse_args()
    with runs.folder(options.keep) as work:
        grow(options.path, work, options.runs, options.large * runs.MEGABYTE, options.rules)


if __name__ == "__main__":
    main()
