"""Tell from git which lines of which articles changed, so that a run reports what the change brought.

Lines are git's (ended by LF alone), 1-based. Git is asked in the current folder and with the environment as it is: a
commit hook points it to the index that will be committed.
"""

from __future__ import annotations

import os
import re
import subprocess
from bisect import bisect_right
from functools import cache
from pathlib import Path

from .errors import CaveatError
from .model import Failure
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .model import Finding, Report

Spans = tuple[tuple[int, int], ...]
_DIFF = (
    *("-c", "core.quotepath=off", "diff", "--raw", "-z", "--no-abbrev", "--patch", "-U0", "--inter-hunk-context=0"),
    *("--find-renames", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules"),
    *("--src-prefix=a/", "--dst-prefix=b/"),
)
_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_SECTION = re.compile(r"^(?=diff --git )", re.MULTILINE)
_FILE = "100"


class Changes(NamedTuple):
    """What differs from a commit; paths lead from the top of the repository, with `/`.

    `lines` gives the changed lines of each changed file, half-open, or none where all of it counts as changed; whatever
    is not `tracked` is new. `blobs` names the content of each changed file in the index. `prefix` is the current
    folder.
    """

    prefix: str
    lines: Mapping[str, Spans | None]
    tracked: frozenset[str]
    blobs: Mapping[str, str]


def since(revision: str) -> Changes:
    """Compare the working tree with a commit, or with where the present branch left it.

    Raises CaveatError outside of a repository and for an unknown revision.
    """
    prefix = _prefix()
    if not _succeeds("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"):
        remedy = "correct it, or fetch it (a shallow clone lacks older commits)"
        raise CaveatError(f"--since: git knows no commit “{revision}” — {remedy}")
    base = _succeeds("merge-base", f"{revision}^{{commit}}", "HEAD") or f"{revision}^{{commit}}"
    tracked = frozenset(_git("ls-files", "-z", "--full-name", ":/").split("\0"))
    return _changes(prefix, _git(*_DIFF, base.strip(), "--"), tracked)


def staged() -> Changes:
    """Compare the index with the last commit. Raises CaveatError outside of a repository."""
    prefix = _prefix()
    changes = _changes(prefix, _git(*_DIFF, "--cached", "--"), frozenset())
    return changes._replace(tracked=frozenset(changes.lines))


def touches(changes: Changes, path: str) -> bool:
    """Say whether an article holds changed lines."""
    spans = _spans(changes, path)
    return spans is None or bool(spans)


def keep(report: Report, changes: Changes, source: Callable[[str], str | None]) -> Report:
    """Leave in a report what stands on changed lines; `source` returns the text of an article."""
    ends = cache(lambda path: _line_ends(source(path)))
    spans = cache(lambda path: _spans(changes, path))

    def changed(finding: Finding) -> bool:
        touched = spans(finding.path)
        if touched is None:
            return True
        found = ends(finding.path)
        first = bisect_right(found, finding.start - 1) + 1
        last = bisect_right(found, max(finding.start, finding.end - 1) - 1) + 1
        return any(start <= last and first < end for start, end in touched)

    return report._replace(
        findings=tuple(filter(changed, report.findings)),
        suppressed=tuple(filter(changed, report.suppressed)),
        known=tuple(filter(changed, report.known)),
        excused=tuple(filter(changed, report.excused)),
    )


def contents(changes: Changes, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield articles with their content in the index."""
    wanted = list(paths)
    ids = "".join(f"{changes.blobs[_key(changes, path)]}\n" for path in wanted)
    answer = _run("cat-file", "--batch", stdin=ids.encode()).stdout
    at = 0
    for path in wanted:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        start = at + len(head) + 1
        at = start + int(head.rsplit(b" ", 1)[1])
        yield path, answer[start:at]
        at += 1


def articles(
    changes: Changes, paths: Sequence[str], excluded: Callable[[str], bool] = lambda path: False
) -> Iterator[str | Failure]:
    """Yield the articles of the index that changed and that the given files and folders hold.

    What `discover.expand` leaves out or refuses is left out or refused here too.
    """
    from .discover import is_article, unfit

    known: set[str] = set()
    for given in (path.replace(os.sep, "/") for path in paths):
        key = _key(changes, given)
        if key not in changes.blobs and not os.path.lexists(given):
            yield Failure(given, 0, "no such file or directory", "correct the path")
        if key in changes.blobs and not is_article(given):
            yield unfit(given)
        for found in _below(changes, key):
            path = _shown(given, key, found)
            if found not in known and is_article(found) and not excluded(path):
                known.add(found)
                yield path


def _below(changes: Changes, key: str) -> Iterator[str]:
    """Yield the changed files that are `key` or stand below it, but for those in folders that hold no articles."""
    from .discover import never

    top = "" if key == "." else f"{key}/"
    for found in sorted(changes.blobs):
        if found == key or (found.startswith(top) and not any(map(never, found[len(top) :].split("/")[:-1]))):
            yield found


def _shown(given: str, key: str, found: str) -> str:
    """Return the path of a file below `given` as `discover` writes it."""
    if found == key:
        return given
    rest = found if key == "." else found[len(key) + 1 :]
    return rest if given == "." else f"{given.rstrip('/')}/{rest}"


def _spans(changes: Changes, path: str) -> Spans | None:
    key = _key(changes, path)
    return changes.lines.get(key, ()) if key in changes.tracked else None


def _key(changes: Changes, path: str) -> str:
    """Return the path from the top of the repository."""
    folder, name = os.path.split(path.rstrip("/"))
    here = Path(os.path.realpath(folder), name)
    key = os.path.normpath(Path(changes.prefix, os.path.relpath(here, os.path.realpath(".")))).replace(os.sep, "/")
    if key.startswith("../"):
        raise CaveatError(f"{path}: lies outside of the repository of the current folder — run caveat in its own")
    return key


def _line_ends(source: str | None) -> list[int]:
    return [end.start() for end in re.finditer("\n", source or "")]


def _changes(prefix: str, diff: str, tracked: frozenset[str]) -> Changes:
    """Read the output of `git diff --raw -z --patch`; what cannot be attributed counts as changed as a whole."""
    raw, _, patch = diff.partition("\0\0")
    names: dict[str, str] = {}
    lines: dict[str, Spans | None] = {}
    blobs: dict[str, str] = {}
    fields = iter(filter(None, raw.split("\0")))
    for field in fields:
        _, mode, _, blob, status = field.split(" ")
        old = next(fields)
        new = next(fields) if status[0] in "RC" else old
        if status != "D":
            names[f"diff --git a/{old} b/{new}"] = new
            lines[new] = None
            if mode.startswith(_FILE):
                blobs[new] = blob
    for section in _SECTION.split(patch):
        head, _, body = section.partition("\n")
        if head in names and "\nBinary files " not in section:
            spans = ((int(hunk[1]), int(hunk[1]) + int(hunk[2] or 1)) for hunk in _HUNK.finditer(body))
            lines[names[head]] = tuple((start, end) for start, end in spans if end > start)
    return Changes(prefix, lines, tracked, blobs)


def _prefix() -> str:
    """Return the current folder as seen from the top of the repository."""
    return _git("rev-parse", "--show-prefix").rstrip("\n")


def _succeeds(*arguments: str) -> str:
    """Return what git says, nothing where it refuses."""
    done = _run(*arguments)
    return "" if done.returncode else _text(done.stdout)


def _git(*arguments: str) -> str:
    done = _run(*arguments)
    if done.returncode:
        reason = _text(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        raise CaveatError(f"git cannot tell what changed: {reason}")
    return _text(done.stdout)


def _run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(["git", *arguments], input=stdin, capture_output=True, env=environment)
    except OSError as error:
        raise CaveatError(
            f"git cannot be run ({error.strerror}) — install it, or leave out --since and --staged"
        ) from None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
