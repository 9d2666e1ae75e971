"""Decide which files a site needs, and what stands in them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from .. import config, ignored, roster
from ..errors import CaveatError, InputError
from ..values import NamedTuple
from . import listedit, origin, servers, written
from .look import look
from .servers import Site

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .look import Seen
    from .origin import Origin

HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/caveat.yml"
PIPELINE, JOB = ".gitlab-ci.yml", ".gitlab/caveat.yml"
ROSTER = "reviewers.yaml"
_NOWHERE = ("no git repository: neither hook nor CI job",)
_MAIN = ("main", "master", "trunk", "develop")


class File(NamedTuple):
    """A file to write; `before` is its text now, none where there is no such file."""

    path: Path
    before: str | None
    after: str
    what: str


class Plan(NamedTuple):
    """Files to write, remarks on what was left alone, and what a person does next."""

    files: tuple[File, ...]
    remarks: tuple[str, ...]
    steps: tuple[str, ...]


def plan(folder: str) -> Plan:
    """Plan for the site in a folder. Raises CaveatError where it is configured already, or is no folder."""
    site = Path(os.path.abspath(folder))
    if not site.is_dir():
        raise CaveatError(f"{folder}: there is no such folder — correct the path")
    for name in (config.NAME, "caveat.yml"):
        if (site / name).exists():
            path = config.shown(str(site / name))
            raise CaveatError(f"{path}: is there already — change it by hand, or remove it to begin anew")
    seen, whence, top = look(site), origin.find(), ignored.repository(str(site))
    made = [*_own(seen, top), *(_around(seen, whence, Path(top)) if top else _NOWHERE)]
    files = tuple(one for one in made if isinstance(one, File))
    remarks = [one for one in made if isinstance(one, str)]
    if seen.export:
        remarks.append(f"{seen.export}: caveat does not read exports of WordPress; give it the pages as HTML")
    return Plan(files, tuple(remarks), tuple(_steps(whence, files)))


def _own(seen: Seen, top: str) -> Iterator[File | str]:
    """Yield the files that caveat reads."""
    above = config.find(str(seen.site)) if top else None
    within = above is not None and Path(above).is_relative_to(top)
    extends = os.path.relpath(str(above), seen.site).replace(os.sep, "/") if within else ""
    people, there = len(seen.people.reviewers), (seen.site / ROSTER).exists()
    usable = _is_roster(seen.site / ROSTER) if there else people > 0
    text = written.configuration(seen, extends, usable)
    guessed = f"{seen.operator.operator}, in {', '.join(seen.places) or 'all places'}"
    yield File(seen.site / config.NAME, None, text, f"builds on {extends}" if extends else guessed)
    if there and not usable:
        yield f"{ROSTER}: is there already, and no roster; give yours another name, and write it into {config.NAME}"
    if people and not there:
        what = f"{people} {'reviewer' if people == 1 else 'reviewers'}, to be completed"
        yield File(seen.site / ROSTER, None, written.reviewers(seen), what)


def _is_roster(path: Path) -> bool:
    try:
        roster.load(str(path))
    except InputError:
        return False
    return True


def _around(seen: Seen, whence: Origin, top: Path) -> Iterator[File | str]:
    """Yield the files of hook and CI, or remarks on why they are left alone."""
    site = Site(seen.site.relative_to(top).as_posix(), _branch(top))
    yield _added(top / HOOKS, "repos", servers.hook(whence), "the commit hook", present=r"id: *['\"]?caveat\b")
    host = _host(top)
    if (top / PIPELINE).exists() or "gitlab" in host:
        yield from _gitlab(top, whence, site)
    elif "bitbucket" in host:
        yield "Bitbucket: write a step that runs `caveat check`; its exit status is the answer"
    elif (top / WORKFLOW).exists():
        yield f"{WORKFLOW}: is there already, and stays as it is"
    else:
        yield File(top / WORKFLOW, None, servers.github(whence, site), "the CI job")


def _gitlab(top: Path, whence: Origin, site: Site) -> Iterator[File | str]:
    if (top / JOB).exists():
        yield f"{JOB}: is there already, and stays as it is"
        return
    yield File(top / JOB, None, servers.gitlab(whence, site), "the CI job")
    yield _added(top / PIPELINE, "include", [f"- local: {JOB}"], "includes the CI job", present=re.escape(JOB))


def _added(path: Path, key: str, item: list[str], what: str, present: str) -> File | str:
    """Add an entry to a list in a file, which may be new."""
    if not path.exists():
        return File(path, None, "\n".join([f"{key}:", *(f"  {line}" for line in item)]) + "\n", what)
    try:
        before = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return f"{path.name}: cannot be read, and stays as it is"
    if re.search(present, before):
        return f"{path.name}: names caveat already, and stays as it is"
    after = listedit.append(before, key, item)
    if after is None:
        lines = "\n".join(f"    {line}" for line in item)
        return f"{path.name}: is written in a way that is not understood; add to `{key}` by hand:\n{lines}"
    return File(path, before, after, what)


def _host(top: Path) -> str:
    """Return the names of the servers from which the repository is fetched."""
    addresses = _git(top, "config", "--get-regexp", r"^remote\..*\.url$").lower()
    return " ".join(re.findall(r"(?:@|//)([^/:@\s]+)(?=[/:])", addresses))


def _branch(top: Path) -> str:
    """Return the main branch: the one that the remote begins with, else the present one if it has such a name."""
    remote = _git(top, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD").strip().partition("/")[2]
    present = _git(top, "symbolic-ref", "--quiet", "--short", "HEAD").strip()
    return remote or (present if present in _MAIN else _MAIN[0])


def _git(top: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ignored.LOCAL}
    try:
        done = subprocess.run(["git", *arguments], cwd=top, env=environment, capture_output=True)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _steps(whence: Origin, files: Iterable[File]) -> Iterator[str]:
    """Yield what a person does next."""
    names = {file.path.name: file for file in files}
    yield f"read {config.NAME}: jurisdictions and operator decide most"
    others = [file for file in files if file.path.name not in (config.NAME, ROSTER)]
    if others and not whence.known:
        yield f"put the address of caveat's repository in place of {origin.PLACEHOLDER}"
    if ROSTER in names:
        yield f"complete {ROSTER}"
    yield "run `caveat check`: what is found today"
    yield "run `caveat baseline`: takes what is there today as known, so that only new findings count"
    if HOOKS in names:
        yield "run `pre-commit install`: each commit is judged"
