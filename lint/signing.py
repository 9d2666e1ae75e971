"""Keep the signatures of reviewers: which wording of which article somebody answers for, since when.

They stand in `caveat.lock` beside caveat.yaml, or in the current folder: one JSON object a line, by path, so that they
are reviewed and merged with the articles.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path

from .days import date
from .digests import blake2b
from .errors import Faults, InputError, nearest
from .model import Failure, Lines
from .once import Same
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from .config import Config
    from .model import Document
    from .roster import Roster
    from .wording import Wording

NAME = "caveat.lock"

_KEYS = ("path", "reviewer", "date", "rules", "source", "prose", "paragraphs")
_FORMS = {"source": "[0-9a-f]{16}", "prose": "[0-9a-f]{32}", "paragraphs": "(?:[0-9a-f]{8}(?: [0-9a-f]{8})*)?"}
_REMEDY = "take the line from the last good version, or sign the article again"


class Signature(NamedTuple):
    """That a reviewer answers for an article's wording; `path` is relative to the lock's folder.

    `source` is a digest of the article's text, `prose` and `paragraphs` are those of its wording. An article whose
    source is the same is as it was signed, whatever a later version of caveat takes for its wording.
    """

    path: str
    reviewer: str
    date: date
    rules: str
    source: str
    prose: str
    paragraphs: tuple[str, ...]

    def holds(self, document: Document, now: Wording) -> bool:
        """Say whether the article is what was signed."""
        return now.digest == self.prose or digest(document.source) == self.source


@dataclass(frozen=True, slots=True)
class Lock:
    """The signatures in one folder's caveat.lock, by path, and one for each wording."""

    folder: Path
    signatures: Mapping[str, Signature]
    wordings: Mapping[str, Signature] = field(default_factory=dict)

    def of(self, article: str, now: Wording) -> Signature | None:
        """Return the signature of an article; one that was renamed is known by its wording, or by most of it."""
        found = self.signatures.get(self.name(article))
        if found:
            return found
        same = self.wordings.get(now.digest)
        if same and not (self.folder / same.path).exists():
            return same
        alike = [(_common(one.paragraphs, now.paragraphs), one) for one in _gone(Same(self))]
        share, closest = max(alike, key=itemgetter(0), default=(0.0, None))
        return closest if share >= _ALIKE else None

    def name(self, article: str) -> str:
        """Return how the lock calls an article."""
        return os.path.relpath(article, self.folder).replace(os.sep, "/")


# an article that was renamed and changed at once keeps this share of its paragraphs
_ALIKE = 0.5


def _common(before: tuple[str, ...], now: tuple[str, ...]) -> float:
    """Return the share of paragraphs, of the longer of two wordings, that both have."""
    return len({*before} & {*now}) / max(len({*before}), len({*now}), 1)


# every article without a signature asks
@lru_cache(maxsize=1)
def _gone(lock: Same[Lock]) -> tuple[Signature, ...]:
    """List the signatures whose articles are no longer where they were."""
    return tuple(one for one in lock.value.signatures.values() if not (lock.value.folder / one.path).exists())


def digest(source: str) -> str:
    """Name the text of an article, whatever its line ends."""
    text = "\n".join(source.splitlines())
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def load(folder: str | Path) -> Lock | None:
    """Read the lock of a folder strictly, none where there is none; raises InputError or InputErrors."""
    path = Path(folder, NAME)
    if not path.is_file():
        return None
    from .config import shown
    from .decode import decode

    name, faults = shown(str(path)), Faults()
    signatures: dict[str, Signature] = {}
    for number, line in enumerate(decode(path.read_bytes(), name).removeprefix("\ufeff").split("\n"), 1):
        with faults:
            if line.strip():
                found = _signature(line, name, number)
                if found.path in signatures:
                    raise InputError(name, number, f"{found.path} is signed twice", "keep the line that is true")
                signatures[found.path] = found
    faults.raise_any()
    return Lock(path.parent, signatures, {one.prose: one for one in signatures.values()})


def state(folder: str | Path) -> str:
    """Name the present state of a folder's lock, empty where there is none."""
    try:
        found = Path(folder, NAME).stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def store(lock: Lock) -> None:
    """Write a lock: the same signatures always give the same file."""
    lines = [_line(lock.signatures[path]) for path in sorted(lock.signatures)]
    target = lock.folder / NAME
    beside = target.with_name(f".{NAME}.{os.getpid()}")
    try:
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
        beside.replace(target)
    except OSError as error:
        raise InputError(str(target), 0, f"cannot be written ({error.strerror})", "correct its permissions") from None


