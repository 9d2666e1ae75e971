"""Compare `caveat` with linters that can be installed here: `python bench/peers.py PATH [--runs 7] [--keep DIR]`.

PATH is what `corpus.py` reads. The peers are installed into DIR (else a folder that is thrown away), each Python one
into an environment of its own. All take turns in every round, each with one job, on

    clean      one article of 6 KB in which nothing is found, in a new process
    claims     the same with ten claims
    corpus     all articles, none of which it knows; `caveat` has compiled its rules, as in every run but the first
    unchanged  all articles again, for those that remember results

`caveat, first run` has to compile its rules. The peers that take phrases get the thirty of `peers/phrases.txt`, and
read them as they would a user's; the others run as they come.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from runs import Run

HERE = Path(__file__).parent / "peers"
PHRASES = HERE / "phrases.txt"
HEAD = ("", "clean, ms", "claims, ms", "corpus, s", "processor, s", "unchanged, s", "MB/s", "peak, MB", "reports")
_PLACE = r":\d+:\d+:"


class Tool(NamedTuple):
    """A program: the articles are appended to `command`, file by file where it takes no folder.

    `report` is what each thing that it reports has once. `memory` are options with which it remembers results.
    """

    name: str
    command: tuple[str, ...]
    report: str = ""
    memory: tuple[str, ...] | None = None
    files: bool = False
    start_only: bool = False
    before: Callable[[Path], None] = lambda work: None


class MissingError(Exception):
    """A peer that cannot be installed, and why."""


def installed(command: Sequence[str | Path]) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode:
        lines = [line for line in (done.stderr + done.stdout).splitlines() if "error" in line.lower()]
        raise MissingError(lines[-1] if lines else f"{Path(command[0]).name} ended with {done.returncode}")


def python_tool(name: str, work: Path, program: str = "") -> str:
    """Return the path of a program from a wheel, installed if need be."""
    wanted = next(line for line in (HERE / "python.txt").read_text().splitlines() if line.startswith(f"{name}=="))
    folder = work / "python" / wanted
    found = folder / "bin" / (program or name)
    if not found.exists():
        installed([sys.executable, "-m", "venv", folder])
        pip: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        installed([*pip, "--only-binary", ":all:", wanted])
    return str(found)


def node_tool(name: str, work: Path) -> str:
    """Return the path of a program for Node, installed with the others if need be."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise MissingError("Node and npm are not here")
    found = work / "node" / "node_modules" / ".bin" / name
    if not found.exists():
        (work / "node").mkdir(exist_ok=True)
        shutil.copy(HERE / "package.json", work / "node")
        npm: list[str | Path] = [
            "npm",
            "install",
            "--prefix",
            work / "node",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]
        installed([*npm, "--loglevel=error"])
    return str(found)


def floor(work: Path) -> Tool:
    return Tool("python -c pass", (sys.executable, "-c", "pass"), start_only=True)


def node_floor(work: Path) -> Tool:
    if not shutil.which("node"):
        raise MissingError("Node is not here")
    return Tool("node -e 0", ("node", "-e", "0"), start_only=True)


def ours(work: Path) -> Tool:
    found = r"^  \d+:\d+  (error|warning|info)"
    return Tool("caveat", (*runs.CHECK, "--jobs", "1"), found, memory=(), before=runs.forget)


def ours_first(work: Path) -> Tool:
    def forget_all(work: Path) -> None:
        shutil.rmtree(work / "cache", ignore_errors=True)

    return Tool("caveat, first run", runs.CHECK, start_only=True, before=forget_all)


def ripgrep(work: Path) -> Tool:
    program = shutil.which("rg") or python_tool("ripgrep", work, "rg")
    options = ("--threads", "1", "--ignore-case", "--line-number", "--column", "--no-heading", "--file", str(PHRASES))
    return Tool("ripgrep, 30 phrases", (program, *options), _PLACE)


def codespell(work: Path) -> Tool:
    return Tool("codespell", (python_tool("codespell", work),), r" ==> ")


def proselint(work: Path) -> Tool:
    return Tool("proselint", (python_tool("proselint", work), "check"), _PLACE, files=True)


def textlint(work: Path) -> Tool:
    dictionary, config = work / "prh.yml", work / "textlintrc.json"
    words = [{"expected": "(claim)", "pattern": f"/{phrase}/i"} for phrase in phrases()]
    dictionary.write_text(json.dumps({"version": 1, "rules": words}))
    config.write_text(json.dumps({"rules": {"prh": {"rulePaths": [str(dictionary)]}}}))
    modules = str(work / "node" / "node_modules")
    command = (node_tool("textlint", work), "--config", str(config), "--rules-base-directory", modules)
    memory = ("--cache", "--cache-location", str(work / "textlint-cache"))
    return Tool("textlint + prh, 30 phrases", (*command, "--format", "unix"), _PLACE, memory, files=True)


