from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from caveat.lint import config, ignored
from caveat.lint.discover import expand

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]


def git(*arguments: str, cwd: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=cwd, env=outside, check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository whose ignored articles bear names that begin with x."""
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", cwd=tmp_path)
    for name in (
        "a.md",
        "public/x.md",
        "public/deep/x.md",
        "blog/a.md",
        "blog/x-draft.md",
        "blog/deep/keep-draft.md",
        "blog/deep/x-draft.md",
        "notes/x.md",
        "shop/page.html",
        "shop/x.txt",
        "built/forced.md",
        "built/x.md",
        "wiki/a.md",
        "wiki/x.md",
        "my x/ä.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / ".gitignore").write_text("/public/\n*-draft.md\nbuilt/\nmy\\ x/\n")
    (tmp_path / "blog/deep/.gitignore").write_text("!keep-draft.md\n")
    (tmp_path / "shop/.gitignore").write_text("*\n!page.html\n")
    (tmp_path / ".git/info/exclude").write_text("notes\n")
    git("add", "--force", "built/forced.md", cwd=tmp_path)
    git("init", "--quiet", "wiki", cwd=tmp_path)
    (tmp_path / "wiki/.gitignore").write_text("x.md\n")
    return tmp_path


READ = ["a.md", "blog/a.md", "blog/deep/keep-draft.md", "built/forced.md", "shop/page.html", "wiki/a.md"]


def test_what_git_ignores_is_left_out_of_a_folder(site: Path) -> None:
    assert list(expand(["."])) == READ


def test_what_is_named_is_read(site: Path) -> None:
    assert list(expand(["public/x.md", "blog/x-draft.md"])) == ["public/x.md", "blog/x-draft.md"]
    assert list(expand(["public"])) == ["public/x.md", "public/deep/x.md"]
    assert list(expand(["public/deep"])) == ["public/deep/x.md"]
    assert list(expand(["built"])) == ["built/forced.md"]


def test_rules_of_the_folders_above_hold(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(expand(["blog"])) == ["blog/a.md", "blog/deep/keep-draft.md"]
    assert list(expand([str(site / "blog/deep")])) == [f"{site}/blog/deep/keep-draft.md"]
    monkeypatch.chdir(site / "blog")
    assert list(expand([".", "../shop"])) == ["a.md", "deep/keep-draft.md", "../shop/page.html"]


def test_a_hook_of_another_repository_does_not_mislead(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(site / "wiki/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(site / "none"))
    assert list(expand(["."])) == READ


def test_without_git_all_is_read(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "public/x.md" in list(expand(["."]))


def test_outside_of_a_repository_gitignore_means_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("x")
    (tmp_path / ".gitignore").write_text("*")
    assert ignored.below(".") == frozenset()
    assert list(expand(["."])) == ["a.md"]


def test_a_foreign_repository_runs_no_program(site: Path) -> None:
    git("config", "core.fsmonitor", f"touch {site}/ran; false", cwd=site)
    list(expand(["."]))
    assert not (site / "ran").exists()


def test_the_configuration_can_read_what_git_ignores(site: Path) -> None:
    (site / "caveat.yaml").write_text("exclude: [shop]")
    (site / "blog/caveat.yaml").write_text("gitignore: false")
    excluded = config.excluder(None)
    assert list(expand(["."], excluded)) == [path for path in READ if "shop" not in path]
    assert list(expand(["blog"], excluded)) == [
        *("blog/a.md", "blog/x-draft.md", "blog/deep/keep-draft.md", "blog/deep/x-draft.md")
    ]


def test_the_command_leaves_out_what_git_ignores(caveat: Caveat, site: Path) -> None:
    (site / "public/x.md").write_text("# Tea\n\nOur tea cures asthma.\n")
    assert caveat("check", "--select", "claim", cwd=site).stdout == "Nothing found in 6 articles.\n"
    assert "public/x.md" in caveat("check", "--select", "claim", "public/x.md", cwd=site).stdout