def sign(
    articles: Iterable[str | Failure], reviewer: str, day: date, configuration: Callable[[str], Config]
) -> list[tuple[Path, Signature]]:
    """Sign every article for a reviewer and store the signatures; return them with their locks' files.

    Nothing is signed where one article cannot be read, or where the reviewer may not sign it: InputError, InputErrors.
    """
    faults = Faults()
    signed: dict[Path, list[tuple[str, Signature]]] = {}
    for article in articles:
        with faults:
            if isinstance(article, Failure):
                raise InputError(article.path, article.line, article.wrong, article.remedy)
            held = configuration(article)
            signed.setdefault(Path(held.folder), []).append((article, _signed(article, reviewer, day, held)))
    faults.raise_any()
    for folder, made in signed.items():
        _add(folder, [signature for _, signature in made])
    return [(folder / NAME, signature) for folder, made in signed.items() for _, signature in made]


def _add(folder: Path, made: Iterable[Signature]) -> None:
    """Add signatures to a folder's lock; they take the place of those that the articles had under another name."""
    lock = load(folder) or Lock(folder, {})
    kept = dict(lock.signatures)
    for one in made:
        kept[one.path] = one
        for other in [other for other in kept.values() if other.path != one.path]:
            same = other.prose == one.prose or _common(other.paragraphs, one.paragraphs) >= _ALIKE
            if same and not (folder / other.path).exists():
                del kept[other.path]
    store(Lock(folder, kept))


def _signed(article: str, reviewer: str, day: date, held: Config) -> Signature:
    from . import config, wording
    from .decode import decode
    from .readers import read

    settings = config.settings(held, article)
    try:
        data = Path(article).read_bytes()
    except OSError as error:
        raise InputError(article, 0, f"cannot be read ({error.strerror})", "correct its permissions") from None
    document = read(decode(data, article), article)
    for problem in document.problems:
        line, _ = Lines(document.source).at(problem.offset)
        raise InputError(article, line, problem.wrong, problem.remedy)
    now = wording.read(document)
    return Signature(
        path=Lock(Path(held.folder), {}).name(article),
        reviewer=_listed(settings.reviewers, reviewer, day),
        date=day,
        rules=_version(settings.rules),
        source=digest(document.source),
        prose=now.digest,
        paragraphs=now.paragraphs,
    )


def _listed(roster: Roster | None, reviewer: str, day: date) -> str:
    """Return the name under which a reviewer signs; a roster must know them, and their registration must hold."""
    if roster is None:
        return reviewer
    entry = roster.find(reviewer)
    if entry is None:
        names = [name for one in roster.entries for name in (one.id, one.name) if name]
        raise InputError(roster.path, 0, f"“{reviewer}” is not in the roster", nearest(reviewer, names))
    if entry.until and entry.until < day:
        wrong = f"the registration of {entry.name} ran out on {entry.until}, before {day}"
        raise InputError(roster.path, 0, wrong, "renew the entry after checking the register")
    return entry.name


@cache
def _version(folders: tuple[str, ...]) -> str:
    """Name the rulebook: the version of caveat, and a digest of the rules' text."""
    from .. import __version__
    from .rulebook import BUILT_IN, files

    sum = blake2b(digest_size=4)
    for path in files([BUILT_IN, *map(Path, folders)]):
        sum.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return f"{__version__}+{sum.hexdigest()}"


def _line(signature: Signature) -> str:
    values = signature._asdict() | {
        "date": signature.date.isoformat(),
        "paragraphs": " ".join(signature.paragraphs),
    }
    return json.dumps({key: values[key] for key in _KEYS}, ensure_ascii=False)


def _signature(line: str, path: str, number: int) -> Signature:
    try:
        values: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(path, number, "this is no signature", _REMEDY) from None
    if not isinstance(values, dict):
        raise InputError(path, number, "this is no signature", _REMEDY)
    for key in values:
        if key not in _KEYS:
            raise InputError(path, number, f"unknown key “{key}”", nearest(key, _KEYS))
    for key in _KEYS:
        if not isinstance(values.get(key), str) or not re.fullmatch(_FORMS.get(key, ".+"), values[key]):
            raise InputError(path, number, f"the signature has no sound `{key}`", _REMEDY)
    try:
        day = date.fromisoformat(values["date"])
    except ValueError:
        raise InputError(path, number, f"“{values['date']}” is not a date", _REMEDY) from None
    return Signature(**{**values, "date": day, "paragraphs": tuple(values["paragraphs"].split())})
