"""Hold the page and citation rules against a site of small articles with the findings due beside each."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

SITE = Path(__file__).parent / "site"
ARTICLES = sorted(path.name for path in SITE.iterdir() if path.suffix in (".md", ".html", ".txt"))


@cache
def found() -> dict[str, list[str]]:
    """Lint the site once: for each article its findings, a line each."""
    command = [
        sys.executable,
        "-m",
        "caveat.cli",
        "check",
        ".",
        "--format",
        "json",
        "--today",
        "2026-11-22",
        "--no-cache",
    ]
    run = subprocess.run(command, cwd=SITE, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 1, run.stderr
    report = json.loads(run.stdout)
    assert report["failures"] == []
    lines: dict[str, list[str]] = {name: [] for name in ARTICLES}
    for one in report["findings"]:
        place = f"{one['line']}:{one['column']}-{one['end_line']}:{one['end_column']}"
        lines[Path(one["path"]).name].append(f"{place} {one['severity']} {one['rule']} “{one['quote']}”")
    return lines


@pytest.mark.parametrize("name", ARTICLES)
def test_exactly_the_findings_due(name: str) -> None:
    due = (SITE / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert found()[name] == due


def test_every_expectation_has_its_article() -> None:
    assert sorted(path.name.removesuffix(".expected") for path in SITE.glob("*.expected")) == ARTICLES
