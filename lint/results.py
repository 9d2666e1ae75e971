"""Remember what unchanged articles came to.

A result is kept under a digest of all that it depends on: the article's bytes and path, its settings, the day, the
rules, the roster and the program. A store that is damaged or foreign is begun anew.
"""

from __future__ import annotations

import marshal
from contextlib import suppress
from functools import lru_cache

from . import cache
from .days import date
from .digests import blake2b
from .model import Failure, Finding, Judged, Reading, Severity

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from .config import Config
    from .engine import Options
    from .history import Repository
    from .model import Settings

    Judge = Callable[[str, bytes], Judged]

# for fewer articles, opening the store costs more than judging them
_WORTH_OPENING = 8
_SECONDS_TO_WAIT = 20
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, day INTEGER, value BLOB) WITHOUT ROWID"
_INDEX = "CREATE INDEX IF NOT EXISTS by_day ON results (day)"
# a result is for one day, and only a run for a past day asks for it later
_DAYS_KEPT = 30


def remembering(judge: Judge, options: Options, articles: int) -> Judge:
    """Return `judge`, or one that recalls results where the run is long enough to gain by it."""
    if not options.cache or articles < _WORTH_OPENING:
        return judge
    from pathlib import Path

    store = _opened(Path(cache.folder(), "results.db"))
    if store is None:
        return judge
    from . import config
    from .engine import effective

    configuration, base, reviews = config.lookup(options.config), _base(options), _reviews()

    def recall(path: str, data: bytes) -> Judged:
        held = configuration(path)
        settings = effective(config.settings(held, path), options)
        key = _key(path, data, f"{base(settings)} {reviews(path, held, settings)}")
        found = _find(store, key)
        if found is None:
            found = judge(path, data)
            _keep(store, key, found)
        return found

    return recall


def _base(options: Options) -> Callable[[Settings], str]:
    """Return a function that names everything but the article."""
    from .compiled import key

    today = options.today.isoformat()
    return lambda settings: f"{settings!r} {today} {key(settings.rules)}"


def _reviews() -> Callable[[str, Config, Settings], str]:
    """Return a function that names what is known of reviews outside of an article: signatures, and the past."""
    from .signing import state

    signatures = lru_cache(state)

    @lru_cache(maxsize=1)
    def find() -> Callable[[str], tuple[Repository, str] | None]:
        from .history import repositories

        return repositories()

    def name(path: str, held: Config, settings: Settings) -> str:
        place = find()(path) if settings.history else None
        return f"{signatures(held.folder)} {place[0].state() if place else ''}"

    return name


def _key(path: str, data: bytes, base: str) -> bytes:
    around = blake2b(f"{path}\0{base}".encode("utf-8", "surrogatepass")).digest()
    return blake2b(data, key=around, digest_size=16).digest()


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open the store, throwing away a damaged one; none where there can be no store."""
    import sqlite3

    for _ in range(2):
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(path, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            try:
                store.execute("PRAGMA journal_mode=WAL")
                store.execute("PRAGMA synchronous=OFF")
                # kibibytes: a run asks for each result once
                store.execute("PRAGMA cache_size=-256")
                store.execute(_TABLE)
                store.execute(_INDEX)
                store.execute("DELETE FROM results WHERE day < ?", (date.today().toordinal() - _DAYS_KEPT,))
                store.execute("SELECT key, day, value FROM results LIMIT 1").fetchone()
            except sqlite3.DatabaseError:
                store.close()
                path.unlink()
            else:
                return store
    return None


def _find(store: sqlite3.Connection, key: bytes) -> Judged | None:
    import sqlite3

    try:
        row = store.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else _restored(key, row[0])


def _keep(store: sqlite3.Connection, key: bytes, judged: Judged) -> None:
    """Store a result; one that cannot be stored is only judged again."""
    import sqlite3

    payload = marshal.dumps(_plain(judged))
    value = blake2b(payload, key=key, digest_size=16).digest() + payload
    with suppress(sqlite3.Error):
        store.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (key, date.today().toordinal(), value))


def _plain(judged: Judged) -> Any:
    findings = [[_finding(one) for one in some] for some in (judged.findings, judged.excused, judged.suppressed)]
    return (*findings, list(map(tuple, judged.failures)))


def _finding(finding: Finding) -> list[Any]:
    plain = {"severity": int(finding.severity), "readings": list(map(tuple, finding.readings))}
    return [plain.get(name, value) for name, value in zip(Finding._fields, finding, strict=True)]


def _restored(key: bytes, value: bytes) -> Judged | None:
    seal, payload = value[:16], value[16:]
    if seal != blake2b(payload, key=key, digest_size=16).digest():
        return None
    findings, excused, suppressed, failures = marshal.loads(payload)
    failed = tuple(Failure(*failure) for failure in failures)
    return Judged(_findings(findings), _findings(excused), failed, _findings(suppressed))


def _findings(values: Sequence[tuple[Any, ...]]) -> tuple[Finding, ...]:
    found = map(Finding._make, values)
    return tuple(
        one._replace(severity=Severity(one.severity), readings=tuple(map(Reading._make, one.readings))) for one in found
    )
