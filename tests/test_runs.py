"""A run gives the same report with and without caches, and with one process or two."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "# Tea {0}\n\nTea {0} cures asthma. It has no side effects, and it does not cure cancer.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    for number in range(70):
        (folder / f"{number:02}.md").write_text(ARTICLE.format(number), encoding="utf-8")
    (folder / "99.md").write_bytes(b"\xff\xff broken")
    return folder


def report(site: Path, *options: str, cache: Path | None = None) -> bytes:
    environment = {**os.environ, "CAVEAT_CACHE_DIR": str(cache or site.parent / "cache")}
    command = [sys.executable, "-m", "caveat.cli", "check", ".", "--format", "json", "--today", "2026-11-22", *options]
    run = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=False)
    assert run.returncode == 2, run.stderr.decode()
    return run.stdout


def test_caches_and_processes_change_no_byte(site: Path) -> None:
    plain = report(site, "--no-cache", "--jobs", "1")
    places = {(f["path"], f["line"], f["column"]) for f in json.loads(plain)["findings"] if f["rule"] == "claim/cure"}
    assert places == {(f"{number:02}.md", 3, 6 + len(str(number))) for number in range(70)}
    assert [one["path"] for one in json.loads(plain)["failures"]] == ["99.md"]
    for options in (("--jobs", "1"), ("--jobs", "1"), ("--jobs", "2"), ("--no-cache", "--jobs", "2")):
        assert report(site, *options) == plain


ADVICE = ("ask", "consult", "see", "contact", "call", "talk to", "speak to", "tell")


def test_what_is_found_does_not_depend_on_the_order_of_sets(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    between = "The supplement comes as tablets and drops. " * 80
    for number, (near, far) in enumerate(zip(ADVICE, reversed(ADVICE), strict=True)):
        dose = f"Iron supplements are a treatment. Take 5 mg twice a day, and {near} your doctor. "
        (site / f"dose-{number}.md").write_text(f"# Iron supplements\n\n{dose}{between}Then {far} your doctor.\n")
    outputs = set()
    for seed in ("1", "2", "3"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        outputs.add(report(site, "--no-cache", "--jobs", "1"))
    assert len(outputs) == 1


def test_a_changed_article_is_judged_again(site: Path) -> None:
    report(site)
    (site / "07.md").write_text("# Tea\n\nTea is a drink.\n", encoding="utf-8")
    assert "07.md" not in {f["path"] for f in json.loads(report(site))["findings"] if f["rule"].startswith("claim/")}


def test_a_changed_configuration_is_obeyed(site: Path) -> None:
    report(site)
    (site / "caveat.yaml").write_text("ignore: [claim/cure]\n", encoding="utf-8")
    assert "claim/cure" not in {f["rule"] for f in json.loads(report(site))["findings"]}


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 400])
def test_a_damaged_cache_is_begun_anew(site: Path, damage: bytes) -> None:
    cache = site.parent / "cache"
    plain = report(site, cache=cache)
    for file in cache.iterdir():
        file.write_bytes(damage)
    assert report(site, cache=cache) == plain
    for file in cache.iterdir():
        data = bytearray(file.read_bytes())
        if data:
            data[len(data) // 2] ^= 0xFF
            file.write_bytes(data)
    assert report(site, cache=cache) == plain


def test_old_results_are_forgotten(site: Path) -> None:
    cache = site.parent / "cache"
    report(site, cache=cache)
    with closing(sqlite3.connect(cache / "results.db")) as store:
        store.execute("UPDATE results SET day = 1")
        store.commit()
    (site / "07.md").write_text("# Tea\n\nTea is a drink.\n", encoding="utf-8")
    report(site, cache=cache)
    with closing(sqlite3.connect(cache / "results.db")) as store:
        assert store.execute("SELECT min(day) FROM results").fetchone() == (date.today().toordinal(),)


def test_a_cache_that_cannot_be_written_costs_only_time(site: Path) -> None:
    nowhere = site.parent / "file"
    nowhere.write_text("in the way", encoding="utf-8")
    assert report(site, cache=nowhere / "cache") == report(site, "--no-cache")


def test_two_runs_at_once_share_the_cache(site: Path) -> None:
    environment = {**os.environ, "CAVEAT_CACHE_DIR": str(site.parent / "cache")}
    command = [sys.executable, "-m", "caveat.cli", "check", ".", "--format", "json", "--today", "2026-11-22"]
    runs = [subprocess.Popen(command, cwd=site, env=environment, stdout=subprocess.PIPE) for _ in range(3)]
    outputs = {run.communicate()[0] for run in runs}
    assert outputs == {report(site, "--no-cache")}
