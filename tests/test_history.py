"""What git knows of an article since its review, in real repositories."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from caveat.lint import history
from caveat.lint.readers import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

TODAY = date(2026, 11, 22)


def git(*arguments: str, cwd: Path, day: str = "2026-11-01") -> str:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    moment = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    command = ["git", "-c", "user.name=Writer", "-c", "user.email=writer@example.org", *arguments]
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, encoding="utf-8", env=outside | moment)
    return done.stdout


def commit(site: Path, day: str, **articles: str) -> None:
    for name, text in articles.items():
        (site / f"{name}.md").write_text(text, encoding="utf-8")
    git("add", "--all", cwd=site)
    git("commit", "--quiet", "--message", f"As of {day}", cwd=site, day=day)


def article(*paragraphs: str, reviewed: str = "3 May 2026") -> str:
    byline = f"Medically reviewed by Ana Ruiz, MD. Last reviewed {reviewed}."
    return "\n\n".join(("# Sleep", *paragraphs, byline)) + "\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    git("init", "--quiet", "--initial-branch=main", cwd=site)
    monkeypatch.chdir(site)
    return site


def changed(site: Path, name: str = "a.md", reviewed: date = date(2026, 5, 3)) -> tuple[str, list[str]] | None:
    """The day of the change and the changed paragraphs."""
    document = read((site / name).read_text(encoding="utf-8"), name)
    found = history.past()(document, reviewed, TODAY)
    return (found.day.isoformat(), [block.text for block in found.change.blocks]) if found else None


def test_a_change_of_the_prose_after_the_review(site: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep.", "Dim the lamps."))
    commit(site, "2026-08-01", a=article("Light delays sleep.", "Take melatonin."))
    assert changed(site) == ("2026-08-01", ["Take melatonin."])


def test_the_day_is_that_of_the_last_change_of_the_wording(site: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    commit(site, "2026-08-01", a=article("Light ruins sleep."))
    commit(site, "2026-08-09", a=article("Light ruins *sleep*."))
    assert changed(site) == ("2026-08-01", ["Light ruins sleep."])


@pytest.mark.parametrize(
    "later",
    [
        article("Light\n*delays* sleep."),
        "---\ntitle: Night\nlast_reviewed: 2026-05-03\n---\n\n" + article("Light delays sleep."),
        article("Light delays\u00a0sleep."),
        article("Light delays sleep.").replace("MD", "MD, FRCP"),
    ],
)
def test_markup_metadata_typography_and_byline_are_no_change(site: Path, later: str) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    commit(site, "2026-08-01", a=later)
    assert changed(site) is None


def test_a_change_that_was_taken_back_is_none(site: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    commit(site, "2026-08-01", a=article("Light ruins sleep."))
    commit(site, "2026-08-02", a=article("Light delays sleep."))
    assert changed(site) is None


def test_a_review_is_recorded_with_its_changes_within_two_weeks(site: Path) -> None:
    commit(site, "2025-01-01", a=article("Light ruins sleep.", reviewed="1 January 2025"))
    commit(site, "2026-05-17", a=article("Light delays sleep."))
    assert changed(site) is None
    commit(site, "2026-06-01", a=article("Light may delay sleep."))
    assert changed(site) == ("2026-06-01", ["Light may delay sleep."])


def test_a_review_recorded_later_does_not_cover_what_came_after_it(site: Path) -> None:
    commit(site, "2025-01-01", a=article("Light ruins sleep.", reviewed="1 January 2025"))
    commit(site, "2026-05-18", a=article("Light delays sleep."))
    assert changed(site) == ("2026-05-18", ["Light delays sleep."])


def test_an_article_that_came_to_git_after_its_review_was_reviewed_as_it_came(site: Path) -> None:
    commit(site, "2026-09-01", a=article("Light delays sleep."))
    assert changed(site) is None
    commit(site, "2026-09-02", a=article("Light ruins sleep."))
    assert changed(site) == ("2026-09-02", ["Light ruins sleep."])


def test_renames_are_followed(site: Path) -> None:
    paragraphs = [f"Sentence {number} on sleep and light." for number in range(20)]
    commit(site, "2026-05-02", a=article(*paragraphs))
    (site / "sö").mkdir()
    git("mv", "a.md", "sö/b c.md", cwd=site)
    commit(site, "2026-07-01")
    assert changed(site, "sö/b c.md") is None
    (site / "sö/b c.md").write_text(article(*paragraphs[:-1], "Take melatonin."), encoding="utf-8")
    commit(site, "2026-08-01")
    git("mv", "sö/b c.md", "d.md", cwd=site)
    commit(site, "2026-09-01")
    assert changed(site, "d.md") == ("2026-08-01", ["Take melatonin."])


def test_an_earlier_version_is_read_by_its_own_format(site: Path) -> None:
    text = "<h1>Sleep</h1>\n<p>Light *delays* sleep.</p>\n<p>Dim the lamps.</p>\n"
    commit(site, "2026-05-02", a=text)
    git("mv", "a.md", "a.html", cwd=site)
    commit(site, "2026-08-01")
    assert changed(site, "a.html") is None
    (site / "a.html").write_text(text.replace("Dim", "Sell"))
    commit(site, "2026-08-02")
    assert changed(site, "a.html") == ("2026-08-02", ["Sell the lamps."])


def test_what_is_not_committed_yet_was_changed_today(site: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    (site / "a.md").write_text(article("Light ruins sleep."))
    assert changed(site) == ("2026-11-22", ["Light ruins sleep."])
    (site / "new.md").write_text(article("Light ruins sleep."))
    assert changed(site, "new.md") is None


def test_a_merge_counts_on_its_own_day(site: Path) -> None:
    commit(site, "2026-04-01", a=article("Light delays sleep."))
    git("switch", "--quiet", "--create", "draft", cwd=site)
    commit(site, "2026-04-10", a=article("Light ruins sleep."))
    git("switch", "--quiet", "main", cwd=site)
    commit(site, "2026-04-11", other="# Other\n")
    git("merge", "--quiet", "--no-ff", "--message", "Merge", "draft", cwd=site, day="2026-06-01")
    assert changed(site) == ("2026-06-01", ["Light ruins sleep."])


def test_many_articles_with_other_days_share_one_memory(site: Path) -> None:
    commit(site, "2024-01-01", a=article("One."), b=article("Two.", reviewed="2 March 2024"))
    commit(site, "2024-06-01", b=article("Three.", reviewed="2 March 2024"))
    commit(site, "2026-08-01", a=article("Four."))
    past = history.past()
    found = {}
    for name, day in (("a.md", date(2026, 5, 3)), ("b.md", date(2024, 3, 2)), ("a.md", date(2026, 5, 3))):
        one = past(read((site / name).read_text(), name), day, TODAY)
        found[name] = one and (one.day.isoformat(), [block.text for block in one.change.blocks])
    assert found == {"a.md": ("2026-08-01", ["Four."]), "b.md": ("2024-06-01", ["Three."])}


def test_nothing_is_known_outside_of_git_nor_before_the_first_commit(tmp_path: Path, site: Path) -> None:
    (site / "a.md").write_text(article("Light delays sleep."))
    assert changed(site) is None
    (tmp_path / "a.md").write_text(article("Light delays sleep."))
    assert changed(tmp_path, str(tmp_path / "a.md")) is None


def test_a_hook_of_another_repository_does_not_mislead(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    commit(site, "2026-08-01", a=article("Light ruins sleep."))
    monkeypatch.setenv("GIT_DIR", ".git/none")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    assert changed(site) == ("2026-08-01", ["Light ruins sleep."])


def findings(caveat: Caveat, site: Path, *arguments: str) -> list[str]:
    rules = "page/changed-after-review"
    done = caveat("check", "--select", rules, "--format", "json", "--today", "2026-11-22", *arguments, cwd=site)
    report = json.loads(done.stdout)
    return [
        *(f"{one['path']}:{one['line']} {one['severity']} {one['message']}" for one in report["findings"]),
        *(f"{one['path']}: {one['reason']}" for one in report["failures"]),
    ]


def test_the_command_asks_git_where_the_configuration_says_so(caveat: Caveat, site: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep.", "Dim the lamps."))
    commit(site, "2026-08-01", a=article("Light delays sleep.", "Take some drops of melatonin."))
    assert findings(caveat, site) == []
    (site / "caveat.yaml").write_text("history: true\n")
    due = [
        "a.md:5 warning The text was changed on 1 August 2026, after the review of 3 May 2026: "
        "“Take some drops of melatonin.” (line 5)."
    ]
    assert findings(caveat, site) == findings(caveat, site, "--no-cache") == due


def test_results_are_kept_until_the_history_grows(caveat: Caveat, site: Path) -> None:
    (site / "caveat.yaml").write_text("history: true\n")
    texts = {f"a{number}": article(f"Light delays sleep by {number} hours.") for number in range(10)}
    commit(site, "2026-05-02", **texts)
    assert findings(caveat, site) == findings(caveat, site) == []
    commit(site, "2026-08-01", a3=article("Light ruins sleep."))
    commit(site, "2026-08-02", a3=texts["a3"], a4=article("Light ruins sleep."))
    assert [one[:7] for one in findings(caveat, site)] == ["a4.md:3"]


def test_a_shallow_clone_is_said_to_be_too_short(caveat: Caveat, site: Path, tmp_path: Path) -> None:
    commit(site, "2026-05-02", a=article("Light delays sleep."))
    commit(site, "2026-08-01", a=article("Light ruins sleep."), **{"caveat": ""})
    git("clone", "--quiet", "--depth=1", site.as_uri(), str(tmp_path / "clone"), cwd=tmp_path)
    (tmp_path / "clone/caveat.yaml").write_text("history: true\n")
    assert findings(caveat, tmp_path / "clone", "a.md") == [
        "a.md: the clone's history does not reach back to 2026-05-03 — "
        "fetch all of it (actions/checkout: `fetch-depth: 0`)"
    ]


def test_git_starts_only_for_articles_with_a_review_date(caveat: Caveat, site: Path, tmp_path: Path) -> None:
    (site / "caveat.yaml").write_text("history: true\n")
    commit(site, "2026-05-02", a="# Sleep\n\nLight delays sleep.\n", b=article("Light delays sleep."))
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text(f"#!/bin/sh\necho called >> {tmp_path}/calls\nexit 1\n")
    (tools / "git").chmod(0o755)
    path = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    caveat("check", "a.md", cwd=site, env=path)
    assert not (tmp_path / "calls").exists()
    caveat("check", "b.md", cwd=site, env=path)
    assert (tmp_path / "calls").exists()
