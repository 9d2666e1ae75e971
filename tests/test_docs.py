"""Run what README and the pages of the documentation show, and hold it against what is printed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from shown import FENCES, REPOSITORY, START, STARTS, Fence, Shell, commands, fences, fits, named

if TYPE_CHECKING:
    from pathlib import Path

NOT_RUN = {
    "python3 -m venv": "installs packages; .ci/run runs the README's line on a clean copy",
    "pip install": "installs packages from the network",
    "pre-commit": "clones and installs the hook's repository; tests/test_hooks.py does it",
    ".venv/bin/mkdocs serve": "serves until it is stopped; another test builds the site",
}


def skipped(command: str) -> bool:
    return any(command.startswith(prefix) for prefix in NOT_RUN)


@pytest.mark.parametrize("page", list(dict.fromkeys(fence.page for fence in FENCES if fence.language == "console")))
def test_what_a_page_shows_is_what_is_printed(tmp_path: Path, page: str) -> None:
    shell = Shell(tmp_path, STARTS.get(page, START))
    shell.begin()
    for fence in fences(page):
        if fence.language == "diff":
            shell.change(fence.title, fence.text)
        elif fence.title:
            shell.write(fence.title, fence.text)
        elif fence.language == "console":
            hold(shell, fence)


def hold(shell: Shell, fence: Fence) -> None:
    """Run the commands of a block, and hold what it shows against all output, or standard output alone."""
    run = [(command, shown) for command, shown in commands(fence.text) if not skipped(command)]
    for (command, shown), (status, output, errors) in zip(run, shell.session([one for one, _ in run]), strict=True):
        said = f"{named(fence)}: {command}: exit status {status}, prints\n{output}{errors}"
        assert status in (0, 1), said
        assert not shown or fits(shown, output + errors) or fits(shown, output), said


def test_every_reason_not_to_run_is_needed() -> None:
    shown = [command for fence in FENCES if fence.language == "console" for command, _ in commands(fence.text)]
    assert [prefix for prefix in NOT_RUN if not any(command.startswith(prefix) for command in shown)] == []


def test_what_is_shown_is_held_against_what_is_printed() -> None:
    assert fits("a\n…\nd\n", "a\nb\nc\nd\n")
    assert fits("a\n…\nd\n", "a\nd\n")
    assert fits("a … d\n", "a b c d\n")
    assert not fits("a\nd\n", "a\nb\nd\n")
    assert not fits("a … d\n", "a b\nc d\n")
    assert commands("$ a --b  # remark\n$ c\nd\n") == [("a --b", ""), ("c", "d\n")]


def test_the_tutorial_begins_with_the_files_of_the_repository() -> None:
    shown = {fence.title: fence.text for fence in fences("docs/tutorial.md") if fence.language == "markdown"}
    start = REPOSITORY / "docs/tutorial"
    files = {path.relative_to(start).as_posix(): path.read_text(encoding="utf-8") for path in start.rglob("*.md")}
    assert {name: shown[name] for name in files} == files


def test_the_editor_reads_what_caveat_prints(tmp_path: Path) -> None:
    tasks = next(fence for fence in FENCES if fence.title == ".vscode/tasks.json")
    pattern = json.loads(tasks.text)["tasks"][0]["problemMatcher"]["pattern"]
    said = Shell(tmp_path, START).run("caveat check examples/guides/living-with-gout.md --format github")[1]
    found = [match for line in said.splitlines() if (match := re.match(pattern["regexp"], line))]
    keys = ("severity", "file", "line", "column", "endLine", "endColumn", "code")
    assert [found[0][pattern[key]] for key in keys] == [
        "error",
        "examples/guides/living-with-gout.md",
        *("5", "15", "5", "25"),
        "page/review-age",
    ]
    assert len(found) == said.count("::error file=") + said.count("::warning file=")
