from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "# Asthma\n\nInhalers do not cure asthma.\n"
DOUBTFUL = "# Asthma\n\nOur tea has no side effects.\n"
BAD = "# Asthma\n\nOur tea cures asthma and has no side effects.\n"


def run(*command: str, cwd: Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "PRE_COMMIT_HOME": str(home),
        "GIT_AUTHOR_NAME": "Writer",
        "GIT_AUTHOR_EMAIL": "writer@example.org",
        "GIT_COMMITTER_NAME": "Writer",
        "GIT_COMMITTER_EMAIL": "writer@example.org",
    }
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8")


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def site(registry: None, project_copy: Path, pre_commit_home: Path, tmp_path: Path) -> Path:
    """Make a repository of articles whose commits the hook guards."""
    revision = run("git", "rev-parse", "HEAD", cwd=project_copy, home=pre_commit_home).stdout.strip()
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {project_copy}\n  rev: {revision}\n  hooks:\n  - id: caveat\n"
    )
    (tmp_path / "caveat.yaml").write_text(
        "operator: clinic\nselect: [claim]\nseverity: {claim/side-effect-free: warning}\n"
    )
    run("git", "init", "--quiet", cwd=tmp_path, home=pre_commit_home)
    installed = run(
        sys.executable, "-m", "pre_commit", "install", "--install-hooks", cwd=tmp_path, home=pre_commit_home
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return tmp_path


def commit(site: Path, home: Path) -> subprocess.CompletedProcess[str]:
    run("git", "add", "--all", cwd=site, home=home)
    return run("git", "commit", "--message", "Write", cwd=site, home=home)


def test_the_hook_lets_good_articles_in_and_keeps_bad_ones_out(site: Path, pre_commit_home: Path) -> None:
    (site / "good.md").write_text(GOOD)
    (site / "requirements.txt").write_text("this-tea-cures-asthma\n")
    (site / "picture.svg").write_text("<svg/>")
    good = commit(site, pre_commit_home)
    assert good.returncode == 0, good.stdout + good.stderr

    (site / "doubtful.md").write_text(DOUBTFUL)
    doubtful = commit(site, pre_commit_home)
    assert doubtful.returncode == 0, doubtful.stdout + doubtful.stderr
    assert "doubtful.md\n  3:13  warning  claim/side-effect-free" in doubtful.stdout + doubtful.stderr

    (site / "bad.md").write_text(BAD)
    bad = commit(site, pre_commit_home)
    assert bad.returncode != 0
    assert "bad.md\n  3:9  error  claim/cure" in bad.stdout + bad.stderr
    assert "good.md" not in bad.stdout + bad.stderr
    log = run("git", "log", "--format=%s", "--name-only", cwd=site, home=pre_commit_home).stdout
    assert "good.md" in log
    assert "bad.md" not in log
