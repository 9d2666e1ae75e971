"""Ask git how an article was changed after its review.

One `git log` serves all articles of a repository, and one `git cat-file` gives the texts of earlier versions.
"""

from __future__ import annotations

import os
import subprocess
from bisect import bisect_right
from contextlib import suppress
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path
from weakref import finalize

from . import wording
from .days import date, timedelta
from .errors import CaveatError, InputError
from .record import gather
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .model import Document
    from .wording import Change

    Past = Callable[[Document, date, date], "Changed | None"]
    # a version of an article: its day, and the function that reads it
    Made = tuple[date, Callable[[], Document | None]]

# whoever reviews an article enters the day a little later, together with the changes that the review led to
_DAYS_TO_RECORD = 14
# a commit hook points git to its own repository
_LOCAL = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"))
_COMMIT = "\1"


class Changed(NamedTuple):
    """The day on which the present wording came about, and how it differs from the one that was reviewed."""

    day: date
    change: Change


class Version(NamedTuple):
    """A version of an article: its commit, the commit's day, its path then, and in the version before, if any."""

    commit: str
    day: date
    path: str
    before: str = ""


class Repository:
    """One work tree of git."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._log: dict[str, list[tuple[int, Version]]] = {}
        self._since = date.max

    def later(self, path: str, day: date) -> list[Version]:
        """List the versions of an article that were committed after a day, newest first; renames are followed."""
        if day < self._since:
            # articles that come later ask for other days: go back further than asked, and rarely again
            again = timedelta(0) if self._since == date.max else abs(date.today() - day)
            self._since = day - again - timedelta(days=1)
            self._log = _by_path(_log(self.top, self._since))
        found: list[Version] = []
        at = -1
        while True:
            entries = self._log.get(path, [])
            index = bisect_right(entries, at, key=itemgetter(0))
            if index == len(entries):
                return [one for one in found if one.day > day]
            at, version = entries[index]
            found.append(version)
            path = version.before

    def text(self, commit: str, path: str) -> bytes | None:
        """Return a file as it was in a commit, none where it was not there."""
        request, answer = self._blobs.stdin, self._blobs.stdout
        if request is None or answer is None or "\n" in path:
            return None
        request.write(f"{commit}:{path}\n".encode("utf-8", "surrogateescape"))
        request.flush()
        kind, _, size = answer.readline().decode("utf-8", "surrogateescape").rstrip("\n").rpartition(" ")
        if not size.isdecimal():
            return None
        data = answer.read(int(size) + 1)[:-1]
        return data if kind.endswith(" blob") else None

    @cached_property
    def _blobs(self) -> subprocess.Popen[bytes]:
        command = _command(self.top, "cat-file", "--batch")
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())
        finalize(self, _end, process)
        return process

    @cached_property
    def head(self) -> str:
        """Return the id of the present commit, empty where there is none."""
        return _git(self.top, "rev-parse", "--verify", "HEAD").strip()

    def state(self) -> str:
        """Name the history as it is now."""
        return f"{self.head} {(self.top / '.git/shallow').exists()}"

    @cached_property
    def shallow(self) -> bool:
        """Say whether the repository lacks its older commits."""
        return _git(self.top, "rev-parse", "--is-shallow-repository").strip() == "true"


def repositories() -> Callable[[str], tuple[Repository, str] | None]:
    """Return the function from an article to its repository and its path there; none outside of git."""
    opened = cache(Repository)
    found = cache(lambda folder: _above(folder))

    def find(article: str) -> tuple[Repository, str] | None:
        path = Path(os.path.realpath(Path(article).parent), Path(article).name)
        top = found(path.parent)
        return (opened(top), path.relative_to(top).as_posix()) if top else None

    return find


def past() -> Past:
    """Return the function that tells how an article's wording was changed after its review.

    It takes the article, the day of the review and today, and gives none where the wording is the one reviewed or
    nothing is known. The wording reviewed is that of the first version, at most two weeks after the review, which gives
    its day; else the last one on that day. Raises InputError where the history ends too soon.
    """
    find = repositories()

    def changed(document: Document, day: date, today: date) -> Changed | None:
        place = find(document.path)
        versions = _versions(*place, document, day, today) if place and place[0].head else []
        if not versions:
            return None
        reviewed, now = _reviewed(versions, day), wording.read(document)
        if reviewed is None:
            return None
        before = wording.read(reviewed)
        if before.digest == now.digest:
            return None
        return Changed(_since(versions, now.digest), wording.change(before.paragraphs, now))

    return changed


def _versions(repository: Repository, path: str, document: Document, day: date, today: date) -> Sequence[Made]:
    """List the versions from the present one back to that of `day`, each with its day; none for an untracked file."""

    def at(commit: str, path: str) -> Callable[[], Document | None]:
        return cache(lambda: _read(repository.text(commit, path), path, document))

    later = repository.later(path, day)
    found: list[Made] = [(one.day, at(one.commit, one.path)) for one in later]
    if not later:
        found = [(day, at("HEAD", path))]
    elif later[-1].before:
        found.append((day, at(f"{later[-1].commit}^", later[-1].before)))
    elif repository.shallow:
        remedy = "fetch all of it (actions/checkout: `fetch-depth: 0`)"
        raise InputError(document.path, 0, f"the clone's history does not reach back to {day}", remedy)
    newest = found[0][1]()
    if newest is None:
        return ()
    if wording.read(newest).digest != wording.read(document).digest:
        found.insert(0, (today, lambda: document))
    return found


def _reviewed(versions: Sequence[Made], day: date) -> Document | None:
    """Return the version that the review of `day` speaks of."""
    for made, load in reversed(versions):
        if made > day + timedelta(days=_DAYS_TO_RECORD):
            break
        document = load()
        last = gather(document).on(made).latest("reviewed") if document else None
        if last and last.last == day:
            return document
    return versions[-1][1]()


def _since(versions: Sequence[Made], digest: str) -> date:
    """Return the day of the oldest version in a row that has the present wording."""
    found = versions[0][0]
    for day, load in versions:
        document = load()
        if document is None or wording.read(document).digest != digest:
            break
        found = day
    return found


def _read(data: bytes | None, path: str, present: Document) -> Document | None:
    """Read an earlier version, or take the present one where it is the same; what cannot be read tells nothing."""
    from .decode import decode
    from .readers import read

    if data is not None:
        with suppress(CaveatError):
            source = decode(data, path)
            return present if source == present.source else read(source, path)
    return None


def _above(folder: Path) -> Path | None:
    """Find the work tree of git that holds a folder; none where git is not installed."""
    from shutil import which

    top = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    return top if top and which("git") else None


def _log(top: Path, since: date) -> Iterator[Version]:
    """Yield what each commit after `since` did to each file, newest first, as the main line saw it."""
    options = ("--first-parent", "-m", "-M", "--name-status", "-z", "--format=%x01%H %cs", f"--since={since}T00:00:00Z")
    commit, day = "", date.min
    fields = iter(_git(top, "-c", "log.showSignature=false", "log", *options).split("\0"))
    for field in fields:
        word = field.lstrip("\n")
        if word.startswith(_COMMIT):
            commit, _, written = word[1:].partition(" ")
            day = date.fromisoformat(written)
        elif word[:1] in ("R", "C"):
            before, path = next(fields), next(fields)
            yield Version(commit, day, path, before if word[0] == "R" else "")
        elif word:
            path = next(fields)
            if word != "D":
                yield Version(commit, day, path, "" if word == "A" else path)


def _by_path(versions: Iterator[Version]) -> dict[str, list[tuple[int, Version]]]:
    found: dict[str, list[tuple[int, Version]]] = {}
    for number, version in enumerate(versions):
        found.setdefault(version.path, []).append((number, version))
    return found


def _git(top: Path, *arguments: str) -> str:
    """Run git and return what it says; nothing in a repository without a commit."""
    done = subprocess.run(_command(top, *arguments), capture_output=True, env=_environment())
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "does not have any commits yet" in reason or "Needed a single revision" in reason:
            return ""
        raise InputError(
            top.as_posix(), 0, f"git cannot tell the history ({reason})", "mend it, or set `history: false`"
        )
    return done.stdout.decode("utf-8", "surrogateescape")


def _command(top: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(top), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _LOCAL} | {"LC_ALL": "C"}


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
    process.wait()
