from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from caveat.lint import config, roster

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Caveat = Callable[..., subprocess.CompletedProcess[str]]

ARTICLE = "---\ntitle: Knee pain\n---\n\n# Knee pain\n\nRest helps most people within six weeks.\n"
REVIEWED = """\
---
title: Knee pain
medically_reviewed_by: Dr Ana Ruiz, MD, FRCSC
last_reviewed: 2026-01-11
qa_approved: 2026-01-10
---

# Knee pain

Rest helps most people within six weeks.
"""
SHOP = "# Powder\n\nAdd to basket now, for £20 per bottle. Free delivery.\n"


def git(*arguments: str, cwd: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(["git", *arguments], cwd=cwd, env=outside, check=True, capture_output=True)


def build(folder: Path, files: dict[str, str], *, repository: bool = True) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    if repository:
        git("init", "--quiet", "--initial-branch", "main", cwd=folder)
    return folder


def settings(site: Path) -> config.Config:
    return config.load(str(site / "caveat.yaml"))


def test_reviewers_become_a_roster_and_unread_keys_are_named(caveat: Caveat, tmp_path: Path) -> None:
    byline = "# Tea\n\nMedically reviewed by Ben O'Neil, RPh, on 3 May 2026.\n\nTea is a drink.\n"
    site = build(tmp_path, {"a.md": REVIEWED, "b.md": REVIEWED, "c.md": byline})
    assert "reviewers.yaml                written: 2 reviewers, to be completed" in caveat("init", cwd=site).stdout
    people = roster.load(str(site / "reviewers.yaml"))
    assert [(one.name, one.credentials) for one in people.entries] == [
        ("Ana Ruiz", ("MD", "FRCSC")),
        ("Ben O'Neil", ("RPh",)),
    ]
    assert settings(site).settings.reviewers is not None
    text = " ".join((site / "caveat.yaml").read_text().replace("\n#", "").split())
    assert "who reviewed in `medically_reviewed_by` (2 articles), when in `last_reviewed` (2 articles)" in text
    assert "It does not understand `qa_approved` (2 articles)" in text
    assert caveat("check", cwd=site).returncode in (0, 1)


def test_a_file_of_that_name_that_is_no_roster_stays(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": REVIEWED, "reviewers.yaml": "ana:\n  name: Ana Ruiz\n"})
    done = caveat("init", cwd=site)
    assert "reviewers.yaml: is there already, and no roster" in done.stdout
    assert settings(site).settings.reviewers is None
    assert (site / "reviewers.yaml").read_text() == "ana:\n  name: Ana Ruiz\n"


def test_nothing_is_written_over(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, "caveat.yaml": "operator: brand\n"})
    done = caveat("init", cwd=site)
    said = "caveat: caveat.yaml: is there already — change it by hand, or remove it to begin anew\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert sorted(path.name for path in site.iterdir()) == [".git", "a.md", "caveat.yaml"]
    (site / "caveat.yaml").unlink()
    build(site, {".github/workflows/caveat.yml": "name: own\n"}, repository=False)
    done = caveat("init", cwd=site)
    assert ".github/workflows/caveat.yml: is there already, and stays as it is" in done.stdout
    assert (site / ".github/workflows/caveat.yml").read_text() == "name: own\n"


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_a_rehearsal_writes_nothing(caveat: Caveat, tmp_path: Path, option: str) -> None:
    site = build(tmp_path, {"a.md": REVIEWED})
    done = caveat("init", option, cwd=site)
    assert done.returncode == 0
    assert [name in done.stdout for name in ("caveat.yaml", "reviewers.yaml", ".pre-commit-config.yaml")] == [True] * 3
    assert sorted(path.name for path in site.iterdir()) == [".git", "a.md"]


def test_the_diff_can_be_applied(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": REVIEWED, ".pre-commit-config.yaml": HOOKS})
    (tmp_path / "p.diff").write_bytes(caveat("init", "--diff", cwd=site).stdout.encode())
    git("apply", "p.diff", cwd=site)
    applied = {
        name: (site / name).read_bytes() for name in ("caveat.yaml", "reviewers.yaml", ".pre-commit-config.yaml")
    }
    build(site, {".pre-commit-config.yaml": HOOKS}, repository=False)
    (site / "caveat.yaml").unlink()
    (site / "reviewers.yaml").unlink()
    (site / "p.diff").unlink()
    caveat("init", cwd=site)
    assert {name: (site / name).read_bytes() for name in applied} == applied


def test_a_folder_below_another_configuration_extends_it(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"caveat.yaml": "history: true\noperator: brand\n", "blog/posts/a.md": ARTICLE})
    done = caveat("init", "blog", cwd=site)
    assert done.stdout.startswith("blog/caveat.yaml              written: builds on ../caveat.yaml\n")
    read = settings(site / "blog").settings
    assert (read.history, read.operator) == (True, "brand")
    workflow = yaml.safe_load((site / ".github/workflows/caveat.yml").read_text())
    assert [step["run"].partition(" --")[0] for step in workflow["jobs"]["caveat"]["steps"][3:]] == [
        "caveat check blog"
    ]


def test_outside_of_a_repository_neither_hook_nor_job_is_written(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE}, repository=False)
    assert "no git repository: neither hook nor CI job" in caveat("init", cwd=site).stdout
    assert sorted(path.name for path in site.iterdir()) == ["a.md", "caveat.yaml"]


