"""Judge what the command line names: which articles, from where, held against what is known and what changed."""

from __future__ import annotations

import os
import sys

from . import config, discover, engine, terminal
from .errors import CaveatError
from .model import Judged
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .changes import Changes
    from .engine import Options
    from .model import Failure, Report

    Source = Callable[[str], str | None]


# a report, the paths of the articles that were judged, and the function that returns their text
Outcome = tuple["Report", tuple[str, ...], "Source"]
BASELINE = "caveat-baseline.json"


class Gate(NamedTuple):
    """What lets findings through: the path of the `baseline`, none for none; prose that did not change `since`."""

    baseline: str | None = None
    since: str | None = None
    staged: bool = False


def judge(paths: Sequence[str], options: Options, gate: Gate, stdin: str = "") -> Outcome:
    """Judge what `paths` name, or standard input (`-`) as if it stood at `stdin`.

    Raises CaveatError where the work cannot be done.
    """
    changed = _changed(gate)
    given = stdin if list(paths) == ["-"] else ""
    report, articles, source = _judged(paths, options, changed, given, staged=gate.staged)
    if gate.baseline:
        from pathlib import Path

        from . import baseline

        report = baseline.apply(report, baseline.load(Path(gate.baseline)), articles, options)
    if changed:
        from .changes import keep

        report = keep(report, changed, source)
    return report, articles, source


def find_baseline(config: str | None) -> str | None:
    """Return the baseline that holds in the current folder: the nearest from there upward, or beside `config`."""
    folder, above = "", os.path.dirname(config) or "." if config else os.getcwd()
    while folder != above:
        folder, above = above, above if config else os.path.dirname(above)
        if os.path.isfile(found := os.path.join(folder, BASELINE)):
            return found
    return None


def _changed(gate: Gate) -> Changes | None:
    if gate.since is None and not gate.staged:
        return None
    from . import changes

    return changes.staged() if gate.since is None else changes.since(gate.since)


def _judged(paths: Sequence[str], options: Options, changed: Changes | None, stdin: str, *, staged: bool) -> Outcome:
    excluded = config.excluder(options.config, use_cache=options.cache)
    if stdin:
        return _given({} if excluded(stdin) else {stdin: sys.stdin.buffer.read()}, options)
    if changed is None:
        return _read(discover.expand(paths, excluded), options)
    from .changes import articles, contents, touches

    found = articles(changed, paths, excluded) if staged else discover.expand(paths, excluded)
    chosen = [one for one in found if not isinstance(one, str) or touches(changed, one)]
    if not staged:
        return _read(chosen, options)
    failures = [one for one in chosen if not isinstance(one, str)]
    return _given(dict(contents(changed, [one for one in chosen if isinstance(one, str)])), options, failures)


def _given(texts: Mapping[str, bytes], options: Options, failures: Iterable[Failure] = ()) -> Outcome:
    """Judge articles whose content is not that of their file."""
    judge = engine.judge_with(options)
    judged = [judge(path, data) for path, data in texts.items()]
    judged += [Judged(failures=(failure,)) for failure in failures]
    return engine.gather(judged, options), tuple(texts), lambda path: text(path, texts.get(path))


def _read(found: Iterable[str | Failure], options: Options) -> Outcome:
    """Judge files."""
    articles = list(found)
    with terminal.progress(sys.stderr) as seen:
        report = engine.run(articles, options, seen)
    return report, tuple(one for one in articles if isinstance(one, str)), text


def text(path: str, data: bytes | None = None) -> str | None:
    """Return the text of an article, none where it is gone or unreadable."""
    from .decode import decode

    try:
        if data is None:
            with open(path, "rb") as file:
                data = file.read()
        return decode(data, path)
    except (OSError, CaveatError):
        return None
