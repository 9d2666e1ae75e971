"""Judge articles, report, and return an exit status; what a plain call needs, and so without click."""

from __future__ import annotations

from .. import __version__
from ..lint.errors import CaveatError
from ..lint.reporters import FORMATS
from .output import colour, width, write
from .plain import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from ..lint.gate import Gate, Outcome
    from ..lint.model import Authority, Report


def check(paths: tuple[str, ...], **given: Any) -> int:
    """Judge articles as the options of `caveat check` say; raises CaveatError for options that exclude each other."""
    from ..lint import gate
    from ..lint.engine import Options

    if "-" in paths and len(paths) > 1:
        raise CaveatError("“-” stands alone: standard input holds one article.")
    if "-" in paths and (given["since"] is not None or given["staged"]):
        raise CaveatError("git knows nothing of standard input: leave out --since and --staged.")
    run = Options(
        today=given["today"],
        config=given["config"],
        select=given["select"],
        ignore=given["ignore"],
        cache=not given["no_cache"],
        jobs=given["jobs"],
        excused=given["explain"],
    )
    given["paths"] = paths or (".",)
    outcome = gate.judge(given["paths"], run, _gate(given), given["stdin_filename"])
    write(_rendered(outcome, given), given["output"])
    for name, file in given["output_format"]:
        write(_rendered(outcome, {**given, "format_": name, "output": file}), file)
    report = outcome[0]
    return _status(report, given["fail_on"])


def _gate(given: Mapping[str, Any]) -> Gate:
    """Choose what lets findings through."""
    from ..lint import gate

    for pair in (("baseline", "no_baseline"), ("since", "staged")):
        if all(given[name] not in (None, False) for name in pair):
            names = " and ".join(f"--{name.replace('_', '-')}" for name in pair)
            raise CaveatError(f"{names} exclude each other.")
    path = given["baseline"] or None
    if not given["baseline"] and not given["no_baseline"]:
        path = gate.find_baseline(given["config"])
    return gate.Gate(path, given["since"], given["staged"])


def _rendered(outcome: Outcome, given: Mapping[str, Any]) -> str | Iterable[str]:
    report, articles, source = outcome
    if given["format_"] == "json":
        from ..lint.reporters import json

        return json.render(report, __version__)
    if given["format_"] == "html":
        from .report import overview, page

        return page(overview(report, articles, source, given), source, given)
    if given["format_"] in FORMATS:
        from ..lint.reporters import renderer
        from . import rulebook

        return renderer(given["format_"])(report, rulebook.book(source, given))
    from ..lint.reporters import text

    authorities = _authorities(given) if report.findings else {}
    look = text.Look(source, authorities, width(), colour(given["output"]), given["explain"])
    return text.pieces(report, look)


def _authorities(given: Mapping[str, Any]) -> Mapping[str, Authority]:
    from ..lint import compiled
    from .rulebook import folders

    return compiled.load(folders(given["config"]), use_cache=not given["no_cache"]).authorities


def _status(report: Report, fail_on: str) -> int:
    if report.failures:
        return 2
    return int(any(finding.severity >= LEVELS.index(fail_on) for finding in report.findings))