def test_what_is_no_folder_is_an_error_and_an_export_is_told(caveat: Caveat, tmp_path: Path) -> None:
    done = caveat("init", "none", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "caveat: none: there is no such folder — correct the path\n")
    export = '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"/>'
    build(tmp_path, {"site.xml": export, "a.md": ARTICLE}, repository=False)
    assert "site.xml: caveat does not read exports of WordPress" in caveat("init", cwd=tmp_path).stdout


def test_hostile_names_and_words_stay_comments(caveat: Caveat, tmp_path: Path) -> None:
    hostile = (
        '---\n"review\\nx: [": 2026-01-01\nreviewed_by: "A B: [x]"\n---\n# T\n\nBook a consultation\u2028with us: }{\n'
    )
    site = build(tmp_path, {"hugo.toml": "", "content/a: [b]/a.md": hostile, "content/it's #1/a.md": SHOP})
    assert caveat("init", cwd=site).returncode == 0
    assert settings(site).settings.operator in ("clinic", "brand")
    assert caveat("check", cwd=site).returncode in (0, 1)


HOOKS = """\
# our hooks
repos:
- repo: https://github.com/pre-commit/pre-commit-hooks
  rev: v5.0.0 # pinned
  hooks:
  - id: trailing-whitespace
    args: [--markdown-linebreak-ext=md] # keep

# the end
ci: {skip: [x]}
"""


def test_the_hook_is_added_to_what_is_there(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": HOOKS})
    assert ".pre-commit-config.yaml       added to: the commit hook" in caveat("init", cwd=site).stdout
    added = """\
- repo: https://example.org/caveat.git # put the address of caveat's repository here
  rev: v0.1.0
  hooks:
    - id: caveat
"""
    at = HOOKS.index("\n# the end")
    assert (site / ".pre-commit-config.yaml").read_text() == HOOKS[:at] + added + HOOKS[at:]


def test_a_hook_that_is_there_stays(caveat: Caveat, tmp_path: Path) -> None:
    text = "repos:\n- repo: local\n  hooks: [{id: caveat, name: c, entry: caveat check, language: system}]\n"
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": text})
    assert ".pre-commit-config.yaml: names caveat already, and stays as it is" in caveat("init", cwd=site).stdout
    assert (site / ".pre-commit-config.yaml").read_text() == text


def test_a_file_that_is_not_understood_is_left_to_a_person(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, ".pre-commit-config.yaml": "repos: [{repo: meta, hooks: []}]\n"})
    done = caveat("init", cwd=site)
    assert "add to `repos` by hand:\n    - repo: https://example.org/caveat.git" in done.stdout
    assert (site / ".pre-commit-config.yaml").read_text() == "repos: [{repo: meta, hooks: []}]\n"


@pytest.mark.parametrize(
    ("pipeline", "expected"),
    [
        (None, "include:\n  - local: .gitlab/caveat.yml\n"),
        ("stages: [test]\n", "stages: [test]\n\ninclude:\n  - local: .gitlab/caveat.yml\n"),
        (
            "include:\n    - template: a.yml # ours\nx:\n  script: !reference [.a, script]\n",
            "include:\n    - template: a.yml # ours\n    - local: .gitlab/caveat.yml\n"
            "x:\n  script: !reference [.a, script]\n",
        ),
        ("include: a.yml\n", "include: a.yml\n"),
    ],
)
def test_on_gitlab_a_job_is_included(caveat: Caveat, tmp_path: Path, pipeline: str | None, expected: str) -> None:
    site = build(tmp_path, {"a.md": ARTICLE, **({".gitlab-ci.yml": pipeline} if pipeline else {})})
    git("remote", "add", "origin", "git@gitlab.com:acme/site.git", cwd=site)
    done = caveat("init", cwd=site)
    assert (site / ".gitlab-ci.yml").read_text() == expected
    assert ("by hand" in done.stdout) == (expected == pipeline)
    job: dict[str, Any] = yaml.safe_load((site / ".gitlab/caveat.yml").read_text())["caveat"]
    assert job["script"][1].startswith("caveat check . --output-format gitlab=")
    assert not (site / ".github").exists()


def test_the_server_decides_not_the_name_of_the_repository(caveat: Caveat, tmp_path: Path) -> None:
    site = build(tmp_path, {"a.md": ARTICLE})
    git("remote", "add", "origin", "https://github.com/acme/gitlab-pages.git", cwd=site)
    caveat("init", cwd=site)
    assert (site / ".github/workflows/caveat.yml").exists()
    assert not (site / ".gitlab-ci.yml").exists()
