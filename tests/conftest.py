from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = Path(__file__).resolve().parents[1]

# a gate gives one answer to one text; `pytest --hypothesis-profile=explore` looks further
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None, max_examples=20_000)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the cache of the person who runs the tests out of them, and theirs away from it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAVEAT_CACHE_DIR", str(shared / "caveat-cache"))
        patch.delenv("FORCE_COLOR", raising=False)
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def project_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commit the project as it stands, without what git ignores, to a repository of its own."""
    target = tmp_path_factory.mktemp("project")
    names = git("ls-files", "--cached", "--others", "--exclude-standard", "-z", cwd=REPOSITORY).split("\0")
    for name in filter(None, names):
        if (REPOSITORY / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, target / name)
    return commit_all(target)


def git(*arguments: str, cwd: Path) -> str:
    # the tests may themselves run in a hook, where git points all its commands to the outer repository
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "user.name=Writer", "-c", "user.email=writer@example.org", *arguments]
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, encoding="utf-8", env=outside).stdout


def commit_all(folder: Path) -> Path:
    git("init", "--quiet", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--no-verify", "--message", "As it stands", cwd=folder)
    return folder


@pytest.fixture(scope="session")
def registry() -> None:
    """Skip where packages cannot be installed."""
    with tempfile.TemporaryDirectory() as folder:
        probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "setuptools"]
        done = subprocess.run(probe, capture_output=True)
    if done.returncode:
        pytest.skip("the package registry cannot be reached, so nothing can be installed")


@pytest.fixture(scope="session")
def caveat() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command as a process of its own."""

    def run(
        *arguments: str, cwd: Path, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "caveat.cli", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            env={**os.environ, **(env or {})},
            timeout=120,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    return run
