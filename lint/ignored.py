"""Ask git what it ignores, so that what a generator built is not judged beside what people wrote."""

from __future__ import annotations

import os

# a commit hook points git to its own repository
LOCAL = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"))
# a repository that came from elsewhere must not run its monitor
_GIT = ("git", "-c", "core.fsmonitor=false")
# what is tracked is not ignored, whatever the patterns say; a folder is named in place of all that it holds
_LIST = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")


def below(folder: str) -> frozenset[str]:
    """Return the files and folders below `folder` that git ignores, as paths from there, with `/`.

    None outside of a repository, without git, and where the folder itself is ignored: who names it wants it read.
    """
    if not repository(folder):
        return frozenset()
    names = os.fsdecode(_run(folder, *_LIST) or b"").split("\0")
    return frozenset() if "./" in names else frozenset(name.rstrip("/") for name in names if name)


def ignores(path: str) -> bool:
    """Say whether git ignores a file, which need not exist, in a folder that does."""
    folder, name = os.path.split(path)
    return bool(repository(folder)) and _run(folder or ".", "check-ignore", "--quiet", "--", name) is not None


def _run(folder: str, *arguments: str) -> bytes | None:
    """Return what git says in a folder, none where it refuses or cannot be run."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if name not in LOCAL}
    try:
        done = subprocess.run([*_GIT, *arguments], cwd=folder, env=environment, capture_output=True)
    except OSError:
        return None
    return None if done.returncode else done.stdout


def repository(folder: str) -> str:
    """Return the top of the repository that a folder lies in, from the root; empty for none."""
    path = os.path.abspath(folder)
    while not os.path.lexists(f"{path}/.git"):
        above = os.path.dirname(path)
        if above == path:
            return ""
        path = above
    return path