def semgrep(work: Path) -> Tool:
    config = work / "semgrep.yml"
    common = {"languages": ["generic"], "severity": "ERROR", "message": "claim"}
    rules = [{"id": f"phrase-{n}", "pattern-regex": f"(?i){text}", **common} for n, text in enumerate(phrases())]
    config.write_text(json.dumps({"rules": rules}))
    options = ("scan", "--config", str(config), "--jobs", "1", "--no-git-ignore", "--emacs", "--quiet")
    return Tool("Semgrep, 30 phrases", (python_tool("semgrep", work), *options), _PLACE)


def write_good(work: Path) -> Tool:
    return Tool("write-good", (node_tool("write-good", work),), r"on line \d+ at column", files=True)


def alex(work: Path) -> Tool:
    return Tool("alex", (node_tool("alex", work), "--why"), r"^\s+\d+:\d+", files=True)


PEERS = (floor, node_floor, ours, ours_first, ripgrep, codespell, proselint, textlint, semgrep, write_good, alex)


def phrases() -> list[str]:
    return PHRASES.read_text(encoding="utf-8").splitlines()


def tools(work: Path, wanted: set[str]) -> Iterator[Tool]:
    """Yield what can run here, and say on standard error what cannot."""
    for make in PEERS:
        if not wanted or make.__name__ in wanted:
            try:
                yield make(work)
            except MissingError as reason:
                print(f"{make.__name__} is left out: {reason}", file=sys.stderr)


def situations(tool: Tool, work: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the names and commands of what a tool is measured on, in the order in which they run."""
    articles = [str(path) for path in sorted((work / "articles").rglob("*.md"))] if tool.files else ["articles"]
    for name in ("clean", "claims"):
        yield name, [*tool.command, *([] if tool.name.endswith(("pass", " 0")) else [f"{name}.md"])]
    if not tool.start_only:
        yield "corpus", [*tool.command, *articles]
        if tool.memory is not None:
            yield "unchanged", [*tool.command, *tool.memory, *articles]


def measure(found: list[Tool], work: Path, rounds: int) -> tuple[dict[tuple[str, str], list[Run]], dict[str, int]]:
    """Let all take turns, and count what they report; a first round that does not count fills the caches of files."""
    measured: dict[tuple[str, str], list[Run]] = {}
    reports: dict[str, int] = {}
    for round in range(rounds + 1):
        for tool in found:
            for name, command in situations(tool, work):
                if name != "unchanged":
                    tool.before(work)
                elif round == 0:
                    runs.run(command, work)
                statuses = (0, 1) if tool.name.startswith("caveat") else ()
                if round or name == "claims":
                    done = runs.run(command, work, statuses)
                    measured.setdefault((tool.name, name), []).extend([done] if round else [])
                if name == "corpus" and round == 1:
                    reports[tool.name] = runs.count(tool.report, work)
    return measured, reports


def rows(
    found: list[Tool], measured: dict[tuple[str, str], list[Run]], reports: dict[str, int], size: int
) -> Iterator[list[str]]:
    """Yield the lines of the table; the last columns are multiples of our own."""

    def seconds(tool: str, situation: str) -> list[float]:
        return [run.seconds for run in measured.get((tool, situation), ())]

    for tool in found:
        clean, claims, corpus, again = (seconds(tool.name, name) for name in ("clean", "claims", "corpus", "unchanged"))
        done = measured.get((tool.name, "corpus"), [])
        yield [
            tool.name,
            runs.spread(clean, 0, 1000),
            runs.spread(claims, 0, 1000),
            runs.spread(corpus) if corpus else "",
            runs.spread([run.cpu for run in done]) if done else "",
            runs.spread(again) if again else "",
            f"{size / runs.MEGABYTE / median(corpus):.1f}" if corpus else "",
            f"{max(run.peak for run in done or measured[tool.name, 'claims']):.0f}",
            str(reports.get(tool.name, "")),
            ratio(claims, seconds("caveat", "claims")),
            ratio(corpus, seconds("caveat", "corpus")),
            ratio([run.cpu for run in done], [run.cpu for run in measured.get(("caveat", "corpus"), [])]),
        ]


def ratio(theirs: list[float], own: list[float]) -> str:
    return f"{median(theirs) / median(own):.2f}" if theirs and own else ""


def compare(path: Path, work: Path, rounds: int, wanted: set[str]) -> None:
    files = runs.write_corpus(path, work)
    size = runs.size(files)
    found = list(tools(work, wanted))
    measured, reports = measure(found, work, rounds)
    print(f"{runs.machine()}; {len(files)} articles, {size / runs.MEGABYTE:.1f} MB; median (least–most) of {rounds}\n")
    print(runs.table((*HEAD, "× claims", "× corpus", "× processor"), rows(found, measured, reports, size)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("path", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="install into this folder and leave it")
    parser.add_argument(
        "--only", default="", metavar="NAMES", help="comma-separated: " + ", ".join(one.__name__ for one in PEERS)
    )
    options = parser.parse_args()
    wanted = set(filter(None, options.only.split(",")))
    with runs.folder(options.keep) as work:
        compare(options.path, work, options.runs, wanted)


if __name__ == "__main__":
    main()
