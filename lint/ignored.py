"""Ask git what it ignores, so that what a generator built is not judged beside what people wrote."""

from __future__ import annotations

import os

# a commit hook points git to its own repository
LOCAL = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"))
# what is tracked is not ignored, whatever the patterns say; a folder is named in place of all that it holds.
# A repository that came from elsewhere must not run its monitor.
_COMMAND = (
    *("git", "-c", "core.fsmonitor=false", "ls-files", "-z"),
    *("--others", "--ignored", "--exclude-standard", "--directory"),
)


def below(folder: str) -> frozenset[str]:
    """Return the files and folders below `folder` that git ignores, as paths from there, with `/`.

    None outside of a repository, without git, and where the folder itself is ignored: who names it wants it read.
    """
    if not repository(folder):
        return frozenset()
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name not in LOCAL}
    try:
        done = subprocess.run(_COMMAND, cwd=folder, env=environment, capture_output=True)
    except OSError:
        return frozenset()
    names = os.fsdecode(done.stdout).split("\0")
    return frozenset() if done.returncode or "./" in names else frozenset(name.rstrip("/") for name in names if name)


def repository(folder: str) -> str:
    """Return the top of the repository that a folder lies in, from the root; empty for none."""
    path = os.path.abspath(folder)
    while not os.path.lexists(f"{path}/.git"):
        above = os.path.dirname(path)
        if above == path:
            return ""
        path = above
    return path
