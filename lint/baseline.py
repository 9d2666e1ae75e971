"""Keep the known findings of a site apart, so that a run reports only new ones.

A finding is known by article, rule and sentence, not by its line: text that moves stays known, a sentence that is
written a second time is new. The file counts them, sorted and one a line, so that it merges and reviews well.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from os.path import relpath
from pathlib import Path

from .errors import InputError
from .findings import selected
from .model import Stale
from .values import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any

    from .engine import Options
    from .model import Finding, Report

_VERSION = 1
_REMEDY = "restore it, or delete it and run “caveat baseline”"


class Key(NamedTuple):
    """What a finding is known by; `article` is relative to the folder of the baseline, with `/`."""

    article: str
    rule: str
    sentence: str


class Baseline(NamedTuple):
    """The known findings and how often each may stand; `folder` is what its articles are relative to."""

    folder: Path
    known: Mapping[Key, int]


def default(config: str | None) -> Path:
    """Return where a baseline is written: over the one that holds, else beside caveat.yaml or in the current folder."""
    from .config import find as find_config
    from .gate import BASELINE, find_baseline

    held = config or find_config("article")
    return Path(find_baseline(config) or (Path(held).parent if held else Path()) / BASELINE)


def load(path: Path) -> Baseline:
    """Read a baseline; raises InputError where it is not one."""
    import json

    shown = relpath(path).replace("\\", "/")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(shown, 0, f"the baseline cannot be read ({error.strerror})", "correct the path") from None
    except UnicodeDecodeError:
        raise InputError(shown, 0, "the baseline is not UTF-8", _REMEDY) from None
    try:
        known = _entries(json.loads(text))
    except json.JSONDecodeError as error:
        raise InputError(shown, error.lineno, f"the baseline is not JSON ({error.msg})", _REMEDY) from None
    except (RecursionError, ValueError):
        known = None
    if known is None:
        raise _fault(text, shown)
    return Baseline(path.absolute().parent, known)


def _entries(whole: Any) -> dict[Key, int] | None:
    """Take the entries out of parsed JSON; none where it has another shape."""
    if not isinstance(whole, dict) or whole.keys() != {"version", "findings"} or whole["version"] != _VERSION:
        return None
    found = whole["findings"]
    if not isinstance(found, list) or not all(map(_sound, found)):
        return None
    known = {Key(one["article"], one["rule"], one["sentence"]): one["count"] for one in found}
    return known if len(known) == len(found) else None


def _sound(entry: Any) -> bool:
    if not isinstance(entry, dict) or entry.keys() != {*Key._fields, "count"}:
        return False
    texts = all(isinstance(entry[name], str) for name in Key._fields)
    return texts and type(entry["count"]) is int and entry["count"] > 0


def _fault(text: str, path: str) -> InputError:
    """Find the place at which a file that is JSON is no baseline; YAML, which holds JSON, is read with its lines."""
    from . import strict

    try:
        _check(strict.load(text, path))
    except InputError as error:
        return InputError(path, error.line, f"the baseline is damaged: {error.wrong}", error.remedy or _REMEDY)
    return InputError(path, 0, "the baseline is damaged", _REMEDY)


def _check(node: Any) -> None:
    """Raise InputError for the first place that does not belong in a baseline."""
    keys = ("version", "findings")
    fields = node.mapping(keys)
    for key in keys:
        if key not in fields:
            raise node.error(f"it has no `{key}`", _REMEDY)
    if fields["version"].text() != str(_VERSION):
        raise fields["version"].error(f"version {fields['version'].text()} is unknown", _REMEDY)
    seen = set()
    for entry in fields["findings"].items():
        parts = entry.mapping((*Key._fields, "count"))
        for key in (*Key._fields, "count"):
            if key not in parts:
                raise entry.error(f"the entry has no `{key}`", _REMEDY)
        parts["count"].integer(1)
        known = Key(*(parts[name].text() for name in Key._fields))
        if known in seen:
            raise entry.error("the entry stands twice", "keep one, with the count that is right")
        seen.add(known)


def dump(known: Mapping[Key, int]) -> str:
    """Return the text of a baseline: sorted, one entry a line."""
    import json

    entries = [
        json.dumps({**key._asdict(), "count": count}, ensure_ascii=False)
        for key, count in sorted(known.items())
        if count > 0
    ]
    body = "\n" + ",\n".join(entries) + "\n" if entries else ""
    return f'{{"version": {_VERSION}, "findings": [{body}]}}\n'


def _article(folder: Path) -> Callable[[str], str]:
    """Return the function that names an article as the baselines of `folder` do."""
    return cache(lambda path: relpath(path, folder).replace("\\", "/"))


def _keys(findings: Iterable[Finding], folder: Path) -> Iterator[Key]:
    """Yield what each finding is known by; white space and capitals do not tell sentences apart."""
    article = _article(folder)
    for finding in findings:
        yield Key(article(finding.path), finding.rule, " ".join(finding.sentence.split()).casefold())


def _judged(report: Report, articles: Iterable[str], folder: Path) -> dict[str, str]:
    """Map the names of the articles that were judged without a failure to their paths."""
    failed, article = {failure.path for failure in report.failures}, _article(folder)
    return {article(path): path for path in articles if path not in failed}


def apply(report: Report, held: Baseline, articles: Iterable[str], options: Options) -> Report:
    """Set the known findings of a report apart, and tell which entries for `articles` it no longer bears out.

    `articles` are the paths that were judged; one that failed says nothing about its entries, nor does a run about the
    rules that it left out.
    """
    left = Counter(held.known)
    new: list[Finding] = []
    known: list[Finding] = []
    for finding, key in zip(report.findings, _keys(report.findings, held.folder), strict=True):
        (known if left[key] > 0 else new).append(finding)
        left[key] -= 1
    judged = _judged(report, articles, held.folder)
    stale = tuple(
        Stale(judged[key.article], key.rule, key.sentence, count)
        for key, count in sorted(left.items())
        if count > 0 and key.article in judged and selected(key.rule, options.select, options.ignore)
    )
    return report._replace(findings=tuple(new), known=tuple(known), stale=stale)


def updated(report: Report, held: Baseline, articles: Iterable[str], *, prune: bool) -> dict[Key, int]:
    """Return the entries that a baseline should hold after a run that was not held against one.

    Entries for articles that were not judged stay while the article exists. With `prune`, nothing new is taken in.
    """
    found = Counter(_keys(report.findings, held.folder))
    judged = _judged(report, articles, held.folder)
    kept = {
        key: count
        for key, count in held.known.items()
        if key.article not in judged and (held.folder / key.article).is_file()
    }
    return {**kept, **(found & Counter(held.known) if prune else found)}


def difference(before: Mapping[Key, int], after: Mapping[Key, int]) -> str:
    """Say what a baseline holds and how it was changed."""
    old, new = Counter(before), Counter(after)
    articles = len({key.article for key in after})
    held = f"{new.total():,} known {'finding' if new.total() == 1 else 'findings'}"
    changed = f"{(new - old).total():,} added, {(old - new).total():,} removed"
    return f"{held} in {articles:,} {'article' if articles == 1 else 'articles'} ({changed})"
