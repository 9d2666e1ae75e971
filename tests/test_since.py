from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

RISK = "There is no risk.\n"
CHILD = "Children face no risk.\n"
TEA = "Tea is warm.\n"


@pytest.fixture(autouse=True)
def outside_of_hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests may themselves run in a hook, where git points all its commands to the outer repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Writer", "-c", "user.email=writer@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "As it stands")


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text.encode())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with one commit, all of whose articles have findings."""
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    write(tmp_path, "caveat.yaml", "operator: clinic\nselect: [claim/no-risk, suppress]\n")
    write(tmp_path, "a.md", f"{TEA}\n{RISK}\n{TEA}")
    write(tmp_path, "b/two.md", f"{RISK}\n{TEA}")
    commit(tmp_path)
    return tmp_path


@pytest.fixture
def found(caveat: Caveat, site: Path) -> Callable[..., list[tuple[str, int]]]:
    def run(*arguments: str, cwd: Path = site, status: int | None = None) -> list[tuple[str, int]]:
        done = caveat("check", "--format", "json", *arguments, cwd=cwd)
        assert done.stderr == ""
        report = json.loads(done.stdout)
        places = [(one["path"], one["line"]) for one in report["findings"]]
        assert done.returncode == (bool(places) if status is None else status)
        return places

    return run


def test_nothing_changed_is_nothing_found(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--since", "HEAD", cwd=site)
    assert (done.returncode, done.stdout) == (0, "No article to judge.\n")


def test_only_added_and_changed_lines_count(site: Path, found: Any) -> None:
    write(site, "a.md", f"{TEA}\n{RISK}\n{CHILD}\n{TEA}")
    assert found("--since", "HEAD") == [("a.md", 5)]
    commit(site)
    assert found("--since", "HEAD") == []
    assert found("--since", "HEAD~1") == [("a.md", 5)]


def test_lines_that_only_move_down_are_old(site: Path, found: Any) -> None:
    write(site, "a.md", f"{TEA}\n{TEA}\n{TEA}\n{RISK}\n{TEA}")
    assert found("--since", "HEAD") == []


def test_deleting_lines_adds_no_finding(site: Path, found: Any) -> None:
    write(site, "a.md", f"{RISK}\n{TEA}")
    assert found("--since", "HEAD") == []


def test_a_finding_counts_when_any_of_its_lines_changed(site: Path, found: Any) -> None:
    write(site, "c.md", f"{TEA}\nThere is no\nserious risk.\n\n{RISK}")
    commit(site)
    write(site, "c.md", f"{TEA}\nThere is no\nknown risk.\n\n{RISK}")
    assert found("--since", "HEAD") == [("c.md", 3)]


def test_untracked_articles_are_new_and_ignored_ones_none(site: Path, found: Any) -> None:
    write(site, ".gitignore", "built\n")
    commit(site)
    write(site, "new.md", RISK)
    write(site, "built/c.md", RISK)
    assert found("--since", "HEAD") == [("new.md", 1)]


def test_renames_are_followed(site: Path, found: Any) -> None:
    git(site, "mv", "a.md", "moved.md")
    assert found("--since", "HEAD") == []
    write(site, "moved.md", f"{TEA}\n{RISK}\n{CHILD}")
    assert found("--since", "HEAD") == [("moved.md", 5)]


def test_a_page_wide_finding_counts_where_its_place_changed(site: Path, found: Any) -> None:
    write(site, "caveat.yaml", "operator: clinic\nselect: [page/review-missing]\n")
    sentence = "A cold needs no antibiotics; a bacterial infection may need a treatment of ten days with tablets.\n"
    text = f"# Colds\n\n{sentence * 4}"
    write(site, "c.md", text)
    assert found("--fail-on", "info", "c.md") == [("c.md", 1)]
    commit(site)
    write(site, "c.md", f"{text}\n{TEA}")
    assert found("--fail-on", "info", "--since", "HEAD") == []
    write(site, "c.md", text.replace("Colds", "Common colds"))
    assert found("--fail-on", "info", "--since", "HEAD") == [("c.md", 1)]


def test_a_branch_is_held_against_the_place_where_it_left(site: Path, found: Any) -> None:
    git(site, "checkout", "--quiet", "-b", "draft")
    write(site, "c.md", RISK)
    commit(site)
    git(site, "checkout", "--quiet", "main")
    write(site, "a.md", f"{TEA}\n{TEA}")
    commit(site)
    git(site, "checkout", "--quiet", "draft")
    assert found("--since", "main") == [("c.md", 1)]


def test_paths_narrow_the_run_and_are_shown_as_given(site: Path, found: Any) -> None:
    write(site, "a.md", CHILD)
    write(site, "b/two.md", CHILD)
    assert found("--since", "HEAD", "b") == [("b/two.md", 1)]
    assert found("--since", "HEAD", ".", cwd=site / "b") == [("two.md", 1)]
    assert found("--since", "HEAD", "../a.md", cwd=site / "b") == [("../a.md", 1)]
    assert found("--since", "HEAD", str(site / "a.md")) == [(str(site / "a.md"), 1)]


@pytest.mark.parametrize("name", ["sp ace.md", "tåg.md", 'quo"te.md', "b/tab\t.md", "[slug].md", "-dash.md"])
def test_any_name_will_do(site: Path, found: Any, name: str) -> None:
    write(site, name, f"{TEA}\n{TEA}")
    commit(site)
    write(site, name, f"{TEA}\n{CHILD}")
    assert found("--since", "HEAD") == [(name, 3)]
    git(site, "add", "--all")
    assert found("--staged") == [(name, 3)]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_counted_as_git_does(site: Path, found: Any, end: str) -> None:
    """Lone carriage returns end no line for git: the whole article is one."""
    write(site, "c.md", f"{RISK}\n{TEA}".replace("\n", end))
    commit(site)
    write(site, "c.md", f"{RISK}\n{CHILD}".replace("\n", end))
    assert found("--since", "HEAD") == [("c.md", 3)] if end == "\r\n" else [("c.md", 1), ("c.md", 3)]


def test_what_git_takes_for_binary_counts_as_a_whole(site: Path, found: Any) -> None:
    (site / "c.md").write_bytes(f"{RISK}\n{TEA}".encode("utf-16"))
    commit(site)
    (site / "c.md").write_bytes(f"{RISK}\n{CHILD}".encode("utf-16"))
    assert found("--since", "HEAD") == [("c.md", 1), ("c.md", 3)]


def test_the_users_git_configuration_changes_nothing(site: Path, found: Any) -> None:
    for name, value in (
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("diff.renames", "false"),
        ("diff.relative", "true"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "9"),
        ("core.quotepath", "true"),
    ):
        git(site, "config", name, value)
    git(site, "mv", "b/two.md", "b/zwei.md")
    write(site, "b/zwei.md", f"{RISK}\n{TEA}\n{CHILD}")
    assert found("--since", "HEAD", cwd=site / "b") == [("zwei.md", 5)]


def test_the_staged_content_is_judged(site: Path, found: Any) -> None:
    write(site, "a.md", f"{TEA}\n{CHILD}\n{TEA}")
    write(site, "c.md", RISK)
    git(site, "add", "a.md", "c.md")
    write(site, "a.md", f"{CHILD}\n{TEA}")
    (site / "c.md").unlink()
    write(site, "untracked.md", RISK)
    assert found("--staged") == [("a.md", 3), ("c.md", 1)]
    assert found("--staged", "c.md") == [("c.md", 1)]
    assert found("--staged", "b") == []
    assert found("--since", "HEAD") == [("a.md", 1), ("untracked.md", 1)]


def test_the_report_shows_the_staged_line(caveat: Caveat, site: Path) -> None:
    write(site, "a.md", CHILD)
    git(site, "add", "a.md")
    write(site, "a.md", "Milk.\n")
    assert "      1 │ Children face no risk." in caveat("check", "--staged", cwd=site).stdout.splitlines()


def test_changes_that_are_not_staged_pass(site: Path, found: Any) -> None:
    write(site, "a.md", CHILD)
    assert found("--staged") == []


def test_the_first_commit_can_be_judged(caveat: Caveat, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, "a.md", RISK)
    git(tmp_path, "add", "a.md")
    done = caveat("check", "--staged", "--select", "claim/no-risk", "--format", "json", cwd=tmp_path)
    assert [one["line"] for one in json.loads(done.stdout)["findings"]] == [1]


def test_staged_articles_are_chosen_as_in_folders(site: Path, found: Any) -> None:
    write(site, "caveat.yaml", "operator: clinic\nselect: [claim/no-risk]\nexclude: [drafts]\n")
    for name in (".hidden/c.md", "node_modules/c.md", "drafts/c.md", "b/c.md", "b/c.py"):
        write(site, name, RISK)
    git(site, "add", "--all")
    assert found("--staged") == [("b/c.md", 1)]


def test_a_staged_path_that_is_nowhere_is_a_failure(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--staged", "nowhere.md", cwd=site)
    wrong = "failed  nowhere.md: no such file or directory — correct the path\n\nNothing found in 1 article. "
    assert (done.returncode, done.stdout) == (2, f"{wrong}1 article could not be judged.\n")


def test_a_hook_sees_the_index_that_will_be_committed(site: Path, caveat: Caveat) -> None:
    """`git commit FILE` makes an index of its own, and tells the hook where it is."""
    hook = site / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {_python()} -m caveat.cli check --staged --format json >found.json\n")
    hook.chmod(0o755)
    write(site, "a.md", f"{TEA}\n{CHILD}")
    write(site, "b/two.md", CHILD)
    git(site, "add", "a.md")
    with pytest.raises(subprocess.CalledProcessError):
        git(site, "commit", "--message", "Two", "b/two.md")
    report = json.loads((site / "found.json").read_text(encoding="utf-8"))
    assert [(one["path"], one["line"]) for one in report["findings"]] == [("b/two.md", 1)]


def _python() -> str:
    import sys

    return f"'{sys.executable}'"


def test_the_baseline_counts_before_the_lines(caveat: Caveat, site: Path, found: Any) -> None:
    """An old sentence that is written a second time is new, wherever the second stands."""
    caveat("baseline", cwd=site)
    commit(site)
    write(site, "a.md", f"{TEA}\n{RISK}\n{TEA}\n{RISK}")
    assert found("--since", "HEAD") == [("a.md", 7)]
    write(site, "a.md", f"{TEA}\nOh: {RISK}\n{TEA}")
    assert found("--since", "HEAD") == [("a.md", 3)]


def test_suppressions_hold_on_changed_lines(caveat: Caveat, site: Path) -> None:
    write(site, "a.md", f"{TEA}\n<!-- caveat: ignore claim -- a quotation -->\n{CHILD}")
    done = caveat("check", "--since", "HEAD", cwd=site)
    assert (done.returncode, done.stdout) == (0, "Nothing found in 1 article. 1 suppressed.\n")


@pytest.mark.parametrize("revision", ["nowhere", "", "--output=x", "HEAD:a.md"])
def test_an_unknown_revision_stops_the_run(caveat: Caveat, site: Path, revision: str) -> None:
    done = caveat("check", f"--since={revision}", cwd=site)
    remedy = "correct it, or fetch it (a shallow clone lacks older commits)"
    wrong = f"caveat: --since: git knows no commit “{revision}” — {remedy}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", wrong)


@pytest.mark.parametrize("option", [("--since", "HEAD"), ("--staged",)])
def test_outside_of_a_repository_the_run_stops(caveat: Caveat, tmp_path: Path, option: tuple[str, ...]) -> None:
    write(tmp_path, "a.md", RISK)
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    done = caveat("check", *option, cwd=tmp_path, env=ceiling)
    assert (done.returncode, done.stdout) == (2, "")
    wrong = "caveat: git cannot tell what changed: not a git repository (or any of the parent directories): .git\n"
    assert done.stderr == wrong


def test_an_article_of_another_repository_stops_the_run(caveat: Caveat, site: Path) -> None:
    done = caveat("check", "--since", "HEAD", "../a.md", "../b", cwd=site / "b")
    assert done.returncode == 0
    other = site.parent / f"{site.name}-other"
    write(other, "c.md", RISK)
    done = caveat("check", "--since", "HEAD", f"../{other.name}/c.md", cwd=site)
    wrong = (
        f"caveat: ../{other.name}/c.md: lies outside of the repository of the current folder — run caveat in its own"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{wrong}\n")


def test_without_git_the_run_stops(caveat: Caveat, site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("empty")
    done = caveat("check", "--since", "HEAD", cwd=site, env={"PATH": str(empty)})
    wrong = "caveat: git cannot be run (No such file or directory) — install it, or leave out --since and --staged\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", wrong)


@pytest.mark.parametrize(
    ("options", "wrong"),
    [
        (("--since", "HEAD", "--staged"), "--since and --staged exclude each other."),
        (("-", "--staged"), "git knows nothing of standard input: leave out --since and --staged."),
        (("-", "--since", "HEAD"), "git knows nothing of standard input: leave out --since and --staged."),
    ],
)
def test_contrary_options_are_refused(caveat: Caveat, site: Path, options: tuple[str, ...], wrong: str) -> None:
    done = caveat("check", *options, cwd=site)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"caveat: {wrong}")
